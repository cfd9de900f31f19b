import { type CaseFacts, type CaseFactsResult, caseFacts, checkCitation, formatCitation } from "@decisis/law";
import { Random } from "@decisis/tensor";
import type { CaseRecord } from "../../corpus/case-record.ts";
import type { BuildOptions, BuildResult, Skipped, SplitCase, Task } from "../environment.ts";
import { identified } from "../task-id.ts";
import { taskProvenance } from "../task-provenance.ts";
import { crossedCase, type TwoSidedCase, twoSided } from "./crossed-case.ts";
import type { BluebookFacts } from "./facts.ts";
import { InventedNames } from "./invented-names.ts";
import { MAX_CAPTION, ordinaryCapitals, trimmedCaption } from "./prompt-caption.ts";
import { balancedTraining } from "./training-balance.ts";
import { perturbedTwin } from "./twin.ts";

export const BLUEBOOK_ID = "bluebook-citation";
/** Changes whenever tasks, prompt or reward change. */
export const BLUEBOOK_VERSION = "6";

export interface BluebookBuildOptions extends BuildOptions {
  /** Build the perturbed twin of every case in place of the case itself. */
  readonly twin?: boolean;
  /** Thin out the training part (`balancedTraining`); on by default. */
  readonly balance?: boolean;
}

/** One task a case, from its metadata alone, and its twins; every case that gives none is listed with the reason. */
export function bluebookTasks(cases: readonly SplitCase[], options: BluebookBuildOptions): BuildResult<BluebookFacts> {
  const names = options.twin || options.twins ? new InventedNames(cases) : null;
  const partners = options.twins ? cases.filter(isTwinned).flatMap(({ record }) => sidesOf(record) ?? []) : [];
  const tasks: Task<BluebookFacts>[] = [];
  const skipped: Skipped[] = [];
  for (const splitCase of cases) {
    const { record } = splitCase;
    const facts = bluebookFacts(record, false);
    if (typeof facts === "string") {
      skipped.push({ id: record.id, reason: facts });
      continue;
    }
    if (!options.twin) tasks.push(bluebookTask(splitCase, facts));
    if (names === null) continue;
    const count = options.twin ? 1 : isTwinned(splitCase) ? options.twins! : 0;
    const twins = Array.from({ length: count }, (_, draw) =>
      twinFacts(record, facts, names, partners, options.seed, draw),
    );
    tasks.push(...twins.flatMap((twin) => (twin === null ? [] : bluebookTask(splitCase, twin))));
    if (options.twin && twins[0] === null) skipped.push({ id: record.id, reason: "no-twin: no name to change" });
  }
  if (options.balance === false) return { tasks, skipped };
  const balanced = balancedTraining(tasks);
  return { tasks: balanced.tasks, skipped: [...skipped, ...balanced.skipped] };
}

const bluebookTask = ({ record, split, cluster, origin }: SplitCase, facts: BluebookFacts): Task<BluebookFacts> =>
  identified<BluebookFacts>({
    environment: BLUEBOOK_ID,
    version: BLUEBOOK_VERSION,
    split,
    cluster,
    origin: facts.twin ? "generated" : origin,
    provenance: taskProvenance(record),
    facts,
    gold: formatCitation(facts.gold),
  });

/** One twin in this many keeps both sides of its case; in the others the second side is that of another case. */
const UNCROSSED = 4;

const isTwinned = ({ split, origin }: SplitCase): boolean => split === "train" && origin === "real";

function sidesOf(record: CaseRecord): TwoSidedCase | null {
  const facts = bluebookFacts(record, false);
  return typeof facts === "string" ? null : twoSided(record, facts.gold.caseName);
}

/**
 * Facts of a twin whose name is cited as the case's own is, but for the names in it; `null` if there is none such. A case of the
 * form `A v. B` meets other second sides, one of `partners` each time, so that no caption can be known by heart.
 */
function twinFacts(
  record: CaseRecord,
  { gold }: BluebookFacts,
  names: InventedNames,
  partners: readonly TwoSidedCase[],
  seed: number,
  draw: number,
): BluebookFacts | null {
  const own = twoSided(record, gold.caseName);
  const crossed =
    own === null || partners.length === 0 || draw % UNCROSSED === 0
      ? { record, citedName: gold.caseName }
      : crossedCase(own, Random.at(seed, "crossed twin", record.id, draw).pick(partners));
  const twin = perturbedTwin(crossed.record, crossed.citedName, names, seed, draw, draw % UNCROSSED !== 0);
  if (twin === null) return null;
  const facts = bluebookFacts(twin.record, true);
  return typeof facts !== "string" && facts.gold.caseName === twin.citedName ? facts : null;
}

/** The facts of a task, or in words why the case gives none. */
function bluebookFacts(record: CaseRecord, twin: boolean): BluebookFacts | string {
  const result: CaseFactsResult = caseFacts(record);
  if (!result.ok) return `${result.reason}: ${result.detail}`;
  const whole = ordinaryCapitals(record.name);
  const caption = trimmedCaption(whole);
  if (caption === null) return `caption-too-long: more than ${MAX_CAPTION} characters after shortening`;
  const gold: CaseFacts = result.facts;
  if (caption !== whole && !tellsName(caption, gold.caseNameInText)) {
    return `caption-too-long: shortened to ${MAX_CAPTION} characters it lacks a word of the name`;
  }
  // A gold that its own checker rejects would teach the wrong thing: a fault of the reference, found here and not in training.
  const check = checkCitation(formatCitation(gold), gold, { mode: "strict" });
  if (!check.ok || !check.identity) {
    const failed = check.verdicts.find((verdict) => verdict.status === "error");
    return `gold-fails-check: ${failed ? `rule ${failed.rule}, ${failed.message}` : "identity"}`;
  }
  return {
    caption,
    citations: record.citations.map((citation) => citation.cite),
    court: record.court.name,
    decisionDate: record.decisionDate,
    gold,
    twin,
  };
}

/** Whether every longer word of the name begins like some word of the caption (`Dep't` in the one, `Department` in the other). */
function tellsName(caption: string, name: string): boolean {
  const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const inCaption = words(caption);
  return words(name)
    .filter((word) => word.length > 3)
    .every((word) => inCaption.some((other) => other.startsWith(word.slice(0, Math.max(3, word.length - 2)))));
}
