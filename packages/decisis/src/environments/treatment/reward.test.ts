import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { identified } from "../task-id.ts";
import { MAX_COMPLETION, readAnswer } from "./answer.ts";
import type { TreatmentFacts } from "./facts.ts";
import { TREATMENT_LABELS } from "./labels.ts";
import { treatmentReward } from "./reward.ts";
import { MAX_ANSWER } from "./said-label.ts";
import { goldAnswer } from "./tasks.ts";

const task = (label: TreatmentFacts["label"], labels: TreatmentFacts["labels"] = TREATMENT_LABELS) =>
  identified<TreatmentFacts>({
    environment: "treatment",
    version: "1",
    split: "train",
    cluster: "c",
    origin: "generated",
    provenance: {
      source: "generated",
      licence: "Apache-2.0",
      revision: "1",
      retrieved: null,
      sha256: "",
      case: { id: "c", court: "1st Cir.", date: "1934", cite: null },
    },
    facts: {
      earlier: { places: ["1 F. Supp. 2"], court: "D. Mass.", year: 1933, level: "federal 2" },
      later: { places: ["70 F.2d 3"], court: "1st Cir.", year: 1934, level: "federal 3" },
      text: "See [earlier], [?], [later]. The sum was the same before and after.",
      variant: "masked",
      label,
      labels,
      source: { opinion: 0, start: 0, end: 10 },
    },
    gold: goldAnswer(label),
  });
const score = (completion: string, label: TreatmentFacts["label"] = "affirmed") =>
  treatmentReward.grade(task(label), completion).reward;

