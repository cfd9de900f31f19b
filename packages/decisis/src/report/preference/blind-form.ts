import { Random } from "@decisis/tensor";
import { sha256 } from "../../corpus/sha256.ts";
import type { EvaluatedSample, TaskScore } from "../../evaluation/evaluation-file.ts";
import type { EvaluationPair } from "../skill-comparison.ts";
import type { TaskText } from "../task-texts.ts";

/** Two completions of one task, side by side. Nothing in it tells which model wrote which. */
export interface BlindPair {
  readonly task: string;
  readonly seed: number;
  readonly prompt: string;
  readonly left: string;
  readonly right: string;
}

/** What the page holds. */
export interface BlindForm {
  readonly format: 1;
  /** Hash of the pairs (`formId`): answers name it. */
  readonly id: string;
  readonly environment: { readonly id: string; readonly version: string };
  readonly pairs: readonly BlindPair[];
  /** Pairs drawn but not shown, since both completions were the same. */
  readonly identical: number;
}

export interface BlindFormOptions {
  /** Most pairs. */
  readonly pairs: number;
  /** Of the draw of tasks and training seeds, and of the sides. */
  readonly seed: number;
}

/**
 * Draws tasks that both models answered, each once and of new clusters first, and for each one training seed. Tasks without a
 * known prompt are left out, since nobody could judge them. The form is the same whichever of the two models is called `from`:
 * nothing in it, its order and its sides included, can tell them apart.
 */
export function blindForm(
  evaluations: readonly EvaluationPair[],
  texts: ReadonlyMap<string, TaskText>,
  options: BlindFormOptions,
): BlindForm {
  const random = Random.at("blind form", options.seed);
  const candidates = newClustersFirst(random.shuffle(candidatesOf(evaluations).filter(({ task }) => texts.has(task))));
  const pairs: BlindPair[] = [];
  let identical = 0;
  for (const { task, answers } of candidates) {
    if (pairs.length >= options.pairs) break;
    const { seed, from, to } = random.pick(answers);
    if (from.trim() === to.trim()) identical++;
    else {
      const [left, right] = sides([from, to], task, seed, options.seed);
      pairs.push({ task, seed, prompt: promptText(texts.get(task)!), left, right });
    }
  }
  const { environment } = evaluations[0].to;
  return { format: 1, id: formId(pairs), environment, pairs, identical };
}

/**
 * Who stands left follows from what the two wrote and not from who wrote it: the completion with the smaller hash. So neither
 * this rule nor any number of forms that were read and resolved says anything of the next.
 */
function sides(
  completions: readonly [string, string],
  ...place: readonly (string | number)[]
): readonly [string, string] {
  const [a, b] = completions.map((completion) => sha256(JSON.stringify([...place, completion])));
  return a < b ? completions : [completions[1], completions[0]];
}

export const formId = (pairs: readonly BlindPair[]): string =>
  sha256(
    JSON.stringify(pairs.map(({ task, seed, prompt, left, right }) => ({ task, seed, prompt, left, right }))),
  ).slice(0, 16);

interface Candidate {
  readonly task: string;
  readonly cluster: string;
  readonly answers: readonly { readonly seed: number; readonly from: string; readonly to: string }[];
}

function candidatesOf(evaluations: readonly EvaluationPair[]): Candidate[] {
  const byTask = new Map<string, { cluster: string; answers: Candidate["answers"][number][] }>();
  for (const { seed, from, to } of evaluations) {
    const start = new Map(from.tasks.map((t) => [t.id, firstScored(t)]));
    for (const task of to.tasks) {
      const [a, b] = [start.get(task.id) ?? null, firstScored(task)];
      if (a === null || b === null) continue;
      const own = byTask.get(task.id) ?? { cluster: task.cluster, answers: [] };
      own.answers.push({ seed, from: a.completion, to: b.completion });
      byTask.set(task.id, own);
    }
  }
  // Not in the order of either side.
  return [...byTask].map(([task, own]) => ({ task, ...own })).sort((a, b) => (a.task < b.task ? -1 : 1));
}

/** The completion that stands for a model on a task; `null` if none could be scored. */
export const firstScored = (task: TaskScore): EvaluatedSample | null =>
  task.samples.find((s) => s.reward !== null) ?? null;

/** One task of each cluster, then a second of each, and so on. */
function newClustersFirst(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Map<string, number>();
  const rounds = candidates.map((candidate) => {
    const round = seen.get(candidate.cluster) ?? 0;
    seen.set(candidate.cluster, round + 1);
    return { candidate, round };
  });
  return rounds.sort((a, b) => a.round - b.round).map(({ candidate }) => candidate);
}

const promptText = ({ messages }: TaskText): string =>
  messages.length === 1
    ? messages[0].content
    : messages.map(({ role, content }) => `[${role}]\n${content}`).join("\n\n");

/** Names a completion in answers, so that they fit to their form alone and tell their reader nothing. */
export const completionHash = (completion: string): string => sha256(completion).slice(0, 16);
