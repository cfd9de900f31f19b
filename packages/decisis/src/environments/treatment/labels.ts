import type { HistoryPhrase, Treatment } from "@decisis/law";

/** What a later decision does to an earlier one. The closed set of answers, in the order in which prompts list it. */
export const TREATMENT_LABELS = [
  "affirmed",
  "reversed",
  "vacated",
  "modified",
  "overruled",
  "denied",
  "dismissed",
  "distinguished",
  "followed",
] as const;

export type TreatmentLabel = (typeof TREATMENT_LABELS)[number];

/** Classes of the headline; `other` is reported apart from it. */
export type TreatmentGroup = "affirmed" | "reversed-vacated-overruled" | "denied-dismissed" | "other";

export const GROUP_OF: Readonly<Record<TreatmentLabel, TreatmentGroup>> = {
  affirmed: "affirmed",
  reversed: "reversed-vacated-overruled",
  vacated: "reversed-vacated-overruled",
  overruled: "reversed-vacated-overruled",
  denied: "denied-dismissed",
  dismissed: "denied-dismissed",
  modified: "other",
  distinguished: "other",
  followed: "other",
};

/** Labels of the phrases of history; a treatment that is missing (remanded, granted, superseded …) gives no task. */
const LABEL_OF: Readonly<Partial<Record<Treatment, TreatmentLabel>>> = {
  affirmed: "affirmed",
  reversed: "reversed",
  vacated: "vacated",
  modified: "modified",
  overruled: "overruled",
  abrogated: "overruled",
  denied: "denied",
  dismissed: "dismissed",
};

/**
 * The label of a phrase, or `null`. Whatever is done in part, or done twice (`aff'd in part, rev'd in part`, `aff'd as
 * modified`), modifies; a remand beside another treatment does not count (`vacated and remanded`); two that leave the decision
 * alone (`appeal dismissed and review denied`) have no single label.
 */
export function labelOf(phrase: HistoryPhrase): TreatmentLabel | null {
  const label = LABEL_OF[phrase.treatment] ?? null;
  if (label === null) return null;
  const others = phrase.also.filter((treatment) => treatment !== "remanded" && LABEL_OF[treatment] !== label);
  if (label === "denied" || label === "dismissed") return others.length === 0 && !phrase.inPart ? label : null;
  return phrase.inPart || others.length > 0 || / as modified\b/i.test(phrase.text) ? "modified" : label;
}
