import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Random } from "@decisis/tensor";
import type { Completion, Engine, PromptedTask, Rollout, StageEvent, StageJob } from "../../engines/engine.ts";
import type { Message } from "../../environments/environment.ts";

export interface InMemoryOptions {
  readonly onEvent?: (event: StageEvent) => void | Promise<void>;
  /** Share of every other skill that a step on one of them costs. */
  readonly forgetting?: number;
}

/**
 * An engine for tests: its "model" is one number a skill, the probability of answering right, kept in skill.json, and every
 * step on a task of a skill raises it a little. It draws from `Random` only, so that two runs are equal to the last byte.
 */
export function inMemoryEngine(hooks: InMemoryOptions = {}): Engine {
  return {
    id: "in-memory",
    capabilities: { methods: ["sft", "grpo"], lora: true, fullFineTuning: true },
    async check() {},
    async *train(job, signal) {
      for await (const event of steps(job, signal, hooks.forgetting ?? 0)) {
        await hooks.onEvent?.(event);
        yield event;
      }
    },
    async sample(model, prompts, options, onProgress) {
      const { skill } = readModel(model);
      const others = readModel(model).others ?? {};
      const out = prompts.map((messages, i) =>
        Array.from({ length: options.samplesPerPrompt }, (_, j) =>
          answer(messages, others[asked(messages)] ?? skill, [options.seed, i, j], options.temperature === 0),
        ),
      );
      onProgress?.(prompts.length, prompts.length);
      return out;
    },
    async close() {},
  };
}

interface Model {
  /** Of the first skill, and where the others begin. */
  readonly skill: number;
  readonly others?: Readonly<Record<string, number>>;
}

/** The skill that a prompt asks for: sums, or what the test calls products. */
const asked = (messages: readonly Message[]): string => (messages.at(-1)!.content.includes("×") ? "products" : "sums");

const readModel = (folder: string): Model => JSON.parse(readFileSync(join(folder, "skill.json"), "utf8")) as Model;

export function writeModel(folder: string, model: object): void {
  const temporary = `${folder}.tmp`;
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  writeFileSync(join(temporary, "config.json"), "{}");
  writeFileSync(join(temporary, "skill.json"), JSON.stringify(model));
  rmSync(folder, { recursive: true, force: true });
  renameSync(temporary, folder);
}

async function* steps(job: StageJob, signal: AbortSignal, forgetting: number): AsyncGenerator<StageEvent> {
  const { stage } = job;
  const start = readModel(job.model);
  const state = { skill: start.skill, others: { ...start.others } as Record<string, number>, step: 0, tokens: 0 };
  if (job.resumeFrom !== null)
    Object.assign(state, JSON.parse(readFileSync(join(job.resumeFrom.folder, "skill.json"), "utf8")) as object);
  const total = stage.method === "grpo" ? stage.steps : (stage.max_steps ?? Number.POSITIVE_INFINITY);
  while (state.step < total && (job.tokenBudget === null || state.tokens < job.tokenBudget)) {
    const step = ++state.step;
    const random = Random.at(job.seed, stage.id, step);
    const task = drawn(job, random);
    const other = task.skill === "sums" ? null : task.skill;
    const known = other === null ? state.skill : (state.others[other] ?? start.skill);
    const rollouts = Array.from({ length: 4 }, (_, index): Rollout => {
      const completion = answer(task.pose(0).messages, known, [job.seed, stage.id, step, index], false);
      const grade = job.grade(task.id, 0, completion.text);
      return {
        taskId: task.id,
        skill: task.skill,
        visit: 0,
        posed: null,
        group: 0,
        index,
        completion,
        grade,
        shapedReward: grade.reward,
        advantage: random.normal(),
      };
    });
    state.tokens += 4;
    const learned = known + (1 - known) * stage.learning_rate * (0.5 + random.uniform());
    if (forgetting > 0) {
      state.skill *= 1 - forgetting;
      for (const name of Object.keys(state.others)) state.others[name] *= 1 - forgetting;
    }
    if (other === null) state.skill = learned;
    else state.others[other] = learned;
    if (stage.method === "grpo") yield { type: "rollouts", step, rollouts };
    // A model kept beside the checkpoints, as engines do for the best on validation.
    if (stage.method === "sft" && step % 5 === 0) writeModel(join(job.checkpoints, "best"), modelOf(state));
    const reward = rollouts.reduce((sum, r) => sum + (r.grade.reward ?? 0), 0) / 4;
    yield {
      type: "metrics",
      step,
      values: {
        loss: random.normal(),
        reward,
        grad_norm: 1 + random.uniform(),
        kl: 0.01 * step,
        num_tokens: state.tokens,
        learning_rate: stage.learning_rate,
        entropy: 1 / step,
        "rewards/sum/mean": reward,
        "completions/mean_length": 2 + random.uniform(),
        "clip_ratio/low_mean": 0,
        ...(step % 5 === 0 ? { eval_reward: state.skill } : {}),
        step_time: performance.now(),
        "time/generate": performance.now(),
      },
    };
    if (step % stage.checkpoint_every === 0 || signal.aborted) {
      const folder = join(job.checkpoints, `step-${step}`);
      // Engines copy tokenizers and the like from where they opened the model.
      readModel(job.resumeFrom?.folder ?? job.model);
      writeModel(folder, state);
      yield { type: "checkpoint", step, folder };
    }
    if (signal.aborted) return;
  }
  const folder = join(job.checkpoints, "final");
  const best = join(job.checkpoints, "best");
  writeModel(folder, existsSync(best) ? readModel(best) : modelOf(state));
  yield { type: "done", step: state.step, folder, trainedTokens: state.tokens };
}

const modelOf = ({ skill, others }: Model): Model =>
  Object.keys(others ?? {}).length === 0 ? { skill } : { skill, others };

/** One task, its skill drawn by the stage's mixture where there are several. */
function drawn({ stage, train }: StageJob, random: Random): PromptedTask {
  const skills = Object.keys(stage.mixture);
  if (skills.length === 1) return random.pick(train);
  let left = random.uniform() * skills.reduce((sum, s) => sum + stage.mixture[s], 0);
  const skill = skills.find((s) => (left -= stage.mixture[s]) < 0) ?? skills[0];
  return random.pick(train.filter((t) => t.skill === skill));
}

function answer(
  messages: readonly Message[],
  skill: number,
  path: readonly (string | number)[],
  greedy: boolean,
): Completion {
  const [a, b] = messages.at(-1)!.content.match(/\d+/g)!.map(Number);
  const right = greedy ? skill > 0.5 : Random.at("answer", ...path).uniform() < skill;
  const product = asked(messages) === "products";
  const text = String(right ? (product ? a * b : a + b) : a * b + 1);
  return { text, tokenIds: [...text].map(Number), logprobs: [...text].map(() => -0.5), truncated: false };
}
