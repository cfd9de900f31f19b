import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type GrpoStage, parseRunFile, RunFileError, runFileJsonSchema, type SftStage } from "./run-file.ts";
import { ofSkill } from "./stages.ts";

const head = `name: x
model: m
corpus: { generated: { cases: 10 } }
environments: [{ id: bluebook-citation }]
`;
const withStages = (stages: string): string => `${head}stages:\n${stages}`;
const problems = (text: string): string[] => {
  try {
    parseRunFile(text, "run.yaml");
  } catch (error) {
    if (error instanceof RunFileError) return error.message.split("\n");
    throw error;
  }
  return [];
};
const grpo = (settings: string): GrpoStage =>
  parseRunFile(withStages(`  - { id: g, method: grpo, steps: 10, ${settings} }\n`), "run.yaml").stages[0] as GrpoStage;

describe("a run file", () => {
  it("fills in what is left out", () => {
    const file = parseRunFile(
      withStages(`  - { id: sft, method: sft, max_steps: 40, warmup_ratio: 0.1 }
  - { id: grpo, method: grpo, steps: 20 }
  - { id: more-sft, method: sft, control_for: grpo }
  - { id: grpo-2, method: grpo, steps: 20 }
`),
      "run.yaml",
    );
    expect(file.seeds).toEqual([1]);
    expect(file.corpus.generated).toEqual({ seed: 0, cases: 10, held_out_seed: 1_000_000 });
    expect(file.stages.map((s) => s.from)).toEqual(["base", "sft", "sft", "grpo"]);
    expect((file.stages[0] as SftStage).warmup_steps).toBe(4);
    expect((file.stages[2] as SftStage).lr_scheduler_type).toBe("constant");
    expect((file.stages[2] as SftStage).max_steps).toBeNull();
    expect(file.stages[1].learning_rate).toBe(1e-6);
    expect(file.evaluation).toEqual({
      split: "test",
      tasks: 200,
      temperature: 1,
      samples_per_task: 1,
      greedy: true,
      max_completion_length: 256,
    });
  });

  it("takes over another stage's settings with a merge key, and says where one of them is wrong", () => {
    const stages = (rate: string): string =>
      withStages(`  - &first { id: a, method: grpo, steps: 10, learning_rate: ${rate} }
  - { <<: *first, id: b, steps: 20 }
`);
    const [, second] = parseRunFile(stages("1.0e-4"), "run.yaml").stages as GrpoStage[];
    expect(second).toMatchObject({ id: "b", from: "a", steps: 20, learning_rate: 1e-4 });
    expect(problems(stages("-1"))).toEqual([
      expect.stringMatching(/^run\.yaml:6:\d+: stages\[0\]\.learning_rate/),
      expect.stringMatching(/^run\.yaml:7:\d+: stages\[1\]\.learning_rate/),
    ]);
  });

  it("refuses aliases of aliases that would fill the memory", () => {
    const laughs = Array.from(
      { length: 9 },
      (_, i) =>
        `x${i}: &x${i} { ${"abcdefghi"
          .split("")
          .map((k) => `${k}: *x${i - 1}`)
          .join(", ")} }`,
    );
    expect(problems(`x: &x-1 {}\n${laughs.join("\n")}\n`).join()).toMatch(/Excessive alias count/);
  });

  it("gives each skill a longest answer of its own in evaluations, or refuses", () => {
    const text = (limits: string): string =>
      `${withStages("  - { id: sft, method: sft, max_steps: 4 }\n").replace("bluebook-citation }", "bluebook-citation }, { id: treatment }")}evaluation: { max_completion_length: ${limits} }\n`;
    const longest = parseRunFile(text("{ bluebook-citation: 80, treatment: 24 }"), "run.yaml").evaluation
      .max_completion_length;
    expect([ofSkill(longest, "bluebook-citation"), ofSkill(longest, "treatment")]).toEqual([80, 24]);
    expect(parseRunFile(text("64"), "run.yaml").evaluation.max_completion_length).toBe(64);
    expect(problems(text("{ bluebook-citation: 80 }")).join()).toContain("says nothing of `treatment`");
    expect(problems(text("{ bluebook-citation: 80, treatment: 24, x: 1 }")).join()).toContain("`x` is no environment");
    expect(problems(text("{ bluebook-citation: 0, treatment: 24 }"))).toHaveLength(1);
  });

  it("gives each skill a temperature and a length of its own in stages, or refuses", () => {
    const text = (settings: string): string =>
      withStages(`  - { id: rl, method: grpo, steps: 4, ${settings} }\n`).replace(
        "bluebook-citation }",
        "bluebook-citation }, { id: treatment }",
      );
    const [stage] = parseRunFile(text("temperature: { bluebook-citation: 1.8, treatment: 2.5 }"), "run.yaml").stages;
    expect(stage).toMatchObject({
      temperature: { "bluebook-citation": 1.8, treatment: 2.5 },
      max_completion_length: 256,
    });
    expect(problems(text("temperature: { treatment: 2.5 }")).join()).toContain("says nothing of `bluebook-citation`");
    const sft = text("max_completion_length: { bluebook-citation: 80, treatment: 24 }").replace(
      "grpo, steps",
      "sft, max_steps",
    );
    expect(parseRunFile(sft, "run.yaml").stages[0]).toMatchObject({
      max_completion_length: { "bluebook-citation": 80, treatment: 24 },
    });
    expect(problems(sft.replace(", treatment: 24", "")).join()).toContain("says nothing of `treatment`");
    expect(problems(text("temperature: { bluebook-citation: 0, treatment: 1 }"))).toHaveLength(1);
    expect(problems(text("max_completion_length: { bluebook-citation: 80, treatment: 24, x: 1 }")).join()).toContain(
      "`x` is no environment",
    );
    expect(
      problems(
        text("max_completion_length: { bluebook-citation: 80, treatment: 24 }, soft_overlong: { cache: 30 }"),
      ).join(),
    ).toContain("between 0 and max_completion_length 24");
  });

  it.each([
    ["grpo", { loss_type: "grpo", scale_rewards: "group", epsilon: 0.2, epsilon_high: 0.2, soft_overlong: null }],
    ["dr_grpo", { loss_type: "dr_grpo", scale_rewards: "none", epsilon_high: 0.2, dynamic_sampling: null }],
    [
      "dapo",
      {
        loss_type: "dapo",
        epsilon: 0.2,
        epsilon_high: 0.28,
        soft_overlong: { cache: 20 },
        dynamic_sampling: { max_gen_batches: 10, on_exhausted: "train" },
      },
    ],
    ["gspo", { loss_type: "grpo", importance_sampling_level: "sequence", epsilon: 3e-4, epsilon_high: 4e-4 }],
  ])("resolves the preset %s", (preset, expected) => {
    expect(grpo(`preset: ${preset}, max_completion_length: 100`)).toMatchObject(expected);
  });

  it("lets a named setting win over the preset, null included", () => {
    expect(grpo("preset: dapo, epsilon: 0.1, dynamic_sampling: null, soft_overlong: null")).toMatchObject({
      epsilon: 0.1,
      epsilon_high: 0.1,
      dynamic_sampling: null,
      soft_overlong: null,
    });
  });

  it("starts adapters with a higher learning rate", () => {
    const text = `${withStages("  - { id: g, method: grpo, steps: 1 }\n")}lora: { r: 8 }\n`;
    expect(parseRunFile(text, "run.yaml").stages[0].learning_rate).toBe(1e-5);
  });

  it("has one learning rate for all weights unless told otherwise", () => {
    expect(grpo("learning_rate: 1.0e-4").norm_learning_rate).toBeNull();
    expect(grpo("learning_rate: 1.0e-4, norm_learning_rate: 5.0e-3").norm_learning_rate).toBe(5e-3);
    expect(grpo("final_norm_learning_rate: 5.0e-2")).toMatchObject({
      norm_learning_rate: null,
      final_norm_learning_rate: 5e-2,
    });
    for (const rate of ["norm_learning_rate", "final_norm_learning_rate"])
      for (const length of ["method: grpo, steps: 1", "method: sft, max_steps: 1"]) {
        const text = withStages(`  - { id: g, ${length}, ${rate}: 1.0e-3 }\n`);
        expect(problems(`${text}lora: { r: 8 }\n`).join("\n")).toContain(`${rate}: has nothing to move`);
      }
  });
});

