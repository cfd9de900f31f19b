import { expect, test } from "vitest";
import { answerFields } from "./answer-fields.ts";

const fieldsOf = (object: object) => answerFields(JSON.stringify(object), "answer|label");

test("answers and what is said beside them", () => {
  expect(fieldsOf({ Final_Answer: "x", why: ["a", { how: "b" }] })).toEqual({
    answers: ["x"],
    others: "a\nb",
    denied: false,
  });
  expect(fieldsOf({ answer: "x", label: 1 })?.answers).toEqual(["x", null]);
  expect(answerFields('{"answer": "x", "answer": "y"}', "answer")?.answers).toEqual([null, "y"]);
  expect(fieldsOf({ citation: "x" })?.answers).toEqual([]);
});

test.each([
  "",
  "x",
  "[]",
  '{"answer": "x"',
  '{"answer": "x"} and more',
  `{"a":${"[".repeat(9000)}${"]".repeat(9000)}}`,
])("no object: %j", (text) => expect(answerFields(text, "answer")).toBeNull());

test.each([
  { correct: false },
  { is_correct: "no" },
  { isCorrect: 0 },
  { wrong: true },
  { checks: [{ is_wrong: true }] },
  { note: "This answer is wrong." },
  { reasoning: "One thing only. This is wrong." },
  { alternative: "y" },
  { alternatives: ["y"] },
  { other: "y" },
])("denied by %j", (beside) => expect(fieldsOf({ answer: "x", ...beside })?.denied).toBe(true));

test.each([
  { correct: true },
  { is_wrong: false },
  { wrong: "no" },
  { incorrect: ["y", "z"] },
  { alternatives: [] },
  { other_options: "none" },
  { overturned: false },
  { reasoning: "That answer is wrong. This one is left." },
  { why: "The court below was wrong." },
  { correct_probability: 0.9 },
])("not denied by %j", (beside) => expect(fieldsOf({ answer: "x", ...beside })?.denied).toBe(false));
