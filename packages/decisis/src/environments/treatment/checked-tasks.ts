import { findCitations, parseCitation, placesOf } from "@decisis/law";
import type { SplitCase } from "../../corpus/split-case.ts";
import type { BuildResult, Skipped, Task } from "../environment.ts";
import { collapsed } from "../plain-text.ts";
import type { TreatmentFacts } from "./facts.ts";
import { decisionOf, shownDecision } from "./rows.ts";
import { type Reach, shownCitation } from "./shown-text.ts";
import { treatmentTask } from "./tasks.ts";

/** A passage of a published opinion that was read: does the citing court itself distinguish the decision at `cite`? */
export interface CheckedCandidate {
  readonly id: string;
  /** Id of the citing case. */
  readonly case: string;
  readonly opinion: number;
  /** UTF-16 offsets in the opinion's text with every run of white space made one blank. */
  readonly start: number;
  readonly end: number;
  readonly cite: string;
  /** `other`: treated otherwise, or by another court. `another-case`: what is said belongs to another decision. */
  readonly verdict: "yes" | "no" | "other" | "another-case";
}

/** Distinguishing takes more than a sentence. */
const REACH: Reach = { before: { sentences: 2, characters: 330 }, behind: { sentences: 2, characters: 330 } };

/**
 * Tasks for evaluation from passages that were read, `distinguished` or `other`, real opinions all. Parts of the split are those
 * of the citing cases; nothing is trained on these.
 */
export function checkedTasks(
  cases: readonly SplitCase[],
  candidates: readonly CheckedCandidate[],
  variant: TreatmentFacts["variant"],
): BuildResult<TreatmentFacts> {
  const byId = new Map(cases.map((one) => [one.record.id, one]));
  const tasks: Task<TreatmentFacts>[] = [];
  const skipped: Skipped[] = [];
  for (const candidate of candidates) {
    const task = checkedTask(byId.get(candidate.case), candidate, variant);
    if (typeof task === "string") skipped.push({ id: candidate.id, reason: task });
    else tasks.push(task);
  }
  return { tasks, skipped };
}

/** The task, or in words why there is none. */
function checkedTask(
  from: SplitCase | undefined,
  { opinion, start, end, cite, verdict }: CheckedCandidate,
  variant: TreatmentFacts["variant"],
): Task<TreatmentFacts> | string {
  if (from === undefined) return "no-case: the citing case is not in the corpus";
  const text = collapsed(from.record.opinions[opinion]?.text ?? "");
  const wanted = parseCitation(cite);
  const place = wanted === null ? null : placesOf(wanted)[0];
  const cited = findCitations(text.slice(0, end + 200)).find(
    (citation) => citation.span.start >= start && placesOf(citation).some((one) => one === place),
  );
  if (cited === undefined) return "no-citation: the citation is not found at its offsets";
  const later = decisionOf(from.record);
  if (later === null) return "no-court: court or year of the citing case";
  const court = cited.court?.text ?? null;
  const places = placesOf(cited);
  const earlier = shownDecision({ places, court }, Number(cited.year?.text)) ?? {
    places,
    court,
    year: null,
    level: "unknown",
  };
  const shown = shownCitation(text, cited.fullSpan, variant === "masked", REACH);
  return treatmentTask(from, {
    earlier,
    later,
    text: shown.text,
    variant,
    label: verdict === "yes" ? "distinguished" : "other",
    labels: ["distinguished", "other"],
    source: { opinion, start: shown.start, end: shown.end },
  });
}
