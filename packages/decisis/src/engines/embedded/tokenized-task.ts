import { type LanguageModel, ModelError } from "@decisis/lm";
import { type BySkill, ofSkill, smallest } from "../../runs/stages.ts";
import type { PosedTask, PromptedTask } from "../engine.ts";

/** A task as put on one visit, as token ids. */
export interface TokenizedTask {
  readonly id: string;
  readonly skill: string;
  readonly source: string;
  readonly visit: number;
  /** What was put, where the task varies. */
  readonly posed: PosedTask | null;
  readonly promptIds: Int32Array;
  readonly goldIds: Int32Array;
}

/** Options put in another order can be a few tokens longer. */
const VARIATION = 16;

/** The tasks that fit into the model's context with room for their skill's longest completion, as token ids once they are put. */
export class TaskTokens {
  /** Tasks that fit, in their order. */
  readonly tasks: readonly PromptedTask[];
  readonly tooLong: number;
  private readonly model: LanguageModel;
  private readonly known = new Map<string, TokenizedTask>();

  /** @throws ModelError if none fits */
  constructor(model: LanguageModel, tasks: readonly PromptedTask[], room: BySkill) {
    this.model = model;
    const limit = model.config.maxPositionEmbeddings;
    this.tasks = tasks.filter((task) => {
      const first = this.tokenize(task, 0);
      if (!task.varies) this.known.set(task.id, first);
      return first.promptIds.length + ofSkill(room, task.skill) + (task.varies ? VARIATION : 0) <= limit;
    });
    this.tooLong = tasks.length - this.tasks.length;
    if (this.tasks.length === 0 && tasks.length > 0)
      throw new ModelError(
        `no prompt leaves room for ${smallest(room)} completion tokens in a context of ${limit}; lower max_completion_length`,
      );
  }

  of(task: PromptedTask, visit: number): TokenizedTask {
    const known = this.known.get(task.id);
    return known === undefined ? this.tokenize(task, visit) : known.visit === visit ? known : { ...known, visit };
  }

  private tokenize(task: PromptedTask, visit: number): TokenizedTask {
    const posed = task.pose(visit);
    return {
      id: task.id,
      skill: task.skill,
      source: task.source,
      visit,
      posed: task.varies ? posed : null,
      promptIds: this.model.promptIds(posed.messages),
      goldIds: this.model.completionIds(posed.gold),
    };
  }
}
