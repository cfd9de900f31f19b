import { sentenceSpans } from "@decisis/law";
import { isFunctionWord, wordsOf } from "./words.ts";

/** Words of a sentence's end or beginning that are looked for in the source. */
const LOOKED_FOR = 3;
/** What follows an end that is none in the source: a further clause, phrase or participle that a sentence can do without. */
const FURTHER =
  /^(?:in|on|at|by|for|from|with|without|of|to|as|under|over|upon|into|before|after|during|through|against|between|among|within|and|or|but|nor|than|that|which|who|whom|whose|when|where|whether|because|although|though|even|since|if|unless|until|while|so|including|pursuant|\w+ing|\w+ed)$/;
/** What comes before a clause that can stand alone. */
const LEADS_IN =
  /^(?:that|whether|because|although|though|since|if|when|where|while|and|but|or|so|thus|therefore|here)$/;

/** A stop before a small letter ends a piece too, if no abbreviation stands before it. */
const SMALL = /(?<= [a-z]{3,}[.?!]) (?=[a-z])/;

interface Place {
  readonly before: string | null;
  readonly after: string | null;
}

/** Where runs of words of the source begin and end: which word comes before and after, `null` at the end of a clause. */
export type Places = ReadonlyMap<string, readonly Place[]>;

export function placesOfRuns(sentences: readonly string[]): Places {
  const places = new Map<string, Place[]>();
  for (const sentence of sentences) {
    // A mark of punctuation is an end too.
    const words = sentence.split(/(?<=[,;:.!?)"])\s+|\s+-+\s+/).flatMap((clause) => [...wordsOf(clause), null]);
    for (let i = 0; i + LOOKED_FOR <= words.length; i++) {
      const run = words.slice(i, i + LOOKED_FOR);
      if (run.includes(null)) continue;
      const known = places.get(run.join(" ")) ?? [];
      known.push({ before: words[i - 1] ?? null, after: words[i + LOOKED_FOR] ?? null });
      places.set(run.join(" "), known);
    }
  }
  return places;
}

/** How many sentences of `section` break off, or set in, in the middle of a phrase of the source. */
export function brokenOff(section: string, places: Places): number {
  const sentences = sentenceSpans(section).flatMap(({ start, end }) => section.slice(start, end).trim().split(SMALL));
  return sentences.filter((sentence, i) => {
    const words = wordsOf(sentence);
    if (words.length < LOOKED_FOR) return false;
    const last = places.get(words.slice(-LOOKED_FOR).join(" ")) ?? [];
    const first = places.get(words.slice(0, LOOKED_FOR).join(" ")) ?? [];
    const open = ({ after }: Place) => after !== null && !FURTHER.test(after);
    const inside = ({ before }: Place) => before !== null && !(LEADS_IN.test(before) && !/^[a-z]/.test(sentence));
    const setsIn =
      first.length > 0 && first.every(inside) && (!isFunctionWord(words[0]) || (i > 0 && /^[a-z]/.test(sentence)));
    return setsIn || (last.length > 0 && last.every(open));
  }).length;
}
