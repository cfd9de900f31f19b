import type { Grade } from "@decisis/graders";
import { type Mixture, skillOf } from "../curriculum/task-schedule.ts";
import type { PromptedTask } from "../engines/engine.ts";
import type { Environment, Task } from "../environments/environment.ts";
import { gradeTask } from "../environments/grade-task.ts";
import type { SkillTasks } from "./choose-tasks.ts";

/** The tasks of a run by skill, as engines and graders need them. */
export class RunTasks {
  readonly skills: readonly SkillTasks[];
  /** Every task of the run once. */
  readonly all: readonly Task[];
  private readonly bySkill: ReadonlyMap<string, SkillTasks>;
  private readonly byId: ReadonlyMap<string, Task>;

  constructor(skills: readonly SkillTasks[]) {
    this.skills = skills;
    this.bySkill = new Map(skills.map((s) => [s.environment.id, s]));
    this.byId = new Map(
      skills.flatMap((s) => [...s.train, ...s.validation, ...s.evaluation].map((t): [string, Task] => [t.id, t])),
    );
    this.all = [...this.byId.values()];
  }

  environmentOf(task: Task): Environment {
    return this.bySkill.get(task.environment)!.environment;
  }

  /** Training tasks that the mixture names, in the run's order. */
  train(mixture: Mixture): PromptedTask[] {
    return this.skills.flatMap((s) =>
      s.train.flatMap((task) => {
        const source = sourceOf(task, mixture);
        return source === null ? [] : [prompted(s.environment, task, source)];
      }),
    );
  }

  /** As many validation tasks of each skill of the mixture as make up `count` in all. */
  validation(mixture: Mixture, count: number): PromptedTask[] {
    const named = new Set(Object.keys(mixture).map(skillOf));
    const wanted = this.skills.filter((s) => named.has(s.environment.id));
    const each = Math.max(1, Math.floor(count / wanted.length));
    return wanted.flatMap((s) => s.validation.slice(0, each).map((t) => prompted(s.environment, t, s.environment.id)));
  }

  grade(taskId: string, visit: number, completion: string): Grade {
    const task = this.byId.get(taskId)!;
    const environment = this.environmentOf(task);
    return gradeTask(environment, varied(environment, task, visit), completion);
  }
}

/** What a task counts as in a mixture; `null` if the mixture leaves it out. */
function sourceOf(task: Task, mixture: Mixture): string | null {
  const own = `${task.environment}/${task.origin}`;
  return own in mixture ? own : task.environment in mixture ? task.environment : null;
}

function prompted(environment: Environment, task: Task, source: string): PromptedTask {
  return {
    id: task.id,
    skill: environment.id,
    source,
    varies: environment.variant !== undefined,
    pose: (visit) => {
      const posed = varied(environment, task, visit);
      return { messages: environment.prompt(posed), gold: posed.gold };
    },
  };
}

const varied = (environment: Environment, task: Task, visit: number): Task =>
  environment.variant?.(task, visit) ?? task;
