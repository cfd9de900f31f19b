import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Message } from "../environments/environment.ts";
import { streamJsonLines } from "../runs/json-lines.ts";
import type { SampleLine, TaskLine } from "../runs/record-lines.ts";
import type { RunRecords, SeedRecord } from "./seed-records.ts";

/** One completion as the report's viewer shows it. */
export interface ShownSample {
  readonly seed: number;
  readonly skill: string;
  readonly stage: string;
  /** Global step, or `null` for a held-out task after the stage. */
  readonly step: number | null;
  readonly task: string;
  /** Key of what was asked: the task's id or, where the task varies, its id and visit. */
  readonly prompt: string;
  readonly completion: string;
  /** `null`: not known. */
  readonly tokens: number | null;
  readonly truncated: boolean;
  readonly reward: number | null;
  readonly subRewards: Readonly<Record<string, number | null>>;
  readonly failedGate: string | null;
  readonly reasons: readonly string[];
  readonly error: string | null;
  /** `null`: not trained on, as held-out tasks never are. */
  readonly advantage: number | null;
}

export interface ShownSamples {
  readonly seeds: readonly number[];
  readonly samples: readonly ShownSample[];
  /** By the samples' `prompt`. */
  readonly tasks: Readonly<Record<string, ShownTask>>;
  /** Completions in the records of all seeds. */
  readonly recorded: number;
}

interface ShownTask {
  readonly prompt: string;
  readonly gold: string;
}

// Of a page: its seeds share them, so that it does not grow with their number.
const STEPS_PER_STAGE = 40;
const GROUPS_PER_STEP = 2;
const HELD_OUT_TASKS = 25;
const LONGEST_TEXT = 4000;
/** Characters of all samples and prompts together, so that the page stays a few megabytes. */
const BUDGET = 2_500_000;

/** What the report shows of the completions: from each seed whole groups, at steps spread evenly over each stage. */
export async function selectSamples({ seeds }: RunRecords): Promise<ShownSamples> {
  const tasks: Record<string, ShownTask> = {};
  const varying = new Set<string>();
  const chosen: Omit<ShownSample, "skill">[] = [];
  let recorded = 0;
  for (const record of seeds) {
    for (const byStage of record.sampled.values())
      for (const { tasks } of byStage.values()) recorded += tasks.reduce((n, t) => n + t.samples.length, 0);
    chosen.push(...heldOut(record, Math.max(1, Math.ceil(HELD_OUT_TASKS / (record.sampled.size * seeds.length)))));

    const steps = new Map<string, Set<number>>();
    for await (const { stage, step } of sampleLines(record.folder)) {
      recorded++;
      steps.set(stage, (steps.get(stage) ?? new Set()).add(step));
    }
    const most = Math.max(2, Math.ceil(STEPS_PER_STAGE / seeds.length));
    const inOrder = [...steps.values()].map((s) => [...s].sort((a, b) => a - b));
    const shownSteps = new Set(inOrder.flatMap((s) => spread(s, most)));
    for await (const line of sampleLines(record.folder)) {
      if (!shownSteps.has(line.step) || line.group >= GROUPS_PER_STEP) continue;
      if (line.messages !== undefined && line.gold !== undefined) {
        varying.add(promptKey(line));
        tasks[promptKey(line)] = shownTask(line.messages, line.gold);
      }
      chosen.push(shown(line, record.seed, varying));
    }
  }

  const wanted = new Set(chosen.map((s) => s.task));
  const skills = new Map<string, string>();
  for (const { folder } of seeds) {
    if (skills.size === wanted.size) break;
    for await (const line of streamJsonLines<TaskLine>(join(folder, "tasks.jsonl"))) {
      if (!wanted.has(line.id)) continue;
      skills.set(line.id, line.environment);
      tasks[line.id] ??= shownTask(line.messages, line.gold);
    }
  }
  const samples = chosen.map((s): ShownSample => ({ ...s, skill: skills.get(s.task) ?? "" }));
  return { seeds: seeds.map((s) => s.seed), recorded, ...withinBudget(samples, tasks) };
}

