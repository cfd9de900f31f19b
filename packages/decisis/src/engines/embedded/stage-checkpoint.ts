import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type LanguageModel, ModelError, writeFileAtomically, writeFolderAtomically } from "@decisis/lm";
import { freshSchedule, type ScheduleState } from "../../curriculum/task-schedule.ts";

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

export const freshState: StageState = { step: 0, numTokens: 0, schedule: freshSchedule, best: null, sinceBest: 0 };

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

/** The state that `writeTrainingCheckpoint` wrote. */
export async function readState<State = StageState>(folder: string): Promise<State> {
  const path = join(folder, STATE);
  try {
    return JSON.parse(await readFile(path, "utf8")) as State;
  } catch (e) {
    throw new ModelError(`${path}: ${e instanceof Error ? e.message : e}; resume from an older checkpoint`);
  }
}
