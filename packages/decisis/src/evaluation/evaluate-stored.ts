import type { Environment, Task } from "../environments/environment.ts";
import { environmentName } from "../environments/evaluation-variant.ts";
import { gradeTask } from "../environments/grade-task.ts";
import { promptHash } from "../runs/fingerprint.ts";
import { evaluatedSample, meanOf, missingSample, summarize, taskScore } from "./evaluate.ts";
import type { EvaluatedSample, Evaluation, EvaluationSampling, Rescored } from "./evaluation-file.ts";
import { EvaluationFileError } from "./evaluation-file-error.ts";
import type { StoredCompletion, StoredCompletions } from "./stored-completions.ts";

export interface StoredEvaluationJob {
  readonly stored: StoredCompletions;
  readonly environment: Environment;
  /** Every held-out task that the completions may be of. */
  readonly tasks: readonly Task[];
  /** All of `tasks` must have completions; else the tasks are those that the file names. */
  readonly complete: boolean;
  readonly split: string;
  readonly seed: number;
  /** How the completions were drawn, where the file does not say it itself. */
  readonly sampling: EvaluationSampling | null;
}

/**
 * Grades completions out of a file; nothing is called. A completion belongs to the task of its id or, where ids have changed with
 * the environment's version, to the task with the same prompt.
 * @throws EvaluationFileError for completions of other tasks, and for tasks without any where all were asked for
 */
export function evaluateStored(job: StoredEvaluationJob): Evaluation {
  const { stored, environment, split, seed, sampling } = job;
  const before = stored.evaluation;
  const groups = byTask(job);
  const tasks = job.tasks.filter((t) => groups.has(t.id));
  if (job.complete && tasks.length < job.tasks.length) {
    const missing = job.tasks.filter((t) => !groups.has(t.id));
    throw new EvaluationFileError(
      `${stored.name} has no completion of ${missing.length} of ${job.tasks.length} tasks, first: ${missing[0].id}; without --tasks the evaluation is on the tasks that it has`,
    );
  }
  const rescored: { readonly before: number | null; readonly after: number | null }[] = [];
  const scores = tasks.map((task) => {
    const samples = groups.get(task.id)!.map((completion) => {
      const sample = graded(environment, task, completion);
      if (completion.reward !== undefined) rescored.push({ before: completion.reward, after: sample.reward });
      return sample;
    });
    return taskScore(task, promptHash(environment.prompt(task)), samples);
  });
  return {
    format: 1,
    stage: before?.stage ?? stored.name,
    mode: before?.mode ?? (sampling?.temperature === 0 ? "greedy" : "sampled"),
    environment: environmentName(environment),
    split,
    seed: before?.seed ?? seed,
    sampling: before === null ? sampling : before.sampling,
    source: {
      kind: "file",
      name: stored.name,
      sha256: stored.sha256,
      origin: before?.source ?? null,
      rescored: rescored.length === 0 ? null : comparison(stored, environment, rescored),
    },
    range: environment.reward.range,
    summary: summarize(scores),
    tasks: scores,
  };
}

function graded(environment: Environment, task: Task, c: StoredCompletion): EvaluatedSample {
  if (c.completion === null) return missingSample(c.error ?? "the file has none", c.finishReason);
  const { completion, tokens, truncated, finishReason } = c;
  return evaluatedSample(
    { completion, tokens, truncated, finish_reason: finishReason },
    gradeTask(environment, task, completion),
  );
}

/** Completions by the id of the task that they are graded as, in the order of their repeats. */
function byTask({ stored, environment, tasks, split }: StoredEvaluationJob): Map<string, StoredCompletion[]> {
  const groups = Map.groupBy(stored.completions, (c) => c.task ?? c.promptHash!);
  const hashes = new Map(tasks.map((t) => [t.id, promptHash(environment.prompt(t))]));
  // Tasks of one prompt are taken one after the other: each iterator goes on where it was.
  const byPrompt = new Map(
    [...Map.groupBy(hashes.keys(), (id) => hashes.get(id)!)].map(([prompt, ids]) => [prompt, ids.values()]),
  );
  const found = new Map<string, StoredCompletion[]>();
  for (const [name, completions] of groups) {
    const { where, promptHash: prompt } = completions[0];
    const id = hashes.has(name) ? name : byPrompt.get(prompt ?? "")?.find((other) => !found.has(other));
    if (id === undefined)
      throw new EvaluationFileError(
        `${where}: \`${name}\` is none of the ${tasks.length} ${split} tasks of ${environment.id} ${environment.version} here: give the cases, the environment, --variant and --split that the completions were made with`,
      );
    if (found.has(id))
      throw new EvaluationFileError(
        `${where}: task ${id} is named in two ways: give all of its completions the same \`task\``,
      );
    const other = completions.find((c) => c.promptHash !== null && c.promptHash !== hashes.get(id));
    if (other !== undefined)
      throw new EvaluationFileError(
        `${other.where}: the completion answers another prompt than task ${id} has now: sample it again`,
      );
    found.set(id, inOrder(completions));
  }
  return found;
}

function inOrder(completions: readonly StoredCompletion[]): StoredCompletion[] {
  const seen = new Set<number>();
  const numbered = completions[0].repeat !== null;
  for (const { repeat, where, task } of completions) {
    if ((repeat !== null) !== numbered)
      throw new EvaluationFileError(
        `${where}: some completions of task ${task} say which \`repeat\` they are and some do not: give it to all or to none`,
      );
    if (repeat === null) continue;
    if (seen.has(repeat)) throw new EvaluationFileError(`${where}: task ${task} has repeat ${repeat} twice`);
    seen.add(repeat);
  }
  return completions.toSorted((a, b) => (a.repeat ?? 0) - (b.repeat ?? 0));
}

function comparison(
  { environment: of }: StoredCompletions,
  { id, version }: Environment,
  rewards: readonly { readonly before: number | null; readonly after: number | null }[],
): Rescored {
  const both = rewards.filter((r) => r.before !== null && r.after !== null);
  return {
    from: of === null ? "an unnamed version" : `${of.id} ${of.version ?? "of an unnamed version"}`,
    to: `${id} ${version}`,
    mean_before: meanOf(both.map((r) => r.before)),
    mean_after: meanOf(both.map((r) => r.after)),
    changed: rewards.filter((r) => r.before !== r.after).length,
    completions: rewards.length,
  };
}
