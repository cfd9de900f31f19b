import { places } from "../tables/places.ts";
import { caseNameWords } from "../tables/words.ts";
import { SHORT_LIST } from "./abbreviate-words.ts";
import { modernise } from "./older-abbreviations.ts";

let unique: ReadonlyMap<string, string> | null = null;

/** Abbreviations that stand for one word only, to that word. */
function uniqueWords(): ReadonlyMap<string, string> {
  if (unique !== null) {
    return unique;
  }
  const words = new Map<string, string | null>();
  for (const [word, abbreviation] of caseNameWords().abbreviations) {
    const capital = word[0].toUpperCase() + word.slice(1);
    words.set(abbreviation, words.has(abbreviation) ? null : capital);
  }
  for (const place of places().values()) {
    if (place.kind !== "foreign") {
      words.set(place.abbreviation, words.has(place.abbreviation) ? null : place.name);
    }
  }
  unique = new Map([...words].filter((entry): entry is [string, string] => entry[1] !== null));
  return unique;
}

/** Abbreviated words written out, by the caption's own words where it has them; the short list stays short. */
export function expandName(name: string, caption: string): string {
  const { abbreviations } = caseNameWords();
  const inCaption = new Map<string, string>();
  for (const word of caption.toLowerCase().split(/[^a-z'-]+/)) {
    const abbreviation = abbreviations.get(word) ?? places().get(word)?.abbreviation;
    if (abbreviation !== undefined && !inCaption.has(abbreviation)) {
      inCaption.set(abbreviation, word[0].toUpperCase() + word.slice(1));
    }
  }
  return modernise(name.split(" "))
    .map((word) => {
      const bare = word.replace(/(?:'s|'|,)+$/, "");
      if (SHORT_LIST.has(bare)) {
        return word;
      }
      const full = inCaption.get(bare) ?? uniqueWords().get(bare);
      return full === undefined || !/[.']/.test(bare) ? word : `${full}${word.slice(bare.length)}`;
    })
    .join(" ");
}
