import type { CheckStatus, CitationComponent, ComponentScore, Verdict } from "./citation-check.ts";

export const COMPONENTS: readonly CitationComponent[] = [
  "exactlyOne",
  "plainText",
  "caseName",
  "volume",
  "reporter",
  "reporterSpacing",
  "page",
  "pin",
  "court",
  "year",
  "shape",
];

type Seen = Pick<Verdict, "expected" | "found">;

/** Collects the verdicts of one check. */
export class VerdictList {
  readonly verdicts: Verdict[] = [];
  readonly #strict: boolean;

  constructor(strict: boolean) {
    this.#strict = strict;
  }

  ok(component: CitationComponent, rule: number, message: string): void {
    this.verdicts.push({ component, rule, status: "ok", closeness: 1, message });
  }

  error(component: CitationComponent, rule: number, closeness: number, message: string, seen: Seen = {}): void {
    this.verdicts.push({ component, rule, status: "error", closeness, message, ...seen });
  }

  warning(component: CitationComponent, rule: number, message: string, seen: Seen = {}): void {
    this.verdicts.push({ component, rule, status: "warning", closeness: 1, message, ...seen });
  }

  /** Required in strict mode; in lenient mode a warning, which costs nothing. */
  style(component: CitationComponent, rule: number, closeness: number, message: string, seen: Seen = {}): void {
    if (this.#strict) {
      this.error(component, rule, closeness, message, seen);
    } else {
      this.warning(component, rule, message, seen);
    }
  }

  components(): Record<CitationComponent, ComponentScore> {
    const scores = Object.fromEntries(COMPONENTS.map((name) => [name, { status: "ok", closeness: 1 }])) as Record<
      CitationComponent,
      { status: CheckStatus; closeness: number }
    >;
    const order: readonly CheckStatus[] = ["ok", "warning", "error"];
    for (const { component, status, closeness } of this.verdicts) {
      const score = scores[component];
      score.closeness = Math.min(score.closeness, closeness);
      score.status = order.indexOf(status) > order.indexOf(score.status) ? status : score.status;
    }
    return scores;
  }
}
