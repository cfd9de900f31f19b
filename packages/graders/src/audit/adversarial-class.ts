/** Ways of asking for reward without earning it, by the numbers under which every audit lists them. */
export const ADVERSARIAL_CLASSES = {
  1: "empty",
  2: "prompt echo",
  3: "all options",
  4: "several answers",
  5: "header stuffing",
  6: "keyword stuffing",
  7: "whole document",
  8: "cite everything",
  9: "hallucinated identifiers",
  10: "negation flip",
  11: "format-only shell",
  12: "repetition and padding",
  13: "truncated",
  14: "wrong language",
  15: "Unicode variants of a wrong answer",
  16: "judge injection",
  17: "judge master keys",
  18: "another row's gold",
  19: "hedging",
  20: "extremes",
} as const;

export type AdversarialClass = keyof typeof ADVERSARIAL_CLASSES;

/** 1 to 20, in order. */
export const CLASS_NUMBERS = Object.keys(ADVERSARIAL_CLASSES).map(Number) as readonly AdversarialClass[];
