import { gatedComponents } from "../../gated-components.ts";
import type { Grader } from "../../grade.ts";
import type { AuditSubject } from "../audit-subject.ts";
import { SeededRandom } from "../seeded-random.ts";

/** Two small tasks with graders that withstand the audit: a citation graded by its parts, and a choice of one in five. */
export interface Cited {
  readonly id: string;
  readonly name: string;
  readonly volume: number;
  readonly page: number;
  readonly year: number;
}
export interface Choice {
  readonly id: string;
  readonly letter: string;
  readonly prompt: string;
}

const NAMES = [
  "Alder",
  "Birch",
  "Cedar",
  "Dogwood",
  "Elm",
  "Fir",
  "Ginkgo",
  "Hazel",
  "Juniper",
  "Larch",
  "Maple",
  "Oak",
];
const LETTERS = ["A", "B", "C", "D", "E"];

/** What counts of a completion: the last thing said, without markup around it. */
export function said(completion: string): string {
  const thought = completion.lastIndexOf("</think>");
  let text = (thought < 0 ? completion : completion.slice(thought + 8)).slice(0, 400).trim();
  text = /^```\n([^`]*)\n```$/.exec(text.replaceAll("\r\n", "\n"))?.[1] ?? text;
  text = /^<answer>([^<]*)<\/answer>$/.exec(text.trim())?.[1] ?? text;
  text = text
    .replace(/^(?:the )?answer(?: is|:) /i, "")
    .replaceAll("\u00A0", " ")
    .replaceAll("\u2019", "'")
    .trim();
  return (/^\*\*([^*]*)\*\*$/.exec(text)?.[1] ?? text).replace(/\.$/, "");
}

export const cite = ({ name, volume, page, year }: Omit<Cited, "id">): string =>
  `${name}, ${volume} Rep. ${page} (${year})`;

export const citationGrader: Grader<Cited> = {
  id: "fixture-citation",
  range: [0, 1],
  grade: (item, completion) => {
    const found = /^(\w+ v\. \w+), (\d{1,4}) Rep\. (\d{1,4}) \((\d{4})\)$/.exec(said(completion));
    const part = (name: string, right: boolean, floor: number) => ({ name, score: right ? 1 : 0, floor });
    return gatedComponents(
      [{ name: "form", passed: found !== null, reason: "no citation, or more than one" }],
      [
        part("name", found?.[1] === item.name, 0.2),
        part("volume", Number(found?.[2]) === item.volume, 0.2),
        part("page", Number(found?.[3]) === item.page, 0.2),
        part("year", Number(found?.[4]) === item.year, 0.6),
      ],
    );
  },
};

export const choiceGrader: Grader<Choice> = {
  id: "fixture-choice",
  range: [0, 1],
  grade: (item, completion) => {
    const letter = /^(?:option )?\(?([a-e])\)?$/i.exec(said(said(completion)))?.[1].toUpperCase();
    return gatedComponents(
      [{ name: "answered", passed: letter !== undefined }],
      [{ name: "right", score: letter === item.letter ? 1 : 0, floor: 0 }],
    );
  },
};

export function citationSubject(rows: number, grader: Grader<Cited> = citationGrader): AuditSubject<Cited> {
  return {
    name: "fixture-citation",
    version: "1",
    grader,
    rows: Array.from({ length: rows }, (_, i) => {
      const random = SeededRandom.at(i, "citation");
      const [plaintiff, defendant] = random.draw(NAMES, 2);
      const item: Cited = {
        id: `c${i}`,
        name: `${plaintiff} v. ${defendant}`,
        volume: 100 + random.integer(800),
        page: 100 + random.integer(800),
        year: 1900 + random.integer(100),
      };
      const { name, volume, page, year } = item;
      return {
        id: item.id,
        item,
        prompt: `Cite this case.\nParties: ${name}\nVolume ${volume} of Rep., page ${page}\nDecided in ${year}`,
        gold: cite(item),
        pieces: () => ({
          middling: [cite({ ...item, year: year - 1 })],
          wrong: [cite({ ...item, page: page + 1 })],
          opposites: [cite({ ...item, name: `${defendant} v. ${plaintiff}` })],
        }),
      };
    }),
  };
}

export function choiceSubject(rows: number, grader: Grader<Choice> = choiceGrader): AuditSubject<Choice> {
  return {
    name: "fixture-choice",
    version: "1",
    grader,
    closed: true,
    rows: Array.from({ length: rows }, (_, i) => {
      const random = SeededRandom.at(i, "choice");
      const options = LETTERS.map((letter) => `${letter}. Whether ${random.draw(NAMES, 3).join(" and ")} may recover`);
      const item = { id: `q${i}`, letter: LETTERS[i % 5], prompt: `Which one was held?\n${options.join("\n")}` };
      return {
        id: item.id,
        item,
        prompt: item.prompt,
        gold: `<answer>${item.letter}</answer>`,
        pieces: () => ({
          wrong: LETTERS.filter((letter) => letter !== item.letter).map((letter) => `<answer>${letter}</answer>`),
        }),
      };
    }),
  };
}
