import type { Grader } from "../grade.ts";
import type { AdversarialClass } from "./adversarial-class.ts";

/**
 * What an audit tries to cheat: a grader with rows to try it on. Prompt and gold of each row are enough for all twenty classes;
 * whatever else is handed in makes the attempts harder to tell from honest work.
 *
 * ```ts
 * const subject: AuditSubject<Question> = {
 *   name: "holding-selection",
 *   version: "1",
 *   grader,
 *   closed: true,
 *   rows: questions.map((question) => ({
 *     id: question.id,
 *     item: question,
 *     prompt: question.text,
 *     gold: `<answer>${question.letter}</answer>`,
 *     pieces: () => ({
 *       options: question.options,
 *       wrong: question.otherLetters.map((letter) => `<answer>${letter}</answer>`),
 *       completions: { 13: (defaults) => [...defaults, question.options[0].slice(0, 40)] },
 *     }),
 *   })),
 * };
 * const report = auditGrader(subject, { seed: 1 });
 * ```
 */
export interface AuditSubject<Item> {
  readonly name: string;
  /** Version of tasks and reward; a report holds for this one alone. */
  readonly version: string;
  readonly grader: Grader<Item>;
  readonly rows: readonly AuditRow<Item>[];
  /**
   * Whether an answer is right or wrong and nothing between (labels, options). Then classes are held against the majority
   * answer instead of middling honest ones. Taken from the rewards that are seen, if absent: closed when none lies between.
   */
  readonly closed?: boolean;
  /** The most frequent answer of the training data. The most frequent gold of the rows, if absent. */
  readonly majority?: string;
  /** Strings that might pay on every row, besides those that every audit tries. */
  readonly constants?: readonly string[];
  /** Hand-made answers in falling order. If these are fewer than 50 answers, ladders built from the rows are added. */
  readonly ladders?: readonly Ladder<Item>[];
  /** Ways of writing an answer down, besides the plain one. JSON, tags and Markdown, if absent. */
  readonly formats?: readonly AnswerFormat[];
  /** Classes that cannot occur, each with the reason. */
  readonly notApplicable?: Readonly<Partial<Record<AdversarialClass, string>>>;
}

/** One graded item and what the audit must know of it. */
export interface AuditRow<Item> {
  readonly id: string;
  readonly item: Item;
  /** What the model is shown, as text. */
  readonly prompt: string;
  /** A completion that earns all that can be earned. */
  readonly gold: string;
  /** Rows of one cluster are never each other's wrong answers. The row's id, if absent. */
  readonly cluster?: string;
  /** What the gold earns, as share of the range, where labels weigh differently; in (0, 1]. 1 if absent. */
  readonly ceiling?: number;
  /** Asked for once, when the row is audited. */
  readonly pieces?: () => AuditPieces;
}

/**
 * What an environment knows of a row beyond prompt and gold. Every field is optional; each says what stands in for it.
 * Complete answers are in the form of the gold.
 */
export interface AuditPieces {
  /** What an answer is chosen from, as labels or as texts (classes 3, 6, 19). Else: enumerated lines of the prompt. */
  readonly options?: readonly string[];
  /** Complete wrong answers, the nearest miss first (classes 4, 15, 16, 19; the mark for opposites). Else: golds of other rows. */
  readonly wrong?: readonly string[];
  /** Everything in context that can be cited (class 8). Else: names with numbers in the prompt. */
  readonly identifiers?: readonly string[];
  /** Well-formed identifiers that do not exist (class 9). Else: those of gold and prompt with their numbers changed. */
  readonly invented?: readonly string[];
  /** Complete answers that say the contrary: roles swapped, one negation, the label flipped (class 10). Else: by common words. */
  readonly opposites?: readonly string[];
  /** Expected headings (class 5). Else: those of gold and prompt. */
  readonly headings?: readonly string[];
  /** The form of an answer with nothing in it (class 11). Else: the gold with its content taken out. */
  readonly shells?: readonly string[];
  /** Words that a careless rubric counts (class 6). Else: words of gold and prompt. */
  readonly keywords?: readonly string[];
  /** The document that the task is about (class 7). Else: the prompt. */
  readonly source?: string;
  /** The gold in other languages (class 14). Else: fixed sentences. */
  readonly translations?: readonly string[];
  /** Honest answers with one real flaw, of which the audit draws one. Else: the gold with a word lost. Not for closed labels. */
  readonly middling?: readonly string[];
  /** Answers that mean the same as the gold, given those that every audit tries. */
  readonly equivalents?: (defaults: readonly Equivalent[]) => readonly Equivalent[];
  /** Last word on a class: its completions for this row, given those that the audit made of the other pieces. */
  readonly completions?: Readonly<
    Partial<Record<AdversarialClass, (defaults: readonly string[]) => readonly string[]>>
  >;
}

/** A right answer in other dress. */
export interface Equivalent {
  /** What was changed, for people. */
  readonly name: string;
  readonly completion: string;
}

/** Answers to one item, best first. Each must score strictly less than the one before; closed labels: the first above all others. */
export interface Ladder<Item> {
  readonly item: Item;
  readonly rungs: readonly string[];
}

/** A way of writing an answer down. */
export interface AnswerFormat {
  readonly name: string;
  readonly wrap: (answer: string) => string;
}

export interface AuditOptions {
  /** Everything drawn depends on this and the row's id alone. 1 by default. */
  readonly seed?: number;
  /** Completions drawn from each class for each row; all by default. */
  readonly perClass?: number;
  /** Equivalents drawn for each row; all by default. */
  readonly perEquivalents?: number;
  /** Rows below which an audit cannot pass. 200 by default. */
  readonly minimumRows?: number;
  /**
   * Standard errors by which a class may miss its mark, for draws in which a percentile is a matter of one or two completions.
   * 0 by default: what was drawn counts as it is.
   */
  readonly allowance?: number;
  /** Seconds after which grading is given up and the audit fails. 60 by default, and 0.3 for each row where that is more. */
  readonly budgetSeconds?: number;
  /** Milliseconds from an arbitrary start. Processor time of this process by default, which other programs do not lengthen. */
  readonly clock?: () => number;
}
