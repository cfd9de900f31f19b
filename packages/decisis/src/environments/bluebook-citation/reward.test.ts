import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fictionalCases } from "../../corpus/fictional-case.ts";
import { LADDERS } from "./ladders.ts";
import { bluebookReward } from "./reward.ts";
import { bluebookTasks } from "./tasks.ts";

const { tasks: LADDER_TASKS } = bluebookTasks(
  LADDERS.map(({ record }) => ({
    record: {
      ...record,
      opinions: [],
      provenance: { source: "generated", licence: "Apache-2.0", revision: "1", retrieved: null, sha256: "" },
    },
    cluster: record.id,
    split: "test" as const,
    origin: "generated" as const,
  })),
  { seed: 1 },
);
const { tasks: TASKS } = bluebookTasks(fictionalCases(9, 120), { seed: 1, balance: false });
const [PELWORTH] = LADDER_TASKS;
const lenient = bluebookReward("lenient");
const strict = bluebookReward("strict");
const score = (answer: string, grader = lenient) => grader.grade(PELWORTH, answer).reward as number;

describe("bluebookReward", () => {
  it("reaches both ends of its range", () => {
    expect(PELWORTH.gold).toBe("Pelworth v. Dalmere Paper Co., 239 F.2d 537 (8th Cir. 1957)");
    for (const grader of [lenient, strict]) {
      expect(grader.range).toEqual([0, 1]);
      expect(score(PELWORTH.gold, grader)).toBe(1);
      expect(score("", grader)).toBe(0);
    }
    expect(lenient.grade(PELWORTH, PELWORTH.gold)).toMatchObject({
      fault: null,
      failedGate: null,
      reasons: [],
      subRewards: { identity: 1, exact: 1 },
    });
    expect(lenient.grade(PELWORTH, " ")).toMatchObject({ fault: "model", failedGate: "present" });
  });

  it("falls strictly on every rung of the hand-made ladders", () => {
    expect(LADDER_TASKS.length).toBe(LADDERS.length);
    const pooled: { rung: number; reward: number }[] = [];
    LADDERS.forEach(({ rungs }, i) => {
      const rewards = rungs.map((answer) => lenient.grade(LADDER_TASKS[i], answer).reward as number);
      expect(rewards[0], rungs[0]).toBe(1);
      for (let k = 1; k < rewards.length; k++)
        expect(rewards[k], `${rungs[k - 1]} above ${rungs[k]}`).toBeLessThan(rewards[k - 1]);
      pooled.push(...rewards.map((reward, rung) => ({ rung, reward })));
    });
    expect(pooled.length).toBeGreaterThanOrEqual(50);
    expect(
      spearman(
        pooled.map((p) => -p.rung),
        pooled.map((p) => p.reward),
      ),
    ).toBeGreaterThan(0.8);
  });

  it("charges a wrong volume far more than a wrong space", () => {
    const space = "Pelworth v. Dalmere Paper Co., 239 F. 2d 537 (8th Cir.1957)";
    const volume = "Pelworth v. Dalmere Paper Co., 238 F.2d 537 (8th Cir. 1957)";
    expect(score(space)).toBe(1);
    expect(score(space, strict)).toBeLessThan(1);
    expect(score(space, strict)).toBeGreaterThan(0.7);
    expect(score(volume)).toBeCloseTo(0.3, 10);
  });

  it.each([
    ["name not abbreviated", "Pelworth v. Dalmere Paper Company, 239 F.2d 537 (8th Cir. 1957)"],
    ["v without stop", "Pelworth v Dalmere Paper Co., 239 F.2d 537 (8th Cir. 1957)"],
    ["et al.", "Pelworth et al. v. Dalmere Paper Co., 239 F.2d 537 (8th Cir. 1957)"],
    ["reporter spaced", "Pelworth v. Dalmere Paper Co., 239 F. 2d 537 (8th Cir. 1957)"],
    ["court closed up", "Pelworth v. Dalmere Paper Co., 239 F.2d 537 (8th Cir.1957)"],
    ["no comma", "Pelworth v. Dalmere Paper Co. 239 F.2d 537 (8th Cir. 1957)"],
    ["court missing", "Pelworth v. Dalmere Paper Co., 239 F.2d 537 (1957)"],
    ["wrong court", "Pelworth v. Dalmere Paper Co., 239 F.2d 537 (9th Cir. 1957)"],
    ["year", "Pelworth v. Dalmere Paper Co., 239 F.2d 537 (8th Cir. 1958)"],
    ["page", "Pelworth v. Dalmere Paper Co., 239 F.2d 573 (8th Cir. 1957)"],
    ["reporter", "Pelworth v. Dalmere Paper Co., 239 F.3d 537 (8th Cir. 1957)"],
  ])("scores strictly less than the gold in strict mode: %s", (_, answer) => {
    const grade = strict.grade(PELWORTH, answer);
    expect(grade.reward).toBeLessThan(1);
    expect(grade.reward).toBeGreaterThan(0);
    expect(grade.subRewards.exact).toBe(0);
    expect(grade.reasons.join()).toMatch(/^rule \d+: /);
    expect(lenient.grade(PELWORTH, answer).subRewards.exact).toBe(0);
  });

  it("gives partial credit by degrees to a weak but honest answer", () => {
    const answers = [
      "Pelworth v. Dalmere, 239 F.2d 537 (8th Cir. 1957)",
      "Harold J. Pelworth, Plaintiff-Appellant, v. Dalmere Paper Company, 239 F.2d 537 (1957)",
      "Pelworth v. Dalmere Paper Co., 239 F.2d 573 (Eighth Circuit 1957)",
      "239 F.2d 537",
    ];
    const rewards = answers.map((answer) => score(answer));
    expect(new Set(rewards).size).toBe(answers.length);
    for (const reward of rewards) {
      expect(reward).toBeGreaterThan(0);
      expect(reward).toBeLessThan(1);
    }
  });

  it.each([
    ["full words", "Pelworth v. Dalmere Paper Company, 239 F.2d 537 (Eighth Circuit 1957)", 0.99],
    ["one of two in full", "Pelworth v. Dalmere Paper Co., 239 F.2d 537 (Eighth Circuit 1957)", 0.995],
    ["small letters throughout", "pelworth v. dalmere paper co., 239 f.2d 537 (8th cir. 1957)", 0.9],
    ["capital letters throughout", "PELWORTH v. DALMERE PAPER CO., 239 F.2D 537 (8TH CIR. 1957)", 0.917],
  ])("takes little, not nothing, for %s", (_, answer, reward) => {
    expect(score(answer)).toBeCloseTo(reward, 3);
    expect(lenient.grade(PELWORTH, answer).subRewards.exact).toBe(0);
  });

  it("takes a fifth for another place instead of the preferred one, a hundredth for another beside it", () => {
    const task = TASKS.find(({ facts }) => facts.gold.court === "Or." && facts.gold.parallels.length === 1);
    if (task === undefined) throw new Error("no case of Oregon printed twice");
    const { caseName, year, parallels } = task.facts.gold;
    const other = `${parallels[0].volume} ${parallels[0].reporter} ${parallels[0].page}`;
    const paid = (answer: string) => lenient.grade(task, answer);
    const beside = paid(task.gold.replace(`${caseName}, `, `${caseName}, ${other}, `));
    expect(beside.reward).toBeCloseTo(0.99, 10);
    expect(beside.subRewards).toMatchObject({ exact: 0, identity: 1 });
    for (const places of [other, `${other}, ${task.gold.slice(caseName.length + 2, task.gold.lastIndexOf(" ("))}`]) {
      const grade = paid(`${caseName}, ${places} (${year})`);
      expect(grade.reward, places).toBeCloseTo(0.8, 10);
      expect(grade.subRewards).toMatchObject({ exact: 0, identity: 1 });
      expect(grade.reasons.join()).toMatch(/alone is preferred/);
    }
  });

  it.each([
    ["It is wrong to answer <answer>", "</answer>", "meant"],
    ["<answer>", "</answer> That is wrong.", "meant"],
    ["The opposite of <answer>", "</answer>", "meant"],
    ["<answer>", "</answer> I made it up.", "meant"],
    ["~~<answer>", "</answer>~~", "meant"],
    ["Hardly ", "", "meant"],
    ["Do not write this:\n\n", "", "meant"],
    ["", "\nThat is wrong.", "meant"],
    ["The answer is Torberg v. Wenley, 99 F.3d 12 (1st Cir. 1999)\n<answer>", "</answer>", "oneCitation"],
    ["Torberg v. Wenley, 99 F.3d 12 (1st Cir. 1999)\n\n", "", "oneCitation"],
    ["<answer>", "</answer> Or Torberg v. Wenley, 99 F.3d 12 (1st Cir. 1999)", "oneCitation"],
  ])("pays nothing for an answer between %j and %j", (before, after, gate) => {
    expect(lenient.grade(PELWORTH, before + PELWORTH.gold + after)).toMatchObject({ reward: 0, failedGate: gate });
  });

  it("pays all behind reasoning that names another place and another case", () => {
    const reasons =
      "The caption cites 12 F.3d 4, which is another case. The court is not named by F.2d, so it has to be.";
    expect(score(`<think>${reasons}</think>\n${PELWORTH.gold}`)).toBe(1);
    expect(score(`${reasons}\n<answer>${PELWORTH.gold}</answer>`)).toBe(1);
    expect(score(`${reasons}\n\n${PELWORTH.gold}`)).toBe(1);
    expect(score(`The court below was not wrong.\n\n${PELWORTH.gold}`)).toBe(1);
  });

  it("gives next to nothing to what the nearest public precedent paid more than half for", () => {
    for (const task of TASKS.slice(0, 40)) {
      const paid = (answer: string) => lenient.grade(task, answer).reward as number;
      expect(paid("___ U.S. ___ (___)")).toBe(0);
      expect(paid(`${task.facts.gold.caseName}, ___ U.S. ___ (___)`)).toBe(0);
      expect(paid(`${task.facts.gold.caseName}, 7 U.S. 8888 (1799)`)).toBeLessThan(0.05);
      expect(paid(`${task.facts.gold.caseName}, 7 Zorb. 8 (1799)`)).toBeLessThan(0.05);
    }
  });

  it("is total, bounded and deterministic", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        PELWORTH.gold,
        "239 F.2d 537",
        "(8th Cir. 1957)",
        " v. ",
        "</think>",
        "<answer>",
        "```",
        "\uD800",
        "\0",
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const answer = pieces.join("");
        const grade = lenient.grade(PELWORTH, answer);
        expect(grade.reward).toBeGreaterThanOrEqual(0);
        expect(grade.reward).toBeLessThanOrEqual(1);
        expect(lenient.grade(PELWORTH, answer)).toEqual(grade);
      }),
      { numRuns: 80 },
    );
  });
});

function spearman(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [ranks(a), ranks(b)];
  const mean = (v: readonly number[]) => v.reduce((s, e) => s + e, 0) / v.length;
  const [mx, my] = [mean(x), mean(y)];
  const covariance = x.reduce((s, e, i) => s + (e - mx) * (y[i] - my), 0);
  const spread = (v: readonly number[], m: number) => Math.sqrt(v.reduce((s, e) => s + (e - m) ** 2, 0));
  return covariance / (spread(x, mx) * spread(y, my));
}

/** Average ranks of ties. */
function ranks(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return below + (equal - 1) / 2;
  });
}
