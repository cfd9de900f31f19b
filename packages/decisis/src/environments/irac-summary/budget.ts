/** How much a task shows and how long its answer may be. */
export interface IracBudget {
  /** Of the excerpt in the prompt. */
  readonly excerptCharacters: number;
  /** Of the gold, headings included; answers may be half as long again before length costs. */
  readonly answerCharacters: number;
}

/**
 * For the pocket model: with its tokenizer (about 3.3 characters a token in prose, fewer in citations) 95 % of prompts have at most
 * 420 tokens, and of golds 181; docs/environments.md has the figures. Larger models are served by larger numbers here, nothing else depends on them.
 */
export const POCKET_BUDGET: IracBudget = { excerptCharacters: 1190, answerCharacters: 510 };
