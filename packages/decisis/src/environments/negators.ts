const NEGATORS = new Set(
  "not no never nor neither without none nothing fails failed fail lacks lacked hardly".split(" "),
);

/** Words of which one more or less makes a sentence say the contrary. */
export const isNegator = (word: string): boolean => NEGATORS.has(word);
