import { readDisposition } from "@decisis/law";
import { Random } from "@decisis/tensor";
import { placesOfCase } from "../../corpus/as-cited.ts";
import { Authorities, nameMark } from "../../corpus/authorities.ts";
import type { Opinion } from "../../corpus/case-record.ts";
import { caseInFull } from "../../corpus/fictional-case.ts";
import type { BuildOptions, BuildResult, Skipped, SplitCase, Task } from "../environment.ts";
import { identified } from "../task-id.ts";
import { taskProvenance } from "../task-provenance.ts";
import { TwinWords } from "../twin-words.ts";
import { type IracBudget, POCKET_BUDGET } from "./budget.ts";
import { chooseExcerpt, type ExcerptSources, excerptSources } from "./excerpt.ts";
import type { IracFacts } from "./facts.ts";
import { iracReward } from "./reward.ts";
import type { RuleCandidate } from "./rule-candidates.ts";
import { writtenSummary } from "./summary-sections.ts";
import { iracTwin } from "./twin.ts";

export const IRAC_ID = "irac-summary";
/** Of tasks and prompt, and of the reward. */
const TASKS_VERSION = "7";
export const IRAC_VERSION = "7.1";

export interface IracBuildOptions extends BuildOptions {
  /** For the pocket model, if absent. */
  readonly budget?: IracBudget;
}

/**
 * One task a case, from its lead opinion, which generated cases have in full; every case that gives none is listed with the
 * reason. Nothing is left to chance but the words of twins, of which every task of the training part may have some.
 */
export function iracTasks(
  given: readonly SplitCase[],
  { budget = POCKET_BUDGET, seed, twins = 0 }: IracBuildOptions,
): BuildResult<IracFacts> {
  const cases = given.map(caseInFull);
  const skipped: Skipped[] = [];
  const sources: { readonly from: SplitCase; readonly sources: ExcerptSources; readonly facts: Disposed }[] = [];
  for (const from of cases) {
    const read = readCase(from);
    if (typeof read === "string") skipped.push({ id: from.record.id, reason: read });
    else sources.push({ from, ...read });
  }
  // What is cited beside a rule must be of the part as well, but no rule is lost for what another case cites beside its own.
  const ruling = new Authorities();
  const all = new Authorities();
  for (const { record, split } of cases) for (const known of [ruling, all]) known.add(placesOfCase(record), split);
  for (const { from, sources: own } of sources) {
    for (const cited of own.rules) ruling.add(marksOf(cited), from.split);
    for (const cited of [...own.rules, ...own.beside]) all.add(marksOf(cited), from.split);
  }
  const words = twins > 0 ? new TwinWords(cases) : null;
  const tasks: Task<IracFacts>[] = [];
  for (const { from, sources: own, facts } of sources) {
    const usable = (rule: RuleCandidate) => ruling.isOf(marksOf(rule), from.split);
    const skip = (reason: string) => skipped.push({ id: from.record.id, reason });
    if (!own.rules.some(usable)) {
      skip("authority-in-several-parts: every authority cited for a rule occurs in more than one part");
      continue;
    }
    const beside = own.beside.filter((cited) => all.isOf(marksOf(cited), from.split));
    const chosen = chooseExcerpt({ ...own, rules: own.rules.filter(usable), beside }, budget);
    if (chosen === null) {
      skip("too-long: no choice of sentences is within the budget");
      continue;
    }
    const task = identified<IracFacts>({
      environment: IRAC_ID,
      version: TASKS_VERSION,
      split: from.split,
      cluster: from.cluster,
      origin: from.origin,
      provenance: taskProvenance(from.record),
      facts: {
        excerpt: chosen.excerpt,
        authorities: chosen.authorities,
        ...facts,
        answerCharacters: budget.answerCharacters,
      },
      gold: writtenSummary(chosen.summary),
    });
    // A gold that its own grader marks down would teach the wrong thing: a fault of the reference, found here and not in training.
    const { reward, reasons } = iracReward.grade(task, task.gold);
    if (reward !== 1) {
      skip(`gold-fails-check: ${reasons[0] ?? "no reason given"}`);
      continue;
    }
    tasks.push(task);
    if (words === null || words.empty || from.split !== "train") continue;
    for (let draw = 0; draw < twins; draw++) {
      const twin = iracTwin(task, words, Random.at(seed, "irac twin", from.record.id, draw));
      if (twin !== null) tasks.push(twin);
    }
  }
  return { tasks, skipped };
}

type Disposed = Pick<IracFacts, "outcomes" | "ancillary" | "inPart">;

function readCase({ record }: SplitCase): { sources: ExcerptSources; facts: Disposed } | string {
  const lead = leadOpinion(record.opinions);
  if (lead === null) return "no-lead-opinion: separate opinions or head matter alone";
  const disposition = readDisposition(lead.text);
  if (disposition === null) return "no-disposition: the closing lines state none";
  const sources = excerptSources(lead.text, disposition);
  if (typeof sources === "string") return sources;
  const { outcomes, ancillary, inPart } = disposition;
  return { sources, facts: { outcomes, ancillary, inPart } };
}

function leadOpinion(opinions: readonly Opinion[]): Opinion | null {
  return opinions.find(({ type }) => !/head-matter|dissent|concur/.test(type)) ?? null;
}

/** By what an authority is known: where it is printed, and its name with court and year. */
const marksOf = ({ authority }: RuleCandidate): readonly string[] => [...authority.places, nameMark(authority)];