describe("the optimizer", () => {
  it("is AdamW unless Muon is asked for, which needs whole matrices", () => {
    for (const length of ["method: grpo, steps: 1", "method: sft, max_steps: 1"]) {
      const stage = (more: string): string => withStages(`  - { id: g, ${length}${more} }\n`);
      expect(parseRunFile(stage(""), "run.yaml").stages[0].optim).toBe("adamw");
      const muon = stage(", optim: muon, muon_momentum: 0.9");
      expect(parseRunFile(muon, "run.yaml").stages[0]).toMatchObject({ optim: "muon", muon_momentum: 0.9 });
      expect(problems(`${muon}lora: { r: 8 }\n`).join("\n")).toMatch(/optim: muon moves whole weight matrices/);
    }
  });
});

describe("a run file that cannot work", () => {
  it.each([
    [
      "seq with dapo",
      "importance_sampling_level: sequence, loss_type: dapo",
      /7:\d+: stages\[0\]\.importance_sampling_level: /,
    ],
    ["delta inside the clip", "delta: 1.1", /stages\[0\]\.delta: 1.1 cuts inside the clip range/],
    ["top_p alone", "top_p: 0.9", /stages\[0\]\.top_p: .*allow_filtered_sampling/],
    ["one completion", "num_generations: 1", /num_generations: a group needs at least 2/],
    ["nothing left out", "num_generations: 4, down_sample_to: 4", /down_sample_to: 4 of 4 completions leave/],
    ["greedy training", "temperature: 0", /temperature/],
    ["cache too long", "max_completion_length: 8, soft_overlong: { cache: 9 }", /soft_overlong: a cache of 9 tokens/],
    ["no batches", "dynamic_sampling: { max_gen_batches: 0 }", /max_gen_batches/],
    ["long warm-up", "warmup_steps: 11", /warmup_steps: 11 is more than the 10 steps/],
    ["two warm-ups", "warmup_steps: 1, warmup_ratio: 0.1", /warmup_ratio: stands beside/],
    ["constant with warm-up", "lr_scheduler_type: constant, warmup_steps: 2", /constant ignores warmup_steps/],
    ["unknown setting", "banana: 0.3", /7:\d+: stages\[0\]\.banana: unknown setting; npx/],
    [
      "setting of another place",
      "twins: 1",
      /stages\[0\]\.twins: unknown setting; it stands elsewhere in a run file; npx/,
    ],
    [
      "shortened setting",
      "epsilon_hi: 0.3",
      /7:\d+: stages\[0\]\.epsilon_hi: unknown setting; did you mean epsilon_high\? npx/,
    ],
    [
      "misspelt setting",
      "lerning_rate: 0.3",
      /stages\[0\]\.lerning_rate: unknown setting; did you mean learning_rate\? npx/,
    ],
  ])("is refused: %s", (_, settings, message) => {
    const found = problems(
      withStages(`  - id: g\n    method: grpo\n    steps: 10\n`).replace("steps: 10\n", "steps: 10\n"),
    );
    expect(found).toEqual([]);
    const text = withStages(`  -\n    { id: g, method: grpo, steps: 10, ${settings} }\n`);
    expect(problems(text).join("\n")).toMatch(message);
  });

  it("keeps the last model of a control, which has spent its budget, unless told otherwise", () => {
    const stages = (more: string) =>
      `  - { id: g, method: grpo, steps: 9 }\n  - { id: s, method: sft, control_for: g, eval_every: 3${more} }\n`;
    const kept = (more: string) =>
      (parseRunFile(withStages(stages(more)), "run.yaml").stages[1] as SftStage).load_best_model_at_end;
    expect(kept("")).toBe(false);
    expect(kept(", load_best_model_at_end: true")).toBe(true);
  });

  it("lets the learning rate of a control fall: its token budget tells its steps", () => {
    const stages =
      "  - { id: g, method: grpo, steps: 9 }\n  - { id: s, method: sft, control_for: g, lr_scheduler_type: linear }\n";
    expect(problems(withStages(stages))).toEqual([]);
  });

  it.each([
    [
      "SFT without an end",
      "  - { id: s, method: sft }\n",
      /run\.yaml:6:\d+: stages\[0\]\.max_steps|max_steps: is missing/,
    ],
    [
      "patience without evaluations",
      "  - { id: s, method: sft, max_steps: 3, patience: 2 }\n",
      /patience: counts evaluations/,
    ],
    ["a control of nothing", "  - { id: s, method: sft, control_for: g }\n", /control_for: no stage `g`: a control/],
    [
      "a control from elsewhere",
      "  - { id: g, method: grpo, steps: 1 }\n  - { id: s, method: sft, control_for: g, from: g }\n",
      /from: a control starts where its rival started: `base`/,
    ],
    ["a stage named base", "  - { id: base, method: sft, max_steps: 1 }\n", /id: `base` is the untrained model/],
    [
      "stages that differ in capitals alone",
      "  - { id: s, method: sft, max_steps: 1 }\n  - { id: S, method: sft, max_steps: 1 }\n",
      /7:\d+: stages\[1\]\.id: `S` stands twice/,
    ],
    [
      "a batch that no memory holds",
      "  - { id: s, method: sft, max_steps: 1, batch_size: 1000000000 }\n",
      /stages\[0\]\.batch_size: Too big/,
    ],
    [
      "a circle of stages",
      "  - { id: a, method: sft, max_steps: 1, from: c }\n  - { id: b, method: sft, max_steps: 1, from: a }\n  - { id: c, method: sft, max_steps: 1, from: b }\n",
      /from: starts from itself by way of a → c → b → a/,
    ],
    [
      "a skill that is not listed",
      "  - { id: a, method: sft, max_steps: 1, mixture: { holding: 1 } }\n",
      /mixture: no environment `holding` in this file: there is bluebook-citation/,
    ],
    [
      "a control with steps",
      "  - { id: g, method: grpo, steps: 9 }\n  - { id: s, method: sft, control_for: g, max_steps: 5 }\n",
      /max_steps: does not end a control/,
    ],
    ["a rate of nothing", "  - { id: s, method: sft, max_steps: 1, learning_rate: 1.0e-320 }\n", /learning_rate: /],
    ["an unknown start", "  - { id: s, method: sft, max_steps: 1, from: z }\n", /from: no stage `z`/],
    ["an unknown method", "  - { id: s, method: ppo }\n", /method/],
  ])("is refused: %s", (_, stages, message) => {
    expect(problems(withStages(stages)).join("\n")).toMatch(message);
  });

  it("is refused where test cases would share the generator seed of training", () => {
    const same = withStages("  - { id: s, method: sft, max_steps: 1 }\n").replace(
      "cases: 10",
      "cases: 10, seed: 3, held_out_seed: 3",
    );
    expect(problems(same)).toEqual([
      expect.stringMatching(/^run\.yaml:3:\d+: corpus\.generated\.held_out_seed: is the seed/),
    ]);
  });

  it("is refused for twins, an empty corpus and faulty YAML, each with its place", () => {
    const twins = withStages("  - { id: s, method: sft, max_steps: 1 }\n  - { id: s, method: sft, max_steps: 1 }\n");
    expect(problems(`${twins}seeds: [1, 2, 1]\n`)).toEqual([
      expect.stringMatching(/^run\.yaml:7:\d+: stages\[1\]\.id: `s` stands twice/),
      expect.stringMatching(/^run\.yaml:8:\d+: seeds\[2\]: seed 1 stands twice/),
    ]);
    expect(problems("name: [x\n")[0]).toMatch(/^run\.yaml:\d+:\d+: /);
    expect(problems("name: x\nname: y\n")[0]).toMatch(/^run\.yaml:2:\d+: .*unique/);
    expect(problems("")[0]).toMatch(/^run\.yaml:1:1: /);
  });

  it("is told in lines that its keys and its size cannot spoil", () => {
    const good = withStages("  - { id: s, method: sft, max_steps: 1 }\n");
    expect(problems(`${good}"\\e[31mred\\n": 1\n`)).toEqual([
      expect.stringMatching(/^run\.yaml:7:1: "\\u001b\[31mred\\n": unknown setting/),
    ]);
    const many = problems(good + Array.from({ length: 300 }, (_, i) => `k${i}: 1\n`).join(""));
    expect(many).toHaveLength(21);
    expect(many.at(-1)).toBe("run.yaml: and 280 more problems");
    for (const open of ["{a: ", "["])
      expect(problems(open.repeat(3000))).toEqual([expect.stringMatching(/^run\.yaml:1:\d+: is nested too deeply$/)]);
  });

  it("takes no longer for each of many unknown keys than for one", { timeout: 600_000 }, () => {
    const good = withStages("  - { id: s, method: sft, max_steps: 1 }\n");
    const keys = (end: string) => Array.from({ length: 50_000 }, (_, i) => `k${i}: 1${end}`).join("");
    const before = process.threadCpuUsage().user;
    const top = problems(good + keys("\n"));
    expect([top[19], top.at(-1)]).toEqual([
      "run.yaml:26:1: k19: unknown setting; npx decisis train --schema lists all there are",
      "run.yaml: and 49980 more problems",
    ]);
    const inside = problems(withStages(`  - { id: s, method: sft, max_steps: 1, ${keys(", ")} }\n`));
    expect([inside[1], inside.at(-1)]).toEqual([
      expect.stringMatching(/^run\.yaml:6:48: stages\[0\]\.k1: unknown setting/),
      "run.yaml: and 49980 more problems",
    ]);
    // About one second of work; against all earlier keys, for uniqueness and again for its place, it is more than a minute.
    expect(process.threadCpuUsage().user - before).toBeLessThan(20e6);
  });

  it("is told where a key stands again, wherever its map is", () => {
    const good = withStages("  - { id: s, method: sft, max_steps: 1, max_steps: 2 }\n");
    expect(problems(`${good}lora: { r: 1, "r": 2 }\nseeds: [1]\n7: 1\nseeds: [2]\n7: 2\n`)).toEqual(
      ["6:41", "7:15", "10:1", "11:1"].map((place) => `run.yaml:${place}: Map keys must be unique`),
    );
  });

  it.each([
    ["stages", (n: number) => withStages("  - { id: s, method: sft, max_steps: 1 }\n".repeat(n))],
    [
      "seeds",
      (n: number) => `seeds: [${"1, ".repeat(n)}]\n${withStages("  - { id: s, method: sft, max_steps: 1 }\n")}`,
    ],
    [
      "environments",
      (n: number) =>
        withStages("  - { id: s, method: sft, max_steps: 1 }\n").replace("[{", `[${"{ id: x }, ".repeat(n - 1)}{`),
    ],
  ])("is refused for more %s than it is worth to compare with each other", (name, text) => {
    expect(problems(text(1001))).toEqual([
      expect.stringMatching(new RegExp(`^run\\.yaml:\\d:1: ${name}: Too big: expected array to have <=1000 items`)),
    ]);
  });

  it.each([
    ["generated cases", "cases: 10", "cases: 100000000", /corpus\.generated\.cases: Too big/],
    ["generator seed", "cases: 10", "cases: 10, seed: 9007199254740991", /corpus\.generated\.seed: Too big/],
    ["threads", "name: x", "name: x\nengine: { threads: 1000000 }", /engine\.threads: Too big/],
    ["rank", "name: x", "name: x\nlora: { r: 1000000000 }", /lora\.r: Too big/],
    ["samples", "name: x", "name: x\nevaluation: { samples_per_task: 1000000000 }", /samples_per_task: Too big/],
  ])("is refused for more than any machine can do: %s", (_, from, to, message) => {
    const text = withStages("  - { id: s, method: sft, max_steps: 1 }\n").replace(from, to);
    expect(problems(text).join("\n")).toMatch(message);
  });

  it("never throws anything but a RunFileError", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.string({ unit: "binary" })), (text) => {
        for (const line of problems(text)) expect(line).toMatch(/^run\.yaml:\d+:\d+: ./);
      }),
      { numRuns: 60 },
    );
  });
});

