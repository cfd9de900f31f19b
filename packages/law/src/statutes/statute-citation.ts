import type { CheckStatus } from "../check/citation-check.ts";

/** What kind of federal law is cited. */
export type StatuteKind = "U.S.C." | "U.S.C.A." | "U.S.C.S." | "C.F.R." | "Pub. L." | "I.R.C." | "Treas. Reg.";

export interface ParsedStatute {
  readonly kind: StatuteKind;
  /** Title; for a public law the number of the Congress; `null` where the form has none. */
  readonly title: string | null;
  /** Sections as written, e.g. `1001`, `1331-1332`, `272.1`; for a public law its number. */
  readonly section: string;
  readonly year: string | null;
  readonly publisher: string | null;
  readonly start: number;
  readonly end: number;
}

export interface StatuteVerdict {
  readonly rule: number;
  readonly status: CheckStatus;
  readonly message: string;
}

export interface StatuteCheck {
  readonly parsed: ParsedStatute | null;
  readonly verdicts: readonly StatuteVerdict[];
  readonly ok: boolean;
}

const SECTION = String.raw`\d{1,6}[A-Za-z]{0,3}(?:\.\d{1,5}[A-Za-z]?)?(?:-\d{1,5}[A-Za-z]{0,2})?(?:\([0-9A-Za-z]{1,5}\)){0,8}`;
const SECTIONS = `${SECTION}(?:(?:, | & |-)${SECTION}){0,6}`;
const TAIL = String.raw`(?: ?\((?<bracket>[^()]{1,40})\))?`;
const CODE = new RegExp(
  String.raw`(?<title>\d{1,2}) ?(?<kind>U\. ?S\. ?C\.(?: ?A\.| ?S\.)?|USC[AS]?|C\. ?F\. ?R\.|CFR)(?<gap>,? ?)(?<sign>§§|§|pt\.|[Ss]ec(?:tion|\.)|)(?<space> ?)(?<section>${SECTIONS})${TAIL}`,
  "u",
);
const REVENUE = new RegExp(
  String.raw`(?<kind>I\.R\.C\.|Treas\. Reg\.) (?<sign>§§|§)(?<space> ?)(?<section>${SECTIONS})${TAIL}`,
  "u",
);
const PUBLIC_LAW =
  /Pub\. ?L\. (?<no>No\. )?(?<title>\d{2,3})-(?<section>\d{1,3})(?:, §§? ?[\w.()-]{1,20})?(?<stat>, \d{1,3} Stat\. \d{1,5}(?:, [\d-]{1,12})?)?(?: ?\((?<bracket>[^()]{1,40})\))?/u;

/** The first citation of a federal statute or regulation in `text`, or `null`. Bounded patterns: linear, never throws. */
export function parseStatute(text: string): ParsedStatute | null {
  return match(text)?.parsed ?? null;
}

/** Form of a federal statute or regulation (rules 41 to 46); whether the section exists is not looked at. */
export function checkStatute(text: string, options: { readonly mode: "strict" | "lenient" }): StatuteCheck {
  const found = match(text.slice(0, 20_000));
  if (found === null) {
    return {
      parsed: null,
      verdicts: [{ rule: 41, status: "error", message: "no statute or regulation cited" }],
      ok: false,
    };
  }
  const { parsed, groups } = found;
  const verdicts: StatuteVerdict[] = [];
  const style = (rule: number, message: string): void => {
    verdicts.push({ rule, status: options.mode === "strict" ? "error" : "warning", message });
  };
  if (groups.kind !== undefined && groups.kind !== parsed.kind) {
    style(41, `write ${parsed.kind}`);
  }
  if (groups.sign !== undefined && parsed.kind !== "Pub. L.") {
    const several = /, | & |\d-\d/.test(parsed.section);
    if (
      groups.sign !== "pt." &&
      groups.sign !== (several ? "§§" : "§") &&
      !(groups.sign === "§" && /-/.test(parsed.section))
    ) {
      style(42, several ? "§§ for several sections" : "one § for one section");
    }
    if (groups.space !== " ") {
      style(42, "a space after the sign");
    }
    if (groups.gap !== undefined && groups.gap !== " ") {
      style(42, "one space between the code and the sign");
    }
  }
  const unofficial = parsed.kind === "U.S.C.A." ? "West" : parsed.kind === "U.S.C.S." ? "LexisNexis" : null;
  if (unofficial !== null && parsed.publisher !== unofficial) {
    style(43, `the publisher in brackets: (${unofficial})`);
  }
  if (parsed.kind === "Pub. L." && groups.no === undefined) {
    style(44, "Pub. L. No.");
  }
  if (parsed.kind === "C.F.R." && parsed.year === null) {
    style(45, "the year of the C.F.R.");
  }
  if (verdicts.length === 0) {
    verdicts.push({ rule: 41, status: "ok", message: "the form is right" });
  }
  return { parsed, verdicts, ok: verdicts.every((verdict) => verdict.status !== "error") };
}

type Groups = Readonly<Record<string, string | undefined>>;

function match(raw: string): { readonly parsed: ParsedStatute; readonly groups: Groups } | null {
  const text = raw.replace(/[\u00a0\u2009\u202f\t\n\r]/g, " ").replace(/[–—‑−]/g, "-");
  const hits = [CODE, REVENUE, PUBLIC_LAW].map((pattern) => pattern.exec(text)).filter((hit) => hit !== null);
  const hit = hits.sort((a, b) => a.index - b.index)[0];
  if (hit?.groups === undefined) {
    return null;
  }
  const { title, section, bracket, kind } = hit.groups as Groups;
  const year = bracket === undefined ? undefined : /(?:^|\s)((?:1[789]|20)\d\d)$/.exec(bracket)?.[1];
  const publisher = (bracket ?? "").replace(/\s*(?:1[789]|20)\d\d$/, "").trim();
  return {
    groups: hit.groups as Groups,
    parsed: {
      kind: kindOf(kind),
      title: title ?? null,
      section: section ?? "",
      year: year ?? null,
      publisher: publisher === "" ? null : publisher,
      start: hit.index,
      end: hit.index + hit[0].length,
    },
  };
}

function kindOf(written: string | undefined): StatuteKind {
  const letters = (written ?? "").replace(/[. ]/g, "").toUpperCase();
  const kinds: Readonly<Record<string, StatuteKind>> = {
    USC: "U.S.C.",
    USCA: "U.S.C.A.",
    USCS: "U.S.C.S.",
    CFR: "C.F.R.",
    IRC: "I.R.C.",
    TREASREG: "Treas. Reg.",
  };
  return kinds[letters] ?? "Pub. L.";
}
