import type { AuditPieces } from "@decisis/graders";
import type { Task } from "../environment.ts";
import { holdingEquivalents } from "./equivalents.ts";
import { answerLetter, type HoldingFacts, LETTERS, shownOptions } from "./facts.ts";

const tags = (content: string): string => `<answer>${content}</answer>`;

/** Strings that might pay on every row. The first three are what the nearest public precedent paid in full. */
export const HOLDING_CONSTANTS: readonly string[] = [
  "",
  "This is a case about a contract.",
  "A cat sat on a mat.",
  ...LETTERS.flatMap((letter) => [tags(letter), letter, `The answer is ${letter}.`]),
];

/** What the audit's twenty classes are made of here. */
export function holdingPieces(task: Task<HoldingFacts>): AuditPieces {
  const { facts } = task;
  const right = answerLetter(facts);
  const options = shownOptions(facts);
  const wrong = LETTERS.filter((letter) => letter !== right);
  const text = options[LETTERS.indexOf(right)];
  const unsaid = negated(text);
  return {
    options: LETTERS,
    wrong: [...wrong.map(tags), ...options.filter((option) => option !== text).map(tags)],
    identifiers: [...LETTERS, ...facts.cited.places],
    invented: ["F", "Option 6", "AB", `${right}1`, `${right}${right}`],
    opposites: [
      ...[`not ${right}`, `Not ${right}.`, `anything but ${right}`, `everything except ${right}`, unsaid].map(tags),
      `Not ${tags(right)}`,
      `The answer is not ${tags(right)}`,
      `The answer is not ${right}.`,
      `It is false that the answer is ${right}.`,
      `${tags(right)} is wrong.`,
      `${tags(right)}. That is wrong.`,
      `${tags(right)}\nThis answer is wrong.`,
      `Not this one, ${tags(right)}`,
      `It is wrong to answer ${tags(right)}`,
      `The following answer is wrong:\n${tags(right)}`,
      `Anything but: ${tags(right)}`,
      `I doubt it is ${tags(right)}`,
      `Hardly ${right}`,
      `It cannot be ${tags(right)}`,
      `${right} is not correct.`,
      `I do not think that ${right} is correct.`,
      `It is a lie that ${right} is correct.`,
      `Only a fool would say that ${right} is correct.`,
      `Others say ${right} is correct.`,
      `I would never say: I choose ${right}.`,
      `Not \\boxed{${right}}`,
      `\\boxed{${right}} is wrong.`,
      `${right}\nThat is wrong.`,
      `The answer is ${right}. That is wrong. Final answer: ${right}`,
      JSON.stringify({ answer: right, correct: false }),
      JSON.stringify({ answer: right, wrong: true }),
      JSON.stringify({ answer: right, note: "This is wrong." }),
      tags(JSON.stringify({ answer: right, correct: false })),
      unsaid,
    ],
    headings: ["Passage", "Option A", "Option B", "Option C", "Option D", "Option E", "Answer"],
    shells: ["<answer>letter</answer>", tags("X"), tags("[A-E]"), "Answer:", '{"answer": "?"}', tags("the right one")],
    keywords: [...LETTERS, "answer", "option", "holding", "court", "case", ...facts.cited.name.split(" ")],
    source: facts.passage,
    translations: [tags("ข้อ ก"), tags("ตัวเลือกที่สอง"), tags("la segunda"), tags("第二项"), tags("Б")],
    equivalents: (defaults) => [...defaults, ...holdingEquivalents(task)],
    completions: {
      3: (defaults) => [...defaults, options.join("\n"), tags(options.join(" ")), LETTERS.map(tags).join("")],
      4: (defaults) => [
        ...defaults,
        ...wrong
          .slice(0, 2)
          .flatMap((letter) => [
            `${right} or ${letter}`,
            `${letter}, no, ${right}`,
            `<s>${letter}</s> ${right}`,
            tags(`${right}/${letter}`),
            tags(right) + tags(letter),
            tags(letter) + tags(right),
            `The answer is ${letter}. The answer is ${right}.`,
            `The answer is ${letter}. ${tags(right)}`,
            `${right}. ${options[LETTERS.indexOf(letter)]}`,
            `The answer is ${right}. ${options[LETTERS.indexOf(letter)]}`,
            `${letter} and ${right} is correct.`,
            `${letter} is correct. ${right} is correct.`,
            `I choose ${letter}. I choose ${right}.`,
            `\\boxed{${letter}} \\boxed{${right}}`,
            `\\boxed{${letter}} ${tags(right)}`,
            JSON.stringify({ answer: right, alternative: letter }),
            `{"answer": "${letter}", "answer": "${right}"}`,
          ]),
      ],
      12: (defaults) => [
        ...defaults,
        tags(right).repeat(50),
        `${text} `.repeat(50),
        `${right}\n`.repeat(2),
        `The answer is ${right}. `.repeat(50),
      ],
      19: (defaults) => [
        ...defaults,
        `Perhaps ${tags(right)}`,
        `It could be ${tags(right)}`,
        `Maybe ${right}`,
        `Perhaps ${right} is correct.`,
        `If ${right} is correct`,
        `Perhaps \\boxed{${right}}`,
        `Perhaps, perhaps not:\n${tags(right)}`,
        `The answer might be ${right}.`,
        tags(`${right}?!`),
        tags(`probably ${right}`),
      ],
    },
  };
}

/** The contrary of a sentence, by its first auxiliary; a denial in front where there is none. */
function negated(sentence: string): string {
  const found = /\b(?:is|are|was|were|may|must|can|could|would|should|does|did|has|had)\b/.exec(sentence);
  if (found === null) return `It is not so that ${sentence}`;
  const end = found.index + found[0].length;
  return sentence.startsWith(" not", end)
    ? sentence.slice(0, end) + sentence.slice(end + 4)
    : `${sentence.slice(0, end)} not${sentence.slice(end)}`;
}