function heldOut(record: SeedRecord, count: number): Omit<ShownSample, "skill">[] {
  const evaluations = [...record.sampled.values()].flatMap((byStage) => [...byStage]);
  return evaluations.flatMap(([stage, { tasks }]) =>
    tasks.slice(0, count).flatMap((task) =>
      task.samples.slice(0, 1).map((s) => ({
        seed: record.seed,
        stage,
        step: null,
        task: task.id,
        prompt: task.id,
        completion: clip(s.completion),
        tokens: s.tokens,
        truncated: s.truncated,
        reward: s.reward,
        subRewards: s.sub_rewards,
        failedGate: s.failed_gate,
        reasons: s.reasons,
        error: s.error === null ? null : `${s.error.flag}: ${s.error.details}`,
        advantage: null,
      })),
    ),
  );
}

const promptKey = (line: SampleLine): string => `${line.task}/${line.visit}`;

const shown = (line: SampleLine, seed: number, varying: ReadonlySet<string>): Omit<ShownSample, "skill"> => ({
  seed,
  stage: line.stage,
  step: line.step,
  task: line.task,
  prompt: varying.has(promptKey(line)) ? promptKey(line) : line.task,
  completion: clip(line.completion),
  tokens: line.token_ids.length,
  truncated: line.truncated,
  reward: line.reward,
  subRewards: line.sub_rewards,
  failedGate: line.failed_gate,
  reasons: line.reasons,
  error: line.error === null ? null : `${line.error.flag}: ${line.error.details}`,
  advantage: line.advantage,
});

/** Drops whole steps, evenly, until the text fits. */
function withinBudget(
  samples: readonly ShownSample[],
  tasks: Readonly<Record<string, ShownTask>>,
): Pick<ShownSamples, "samples" | "tasks"> {
  let kept = samples;
  const size = (): number => {
    const used = new Set(kept.map((s) => s.prompt));
    return JSON.stringify([kept, [...used].map((id) => tasks[id] ?? null)]).length;
  };
  while (kept.length > 1 && size() > BUDGET) {
    // Held-out samples count as one step, the first, which is kept.
    const steps = [...new Set(kept.map((s) => s.step))].sort((a, b) => (a ?? -1) - (b ?? -1));
    const half = new Set(spread(steps, Math.ceil(steps.length / 2)));
    kept = steps.length > 1 ? kept.filter((s) => half.has(s.step)) : spread(kept, Math.ceil(kept.length / 2));
  }
  const used = new Set(kept.map((s) => s.prompt));
  return { samples: kept, tasks: Object.fromEntries(Object.entries(tasks).filter(([id]) => used.has(id))) };
}

/** At most `most` of the values, evenly spaced, first and last among them. */
export function spread<T>(values: readonly T[], most: number): T[] {
  if (values.length <= most) return [...values];
  if (most === 1) return [values[0]];
  return Array.from({ length: most }, (_, i) => values[Math.round((i * (values.length - 1)) / (most - 1))]);
}

const shownTask = (messages: readonly Message[], gold: string): ShownTask => ({
  prompt: clip(messages.map((m) => `[${m.role}]\n${m.content}`).join("\n\n")),
  gold: clip(gold),
});

const clip = (text: string): string =>
  text.length <= LONGEST_TEXT
    ? text
    : `${text.slice(0, LONGEST_TEXT)}\n… ${text.length - LONGEST_TEXT} more characters`;

async function* sampleLines(folder: string): AsyncGenerator<SampleLine> {
  const samples = join(folder, "samples");
  if (!existsSync(samples)) return;
  for (const shard of readdirSync(samples).sort()) yield* streamJsonLines<SampleLine>(join(samples, shard));
}
