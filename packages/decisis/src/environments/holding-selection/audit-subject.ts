import type { AuditSubject } from "@decisis/graders";
import type { Task } from "../environment.ts";
import { type HoldingFacts, LETTERS } from "./facts.ts";
import { HOLDING_CONSTANTS, holdingPieces } from "./hostile.ts";
import { ladderOf } from "./ladder.ts";
import { holdingPrompt } from "./prompt.ts";
import { holdingReward } from "./reward.ts";
import { HOLDING_ID, HOLDING_VERSION } from "./tasks.ts";

/** The reward with `tasks` to try it on. Labels are closed, so no middling honest answer exists: right or wrong is all there is. */
export function holdingAuditSubject(tasks: readonly Task<HoldingFacts>[]): AuditSubject<Task<HoldingFacts>> {
  return {
    name: HOLDING_ID,
    version: HOLDING_VERSION,
    grader: holdingReward(),
    closed: true,
    constants: HOLDING_CONSTANTS,
    majority: `<answer>${LETTERS[0]}</answer>`,
    ladders: tasks.slice(0, 20).map((task) => ({ item: task, rungs: ladderOf(task) })),
    rows: tasks.map((task) => ({
      id: task.id,
      item: task,
      prompt: holdingPrompt(task)[0].content,
      gold: task.gold,
      cluster: task.cluster,
      pieces: () => holdingPieces(task),
    })),
  };
}
