import { endsSentence } from "../citations/name-span.ts";

/** Words of citations that are written small and end in a stop wherever they stand. */
const SMALL_ABBREVIATION = /^[("“‘'[]*(?:vs?|nn?|pp?|cf|nos?|art|cl|sec|eds?|rev|cert|ch|paras?|e\.g)\.,?$/i;

/**
 * Offset of the first sentence of `text` that starts in [`from`, `to`), or `null`. Stops of abbreviations (`Ins. Co. v.`,
 * `2d Cir.`) end no sentence; offset 0 starts one. Linear in `to - from`.
 */
export function sentenceStartIn(text: string, from: number, to: number): number | null {
  if (from === 0 && to > 0) return 0;
  // One word more than asked for: it may end the sentence before the first one inside.
  const base = text.lastIndexOf(" ", Math.max(0, from - 2)) + 1;
  const words = [...text.slice(base, to).matchAll(/\S+/g)];
  for (let i = 1; i < words.length; i += 1) {
    const start = base + words[i].index;
    const before = words[i - 1][0];
    if (start < from || !/^["“‘'([]{0,2}[A-Z§]/.test(words[i][0])) continue;
    if (endsSentence(before) && !SMALL_ABBREVIATION.test(before)) return start;
  }
  return null;
}