it("describes itself as JSON Schema", () => {
  const schema = JSON.stringify(runFileJsonSchema());
  for (const field of ["num_generations", "epsilon_high", "target_modules", "control_for", "include_generated"])
    expect(schema).toContain(`"${field}"`);
});

describe("stages", () => {
  const file = (stages: string) =>
    parseRunFile(
      `name: x\nmodel: m\ncorpus: { generated: { cases: 1 } }\nenvironments: [{ id: a }, { id: b }]\nstages:\n${stages}`,
      "run.yaml",
    );

  it("are trained after the stage that they start from, wherever they stand", () => {
    const { stages } = file(
      "  - { id: late, method: grpo, steps: 1, from: early }\n  - { id: early, method: sft, max_steps: 1, from: base }\n",
    );
    expect(stages.map((s) => [s.id, s.from])).toEqual([
      ["early", "base"],
      ["late", "early"],
    ]);
  });

  it("may tell real from generated tasks of a skill", () => {
    const mixed = (mixture: string) =>
      file(`  - { id: s, method: sft, max_steps: 1, mixture: ${mixture} }\n`).stages[0].mixture;
    expect(mixed("{ a/real: 1, a/generated: 3, b: 2 }")).toEqual({ "a/real": 1, "a/generated": 3, b: 2 });
    expect(() => mixed("{ a/real: 1, a: 3 }")).toThrow(/`a` stands beside `a\/real`/);
    expect(() => mixed("{ a/imagined: 1 }")).toThrow(/mixture/);
  });

  it("train all skills alike unless they say otherwise; a control as its rivals by what they train on", () => {
    const { stages } = file(
      `  - { id: sft, method: sft, max_steps: 1 }
  - { id: one, method: grpo, steps: 10, mixture: { a: 1 } }
  - { id: two, method: grpo, steps: 30, num_generations: 8, down_sample_to: 4, num_iterations: 3, mixture: { a: 1, b: 3 } }
  - { id: more, method: sft, control_for: [one, two] }
`,
    );
    expect(stages.map((s) => [s.id, s.from])).toEqual([
      ["sft", "base"],
      ["one", "sft"],
      ["two", "one"],
      ["more", "sft"],
    ]);
    expect(stages[0].mixture).toEqual({ a: 1, b: 1 });
    const { a, b } = stages[3].mixture;
    expect(a / b).toBeCloseTo((10 + 45 / 4) / ((45 * 3) / 4), 12);
  });
});
