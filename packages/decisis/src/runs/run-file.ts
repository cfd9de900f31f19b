import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { type Problem, parseYaml } from "./located-yaml.ts";
import { runFileSchema } from "./run-file-schema.ts";
import type { BySkill, LoraOptions, Stage } from "./stages.ts";

export type {
  BySkill,
  DynamicSampling,
  GrpoPreset,
  GrpoStage,
  LoraOptions,
  OptimizerOptions,
  SftStage,
  SoftOverlong,
  Stage,
} from "./stages.ts";

/** A run file with every default, preset and path resolved. */
export interface RunFile {
  readonly name: string;
  /** Hugging Face folder. Absolute after `loadRunFile`. */
  readonly model: string;
  readonly corpus: {
    /** Absolute after `loadRunFile`. */
    readonly folder: string | null;
    readonly generated: GeneratedCases | null;
  };
  /** The skills: what is trained on, as the stages' mixtures say, and what every stage is measured by. */
  readonly environments: readonly EnvironmentOptions[];
  readonly seeds: readonly number[];
  readonly engine: { readonly id: "embedded"; readonly threads: number | null };
  readonly lora: LoraOptions | null;
  /** Each after the one that it starts from. */
  readonly stages: readonly Stage[];
  readonly gate: GateOptions;
  readonly audit: AuditSettings;
  readonly evaluation: EvaluationOptions;
}

export interface EnvironmentOptions {
  readonly id: string;
  readonly seed: number;
  readonly include_generated: number;
  /** Perturbed twins of each training case that the environment makes twins of. */
  readonly twins: number;
  readonly max_train_tasks: number | null;
}

/** What happens where a stage costs an earlier skill. Measured on validation tasks. */
export interface GateOptions {
  readonly action: "off" | "replay" | "stop";
  /** Most validation tasks of each skill. */
  readonly tasks: number;
  /** Shares of the draws that go to lost skills, tried in this order until nothing is lost any more. */
  readonly shares: readonly number[];
  /** Steps of one repair, as a share of the steps of the stage that it repairs. */
  readonly length: number;
}

/** What happens where a reward fails its audit before training: the run is refused, unless there is a reason not to. */
export interface AuditSettings {
  /** Recorded in run.json and in every report; `null` = none. */
  readonly override: string | null;
}

/** Fictional cases: training and validation parts from one generator seed, the test part from another. */
export interface GeneratedCases {
  readonly seed: number;
  readonly cases: number;
  readonly held_out_seed: number;
}

/** How every stage's model is measured: same tasks, same prompts, same generation seeds. */
export interface EvaluationOptions {
  readonly split: "validation" | "test";
  readonly tasks: number | null;
  readonly temperature: number;
  readonly samples_per_task: number;
  readonly greedy: boolean;
  /** Tokens, for all skills or by skill. */
  readonly max_completion_length: BySkill;
}

const MOST_SHOWN = 20;

/** A run file that cannot be used: one line a problem, each with its place. */
export class RunFileError extends Error {
  override readonly name = "RunFileError";
  readonly problems: readonly Problem[];
  readonly lines: readonly string[];

  constructor(file: string, problems: readonly Problem[]) {
    const shown = problems.slice(0, MOST_SHOWN).map((p) => `${file}:${p.line}:${p.column}: ${p.message}`);
    const more = problems.length - shown.length;
    const lines = [...shown, ...(more > 0 ? [`${file}: and ${more} more problems`] : [])];
    super(lines.join("\n"));
    this.problems = problems;
    this.lines = lines;
  }
}

/** Reads and checks the text of a run file. Paths stay as written. @throws RunFileError */
export function parseRunFile(text: string, file: string): RunFile {
  const yaml = parseYaml(text);
  if (yaml.problems.length > 0) throw new RunFileError(file, yaml.problems);
  const result = runFileSchema.safeParse(yaml.value);
  if (!result.success) throw new RunFileError(file, yaml.locate(result.error.issues, settingsOf(runFileJsonSchema())));
  return result.data;
}

/** Reads a run file from disk; its paths become absolute, seen from the folder it lies in. @throws RunFileError */
export async function loadRunFile(path: string): Promise<RunFile> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === "ENOENT" ? "no such file" : error.message;
    throw new RunFileError(path, [{ line: 1, column: 1, message: `cannot read the run file: ${reason}` }]);
  });
  const file = parseRunFile(text, path);
  const here = dirname(resolve(path));
  return {
    ...file,
    model: resolve(here, file.model),
    corpus: { ...file.corpus, folder: file.corpus.folder === null ? null : resolve(here, file.corpus.folder) },
  };
}

/** Names of all settings, wherever they may stand. */
function settingsOf(schema: unknown): string[] {
  const names = new Set<string>();
  for (const pending: unknown[] = [schema]; pending.length > 0; ) {
    const node = pending.pop();
    if (typeof node !== "object" || node === null) continue;
    if ("properties" in node) for (const name of Object.keys(node.properties as object)) names.add(name);
    pending.push(...Object.values(node));
  }
  return [...names];
}

/** JSON Schema (2020-12) of run files, for editors. */
export function runFileJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(runFileSchema, { io: "input", unrepresentable: "any" });
  return { ...schema, title: "decisis run file" };
}
