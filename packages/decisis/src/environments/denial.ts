/** Words that take back what they stand beside. `No. 5` is a number, `no doubt` affirms. */
const DENIED =
  "not|never|nor|neither|none|cannot|no(?!\\.\\s*\\d| doubt)|nope|(?:wrong|incorrect|false|mistaken)(?:ly)?|untrue|inaccurate|invalid|fictitious|fictional|non-?existent|invented|made up|bogus|fake|except|unlike|instead of|rather than|anything but|far from|hardly|scarcely|barely|den(?:y|ies|ied)|(?<!\\b(?:no|any|a) )(?<!without )(?<!beyond )doubt(?:s|ed|ful)?|disregard|ignore|refuse|unable|contra|but (?:see|cf)";
/** Words that leave it open. */
const HEDGED =
  "maybe|perhaps|possibly|probably|might|may be|could be|either|unsure|uncertain|guess|alternatively|supposedly|allegedly";
const DENIES = new RegExp(`\\b(?:${DENIED}|${HEDGED})\\b|n't\\b`, "i");

/** Whether `text`, which stands directly beside an answer, holds a word that takes it back or leaves it open. */
export const denies = (text: string): boolean => DENIES.test(unmarked(text));

/** Characters before an answer that are looked into, and after it. */
const READ = { before: 400, after: 2000 } as const;
/** A stop behind a word and not behind an abbreviation, or a line break. */
const SENTENCE_END = /(?<=[\p{Ll}\p{N})"']{3}[.!?])\s+|\s*\n\s*/u;
/** What follows is concluded from what was said before. `Anything but` is not. */
const CONCLUDES =
  /\b(?:(?<!\b(?:anything|all|nothing|everything) )but|(?<!\bnot )so|hence|thus|therefore|consequently)\b/i;
/** A clause that says that something is, or is done, so that an earlier clause is not about the answer. */
const STATES = /\b(?:is|are|be|reads?|gives?|says?|cite|write|answer|conclude|choose|take|get|have|follows?)\b/i;

const WRONG =
  "(?:wrong|incorrect|false|untrue|mistaken|inaccurate|invalid|fictitious|made up|invented|bogus|fake|non-?existent|nonsense|a lie|not (?:be )?(?:the |my |an? )?(?:right|correct|true|so|it|answer|citation|case))";
const WHAT_FOLLOWS = "\\b(?:following|follows|below|next)\\b";
const DENIES_WHAT_FOLLOWS = new RegExp(
  `${WHAT_FOLLOWS}[^\\n]*\\b${WRONG}\\b|\\b${WRONG}\\b[^\\n]*${WHAT_FOLLOWS}|\\b${WRONG} (?:answer|citation|one)\\W*$`,
  "i",
);

/** A line about the answer below it, and not about the case: `Do not write:`, `Not this one`. */
const ABOUT_THE_ANSWER =
  /\b(?:answer|citation|cite|write|say|choose|this one|follows?|following|below|next)\b|^\S+(?:\s+\S+){0,2}$/i;

/**
 * Whether the words before an answer deny it or leave it open: those of the sentence that leads up to it (`It is wrong to
 * answer …`, `Not this one, …`), or a whole sentence or line about what follows. Reasoning denies nothing (`The court is not
 * named, so …`). Bounded, whatever the length.
 */
export function isDeniedBefore(before: string): boolean {
  const nearest = unmarked(before.slice(-READ.before));
  const sentence = nearest.trim().split(SENTENCE_END).at(-1) ?? "";
  if (/[.!?]$/.test(sentence))
    return DENIES_WHAT_FOLLOWS.test(sentence) || /^\W*(?:wrong|false|incorrect|no|not)\W*$/i.test(sentence);
  if (/\n\s*$/.test(nearest) && !ABOUT_THE_ANSWER.test(sentence)) return false;
  const lead = (sentence.split(CONCLUDES).at(-1) ?? "").replace(/[\s,;:–—-]+$/, "");
  const clause = lead.split(/[,;:–—]|\band\b/).at(-1) ?? "";
  return DENIES.test(STATES.test(clause) ? clause : lead);
}

const TAKES_BACK =
  /^\W*(?:\?|(?:not|nope|never|nor|no(?=\W*$|[,;:])|wrong|false|untrue|incorrect|or|perhaps|maybe|possibly|probably|actually|wait|correction|alternatively|rather|instead|hardly|on second thoughts?|scratch that|just kidding|but (?:see|cf|not|perhaps|maybe|wrong))\b)/i;
const SAYS_WRONG = new RegExp(
  `(?:^\\W*(?:is|was|would be|cannot be)|\\b(?:this|that|it|above|answer|citation|which|one))\\b[^.!?\\n]{0,40}?(?:\\b${WRONG}\\b|\\b(?:is|was|does|will)(?: not|n't)\\W*$)`,
  "i",
);
const LEAVES_OPEN =
  /\b(?:take|took) (?:this|that|it) back\b|\b(?:retract|disregard|unsure|uncertain|guess|doubt)\b|\bignore (?:this|that|it|the above)\b|(?:\bnot|n't) (?:so |very |quite |at all )?(?:sure|certain|trust)\b/i;

/** Whether the words after an answer take it back or leave it open: `That is wrong.`, `On second thought …`. Bounded likewise. */
export function isDeniedAfter(after: string): boolean {
  const said = unmarked(after.slice(0, READ.after)).trim();
  return said
    .split(SENTENCE_END)
    .some((sentence) => TAKES_BACK.test(sentence) || SAYS_WRONG.test(sentence) || LEAVES_OPEN.test(sentence));
}

/** Without marks of Markdown, HTML and LaTeX; apostrophes straight. */
const unmarked = (text: string): string => text.replace(/[‘’`´]/g, "'").replace(/<[^<>]{0,40}>|[*_$#>|~\\“”"]/g, "");
