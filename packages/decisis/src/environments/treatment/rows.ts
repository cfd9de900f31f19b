import {
  type Comparison,
  caseNameKey,
  courtLevel,
  findComparisons,
  findHistoryLinks,
  type HistoryLink,
  type LinkedDecision,
  mayReview,
  placesOf,
} from "@decisis/law";
import { courtInBracket, placesOfCase } from "../../corpus/as-cited.ts";
import type { CaseRecord } from "../../corpus/case-record.ts";
import type { SplitCase } from "../../corpus/split-case.ts";
import type { Skipped } from "../environment.ts";
import { collapsed } from "../plain-text.ts";
import type { DecisionFacts, TreatmentFacts } from "./facts.ts";
import { labelOf, type TreatmentLabel } from "./labels.ts";
import { LEAST_WORDS, MAX_TEXT, runningWords, type ShownText, shownComparison, shownLink } from "./shown-text.ts";

/** One treatment as an opinion states it, before it is known which part of the split may have it. */
export interface TreatmentRow extends Pick<TreatmentFacts, "earlier" | "later" | "text" | "source"> {
  readonly label: TreatmentLabel;
}

export interface RowsOfCase {
  readonly rows: readonly TreatmentRow[];
  readonly skipped: readonly Skipped[];
}

/**
 * The treatments that the opinions of a case state: links of subsequent history, and in generated cases the decisions that the
 * opinion itself distinguishes or follows. A link that fails a check of dates, courts or names is listed with the reason.
 */
export function treatmentRows({ record, origin }: SplitCase, masked: boolean): RowsOfCase {
  const rows: TreatmentRow[] = [];
  const skipped: Skipped[] = [];
  for (const [opinion, { text: raw }] of record.opinions.entries()) {
    const text = collapsed(raw);
    const comparisons = origin === "generated" ? findComparisons(text) : [];
    const found = [
      ...findHistoryLinks(text).map((link) => ({ at: link.phrase.start, row: rowOfLink(text, opinion, link, masked) })),
      ...comparisons.map((one) => ({ at: one.phrase.start, row: rowOfComparison(text, opinion, record, one, masked) })),
    ];
    for (const { at, row } of found) {
      if (typeof row === "string") skipped.push({ id: `${record.id}/${opinion}/${at}`, reason: row });
      else rows.push(row);
    }
  }
  return { rows, skipped };
}

/** The row, or in words why there is none. */
function rowOfLink(text: string, opinion: number, link: HistoryLink, masked: boolean): TreatmentRow | string {
  const label = labelOf(link.phrase);
  if (label === null) return `no-label: ${link.phrase.text}`;
  const pair = checkedPair(link);
  if (typeof pair === "string") return pair;
  const [earlier, later] = pair;
  return usable(masked, { label, earlier, later, ...placed(opinion, shownLink(text, link, masked)) });
}

function rowOfComparison(
  text: string,
  opinion: number,
  record: CaseRecord,
  comparison: Comparison,
  masked: boolean,
): TreatmentRow | string {
  const { cited, treatment } = comparison;
  const earlier = shownDecision(
    { places: placesOf(cited), court: cited.court?.text ?? null },
    Number(cited.year?.text),
  );
  const later = decisionOf(record);
  if (later === null || earlier === null) return "court-unknown: court or year of one side";
  if (Number(earlier.year) > Number(later.year)) return `earlier-than-treated: ${later.year} before ${earlier.year}`;
  return usable(masked, {
    label: treatment,
    earlier,
    later,
    ...placed(opinion, shownComparison(text, comparison, masked)),
  });
}

const placed = (opinion: number, { text, start, end }: ShownText): Pick<TreatmentRow, "text" | "source"> => ({
  text,
  source: { opinion, start, end },
});

/** The row, unless its text is too long to show, or masked and so short that only the courts are left to guess from. */
function usable(masked: boolean, row: TreatmentRow): TreatmentRow | string {
  const words = runningWords(row.text);
  if (masked && words < LEAST_WORDS) return `bare: ${words} words beside the marks`;
  return row.text.length <= MAX_TEXT ? row : `too-long: ${row.text.length} characters to show`;
}

/** Both decisions of a link if nothing speaks against it, else in words what does. */
function checkedPair({ earlier, later, phrase }: HistoryLink): readonly [DecisionFacts, DecisionFacts] | string {
  if (earlier.year === null || later.year === null) return "no-year: a citation without its year";
  if (later.year < earlier.year) return `earlier-than-treated: ${later.year} before ${earlier.year}`;
  const [from, to] = [courtLevel(earlier), courtLevel(later)];
  if (from === null || to === null) return "court-unknown: no court in bracket or reporter";
  if (!mayReview(to, from))
    return `court-cannot: ${to.system} ${to.level} does not review ${from.system} ${from.level}`;
  const renamed = phrase.direct && !phrase.subNom && later.name !== null && earlier.name !== null;
  if (renamed && !sharesParty(earlier.name, later.name))
    return "other-litigation: direct history under another name without sub nom.";
  const shownEarlier = shownDecision(earlier, earlier.year);
  const shownLater = shownDecision(later, later.year);
  return shownEarlier === null || shownLater === null ? "court-unknown: no court" : [shownEarlier, shownLater];
}

function sharesParty(one: string, other: string): boolean {
  const words = (name: string) =>
    new Set(
      caseNameKey(name)
        .split(/[^\p{L}\p{N}]+/u)
        .filter((word) => word.length > 2),
    );
  const known = words(one);
  return [...words(other)].some((word) => known.has(word));
}

/** What is shown of a decision; `null` without a year or where nothing tells its court. */
export function shownDecision(decision: Pick<LinkedDecision, "court" | "places">, year: number): DecisionFacts | null {
  const level = courtLevel(decision);
  if (level === null || !Number.isInteger(year)) return null;
  return { places: decision.places, court: decision.court, year, level: `${level.system} ${level.level}` };
}

/** The case itself as a decision that treats others. */
export function decisionOf(record: CaseRecord): DecisionFacts | null {
  const places = placesOfCase(record);
  if (places.length === 0) return null;
  return shownDecision({ places, court: courtInBracket(record) }, Number(record.decisionDate.slice(0, 4)));
}
