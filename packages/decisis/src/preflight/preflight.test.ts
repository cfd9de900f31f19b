import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Grade } from "@decisis/graders";
import { Random } from "@decisis/tensor";
import { describe, expect, it } from "vitest";
import { refuse } from "../cli/preflight.ts";
import { fictionalCases } from "../corpus/fictional-case.ts";
import type { Environment, Task } from "../environments/environment.ts";
import { ENVIRONMENTS, environmentOf } from "../environments/registry.ts";
import { evaluateStored } from "../evaluation/evaluate-stored.ts";
import type { Evaluation } from "../evaluation/evaluation-file.ts";
import { readStoredCompletions } from "../evaluation/stored-completions.ts";
import { chooseTasks, type SkillTasks } from "../runs/choose-tasks.ts";
import { parseRunFile } from "../runs/run-file.ts";
import type { Check, CheckId } from "./check.ts";
import { type PreflightJob, type PreflightReport, preflight } from "./preflight.ts";
import { everyTask } from "./skill-subject.ts";
import { THRESHOLDS } from "./thresholds.ts";

const cases = fictionalCases(3, 400);

function fileOf(skill: string, stages = "[{ id: grpo, method: grpo, steps: 10, max_completion_length: 64 }]") {
  return parseRunFile(
    `name: looked-at\nmodel: model\ncorpus: { generated: { cases: 400 } }\nenvironments: [{ id: ${skill} }]\nstages: ${stages}`,
    "run.yaml",
  );
}

function skillOf(environment: Environment): SkillTasks {
  const file = fileOf(environment.id);
  return chooseTasks(file, [environment], cases)[0];
}

/** Outputs as of a model that is right now and then: 12 tasks, 4 completions each, out of a file as `decisis eval` takes it. */
function recorded({ environment, train, ...rest }: SkillTasks, right = 0.5): Evaluation {
  const lines = train.slice(0, 12).flatMap((task, i) =>
    [0, 1, 2, 3].map((repeat) => {
      const good = Random.at(i, repeat).uniform() < right;
      const completion = good ? task.gold : train[(i + 1) % train.length].gold.slice(0, 60);
      return JSON.stringify({ task: task.id, repeat, completion });
    }),
  );
  const path = join(mkdtempSync(join(tmpdir(), "preflight-")), "outputs.jsonl");
  writeFileSync(path, lines.join("\n"));
  const tasks = everyTask({ environment, train, ...rest });
  const stored = readStoredCompletions(path);
  return evaluateStored({ stored, environment, tasks, complete: false, split: "train", seed: 1, sampling: null });
}

/**
 * What the pocket model answered after SFT on all four skills: 16 validation tasks each, 8 completions, sampled as GRPO would. When a
 * skill changes its tasks, with any model that has learnt it:
 *
 *   npx decisis eval <model folder> --environment <skill> --generated 400 --generator-seed 3 --split validation --tasks 16 \
 *     --samples 8 --temperature 1.4 --max-completion-length 224 --records <file.jsonl>
 */
const RECORDED = join(import.meta.dirname, "fixtures");

function ofModel(skill: SkillTasks): Evaluation {
  const { environment } = skill;
  return evaluateStored({
    stored: readStoredCompletions(join(RECORDED, `${environment.id}.jsonl`)),
    environment,
    tasks: everyTask(skill),
    complete: false,
    split: "validation",
    seed: 1,
    sampling: null,
  });
}

const look = (skill: SkillTasks, changes: Partial<PreflightJob> = {}): Promise<PreflightReport> =>
  preflight({
    file: fileOf(skill.environment.id),
    skills: [skill],
    thresholds: THRESHOLDS,
    lengths: { context: 4096, prompt: () => 300, completion: () => 20 },
    experts: { [skill.environment.id]: { kappa: 0.8 } },
    measure: async (of) => recorded(of),
    otherModel: false,
    clock: () => 0,
    ...changes,
  });

