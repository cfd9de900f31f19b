import { basename } from "node:path";
import { z } from "zod";
import { sha256 } from "../corpus/sha256.ts";
import { type EvaluatedSample, type Evaluation, NO_COMPLETION, type TaskScore } from "./evaluation-file.ts";
import { EvaluationFileError } from "./evaluation-file-error.ts";
import { evaluationIn } from "./read-evaluation.ts";
import { readUtf8 } from "./read-utf8.ts";

/** One completion out of a file. */
export interface StoredCompletion {
  /** Where it stands, for errors: `file:line`, or `file: task <id>`. */
  readonly where: string;
  readonly task: string | null;
  readonly promptHash: string | null;
  /** `null`: in the order of the file. */
  readonly repeat: number | null;
  /** `null`: there is none; the sample has no score. */
  readonly completion: string | null;
  readonly finishReason: string | null;
  readonly truncated: boolean;
  readonly tokens: number | null;
  /** What the file says it scored; absent: nothing. */
  readonly reward?: number | null;
  readonly error: string | null;
}

export interface StoredCompletions {
  readonly name: string;
  readonly sha256: string;
  readonly completions: readonly StoredCompletion[];
  readonly environment: { readonly id: string; readonly version: string | null } | null;
  /** The evaluation that the file is, if it is one. */
  readonly evaluation: Evaluation | null;
}

const line = z
  .object({
    task: z.string().optional(),
    id: z.string().optional(),
    prompt_hash: z.string().optional(),
    repeat: z.int().nonnegative().optional(),
    completion: z.string().nullable(),
    finish_reason: z.string().nullish(),
    truncated: z.boolean().optional(),
    tokens: z.int().nonnegative().nullish(),
    environment: z.string().optional(),
    version: z.string().optional(),
    reward: z.number().nullish(),
    error: z.union([z.string(), z.looseObject({ flag: z.string().optional(), details: z.string() })]).nullish(),
  })
  .refine((l) => (l.task ?? l.id ?? l.prompt_hash) !== undefined, "it names no `task` (nor `prompt_hash`)")
  .refine((l) => (l.task ?? l.id) === (l.id ?? l.task), "its `task` and its `id` differ: give one of them")
  .refine(
    (l) => l.completion === null || !saysMissing(l.error),
    "it has a `completion` and an `error`: where none came, `completion` is null; else leave `error` out",
  );
type Line = z.infer<typeof line>;

/** A grader's error has a flag and stands beside what it could not score; any other says that no completion came. */
function saysMissing(error: string | { readonly flag?: string | undefined } | null | undefined): boolean {
  if (error === null || error === undefined) return false;
  return typeof error === "string" || error.flag === undefined || error.flag === NO_COMPLETION;
}

/** Reads `.jsonl` lines of completions, or the evaluation file of a run or of `decisis eval`. @throws EvaluationFileError */
export function readStoredCompletions(path: string): StoredCompletions {
  const { bytes, text } = readUtf8(path);
  const file = { name: basename(path), sha256: sha256(bytes) };
  if (/\.(jsonl|ndjson)$/i.test(path)) return { ...file, ...fromLines(path, text) };
  const evaluation = evaluationIn(path, text);
  return {
    ...file,
    completions: evaluation.tasks.flatMap((task) => task.samples.map((s, i) => fromSample(path, task, s, i))),
    environment: evaluation.environment,
    evaluation,
  };
}

function fromSample(path: string, task: TaskScore, s: EvaluatedSample, repeat: number): StoredCompletion {
  return {
    where: `${path}: task ${task.id}`,
    task: task.id,
    promptHash: task.prompt_hash ?? null,
    repeat,
    completion: s.error?.flag === NO_COMPLETION ? null : s.completion,
    finishReason: s.finish_reason ?? null,
    truncated: s.truncated,
    tokens: s.tokens,
    reward: s.reward,
    error: s.error?.details ?? null,
  };
}

function fromLines(path: string, text: string): Omit<StoredCompletions, "name" | "sha256"> {
  const lines = text
    .split("\n")
    .flatMap((json, i) =>
      json.trim() === "" ? [] : [{ where: `${path}:${i + 1}`, ...parsedLine(json, path, i + 1) }],
    );
  if (lines.length === 0) throw new EvaluationFileError(`${path} holds no completions`);
  return {
    completions: lines.map((l) => ({
      where: l.where,
      task: l.task ?? l.id ?? null,
      promptHash: l.prompt_hash ?? null,
      repeat: l.repeat ?? null,
      completion: l.completion,
      finishReason: l.finish_reason ?? null,
      truncated: l.truncated ?? l.finish_reason === "length",
      tokens: l.tokens ?? null,
      ...(l.reward === undefined ? {} : { reward: l.reward }),
      error: typeof l.error === "string" ? l.error : (l.error?.details ?? null),
    })),
    environment: commonEnvironment(path, lines),
    evaluation: null,
  };
}

function parsedLine(json: string, path: string, number: number): Line {
  const wrong = (why: string): EvaluationFileError =>
    new EvaluationFileError(
      `${path}:${number}: ${why}; a line is {"task": "<id as in env build>", "completion": "<text>"}, with further fields as in docs/evaluation.md`,
    );
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw wrong("no JSON");
  }
  const result = line.safeParse(value);
  if (result.success) return result.data;
  const { path: at, message } = result.error.issues[0];
  throw wrong(at.length === 0 ? message : `${at.join(".")}: ${message}`);
}

function commonEnvironment(
  path: string,
  lines: readonly (Line & { where: string })[],
): StoredCompletions["environment"] {
  const named = lines.filter((l) => l.environment !== undefined);
  if (named.length === 0) return null;
  const { environment: id = "", version = null } = named[0];
  const other = lines.find((l) => l.environment !== id || (l.version ?? null) !== version);
  if (other !== undefined)
    throw new EvaluationFileError(
      `${other.where}: the lines of ${path} are not all of ${id} ${version ?? ""}: give each environment a file of its own`,
    );
  return { id, version };
}
