import { places } from "../tables/places.ts";
import { caseNameWords } from "../tables/words.ts";
import { modernise } from "./older-abbreviations.ts";

/** The words that are short even in running text (rule 11, R11.4). */
export const SHORT_LIST: ReadonlySet<string> = new Set([
  "&",
  "Ass'n",
  "Ass'ns",
  "Bros.",
  "Co.",
  "Cos.",
  "Corp.",
  "Inc.",
  "Ltd.",
  "No.",
  "Nos.",
]);

export interface WordOptions {
  /** `citation`: all of T11 and T12; `text`: the short list only. */
  readonly context: "citation" | "text";
  /** Leave geographical names alone (the place is the whole party, R11.5 and rule 12). */
  readonly keepPlaces?: boolean;
}

/** Phrases of several words, longest first. T12's N.Y.C. is the city, N.Y. the state. */
const PHRASES: readonly (readonly [readonly string[], string])[] = [
  [["new", "york", "city"], "N.Y.C."],
  [["artificial", "intelligence"], "A.I."],
  [["supreme", "court"], "Sup. Ct."],
  [["united", "states"], "U.S."],
  [["year", "book"], "Y.B."],
];

let placePhrases: readonly (readonly [readonly string[], string])[] | null = null;

function phrasesOfPlaces(): readonly (readonly [readonly string[], string])[] {
  placePhrases ??= [...places().values()]
    .map((place) => [place.name.toLowerCase().split(" "), place.abbreviation] as const)
    .filter(([words]) => words.length > 1)
    .sort((a, b) => b[0].length - a[0].length);
  return placePhrases;
}

/** Applies T11 and T12 to the words of one party. Words that are short already stay as they are. */
export function abbreviateWords(party: string, options: WordOptions): string {
  const words = modernise(party.split(" ").filter((word) => word !== ""));
  const out: string[] = [];
  // `Nicholls, North, Buse Co.`: single words between commas at the start are surnames.
  let inList = true;
  for (let index = 0; index < words.length; ) {
    const surname = inList && index > 0 && words[index].endsWith(",");
    inList &&= words[index].endsWith(",");
    const phrase = options.context === "citation" && !surname ? phraseAt(words, index, options) : null;
    out.push(phrase?.text ?? (surname ? words[index] : abbreviateWord(words[index], index, options)));
    index += phrase?.length ?? 1;
  }
  return closeUpCapitals(out.join(" "));
}

function phraseAt(
  words: readonly string[],
  index: number,
  options: WordOptions,
): { text: string; length: number } | null {
  const tables = options.keepPlaces === true ? [PHRASES] : [PHRASES, phrasesOfPlaces()];
  for (const table of tables) {
    for (const [phrase, abbreviation] of table) {
      if (phrase.length > words.length - index) {
        continue;
      }
      const last = index + phrase.length - 1;
      const { base, tail } = splitTail(words[last]);
      const same = phrase.every(
        (word, offset) => (index + offset === last ? base : words[index + offset]).toLowerCase() === word,
      );
      if (same && /^[A-Z]/.test(words[index])) {
        return { text: `${abbreviation}${tail}`, length: phrase.length };
      }
    }
  }
  return null;
}

function splitTail(word: string): { base: string; tail: string } {
  const match = /^(.*?)('s|'|,|;|\))*$/s.exec(word);
  const base = match === null ? word : match[1];
  return { base, tail: word.slice(base.length) };
}

function abbreviateWord(word: string, index: number, options: WordOptions): string {
  const open = /^["'(]+/.exec(word)?.[0] ?? "";
  const { base, tail } = splitTail(word.slice(open.length));
  const pieces = base.split(/([-/])/);
  const short = pieces.map((piece) => abbreviatePiece(piece, index, pieces.length > 1, options)).join("");
  return `${open}${short}${tail}`;
}

function abbreviatePiece(piece: string, index: number, compound: boolean, options: WordOptions): string {
  const lower = piece.toLowerCase();
  if (lower === "and") {
    return "&";
  }
  if (!/^[A-Z]/.test(piece)) {
    return piece;
  }
  if (lower === "law" && index === 0) {
    return piece;
  }
  const word = caseNameWords().abbreviations.get(lower);
  if (word !== undefined && !(compound && word.length <= 2)) {
    return options.context === "citation" || SHORT_LIST.has(word) ? word : piece;
  }
  const place = options.context === "citation" && options.keepPlaces !== true ? places().get(lower) : undefined;
  return place === undefined ? piece : place.abbreviation;
}

/** Adjacent single capitals close up (rule 15): `F. S. Lewis` becomes `F.S. Lewis`. */
export function closeUpCapitals(text: string): string {
  return text
    .replace(/(?<=^|[ (])[A-Z]\.(?: [A-Z]\.)+/g, (run) => run.replaceAll(" ", ""))
    .replace(/\bAT & T\b/g, "AT&T");
}
