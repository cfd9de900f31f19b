import { places } from "../tables/places.ts";
import { caseNameWords } from "../tables/words.ts";
import type { Part } from "./parsed-citation.ts";

/** How far before the volume a name is looked for; longer names are cut, which keeps the whole search linear. */
const WINDOW = 360;

const LOWER_IN_NAMES = new Set(
  "of the and for in on at by to ex rel. re de la del di da du le el van von der den ter d/b/a f/k/a a/k/a et al. ux. vir. as parte sub nom. with upon from or an a than & y".split(
    " ",
  ),
);
const PARTICLES = new Set("de la del di da du le van von der den ter el".split(" "));
const LEAD_INS = new Set(
  "see also cf. cf accord but compare contra e.g. e.g., in under citing quoting following and with id. generally the that this by as from where when since while because although thus however moreover therefore cites citation answer is:".split(
    " ",
  ),
);
const TITLES = new Set(
  "mr. mrs. ms. dr. st. jr. sr. jr., sr., no. nos. co. inc. corp. ltd. u.s. n.a. d/b/a hon. rev. gen. lt. capt. col. maj. sgt.".split(
    " ",
  ),
);

interface Word extends Part {}

/**
 * The case name that ends at `end` (before the comma), or `null`. The scan goes backward from the volume and stops at sentence
 * ends, signals, brackets, earlier citations (`floor`) and lower-case words that no name holds (section 6, point 5).
 */
export function caseNameBefore(text: string, end: number, floor: number): Part | null {
  const from = Math.max(floor, end - WINDOW);
  const words = wordsOf(text, from, end);
  if (words.length === 0) {
    return null;
  }
  const versus = lastVersus(words);
  let first = versus === -1 ? words.length : versus;
  const opening = versus === -1 ? lastOpening(words) : -1;
  if (opening !== -1) {
    first = opening;
  } else {
    while (first > 0 && continuesName(words, first - 1)) {
      first -= 1;
    }
    // `In the Matter of X v. Y` and `In re X v. Y` begin with words that are lead-ins elsewhere.
    first = skipLeadIns(words, first, versus === -1 ? words.length : versus);
  }
  if (first >= words.length || (versus !== -1 && first >= versus)) {
    return versus === -1 ? null : { start: words[versus].start, end, text: text.slice(words[versus].start, end) };
  }
  const start = words[first].start + leadingQuote(words[first].text);
  return { start, end, text: text.slice(start, end) };
}

function leadingQuote(word: string): number {
  let count = 0;
  while (count < word.length && `"“'‘([`.includes(word[count]) && word.length > count + 1) {
    count += 1;
  }
  return count;
}

function wordsOf(text: string, from: number, end: number): readonly Word[] {
  const words: Word[] = [];
  let start = -1;
  for (let at = from; at <= end; at += 1) {
    const space = at === end || /\s/.test(text[at]);
    if (!space && start === -1) {
      start = at;
    } else if (space && start !== -1) {
      words.push({ start, end: at, text: text.slice(start, at) });
      start = -1;
    }
  }
  return words;
}

export function isVersus(word: string): boolean {
  return word === "v." || word === "vs." || word === "v" || word === "vs" || word === "V." || word === "versus";
}

function lastVersus(words: readonly Word[]): number {
  for (let index = words.length - 1; index > 0; index -= 1) {
    if (isVersus(words[index].text)) {
      // What stands between must be able to be a name: no sentence end inside.
      for (let after = index + 2; after < words.length; after += 1) {
        if (endsSentence(words[after - 1].text) && /^[A-Z]/.test(words[after].text)) {
          return -1;
        }
      }
      return index;
    }
  }
  return -1;
}

