import type { Message } from "../environments/environment.ts";
import { streamJsonLines } from "../runs/json-lines.ts";

/** What was asked, and the answer that earns the full reward. */
export interface TaskText {
  readonly messages: readonly Message[];
  readonly gold: string;
}

/**
 * Prompts and golds of the wanted tasks, from files of tasks: `tasks.jsonl` of a run, or what `decisis env build` writes. Lines
 * that are no tasks are passed over.
 */
export async function readTaskTexts(
  files: readonly string[],
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, TaskText>> {
  const found = new Map<string, TaskText>();
  for (const file of files) {
    if (found.size === wanted.size) break;
    for await (const line of streamJsonLines<(TaskText & { id: string }) | null>(file))
      if (line !== null && wanted.has(line.id) && Array.isArray(line.messages) && typeof line.gold === "string")
        found.set(line.id, { messages: line.messages, gold: line.gold });
  }
  return found;
}
