import { spawn } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { SPLIT_RULE, splitManifest } from "../corpus/split.ts";
import type { StageEvent } from "../engines/engine.ts";
import { isTiming } from "../monitoring/metric-registry.ts";
import type { Report } from "../report/report.ts";
import { readRunRecords } from "../report/seed-records.ts";
import { writeReport } from "../report/write-report.ts";
import { EngineRefusalError, planRun, type RunJob, run } from "./run.ts";
import { type RunDescription, RunFolderError } from "./run-folder.ts";
import { RunLockedError } from "./run-lock.ts";
import { UnknownMetricError } from "./run-record.ts";
import { inMemoryEngine } from "./test-support/in-memory-engine.ts";
import { sumsCases } from "./test-support/sums-environment.ts";
import { sumsJob, sumsRunFile } from "./test-support/sums-run.ts";

const root = mkdtempSync(join(tmpdir(), "decisis-run-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let count = 0;
const newFolder = (): string => {
  const folder = join(root, String(count++));
  mkdirSync(folder);
  return folder;
};

/** Everything of a run that has to be the same again: metrics but for the clock, rollouts, scores, weights. */
function essence(out: string): Record<string, unknown> {
  const read = (path: string): string => (existsSync(join(out, path)) ? readFileSync(join(out, path), "utf8") : "");
  const lines = read("metrics.jsonl").split("\n");
  const files = (folder: string): string[] =>
    existsSync(join(out, folder)) && statSync(join(out, folder)).isDirectory()
      ? readdirSync(join(out, folder)).sort()
      : [];
  return {
    metrics: lines
      .filter((l) => l !== "")
      .map((l) => Object.entries(JSON.parse(l) as object).filter(([k]) => !isTiming(k))),
    tasks: read("tasks.jsonl"),
    samples: files("samples").map((f) => [f, read(`samples/${f}`)]),
    evaluations: files("evaluations/sums").flatMap((stage) =>
      files(`evaluations/sums/${stage}`).map((f) => [stage, f, read(`evaluations/sums/${stage}/${f}`)]),
    ),
    weights: files("checkpoints")
      .filter((f) => f !== "")
      .map((f) => [f, files(`checkpoints/${f}`), read(`checkpoints/${f}/final/skill.json`)]),
    cells: (JSON.parse(read("report.json")) as Report).cells,
  };
}

const reference = newFolder();
await run(sumsJob(reference));
const expected = essence(join(reference, "run"));

describe("a run", () => {
  it("leaves the record that the architecture describes", () => {
    const out = join(reference, "run");
    expect(readdirSync(out).sort()).toEqual([
      "checkpoints",
      "evaluations",
      "events.jsonl",
      "metrics.jsonl",
      "report.html",
      "report.json",
      "run.json",
      "samples",
      "tasks.jsonl",
      "wall.json",
    ]);
    expect(readdirSync(join(out, "checkpoints", "grpo")).sort()).toEqual(["final", "final.json"]);
    const metrics = readFileSync(join(out, "metrics.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((l) => JSON.parse(l));
    const { split } = JSON.parse(readFileSync(join(out, "run.json"), "utf8")) as RunDescription;
    expect(split).toEqual(splitManifest(sumsCases(30)));
    expect(split).toMatchObject({ rule: SPLIT_RULE, cases: 30, parts: { test: { cases: 10 } }, leaks: 0 });
    expect(metrics.map((m) => m.step)).toEqual(Array.from({ length: metrics.length }, (_, i) => i + 1));
    expect(metrics[7]).toMatchObject({ stage: "grpo", step: 8, stage_step: 1 });
    const samples = readFileSync(join(out, "samples", "00000001.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((l) => JSON.parse(l));
    expect(samples).toHaveLength(48);
    expect(samples[0].prompt_hash).toMatch(/^[0-9a-f]{16}$/);
  });

  it("reports by the contract", () => {
    const report = JSON.parse(readFileSync(join(reference, "run", "report.json"), "utf8")) as Report;
    expect(report).toMatchObject({
      run: "sums",
      seeds: [1],
      stages: ["base", "sft", "grpo", "more-sft"],
      tasks: ["sums"],
    });
    expect(report.cells.map((c) => [c.stage, c.n, c.seeds, c.sd])).toEqual(
      ["base", "sft", "grpo", "more-sft"].map((stage) => [stage, 20, 1, null]),
    );
    expect(report.cells[2].metrics).toMatchObject({ range_min: 0, range_max: 1 });
    expect(report.comparisons.map((c) => [c.from, c.to, c.against])).toEqual([
      ["base", "sft", "base"],
      ["sft", "grpo", "start"],
      ["sft", "more-sft", "start"],
      ["more-sft", "grpo", "control"],
      ["base", "grpo", "base"],
      ["base", "more-sft", "base"],
    ]);
    for (const c of report.comparisons) expect(c.pAdjusted).toBeGreaterThanOrEqual(c.p);
    expect(report.baselines).toEqual([
      { task: "sums", name: "first number", mean: 0, macroF1: null, aboveChance: null },
    ]);
    expect(report.wallSeconds).toBeGreaterThan(0);
  });

  it("gives the control the tokens that its rival trained on", () => {
    const commit = (stage: string) =>
      JSON.parse(readFileSync(join(reference, "run", "checkpoints", stage, "final.json"), "utf8"));
    expect(commit("more-sft").trained_tokens).toBe(commit("grpo").trained_tokens);
  });

  it("puts several seeds into folders of their own and one report", async () => {
    const folder = newFolder();
    const file = { ...sumsRunFile(folder), seeds: [3, 5] };
    await run(sumsJob(folder, { file }));
    expect(readdirSync(join(folder, "run", "seeds"))).toEqual(["3", "5"]);
    const report = JSON.parse(readFileSync(join(folder, "run", "report.json"), "utf8")) as Report;
    expect(report.cells[1].sd).toBeGreaterThanOrEqual(0);
    expect(report.comparisons[0].perSeed.map((s) => s.seed)).toEqual([3, 5]);
  });
});

describe("a run that is cut off", () => {
  class Crash extends Error {}

  it("at any event, with torn files behind it, ends as the uninterrupted one", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 3 }),
        fc.string(),
        async (crashes, torn) => {
          const folder = newFolder();
          const out = join(folder, "run");
          for (const [i, events] of crashes.entries()) {
            let left = events;
            const engine = inMemoryEngine({
              onEvent: () => {
                if (--left === 0) throw new Crash();
              },
            });
            try {
              await run(sumsJob(folder, { engine, resume: i > 0 }));
            } catch (error) {
              if (!(error instanceof Crash)) throw error;
            }
            // What a killed process can leave: half a line, a shard begun, a checkpoint without a commit, temporary files.
            for (const file of ["metrics.jsonl", "events.jsonl", "samples/00000001.jsonl", "samples/00001001.jsonl"]) {
              mkdirSync(dirname(join(out, file)), { recursive: true });
              if (!existsSync(join(out, "report.json"))) appendFileSync(join(out, file), `{"torn":${torn}`);
            }
          }
          await run(sumsJob(folder, { resume: true }));
          expect(essence(out)).toEqual(expected);
          rmSync(folder, { recursive: true });
        },
      ),
      { numRuns: 12 },
    );
  });

  it("by SIGKILL, again and again, ends as the uninterrupted one", async () => {
    const folder = newFolder();
    const script = join(folder, "train.mjs");
    const support = fileURLToPath(new URL("./test-support/", import.meta.url));
    writeFileSync(
      script,
      `import { run } from ${JSON.stringify(join(support, "../run.ts"))};
import { sumsJob } from ${JSON.stringify(join(support, "sums-run.ts"))};
import { inMemoryEngine } from ${JSON.stringify(join(support, "in-memory-engine.ts"))};
const engine = inMemoryEngine({ onEvent: () => new Promise((r) => { process.stdout.write("."); setTimeout(r, 5); }) });
await run(sumsJob(${JSON.stringify(folder)}, { engine, resume: true }));`,
    );
    const sitting = (events: number): Promise<boolean> =>
      new Promise((resolve, reject) => {
        const child = spawn(process.execPath, ["--conditions=decisis-source", script], {
          stdio: ["ignore", "pipe", "inherit"],
        });
        let seen = 0;
        child.stdout.on("data", (d: Buffer) => {
          seen += d.length;
          if (seen >= events) child.kill("SIGKILL");
        });
        child.on("error", reject);
        child.on("exit", (code) =>
          code === null || code === 0 ? resolve(code === 0) : reject(new Error(`exit ${code}`)),
        );
      });
    for (const events of [5, 13, 20, 1]) expect(await sitting(events)).toBe(false);
    expect(await sitting(Number.POSITIVE_INFINITY)).toBe(true);
    expect(essence(join(folder, "run"))).toEqual(expected);
  });

  it("by an abort stops after the step, with a checkpoint, and goes on from it", async () => {
    const folder = newFolder();
    const stop = new AbortController();
    const engine = inMemoryEngine({
      onEvent: (e) => (e.type === "metrics" && e.step === 5 ? stop.abort() : undefined),
    });
    expect(await run(sumsJob(folder, { engine, signal: stop.signal }))).toEqual({
      state: "interrupted",
      seed: 1,
      stage: "sft",
    });
    expect(readdirSync(join(folder, "run", "checkpoints", "sft")).sort()).toContain("step-5.json");
    const events: StageEvent[] = [];
    await run(sumsJob(folder, { resume: true, engine: inMemoryEngine({ onEvent: (e) => void events.push(e) }) }));
    expect(events[0]).toMatchObject({ type: "metrics", step: 6 });
    expect({ ...essence(join(folder, "run")), weights: null }).toEqual({ ...expected, weights: null });
  });

  it("goes on in a folder from before run.json had the split", async () => {
    const folder = newFolder();
    const stop = new AbortController();
    const onProgress: RunJob["onProgress"] = (p) => void (p.type === "step" && p.step >= 4 && stop.abort());
    await run(sumsJob(folder, { signal: stop.signal, onProgress }));
    const path = join(folder, "run", "run.json");
    const { split: _, ...older } = JSON.parse(readFileSync(path, "utf8")) as RunDescription;
    writeFileSync(path, JSON.stringify(older));
    await run(sumsJob(folder, { resume: true }));
    expect(essence(join(folder, "run"))).toEqual(expected);
  });

  it("keeps the newest two checkpoints of the stage under way", async () => {
    const folder = newFolder();
    const engine = inMemoryEngine({
      onEvent: (e) => {
        if (e.type === "metrics" && e.step === 10) throw new Crash();
      },
    });
    const file = sumsRunFile(folder).stages.map((s) => ({ ...s, checkpoint_every: 2 }));
    await expect(run(sumsJob(folder, { engine, file: { ...sumsRunFile(folder), stages: file } }))).rejects.toThrow(
      Crash,
    );
    expect(readdirSync(join(folder, "run", "checkpoints", "grpo")).sort()).toEqual([
      "step-6",
      "step-6.json",
      "step-8",
      "step-8.json",
    ]);
  });
});

describe("a record that was damaged", () => {
  it.each(["", "null\n", "[]\n", "{}\n", "no JSON"])("has its tasks written again in place of %j", async (damage) => {
    const folder = newFolder();
    await run(sumsJob(folder));
    const path = join(folder, "run", "tasks.jsonl");
    const whole = readFileSync(path, "utf8");
    writeFileSync(path, damage);
    await run(sumsJob(folder, { resume: true }));
    expect(readFileSync(path, "utf8")).toBe(whole);
    expect(readFileSync(join(folder, "run", "events.jsonl"), "utf8")).toMatch(/tasks\.jsonl was damaged/);
  });

  it.each(["null", "[]", "7", "{"])("is refused by file and line where a line of metrics is %s", async (line) => {
    const folder = newFolder();
    await run(sumsJob(folder));
    const path = join(folder, "run", "metrics.jsonl");
    const [, ...others] = readFileSync(path, "utf8").split("\n");
    writeFileSync(path, [line, ...others].join("\n"));
    expect(() => readRunRecords([join(folder, "run")])).toThrow(/metrics\.jsonl:1 is damaged \(no JSON object\)/);
  });
});

describe("stages that have not begun", () => {
  /** The run of `sumsRunFile` with other settings of GRPO. */
  const changed = (folder: string): RunJob["file"] => {
    const file = sumsRunFile(folder);
    return { ...file, stages: file.stages.map((s) => (s.method === "grpo" ? { ...s, steps: 5 } : s)) };
  };
  const interrupted = async (folder: string, step: number): Promise<void> => {
    const stop = new AbortController();
    const onProgress: RunJob["onProgress"] = (p) => void (p.type === "step" && p.step >= step && stop.abort());
    await run(sumsJob(folder, { signal: stop.signal, onProgress }));
  };

  it("may be changed where a run goes on, which ends like one that began with them", async () => {
    const folder = newFolder();
    await interrupted(folder, 4);
    await run(sumsJob(folder, { resume: true, file: changed(folder) }));
    const fresh = newFolder();
    await run(sumsJob(fresh, { file: changed(fresh) }));
    expect(essence(join(folder, "run"))).toEqual(essence(join(fresh, "run")));
    expect(readFileSync(join(folder, "run", "events.jsonl"), "utf8")).toMatch(
      /settings of stages were changed before they began: grpo/,
    );
    const { config } = JSON.parse(readFileSync(join(folder, "run", "run.json"), "utf8"));
    expect(config.stages[1]).toMatchObject({ id: "grpo", steps: 5 });
    const { stages } = JSON.parse(readFileSync(join(folder, "run", "report.json"), "utf8")) as Report;
    expect(stages).toEqual(["base", "sft", "grpo", "more-sft"]);
  });

  it("may not be, once they have", async () => {
    const folder = newFolder();
    await interrupted(folder, 9);
    await expect(run(sumsJob(folder, { resume: true, file: changed(folder) }))).rejects.toThrow(
      /begun with other settings: stages changed/,
    );
  });
});

describe("a run is refused", () => {
  it("in a folder with a run, unless it is to be resumed", async () => {
    const out = join(reference, "run");
    await expect(run(sumsJob(reference))).rejects.toThrow(/already holds the run `sums` \(finished\): add --resume/);
    await run(sumsJob(reference, { resume: true }));
    expect(essence(out)).toEqual(expected);
  });

  it("in a folder with other things", async () => {
    const folder = newFolder();
    mkdirSync(join(folder, "run"));
    writeFileSync(join(folder, "run", "thesis.doc"), "");
    await expect(run(sumsJob(folder))).rejects.toThrow(RunFolderError);
    expect(readdirSync(join(folder, "run"))).toEqual(["thesis.doc"]);
  });

  it("with other settings than it was begun with", async () => {
    const other = { ...sumsRunFile(reference), seeds: [2] };
    await expect(run(sumsJob(reference, { resume: true, file: other }))).rejects.toThrow(
      /begun with other settings: seeds changed/,
    );
    await expect(run(sumsJob(reference, { resume: true, cases: sumsCases(31) }))).rejects.toThrow(/the tasks/);
    const renamed = { ...sumsRunFile(reference), name: "another name" };
    await expect(run(sumsJob(reference, { resume: true, file: renamed }))).resolves.toMatchObject({
      state: "finished",
    });
  });

  it("while another process writes it; the lock of a dead one is taken over", async () => {
    const folder = newFolder();
    let second: unknown;
    const engine = inMemoryEngine({
      onEvent: async (e) => {
        if (e.type === "metrics" && e.step === 1)
          second = await run(sumsJob(folder, { resume: true })).catch((error) => error);
      },
    });
    await run(sumsJob(folder, { engine }));
    expect(second).toBeInstanceOf(RunLockedError);
    writeFileSync(
      join(folder, "run", "lock.json"),
      JSON.stringify({ pid: 2 ** 22 + 1, host: (await import("node:os")).hostname(), started: "1" }),
    );
    await run(sumsJob(folder, { resume: true }));
    expect(existsSync(join(folder, "run", "lock.json"))).toBe(false);
  });

  it("where its record is damaged, with the file and what to do", async () => {
    const folder = newFolder();
    const stop = new AbortController();
    const onProgress: RunJob["onProgress"] = (p) => void (p.type === "step" && p.step >= 4 && stop.abort());
    await run(sumsJob(folder, { signal: stop.signal, onProgress }));
    const out = join(folder, "run");
    const resumed = () => run(sumsJob(folder, { resume: true }));
    const checkpoint = readdirSync(join(out, "checkpoints", "sft")).findLast((n) => n.endsWith(".json"))!;
    const commit = readFileSync(join(out, "checkpoints", "sft", checkpoint), "utf8");
    const changed = (json: string, fields: object): string => JSON.stringify({ ...JSON.parse(json), ...fields });
    for (const [path, texts] of Object.entries({
      "run.json": ["", "{}", "null", '{"format":1'],
      "wall.json": ['{"sec', "{}", '{"seconds":null}'],
      [`checkpoints/sft/${checkpoint}`]: [
        '{"stage":"sft"',
        '{"stage":"sft"}',
        '{"stage_step":1,"step":1,"lengths":null}',
        ...[{ stage_step: 5 }, { step: 5 }, { stage_step: -1 }, { stage: "x\ny" }].map((f) => changed(commit, f)),
        changed(commit, { lengths: { ...JSON.parse(commit).lengths, "metrics.jsonl": 0 } }),
      ],
      "evaluations/sums/base/sampled.json": ['{"format"', '{"format":1,"tasks":[5]}'],
    })) {
      const sound = readFileSync(join(out, path), "utf8");
      for (const text of texts) {
        writeFileSync(join(out, path), text);
        const error = await resumed().catch((e: Error) => e);
        expect(error, `${path}: ${text}`).toBeInstanceOf(Error);
        expect((error as Error).name).toMatch(/^(RecordDamagedError|EvaluationFileError)$/);
        expect((error as Error).message).toContain(join(out, path));
        expect((error as Error).message).not.toContain("\n");
      }
      writeFileSync(join(out, path), sound);
    }
    await resumed();
    expect(essence(out)).toEqual(expected);
    const metrics = join(out, "metrics.jsonl");
    writeFileSync(metrics, readFileSync(metrics, "utf8").replace('{"stage"', "\0\0"));
    await expect(writeReport(out, new Date(0))).rejects.toThrow(
      /metrics\.jsonl:1 is damaged \(no JSON object\): restore it/,
    );
  });

  it("where the engine cannot do it, or the model or the tasks are missing", async () => {
    const folder = newFolder();
    const weak: RunJob["engine"] = {
      ...inMemoryEngine(),
      capabilities: { methods: ["sft"], lora: false, fullFineTuning: true },
    };
    await expect(planRun(sumsJob(folder, { engine: weak }))).rejects.toThrow(EngineRefusalError);
    await expect(planRun(sumsJob(folder, { file: { ...sumsRunFile(folder), model: "/nowhere" } }))).rejects.toThrow(
      /no model folder/,
    );
    const broken = join(folder, "broken");
    cpSync(sumsRunFile(folder).model, broken, { recursive: true });
    symlinkSync("nothing", join(broken, "model.safetensors"));
    await expect(planRun(sumsJob(folder, { file: { ...sumsRunFile(folder), model: broken } }))).rejects.toThrow(
      /broken\/model\.safetensors: is not there, or a link to nothing$/,
    );
    await expect(planRun(sumsJob(folder, { cases: sumsCases(1) }))).rejects.toThrow(/no train and no validation tasks/);
  });

  it("before anything is written, where the engine finds that the model cannot be trained so", async () => {
    const folder = newFolder();
    const asked: unknown[] = [];
    const engine: RunJob["engine"] = {
      ...inMemoryEngine(),
      check: async (...args) => {
        asked.push(args);
        throw new Error("no such layer");
      },
    };
    const file = { ...sumsRunFile(folder), lora: { r: 1, alpha: 1, target_modules: ["x"], use_rslora: false } };
    await expect(run(sumsJob(folder, { engine, file }))).rejects.toThrow("no such layer");
    await expect(planRun(sumsJob(folder, { engine, file }))).rejects.toThrow("no such layer");
    expect(asked).toEqual(Array(2).fill([file.model, file.lora]));
    expect(readdirSync(folder)).toEqual(["model"]);
  });

  it("when a metric is not registered", async () => {
    const engine = inMemoryEngine();
    const train: RunJob["engine"]["train"] = async function* () {
      yield { type: "metrics", step: 1, values: { vibes: 1 } };
    };
    await expect(run(sumsJob(newFolder(), { engine: { ...engine, train } }))).rejects.toThrow(UnknownMetricError);
  });

  it.skipIf(!existsSync("/dev/full"))("when the disk is full, in words, with the checkpoint left whole", async () => {
    const folder = newFolder();
    const out = join(folder, "run");
    mkdirSync(out);
    writeFileSync(join(out, "lock.json"), "torn");
    const engine = inMemoryEngine({
      onEvent: (e) => {
        if (e.type !== "rollouts" || e.step !== 1) return;
        mkdirSync(join(out, "samples"));
        symlinkSync("/dev/full", join(out, "samples", "00000001.jsonl"));
      },
    });
    await expect(run(sumsJob(folder, { engine }))).rejects.toThrow(
      /cannot write .*samples.*: no space is left on the disk; .*then resume/,
    );
    rmSync(join(out, "samples"), { recursive: true });
    await run(sumsJob(folder, { resume: true }));
    expect(essence(out)).toEqual(expected);
  });
});
