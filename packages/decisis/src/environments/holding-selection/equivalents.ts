import type { Equivalent } from "@decisis/graders";
import type { Task } from "../environment.ts";
import { answerLetter, type HoldingFacts, LETTERS, shownOptions } from "./facts.ts";

const CURLY: Readonly<Record<string, string>> = { "'": "\u2019", '"': "\u201D", "-": "\u2013" };

/** The right answer in other dress: each must earn what the gold earns. */
export function holdingEquivalents({ facts }: Task<HoldingFacts>): readonly Equivalent[] {
  const letter = answerLetter(facts);
  const at = LETTERS.indexOf(letter);
  const text = shownOptions(facts)[at];
  const tags = (content: string) => `<answer>${content}</answer>`;
  const unstopped = text.replace(/\.$/, "");
  const letters = {
    letter,
    "small letter": letter.toLowerCase(),
    "letter in brackets": `(${letter})`,
    "letter in square brackets": `[${letter}]`,
    "small letter in brackets": `(${letter.toLowerCase()})`,
    "letter with bracket": `${letter})`,
    "letter with stop": `${letter}.`,
    "letter as option": `Option ${letter}`,
    "small letter as option": `option ${letter.toLowerCase()}`,
    "letter in bold": `**${letter}**`,
    "letter in italics": `_${letter}_`,
    "letter in back quotes": `\`${letter}\``,
    "letter in quotation marks": `"${letter}"`,
    "letter in curly quotation marks": `\u201C${letter}\u201D`,
    "letter after a lead-in": `Answer: ${letter}`,
    "letter after a bold lead-in": `**Answer:** ${letter}`,
    "letter in a sentence": `The answer is ${letter}.`,
    "bold letter in a sentence": `The correct answer is **${letter}**.`,
    "option in a sentence": `The best option is ${letter}.`,
    "letter as the correct one": `${letter} is correct.`,
    "letter as the right answer": `Option ${letter} is the right answer.`,
    "letter chosen": `I choose ${letter}.`,
    "letter in a box": `\\boxed{${letter}}`,
    "letter in a box of text": `$\\boxed{\\text{${letter}}}$`,
    "letter with text after a dash": `${letter} \u2014 ${text}`,
    "letter with text": `${letter}. ${text}`,
    "letter in brackets with text": `(${letter}) ${text}`,
    "letter with text after a colon": `${letter}: ${text}`,
  };
  const texts = {
    text,
    "text without stop": unstopped,
    "text in small letters": text.toLowerCase(),
    "text in capitals": text.toUpperCase(),
    "text with double blanks": text.replaceAll(" ", "  "),
    "text with no-break spaces": text.replaceAll(" ", "\u00A0"),
    "text over two lines": text.replace(" ", "\n"),
    "text in curly dress": text.replace(/['"-]/g, (mark) => CURLY[mark]),
    "text in quotation marks": `"${text}"`,
    "text in bold": `**${text}**`,
    "text after a lead-in": `Answer: ${text}`,
    "text as block quotation": `> ${text}`,
  };
  const both = Object.entries({ ...letters, ...texts });
  const json = (value: object) => JSON.stringify(value);
  const around: readonly (readonly [string, string])[] = [
    ["white space around tags", `  \n${tags(letter)}\n\n`],
    ["blanks inside tags", tags(` \n ${letter}\n`)],
    ["capital tags", `<ANSWER>${letter}</ANSWER>`],
    ["thought before tags", `<think>${LETTERS[(at + 1) % 5]} is another case.</think>\n${tags(letter)}`],
    ["thought before a letter", `<think>The answer is ${LETTERS[(at + 1) % 5]}? No.</think>\n\n${letter}`],
    [
      "reasoning before tags",
      `The passage is about one thing only. Option ${LETTERS[(at + 2) % 5]} is not. ${tags(letter)}`,
    ],
    ["reasoning before a sentence", `The passage is about one thing only. The answer is ${letter}.`],
    ["reasoning before a bold sentence", `The others are a long way off.\n\n**The answer is ${letter}.**`],
    ["reasoning before a line", `The passage is about one thing only.\n\n${letter}`],
    ["reasoning before a lead-in line", `The passage is about one thing only.\n\nFinal answer: ${letter}`],
    ["reasoning before a choice", `The others are a long way off. I choose ${letter}.`],
    ["reasoning before the correct one", `The passage is about one thing only, so ${letter} is correct.`],
    ["reasoning before a box", `The passage is about one thing only.\n\n$$\\boxed{${letter}}$$`],
    ["a sentence with a box", `The answer is $\\boxed{${letter}}$.`],
    ["the sentence and the final line", `The answer is ${letter}.\n\nFinal answer: ${letter}`],
    ["the sentence and the text", `The passage is about one thing only. The answer is ${letter}. ${text}`],
    ["what it cannot be, and the tags", `It cannot be ${LETTERS[(at + 1) % 5]}. It must be ${tags(letter)}`],
    ["what is not, and the tags", `The suit did not fail, and option ${letter} fits: ${tags(letter)}`],
    ["small tags with a capital", `<Answer>${letter}</Answer>`],
    ["the sentence and the tags", `The answer is ${letter}.\n${tags(letter)}`],
    ["Markdown heading", `## Answer\n\n**${letter}**\n`],
    ["code fence", `\`\`\`\n${letter}\n\`\`\``],
    ["code fence around tags", `\`\`\`\n${tags(letter)}\n\`\`\``],
    ["JSON", json({ answer: letter })],
    ["JSON with text", json({ answer: text })],
    ["JSON with other keys before", json({ reasoning: "one thing only", confidence: 0.9, answer: letter })],
    ["JSON with other keys after", json({ answer: letter, reasoning: "one thing only" })],
    ["JSON that calls it right", json({ answer: letter, correct: true })],
    [
      "JSON with reasoning against others",
      json({ reasoning: "That option is wrong. This one is left.", answer: letter }),
    ],
    ["JSON over lines", JSON.stringify({ answer: letter }, null, 2)],
    ["JSON in a fence", `\`\`\`json\n${json({ answer: letter })}\n\`\`\``],
    ["JSON in tags", tags(json({ answer: letter }))],
    ["stop after tags", `${tags(letter)}.`],
    ["bold tags", `**${tags(letter)}**`],
    ["Windows line ends", `\r\n${tags(letter)}\r\n`],
  ];
  return [
    ...both.map(([name, completion]) => ({ name, completion })),
    ...both.map(([name, content]) => ({ name: `${name}, in tags`, completion: tags(content) })),
    ...around.map(([name, completion]) => ({ name, completion })),
  ];
}
