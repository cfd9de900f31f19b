/** Letters under which the options are shown. */
export const LETTERS: readonly string[] = ["A", "B", "C", "D", "E"];

/** What prompt, reward and baselines of one task are computed from. Plain JSON data. */
export interface HoldingFacts {
  /** The citing opinion up to and with the citation; what described the cited case is masked at its end. */
  readonly passage: string;
  /** Five descriptions of decided cases, alike in form, one of them the masked one. Their order is that of visit 0. */
  readonly options: readonly string[];
  /** Index of the masked one in `options`. */
  readonly answer: number;
  /** `order[i]` is the index of the option shown under the `i`-th letter: 0 to 4 at visit 0, another permutation later. */
  readonly order: readonly number[];
  /** Where the masked words stand. Offsets are UTF-16 units of the opinion's text after every run of white space became one blank. */
  readonly source: {
    readonly caseId: string;
    readonly opinion: number;
    readonly start: number;
    readonly end: number;
  };
  readonly cited: {
    /** Key of the cited authority, parallel citations and names joined. */
    readonly authority: string;
    readonly name: string;
    readonly places: readonly string[];
  };
  /** Keys of the authorities that the options describe, in the order of `options`. */
  readonly authorities: readonly string[];
  /** Gerund with which the citing opinion opened the masked words. */
  readonly verb: string;
  /** How many of the five are lexically nearer to the passage than the answer is: 0 if it is the nearest, 4 if it is the farthest. */
  readonly lexicalRank: number;
}

/** The options in the order of their letters. */
export function shownOptions(facts: HoldingFacts): readonly string[] {
  return facts.order.map((index) => facts.options[index]);
}

/** The letter under which the masked description is shown. */
export function answerLetter(facts: HoldingFacts): string {
  return LETTERS[facts.order.indexOf(facts.answer)];
}
