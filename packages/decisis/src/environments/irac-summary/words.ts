const FUNCTION_WORDS = new Set(
  "a an the of to in on at by for from with without as and or nor but if than then that which who whom whose this these those it its he she his her him they their them we our us i you your is are was were be been being am has have had having do does did not no so such any all each both either neither may must shall can could would should will might there here where when while because since until unless under over upon into onto between among against within about before after during through also only other same own too very more most less least what how why whether one two court case".split(
    " ",
  ),
);

/** Words of a text in lower case: letters and digits, `n't` and `cannot` taken apart. */
export function wordsOf(text: string): readonly string[] {
  const plainText = text
    .toLowerCase()
    .replace(/[‘’]/g, "'")
    .replace(/\bcannot\b/g, "can not")
    .replace(/n't\b/g, " not")
    .replace(/'s\b/g, "");
  return plainText.match(/[\p{L}\p{N}]+(?:[.,-][\p{L}\p{N}]+)*/gu) ?? [];
}

export const isFunctionWord = (word: string): boolean => FUNCTION_WORDS.has(word);

/** Words that stand side by side, `the judgment`. */
export const pairsOf = (words: readonly string[]): readonly string[] =>
  words.slice(1).map((word, i) => `${words[i]} ${word}`);

/** Content words without their endings, so that `affirmed` and `affirms` are one. */
export function stemsOf(text: string): readonly string[] {
  return wordsOf(text)
    .filter((word) => !isFunctionWord(word))
    .map(stem);
}

function stem(word: string): string {
  if (word.length < 5 || /\d/.test(word)) return word;
  return word.replace(/(?:ations?|ions?|ments?|ings?|ies|ied|ed|es|ly|s|e|y)$/, "").slice(0, 9);
}

/** Share of `words` that are in `known`; 0 for none. */
export function shareIn(words: readonly string[], known: ReadonlySet<string>): number {
  return words.length === 0 ? 0 : words.filter((word) => known.has(word)).length / words.length;
}

/** 0 at and below `from`, 1 at and above `to`, straight between. */
export const ramp = (value: number, from: number, to: number): number =>
  Math.min(1, Math.max(0, (value - from) / (to - from)));