/** Index of the last `In re`, `Ex parte`, `Matter of` … that a name without `v.` can begin with. */
function lastOpening(words: readonly Word[]): number {
  for (let index = words.length - 2; index >= 0; index -= 1) {
    const [one, two] = [words[index].text.toLowerCase(), words[index + 1].text.toLowerCase()];
    if ((one === "in" && two === "re") || (one === "ex" && two === "parte")) {
      return index;
    }
    if (
      (one === "matter" || one === "petition" || one === "application") &&
      two === "of" &&
      /^[A-Z]/.test(words[index].text)
    ) {
      const before = words.slice(Math.max(0, index - 2), index).map((word) => word.text.toLowerCase());
      return before.length === 2 && before[0] === "in" && before[1] === "the" ? index - 2 : index;
    }
  }
  return -1;
}

function continuesName(words: readonly Word[], index: number): boolean {
  const { text } = words[index];
  const next = words[index + 1]?.text ?? "";
  if (/[;:]$/.test(text) || /\d[\])}]$|[\]}]$/.test(text) || endsSentence(text)) {
    return false;
  }
  if (/^[A-Z0-9$#"“'‘&À-ÖØ-Þ(]/.test(text)) {
    return !isSignal(text) || next.toLowerCase() === "re" || isNameOpening(words, index);
  }
  return LOWER_IN_NAMES.has(text.replace(/,$/, "")) || /^[a-z]+[A-Z.]|^[a-z]+\.[a-z]/.test(text);
}

function isNameOpening(words: readonly Word[], index: number): boolean {
  const rest = words
    .slice(index, index + 3)
    .map((word) => word.text.toLowerCase())
    .join(" ");
  return rest.startsWith("in re") || rest.startsWith("in the matter");
}

function isSignal(word: string): boolean {
  const lower = word.toLowerCase();
  return (
    lower === "see" ||
    lower === "see," ||
    lower === "accord" ||
    lower === "contra" ||
    lower === "id." ||
    lower === "cf." ||
    lower === "e.g.,"
  );
}

/** A stop that is not an abbreviation's. */
export function endsSentence(word: string): boolean {
  const bare = word.replace(/["”’')\]]+$/, "").replace(/^["“‘'([]+/, "");
  if (/[?!]$/.test(bare)) {
    return true;
  }
  if (!bare.endsWith(".")) {
    return false;
  }
  const lower = bare.toLowerCase();
  if (/^[a-z]/.test(bare) && !LOWER_IN_NAMES.has(lower) && !bare.slice(0, -1).includes(".")) {
    return true;
  }
  const isAbbreviation =
    /^(?:[A-Za-z]\.)+$/.test(bare) ||
    /^[A-Z]$/.test(bare.slice(0, -1)) ||
    TITLES.has(lower) ||
    LOWER_IN_NAMES.has(lower) ||
    caseNameWords().known.has(lower) ||
    (bare.includes("-") && !endsSentence(bare.slice(bare.lastIndexOf("-") + 1))) ||
    [...bare].length <= 4 ||
    isPlaceAbbreviation(lower);
  return !isAbbreviation;
}

let placeAbbreviations: ReadonlySet<string> | null = null;

function isPlaceAbbreviation(lower: string): boolean {
  placeAbbreviations ??= new Set(
    [...places().values()]
      .flatMap((place) => place.abbreviation.toLowerCase().split(" "))
      .filter((part) => part.endsWith(".")),
  );
  return placeAbbreviations.has(lower);
}

function skipLeadIns(words: readonly Word[], start: number, limit: number): number {
  let first = start;
  while (first < limit) {
    const word = words[first].text;
    const lower = word.toLowerCase();
    const opening = isNameOpening(words, first) || (lower === "the" && /^[A-Z]/.test(word));
    const isLowerLead = /^[a-z&]/.test(word) && !PARTICLES.has(lower) && !/[A-Z.]/.test(word.slice(1));
    if (opening || !(isLowerLead || (LEAD_INS.has(lower) && first + 1 < limit && word !== word.toUpperCase()))) {
      break;
    }
    first += 1;
  }
  return first;
}
