import { type DescribingParenthetical, sentenceStartIn } from "@decisis/law";
import { plainText } from "../plain-text.ts";

/** Longest passage, in UTF-16 units, by origin of the case: real text takes more tokens. */
export const LONGEST_PASSAGE: Readonly<Record<"real" | "generated", number>> = { real: 480, generated: 420 };
/** What a passage has to say before the citation. */
const LEAST_WORDS_BEFORE = 8;
/** Stands where the description was. */
export const MASK = "(____)";

/**
 * The citing passage of a parenthetical: whole sentences before it as far as they fit, the citation, the mask. `null` if less
 * than `LEAST_WORDS_BEFORE` words come before the name, or if the citation alone is too long.
 */
export function citingPassage(text: string, found: DescribingParenthetical, longest: number): string | null {
  const end = found.start - 1;
  const { start: name } = found.decision;
  const from = Math.max(0, end - longest);
  if (from >= name) return null;
  const sentence = sentenceStartIn(text, from, name);
  const enough = (start: number) => text.slice(start, name).trim().split(/\s+/).length >= LEAST_WORDS_BEFORE;
  if (sentence !== null && enough(sentence)) return `${plainText(text.slice(sentence, end))} ${MASK}`;
  // No sentence begins in time: the end of a long one has to do.
  const word = text.indexOf(" ", from) + 1;
  return word > 0 && word < name && enough(word) ? `... ${plainText(text.slice(word, end))} ${MASK}` : null;
}