describe("treatmentReward", () => {
  it("reaches both ends of its range for every label", () => {
    for (const label of TREATMENT_LABELS) {
      expect(score(goldAnswer(label), label)).toBe(1);
      for (const other of TREATMENT_LABELS) if (other !== label) expect(score(goldAnswer(other), label)).toBe(0);
    }
  });

  it("reports the group beside it", () => {
    const group = (given: string) => treatmentReward.grade(task("reversed"), given).subRewards.group;
    expect([group("overruled"), group("affirmed"), group("reversed or vacated")]).toEqual([1, 0, 0]);
  });

  it.each([
    "affirmed",
    "Affirmed.",
    "AFF'D",
    "aff’d",
    "**affirmed**",
    "The answer is **affirmed**.",
    "Answer: upheld",
    "The earlier decision was affirmed.",
    "The later court affirmed the earlier decision.",
    '{"answer": "affirmed", "why": "same sum"}',
    "```\naffirmed\n```",
    "<think>reversed? no.</think><answer>affirmed</answer>",
    "The sum was not reversed or changed.\n<answer> Affirmed </answer>",
    "The court below was not wrong.\n\nAnswer: affirmed",
    "The lower court was wrong, said the party. The answer is affirmed.",
    "- the sum: no change\n\n<answer>affirmed</answer>",
    "<answer>affirmed</answer> The sum was the same.",
    "<Answer>affirmed</Answer>",
    '<answer>{"answer": "affirmed"}</answer>',
    '```JSON\n{"Answer": "affirmed"}\n```',
    'Both courts looked at the same sum.\n{"result": "affirmed"}',
    "Answer: affirmed. The court heard it and said so.",
    "Answer: affirmed, because it was not reversed.",
    "<answer>affirmed</answer>\n\nThe high court found no fault in the judgment.",
    "<answer>affirmed</answer> is my final answer.",
    "The answer is affirmed.\n<answer>affirmed</answer>",
    "judgment affirmed",
    "aff'd mem.",
    "affirmed and remanded",
    "The Supreme Court affirmed it.",
    "The answer is $\\boxed{\\text{affirmed}}$.",
    "The court found no fault, so <answer>affirmed</answer>",
    "This is not a reversal but <answer>affirmed</answer>",
    "One might say reversed. That is wrong.\n<answer>affirmed</answer>",
    "Was it reversed? No.\n<answer>affirmed</answer>",
    "No doubt it is <answer>affirmed</answer>",
    '{"answer": "affirmed", "is_wrong": false}',
  ])("takes %j for affirmed", (completion) => expect(score(completion)).toBe(1));

  it.each([
    ["reversed and remanded", "reversed"],
    ["rev'd on other grounds", "reversed"],
    ["vacated and remanded", "vacated"],
    ["affirmed as modified", "modified"],
    ["affirmed in part, reversed in part, and remanded", "modified"],
    ["overruled in part", "modified"],
    ["overruled by", "overruled"],
    ["petition denied", "denied"],
    ["The later decision denied review of the earlier one.", "denied"],
    ["Answer: Cert. denied. The court gave no reason.", "denied"],
    ["The appeal was dismissed.", "dismissed"],
  ] as const)("reads %j as golds are read: %s", (completion, label) => expect(score(completion, label)).toBe(1));

  it("tells what the court said of the ruling from what is said of the answer", () => {
    for (const why of ["The court below was wrong.", "The high court found that it was wrong.", "It was not affirmed."])
      expect(score(`<answer>reversed</answer>\n\n${why}`, "reversed")).toBe(1);
    expect(score("<answer>reversed</answer>\n\nThe label above was wrong.", "reversed")).toBe(0);
  });

  // Reward integrity, section 2: the correct label negated scored more than itself, gibberish 0.10.
  it.each([
    "",
    "not affirmed",
    "The earlier decision was not affirmed.",
    "It is not <answer>affirmed</answer>",
    "<answer>affirmed</answer> is wrong",
    "<answer>not affirmed</answer>",
    "Answer: affirmed is wrong",
    "qwertz uiop asdf",
    "affirmed or reversed",
    "reversed\naffirmed",
    "affirmed\nreversed",
    "<answer>affirmed</answer><answer>reversed</answer>",
    "Answer: reversed\nAnswer: affirmed",
    "~~reversed~~ affirmed",
    "affirmed ".repeat(50),
    "affirmed, reversed, vacated, modified, overruled, denied, dismissed, distinguished, followed",
    "It could be affirmed.",
    "affir\u200Bmed",
    "The later decision was affirmed by the earlier one.",
    "unaffirmed",
    '{"answer": ["affirmed"]}',
    '{"answer": "affirmed", "label": "reversed"}',
    '{"answer": "affirmed", "correct": false}',
    '{"answer": "The answer is reversed.\\n<answer>affirmed</answer>"}',
    "## Answer\n\n**Wrong.\n<answer>affirmed</answer>**",
    '{"answer": "affirmed", "checks": [{"is_wrong": true}]}',
    "Wrong.\n<answer>affirmed</answer>",
    "~~<answer>affirmed</answer>~~",
    "The opposite of <answer>affirmed</answer>",
    "It may be <answer>affirmed</answer>",
    "Nobody would say <answer>affirmed</answer>",
    "<answer>affirmed</answer> Perhaps.",
    '{"answer": "reversed", "answer": "affirmed"}',
    '{"answer": "affirmed", "alternatives": ["reversed"]}',
    "<answer>affirmed</answer>. That is wrong.",
    "<answer>affirmed</answer>\nThat can't be right.",
    "<answer>affirmed</answer>\nOn second thought: reversed",
    "The answer is wrong:\n<answer>affirmed</answer>",
    "The following is wrong.\naffirmed",
    "It is not\n\n<answer>affirmed</answer>",
    "Not so: <answer>affirmed</answer>",
    "affirmed\n".repeat(3),
    "affirmed, reversed",
    "Answer: affirmed; reversed",
    "Answer: affirmed. Not really.",
    "It affirmed the later decision.",
  ])("gives %j nothing", (completion) => expect(score(completion)).toBe(0));

  it("asks for one of the labels that the prompt lists", () => {
    const checked = task("other", ["distinguished", "other"]);
    expect(treatmentReward.grade(checked, "not distinguished").reward).toBe(1);
    expect(treatmentReward.grade(checked, "affirmed")).toMatchObject({ reward: 0, failedGate: "oneLabel" });
  });

  it("is total, bounded and deterministic", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("<answer>", "[".repeat(2000), "{".repeat(1500))),
        (text) => {
          const reward = score(text);
          expect([0, 1]).toContain(reward);
          expect(score(text)).toBe(reward);
        },
      ),
      { numRuns: 200 },
    );
    for (const text of [
      "a".repeat(1e6),
      "(".repeat(1e5),
      "\ud800",
      "\0",
      "<answer>".repeat(1e5),
      "Answer: ".repeat(1e5),
      "\n".repeat(1e5),
    ])
      expect(score(text)).toBe(0);
    expect(readAnswer(`Answer: ${"affirmed ".repeat(MAX_ANSWER)}`).problem).toBe("long");
    expect(readAnswer(`${"a\n".repeat(MAX_COMPLETION)}<answer>affirmed</answer>`).problem).toBe("long");
    expect(readAnswer(`${"a\n".repeat(MAX_COMPLETION)}</think><answer>affirmed</answer>`).label).toBe("affirmed");
  });
});
