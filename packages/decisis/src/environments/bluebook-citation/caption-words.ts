/** A word of a caption: a run of letters. */
export const WORD: RegExp = /\p{L}+/gu;

/** The words of a caption, in lower case. */
export const wordsOf = (text: string): string[] => text.match(WORD)?.map((word) => word.toLowerCase()) ?? [];