const failed = ({ checks }: PreflightReport): CheckId[] => checks.flatMap((c) => (c.level === "error" ? [c.id] : []));
const row = ({ checks }: PreflightReport, id: CheckId): Check => checks.find((c) => c.id === id)!;

/** A twin of an environment whose reward is what `reward` makes of the honest one. */
function twin(id: string, reward: (honest: number, completion: string, task: Task) => number): Environment {
  const environment: Environment = environmentOf(id);
  const grade = (task: Task, completion: string): Grade => {
    const honest = environment.reward.grade(task, completion);
    return { ...honest, reward: reward(honest.reward ?? 0, completion, task) };
  };
  return { ...environment, reward: { ...environment.reward, grade } };
}

const IDS = ENVIRONMENTS.map((e) => e.id);
const RECORDED_IDS = IDS.filter((id) => existsSync(join(RECORDED, `${id}.jsonl`)));

describe("an environment as it is shipped", () => {
  it("has recorded outputs, if it is one of the first four", () => {
    expect(RECORDED_IDS).toEqual(
      expect.arrayContaining(["bluebook-citation", "holding-selection", "irac-summary", "treatment"]),
    );
  });

  it.each(RECORDED_IDS)("has nothing against it on the recorded outputs of a model: %s", async (id) => {
    const report = await look(skillOf(environmentOf(id)), { measure: async (skill) => ofModel(skill) });
    expect(report.checks.filter((c) => c.level === "error")).toEqual([]);
    expect(() => refuse(report)).not.toThrow();
    expect(row(report, "leaks").figures).toMatchObject({ clusters: 0, prompts: 0, golds: 0 });
    expect(report.audits).toMatchObject([{ subject: id, passed: true }]);
  });
});

