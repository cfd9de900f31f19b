import { type LanguageModel, ModelError } from "@decisis/lm";
import { Random } from "@decisis/tensor";
import type { PromptedTask } from "../engine.ts";

export interface TokenizedTask {
  readonly id: string;
  readonly promptIds: Int32Array;
  readonly goldIds: Int32Array;
}

/** Tasks as token ids. Those whose prompt leaves no room in the model's context are left out and counted. */
export function tokenizeTasks(
  model: LanguageModel,
  tasks: readonly PromptedTask[],
  room: number,
): { readonly tasks: TokenizedTask[]; readonly tooLong: number } {
  const out = tasks.map(({ id, messages, gold }) => ({
    id,
    promptIds: model.promptIds(messages),
    goldIds: model.completionIds(gold),
  }));
  const fitting = out.filter((t) => t.promptIds.length + room <= model.config.maxPositionEmbeddings);
  if (fitting.length === 0 && out.length > 0)
    throw new ModelError(
      `no prompt leaves room for ${room} completion tokens in a context of ${model.config.maxPositionEmbeddings}; lower max_completion_length`,
    );
  return { tasks: fitting, tooLong: out.length - fitting.length };
}

/**
 * The `position`-th item of an endless sequence of passes over `items`, each pass shuffled anew. Depends on nothing but seed
 * and position, so a resumed run goes on with the same items.
 */
export class ShuffledPasses<T> {
  private readonly items: readonly T[];
  private readonly seed: number;
  private readonly label: string;
  private pass = -1;
  private order: T[] = [];

  constructor(items: readonly T[], seed: number, label: string) {
    if (items.length === 0) throw new RangeError(`${label}: there are no training tasks`);
    this.items = items;
    this.seed = seed;
    this.label = label;
  }

  at(position: number): T {
    const pass = Math.floor(position / this.items.length);
    if (pass !== this.pass) {
      this.order = Random.at(this.seed, "pass", this.label, pass).shuffle(this.items);
      this.pass = pass;
    }
    return this.order[position % this.items.length];
  }

  slice(start: number, count: number): T[] {
    return Array.from({ length: count }, (_, i) => this.at(start + i));
  }
}
