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

interface Phrase {
  readonly words: readonly string[];
  readonly abbreviation: string;
  readonly isPlace: boolean;
}

/** Phrases of several words. T12's N.Y.C. is the city, N.Y. the state. */
const PHRASES: readonly Phrase[] = [
  { words: ["new", "york", "city"], abbreviation: "N.Y.C.", isPlace: false },
  { words: ["artificial", "intelligence"], abbreviation: "A.I.", isPlace: false },
  { words: ["supreme", "court"], abbreviation: "Sup. Ct.", isPlace: false },
  { words: ["united", "states"], abbreviation: "U.S.", isPlace: false },
  { words: ["year", "book"], abbreviation: "Y.B.", isPlace: false },
];

let byFirstWord: ReadonlyMap<string, readonly Phrase[]> | null = null;

function phrases(): ReadonlyMap<string, readonly Phrase[]> {
  if (byFirstWord !== null) {
    return byFirstWord;
  }
  const ofPlaces = [...places().values()]
    .map((place) => ({ words: place.name.toLowerCase().split(" "), abbreviation: place.abbreviation, isPlace: true }))
    .filter((phrase) => phrase.words.length > 1)
    .sort((a, b) => b.words.length - a.words.length);
  byFirstWord = Map.groupBy([...PHRASES, ...ofPlaces], (phrase) => phrase.words[0]);
  return byFirstWord;
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
  if (!/^[A-Z]/.test(words[index])) {
    return null;
  }
  for (const phrase of phrases().get(words[index].toLowerCase()) ?? []) {
    const length = phrase.words.length;
    if (length > words.length - index || (phrase.isPlace && options.keepPlaces === true)) {
      continue;
    }
    const { base, tail } = splitTail(words[index + length - 1]);
    const isSame = phrase.words.every(
      (word, offset) => (offset === length - 1 ? base : words[index + offset]).toLowerCase() === word,
    );
    if (isSame) {
      return { text: `${phrase.abbreviation}${tail}`, length };
    }
  }
  return null;
}

/** A word without what may hang on its end: `Employees',` is `Employees` and `',`. */
function splitTail(word: string): { base: string; tail: string } {
  let end = word.length;
  while (end > 0 && "',;)".includes(word[end - 1])) {
    end -= 1;
  }
  if (word.slice(end - 2, end) === "'s") {
    end -= 2;
  }
  return { base: word.slice(0, end), tail: word.slice(end) };
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