describe("a flawed twin is named by its row", () => {
  it.each(IDS)("whose grader gives nothing: %s", async (id) => {
    const report = await look(skillOf(twin(id, () => 0)));
    expect(failed(report)).toEqual(expect.arrayContaining(["gold", "range", "baseline", "signal", "audit"]));
    expect(() => refuse(report)).toThrow(`failed: gold (${id})`);
  });

  it.each(IDS)("with one answer at 90 %%: %s", async (id) => {
    const skill = skillOf(environmentOf(id));
    const [most, ...others] = skill.train;
    const train = Array.from({ length: 100 }, (_, i) =>
      i % 10 === 0 ? others[i] : { ...most, id: `${most.id}-${i}` },
    );
    const report = await look({ ...skill, train });
    expect(failed(report)).toContain("labels");
    expect(row(report, "labels").evidence).toMatch(/has 9\d %/);
    expect(() => refuse(report)).toThrow(`labels (${id})`);
  });

  it.each(IDS)("whose golds stand twice: %s", async (id) => {
    const skill = skillOf(environmentOf(id));
    const again = skill.train.map((t): Task => ({ ...t, id: `again-${t.id}`, cluster: `again-${t.cluster}` }));
    const report = await look({ ...skill, train: [...skill.train, ...again] });
    expect(failed(report)).toContain("duplicates");
    expect(() => refuse(report)).toThrow(`duplicates (${id})`);
  });

  it("whose reward has a hole", async () => {
    const report = await look(
      skillOf(twin("treatment", (honest, completion) => (completion.includes("overruled") ? 1 : honest))),
    );
    expect(failed(report)).toContain("audit");
    expect(row(report, "audit").evidence).toMatch(/class \d+ \(/);
  });

  it("that was trained on what it is measured by", async () => {
    const skill = skillOf(environmentOf("bluebook-citation"));
    const report = await look({ ...skill, train: [...skill.train, skill.evaluation[0]] });
    expect(failed(report)).toContain("leaks");
    expect(row(report, "leaks").figures).toMatchObject({ clusters: 1, prompts: 1, golds: 1 });
  });

  it("that pays empty attempts more than the model earns", async () => {
    const skill = skillOf(twin("bluebook-citation", (honest, completion) => (completion.trim() === "" ? 0.5 : honest)));
    const report = await look(skill, { measure: async (of) => recorded(of, 0.05) });
    expect(row(report, "probes")).toMatchObject({ level: "error", figures: { beaten: 1 } });
  });

  it("that pays guesses", async () => {
    const report = await look(skillOf(twin("bluebook-citation", (honest) => Math.max(0.4, honest))));
    expect(failed(report)).toEqual(expect.arrayContaining(["range", "guessing", "audit"]));
  });

  it("with all or nothing where answers come by degrees, and a worse answer for more", async () => {
    const whole = await look(skillOf(twin("bluebook-citation", (honest) => (honest === 1 ? 1 : 0))));
    expect(failed(whole)).toContain("ladder");
    const upside = await look(skillOf(twin("bluebook-citation", (honest) => (honest === 1 ? 1 : 0.5 - honest / 2))));
    expect(row(upside, "ladder").figures.rising).toBeGreaterThan(0);
  });
});

describe("faults", () => {
  it.each<[string, RegExp, () => number]>([
    ["no finite number", /fault of the grader: .* no finite number/, () => Number.NaN],
    ["more than the range", /fault of the grader: .* outside its range/, () => 2],
    [
      "an exception",
      /fault of the grader: .* throws TypeError: broken/,
      () => {
        throw new TypeError("broken");
      },
    ],
  ])("of a grader that gives %s are no missed bar but unusable input", async (_, message, reward) => {
    const report = await look(skillOf(twin("treatment", reward)));
    expect(row(report, "gold")).toMatchObject({ level: "error", fault: "grader" });
    expect(report.checks.map((c) => c.id)).toEqual(["gold", "cost"]);
    expect(() => refuse(report)).toThrow(message);
  });

  it("of golds that earn less than they can miss the bar", async () => {
    const skill = skillOf(environmentOf("treatment"));
    const report = await look({
      ...skill,
      train: skill.train.map((t, i) => (i === 5 ? { ...t, gold: "no idea" } : t)),
    });
    expect(row(report, "gold")).toMatchObject({ level: "error", figures: { below: 1, unscored: 0 } });
    expect(row(report, "gold").fault).toBeUndefined();
  });
});

describe("what is no gold and no grade", () => {
  const treatment = environmentOf("treatment");

  it.each([undefined, null, "", 7])(
    "rejects a task whose gold is %s, by its id, as a fault of the reference",
    async (gold) => {
      const built = treatment.build(cases, { seed: 0 });
      const [bad] = built.tasks.filter((t) => t.split === "train");
      const broken: Environment = {
        ...treatment,
        build: () => ({ ...built, tasks: built.tasks.map((t) => (t === bad ? { ...t, gold: gold as string } : t)) }),
      };
      const skill = skillOf(broken);
      expect(skill.faulty.map((t) => t.id)).toEqual([bad.id]);
      expect(everyTask(skill).map((t) => t.id)).not.toContain(bad.id);
      const report = await look(skill);
      expect(row(report, "gold")).toMatchObject({ level: "error", fault: "reference" });
      expect(() => refuse(report)).toThrow(`fault of the reference: 1 of`);
      expect(() => refuse(report)).toThrow(`task ${bad.id} has no gold answer`);
    },
  );

  it("leaves a task out whose gold does not earn the full reward", () => {
    const built = treatment.build(cases, { seed: 0 });
    const [bad] = built.tasks.filter((t) => t.split === "train");
    const wrong: Environment = {
      ...treatment,
      build: () => ({ ...built, tasks: built.tasks.map((t) => (t === bad ? { ...t, gold: "no idea" } : t)) }),
    };
    expect(skillOf(wrong).faulty.map((t) => t.id)).toEqual([bad.id]);
  });

  it.each<[string, () => number]>([
    ["no finite number", () => Number.NaN],
    [
      "an exception",
      () => {
        throw new TypeError("broken");
      },
    ],
  ])("blames the grader for %s on answers that are not gold", async (_, reward) => {
    const skill = skillOf(twin("treatment", (honest) => (honest === 1 ? 1 : reward())));
    const report = await look(skill);
    expect(row(report, "audit")).toMatchObject({ level: "error", fault: "grader" });
    expect(() => refuse(report)).toThrow(/a fault of the grader: /);
    const { summary, tasks } = recorded(skill);
    expect(summary.unscorable).toBeGreaterThan(0);
    expect(Number.isFinite(summary.mean)).toBe(true);
    expect(tasks.flatMap((t) => t.samples).every((s) => s.reward === null || s.reward === 1)).toBe(true);
  });
});

describe("the base model", () => {
  const skill = skillOf(environmentOf("treatment"));

  it("at the floor or the ceiling has no signal", async () => {
    const nothing = await look(skill, { measure: async (of) => recorded(of, 0) });
    expect(failed(nothing)).toContain("signal");
    const everything = await look(skill, { measure: async (of) => recorded(of, 1) });
    expect(failed(everything)).toEqual(["baseline", "signal"]);
    expect(row(everything, "baseline").evidence).toContain("0, 0, 0, 0, 48");
  });

  it("may know nothing yet where SFT comes first, unless it is said to be GRPO's start", async () => {
    const file = fileOf(
      "treatment",
      "[{ id: sft, method: sft, max_steps: 5 }, { id: grpo, method: grpo, steps: 5, max_completion_length: 64 }]",
    );
    const empty = twin("treatment", (honest, completion, task) => (completion === task.gold ? honest : 0));
    const measure = async (of: SkillTasks): Promise<Evaluation> => recorded({ ...of, environment: empty }, 0);
    const before = await look(skill, { file, measure });
    expect(failed(before)).toEqual([]);
    expect(row(before, "baseline")).toMatchObject({ level: "warning", advice: expect.stringContaining("--model") });
    const after = await look(skill, { file, measure, otherModel: true });
    expect(failed(after)).toEqual(expect.arrayContaining(["signal"]));
  });

  it("is left out where nothing is sampled", async () => {
    const report = await look(skill, { measure: async () => null });
    expect(failed(report)).toEqual([]);
    expect(row(report, "baseline").level).toBe("info");
  });
});

describe("lengths, experts and cost", () => {
  const skill = skillOf(environmentOf("treatment"));

  it("names prompts without room, golds that cannot be written, and completions that are cut", async () => {
    const report = await look(skill, { lengths: { context: 340, prompt: () => 300, completion: () => 80 } });
    expect(failed(report)).toEqual(["prompt-length", "completion-length"]);
    const { figures } = row(report, "prompt-length");
    expect(figures.no_room).toBe(figures.tasks);
  });

  it("compares with what people did", async () => {
    const { id } = skill.environment;
    const none = await look(skill, { experts: {} });
    expect(row(none, "agreement")).toMatchObject({ level: "warning", figures: { kappa: null } });
    const report = await look(skill, { experts: { [id]: { kappa: 0.5, mean: 0.1 } } });
    expect(row(report, "agreement").level).toBe("warning");
    expect(failed(report)).toEqual(["headroom"]);
  });

  it("prices sampling by what was measured", async () => {
    let now = 0;
    const measure = async (of: SkillTasks): Promise<Evaluation> => ({ ...recorded(of), source: undefined });
    const { figures } = row(await look(skill, { measure, clock: () => (now += 12) }), "cost");
    expect(figures).toMatchObject({ rollouts: 640, measured: 4 * skill.evaluation.length });
    expect(figures.sampling_seconds).toBeCloseTo((640 + 4 * skill.evaluation.length) / 4, 6);
  });
});

it("keeps to the documented list of checks and marks", () => {
  const page = readFileSync(new URL("../../../../docs/preflight.md", import.meta.url), "utf8");
  for (const name of Object.keys(THRESHOLDS)) expect(page).toContain(`\`${name}\``);
});
