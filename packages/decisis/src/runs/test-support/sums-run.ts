import { join } from "node:path";
import type { Environment } from "../../environments/environment.ts";
import type { RunJob } from "../run.ts";
import { parseRunFile, type RunFile } from "../run-file.ts";
import { inMemoryEngine, writeModel } from "./in-memory-engine.ts";
import { sumsCases, sumsEnvironment } from "./sums-environment.ts";

/** A run of four stages on sums, with its model, under `folder`. */
export function sumsRunFile(folder: string, extra = ""): RunFile {
  writeModel(join(folder, "model"), { skill: 0.2 });
  return parseRunFile(
    `name: sums
model: ${join(folder, "model")}
corpus: { generated: { cases: 30 } }
environments: [{ id: sums }]
evaluation: { tasks: 20 }
stages:
  - { id: sft, method: sft, max_steps: 7, learning_rate: 0.03, checkpoint_every: 3 }
  - { id: grpo, method: grpo, steps: 12, learning_rate: 0.2, checkpoint_every: 4 }
  - { id: more-sft, method: sft, control_for: grpo, learning_rate: 0.01 }
${extra}`,
    "run.yaml",
  );
}

/** A job with a clock that moves a second a look. */
export function sumsJob(folder: string, changes: Partial<RunJob> = {}): RunJob {
  let seconds = 0;
  return {
    file: sumsRunFile(folder),
    out: join(folder, "run"),
    resume: false,
    engine: inMemoryEngine(),
    environments: [sumsEnvironment as Environment],
    cases: sumsCases(30),
    surroundings: {
      now: () => new Date(Date.UTC(2026, 0, 1) + 1000 * seconds++),
      machine: { cpu: "test", cores: 1, memory_gib: 1, platform: "test" },
      versions: { node: "24" },
      command: "decisis train run.yaml",
    },
    signal: new AbortController().signal,
    onProgress: () => {},
    unknownMetrics: "refuse",
    ...changes,
  };
}
