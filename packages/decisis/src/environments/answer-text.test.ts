import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answerText } from "./answer-text.ts";

const ANSWER = "Roe v. Doe Corp., 12 F.3d 5 (2d Cir. 1994)";

describe("wrappings", () => {
  test.each([
    ANSWER,
    `<think>It is not easy.</think>${ANSWER}`,
    `<answer>${ANSWER}</answer>`,
    `Reasons first. <ANSWER> ${ANSWER} </ANSWER>`,
    `<answer>${ANSWER}`,
    `The answer is <answer>${ANSWER}</answer>.`,
    `<answer>\\boxed{${ANSWER}}</answer>`,
    `$\\boxed{${ANSWER}}$`,
    `\`\`\`\n${ANSWER}\n\`\`\``,
    `\`\`\`json\n${JSON.stringify({ answer: ANSWER })}\n\`\`\``,
    `Here it is:\n\`\`\`text\n${ANSWER}\n\`\`\``,
    JSON.stringify({ citation: ANSWER }),
    JSON.stringify(
      { reasoning: "The court is not named.", answer: ANSWER, confidence: 0.9, is_correct: true },
      null,
      2,
    ),
    `So:\n${JSON.stringify({ final_answer: ANSWER })}`,
    `The answer is: ${ANSWER}`,
    `**Final answer:** ${ANSWER}`,
    `## Answer\n\n${ANSWER}`,
  ])("read out of %j", (completion) => expect(answerText(completion)).toBe(ANSWER));

  test.each(["", " \n", "<answer></answer>", "</think>", '{"answer": ""}'])("empty in %j", (completion) =>
    expect(answerText(completion)).toBe(""),
  );

  test("two answers stay in their wrapping", () => {
    const two = `<answer>${ANSWER}</answer> <answer>Other</answer>`;
    expect(answerText(two)).toBe(two);
    const twice = `{"answer": "Other", "answer": "${ANSWER}"}`;
    expect(answerText(twice)).toBe(twice);
  });
});

describe("denials around a wrapping leave no answer", () => {
  test.each([
    `It is wrong to answer <answer>${ANSWER}</answer>`,
    `<answer>${ANSWER}</answer> That is wrong.`,
    `The answer is not \\boxed{${ANSWER}}`,
    `Do not write:\n\`\`\`\n${ANSWER}\n\`\`\``,
    `Not this:\n${JSON.stringify({ answer: ANSWER })}`,
    JSON.stringify({ answer: ANSWER, correct: false }),
    JSON.stringify({ answer: ANSWER, note: "This answer is wrong." }),
    JSON.stringify({ answer: ANSWER, checks: [{ is_wrong: true }] }),
    JSON.stringify({ answer: ANSWER, alternatives: ["Other"] }),
    `<answer>${JSON.stringify({ answer: ANSWER })}</answer> is incorrect`,
  ])("%j", (completion) => expect(answerText(completion)).toBe(""));
});

test("any text: never throws", () => {
  const deep = `{"answer":"x","a":${"[".repeat(9000)}${"]".repeat(9000)}}`;
  expect(() => answerText(deep)).not.toThrow();
  expect(() => answerText('{"answer":"x","a":{"toString":1,"valueOf":2}}')).not.toThrow();
  const piece = fc.constantFrom(
    "<answer>",
    "</answer>",
    "\\boxed{",
    "}",
    "{",
    '"answer":',
    '"x"',
    "```",
    "\n",
    "not ",
    "The answer is ",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), (pieces) => {
      expect(typeof answerText(pieces.join(""))).toBe("string");
    }),
  );
  for (const part of ["<answer>", "\\boxed{", "\n{", "```\n", "</think>", "{", "*"]) {
    expect(typeof answerText(part.repeat(200_000))).toBe("string");
  }
});
