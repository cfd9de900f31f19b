import type { AuditRefinements, Task } from "../environment.ts";
import { type HoldingFacts, LETTERS } from "./facts.ts";
import { HOLDING_CONSTANTS, holdingPieces } from "./hostile.ts";
import { ladderOf } from "./ladder.ts";

/** For the audit of the reward. Labels are closed, so no middling honest answer exists: right or wrong is all there is. */
export function holdingAudit(tasks: readonly Task<HoldingFacts>[]): AuditRefinements<HoldingFacts> {
  return {
    closed: true,
    constants: HOLDING_CONSTANTS,
    majority: `<answer>${LETTERS[0]}</answer>`,
    ladders: tasks.slice(0, 20).map((task) => ({ item: task, rungs: ladderOf(task) })),
    pieces: holdingPieces,
  };
}
