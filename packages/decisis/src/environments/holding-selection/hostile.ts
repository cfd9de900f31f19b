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
            `{"answer": "${letter}", "answer": "${right}"}`,
          ]),
      ],
      12: (defaults) => [...defaults, tags(right).repeat(50), `${text} `.repeat(50), `${right}\n`.repeat(2)],
      19: (defaults) => [
        ...defaults,
        `Perhaps ${tags(right)}`,
        `It could be ${tags(right)}`,
        `Maybe ${right}`,
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
