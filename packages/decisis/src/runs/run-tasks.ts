import type { Grade } from "@decisis/graders";
import type { PromptedTask } from "../engines/engine.ts";
import type { Environment, Task } from "../environments/environment.ts";
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

  /** Training tasks of the skills, in the run's order. */
  train(skills: Readonly<Record<string, number>>): PromptedTask[] {
    return this.skills
      .filter((s) => (skills[s.environment.id] ?? 0) > 0)
      .flatMap((s) => s.train.map((t) => prompted(s.environment, t)));
  }

  /** As many validation tasks of each of the skills as make up `count` in all. */
  validation(skills: Readonly<Record<string, number>>, count: number): PromptedTask[] {
    const wanted = this.skills.filter((s) => (skills[s.environment.id] ?? 0) > 0);
    const each = Math.max(1, Math.floor(count / wanted.length));
    return wanted.flatMap((s) => s.validation.slice(0, each).map((t) => prompted(s.environment, t)));
  }

  grade(taskId: string, visit: number, completion: string): Grade {
    const task = this.byId.get(taskId)!;
    const environment = this.environmentOf(task);
    return environment.reward.grade(varied(environment, task, visit), completion);
  }
}

function prompted(environment: Environment, task: Task): PromptedTask {
  return {
    id: task.id,
    skill: environment.id,
    varies: environment.variant !== undefined,
    pose: (visit) => {
      const posed = varied(environment, task, visit);
      return { messages: environment.prompt(posed), gold: posed.gold };
    },
  };
}

const varied = (environment: Environment, task: Task, visit: number): Task =>
  environment.variant?.(task, visit) ?? task;
