import { describe, expect, it } from "vitest";
import { planMicroBatches, type TokenGroup } from "./batch.ts";

const group = (prompt: number, ...completions: readonly number[]): TokenGroup => ({
  promptIds: new Int32Array(prompt),
  completions: completions.map((n) => new Int32Array(n)),
});
const options = { promptMultiple: 32, completionMultiple: 16, maxRows: 2 };

describe("micro-batches", () => {
  it("hold groups of like prompts, and among equal ones of like completions", () => {
    const batches = planMicroBatches([group(40, 5), group(8, 90), group(8, 3), group(70, 9)], options);
    expect(batches.map((b) => b.members)).toEqual([
      [2, 1],
      [0, 3],
    ]);
    const sequences = planMicroBatches([group(1, 300), group(1, 20), group(1, 290), group(1, 25)], options);
    expect(sequences.map((b) => b.members)).toEqual([
      [1, 3],
      [2, 0],
    ]);
  });

  it("never hold groups of different temperatures", () => {
    const hot = (g: TokenGroup): TokenGroup => ({ ...g, temperature: 1.5 });
    const batches = planMicroBatches([hot(group(8, 3)), group(8, 3), hot(group(9, 3)), group(9, 3)], options);
    expect(batches.map((b) => b.members)).toEqual([
      [1, 3],
      [0, 2],
    ]);
    expect(planMicroBatches([hot(group(8, 3)), group(8, 3)], options)).toHaveLength(2);
  });

  it("pad prompts and completions up to multiples, but not a prompt that is the start of a sequence", () => {
    const [of, lone] = [[group(33, 17)], [group(1, 17)]].map((groups) => planMicroBatches(groups, options)[0].shape);
    expect(of).toMatchObject({ promptLength: 64, completionLength: 32 });
    expect(lone).toMatchObject({ promptLength: 1, completionLength: 32 });
  });
});
