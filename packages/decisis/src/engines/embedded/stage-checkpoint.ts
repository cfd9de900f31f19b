import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type LanguageModel, ModelError, writeFileAtomically, writeFolderAtomically } from "@decisis/lm";
import { z } from "zod";
import { escapeControls } from "../../corpus/escape-controls.ts";
import { freshSchedule, type ScheduleState } from "../../curriculum/task-schedule.ts";
import type { StageJob } from "../engine.ts";

/** What a stage knows beside weights and optimizer. Random streams are named by step, so they need no state. */
export interface StageState {
  readonly step: number;
  /** Prompt and completion tokens trained on so far. */
  readonly numTokens: number;
  /** Where the stage stands in its tasks. */
  readonly schedule: ScheduleState;
  /** Best validation reward so far and where; `null` before the first evaluation. */
  readonly best: { readonly step: number; readonly reward: number } | null;
  /** Evaluations since the best one. */
  readonly sinceBest: number;
}

const STATE = "stage.json";

const count = z.int().min(0);

/** What `stage.json` of the checkpoint after `step` may hold. */
const stageState = (step: number): z.ZodType<StageState> =>
  z.object({
    step: z.literal(step, `is not ${step}, the step that the run's record gives for this checkpoint`),
    numTokens: count,
    schedule: z.object({
      drawn: count,
      position: z.record(z.string(), count),
      credit: z.record(z.string(), z.number()),
      signal: z.record(z.string(), z.number()),
      flat: z.record(z.string(), z.int().min(1)),
    }),
    best: z.object({ step: count.max(step), reward: z.number() }).nullable(),
    sinceBest: count.max(step),
  });

const freshState: StageState = { step: 0, numTokens: 0, schedule: freshSchedule, best: null, sinceBest: 0 };

/** Where a stage of at most `steps` steps (`null`: as many as it takes) begins or goes on. @throws ModelError */
export async function startState({ resumeFrom }: StageJob, steps: number | null): Promise<StageState> {
  if (resumeFrom === null) return freshState;
  const { folder, step } = resumeFrom;
  if (steps !== null && step > steps)
    throw new ModelError(`${folder}: is a checkpoint of step ${step}, and the stage has ${steps}`);
  return readState(folder, stageState(step));
}

/** Everything that the next step depends on, written so that a crash leaves either all of it or nothing. */
export async function writeTrainingCheckpoint(folder: string, model: LanguageModel, state: object): Promise<void> {
  await writeFolderAtomically(folder, async (dir) => {
    await model.save(dir);
    await model.saveOptimizer(dir);
    await writeFileAtomically(join(dir, STATE), `${JSON.stringify(state)}\n`);
  });
}

/** A model alone: what a stage hands to the next one. */
export async function writeModel(folder: string, model: LanguageModel): Promise<void> {
  await writeFolderAtomically(folder, (dir) => model.save(dir));
}

/** The state that `writeTrainingCheckpoint` wrote. @throws ModelError naming the file, and the field that is not as `schema` has it */
export async function readState<State>(folder: string, schema: z.ZodType<State>): Promise<State> {
  const path = join(folder, STATE);
  const damaged = (why: string): ModelError =>
    new ModelError(`${path}: ${escapeControls(why)}; remove its folder to go on without this checkpoint`);
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, "utf8"));
  } catch (e) {
    throw damaged(e instanceof Error ? e.message : String(e));
  }
  const state = schema.safeParse(json);
  if (state.success) return state.data;
  const [{ path: field, message }] = state.error.issues;
  throw damaged(`${field.map(String).join(".") || "state"}: ${message}`);
}
