/**
 * Whether the words beside an answer take it back or leave it open: one reading for every skill. What is kept elsewhere is another
 * question: which words make a sentence the contrary of a source's own, where each is weighed against the source
 * (`irac-summary/denials.ts`); a label unsaid in its own words (`treatment/said-label.ts`); a second answer, which every skill
 * knows by its form.
 */

const any = (...patterns: readonly string[]): string => `(?:${patterns.join("|")})`;

/** `No. 5` is a number, `no doubt` affirms. */
const NEGATED = "not|never|nor|neither|none|nobody|nothing|cannot|no(?!\\.\\s*\\d| doubt)|nope";
const WRONG = any(
  "(?:wrong|false|incorrect|mistaken|inaccurate|invalid)(?:ly)?",
  "untrue|erroneous|fictitious|fictional|fake|bogus|nonsense|non-?existent|invented|made up|in error",
  "a (?:mistake|joke|lie|guess|trick|decoy)",
);
/** What stands behind these is not the answer. */
const APART = any(
  "except|unlike|instead of|rather than|other than|anything but|all but|far from|contra|but (?:see|cf)",
  "differ(?:s|ent) from|(?:opposite|contrary|reverse) (?:of|to)",
  "hardly|scarcely|barely|disregard|ignore|refuse|unable|den(?:y|ies) that|I deny",
);
const DOUBT = "(?<!\\b(?:no|any|a|reasonable) )(?<!without )(?<!beyond )doubt(?:ful)?";
const HEDGED = any(
  "maybe|perhaps|possibly|probably|might|(?:may|could) (?:be|say|answer|write|choose|pick)|either|unsure|uncertain|unlikely|guess",
  "alternatively|supposedly|allegedly",
  `${DOUBT}|doubt(?:s|ed)`,
);
/** In a sentence that leads up to an answer; beside one they may belong to a parenthetical. */
const CONDITIONAL = "suppose|if|unless|whether";
const DENIES = new RegExp(`\\b${any(NEGATED, WRONG, APART, HEDGED)}\\b|n't\\b`, "i");

/** Whether `text`, which stands directly beside an answer, holds a word that takes it back or leaves it open. */
export const denies = (text: string): boolean => DENIES.test(unmarked(text));

/** Characters before an answer that are looked into, and after it. */
const READ = { before: 400, after: 20_000 } as const;
/** A stop behind a word, or before one that begins a sentence, and not behind an abbreviation; or a line break. */
const SENTENCE_END =
  /(?<=[\p{Ll}\p{N})"']{3}[.!?])\s+|(?<=[.!?])(?<!\bv\.)\s+(?=(?:It|The|This|That|So|Thus|Hence|Therefore|But)\s)|\s*\n\s*/u;
/** What follows is concluded from what was said before. `Anything but` is not. */
const CONCLUDES =
  /\b(?:(?<!\b(?:anything|all|nothing|everything) )but|(?<!\bnot )so|hence|thus|therefore|consequently|accordingly)\b/i;
/** A clause that says that something is, or is done, so that an earlier clause is not about the answer. */
const STATES =
  /\b(?:is|are|be|reads?|gives?|says?|cite|write|answer|conclude|choose|take|get|have|follows?|fits|matches|corresponds|agrees|describes|applies|remains|leaves)\b/i;
/** Words that deny or leave open what their clause leads up to. */
const LEADS_ASTRAY = new RegExp(`${DENIES.source}|\\b(?:${CONDITIONAL})\\b`, "i");
/** A denial with the answer itself still to come, even in the next line: `It cannot be`, `The opposite of the`, `A or`. */
const LEFT_OPEN = new RegExp(
  `(?:\\b${any("not|never|nor|cannot|or", APART, HEDGED, CONDITIONAL)}|n't)(?: (?:be|to|the|an?|it|that|is|quite|really)){0,3}$`,
  "i",
);

/** What an answer is called. Courts call what they review the judgment, the ruling or the conclusion below. */
const NOUN = "(?:answer|citation|cite|label|option|choice|letter|statement|reply|response|line|word|tag|one)";
const RIGHT = any(
  "right|correct|true|so|accurate|valid|certain|sure|it|this|that|what",
  "(?:the|my) (?:right|correct|answer|label|citation|cite|case|one)",
);
const NOT_RIGHT = any(
  `(?<!\\b(?:not|never) )(?<!n't )\\b${WRONG}`,
  `(?:\\b(?:not|never|cannot)|n't) (?:be )?(?:\\w+ly )?${RIGHT}`,
);
const NEXT = any(
  "\\bwhat (?:follows|is below|comes next)",
  "\\bthe following(?= (?:is|are|was|cannot)\\b)",
  `\\b(?:following|next) (?:${NOUN}|claim)`,
  `\\b${NOUN} (?:below|that follows|which follows)`,
  "^\\W*(?:below|here)",
);
const DENIES_WHAT_FOLLOWS = new RegExp(
  `${NEXT}\\b[^\\n]*${NOT_RIGHT}\\b|${NOT_RIGHT}\\b[^\\n]*${NEXT}\\b|\\b${WRONG} (?:answer|citation|label|one)\\W*$|^\\W*${WRONG}\\W*$`,
  "i",
);
const REFUSES = /^\W*(?:no|not)\W*$/i;
/** `Was the sum paid? No.`: a question that is not about the answer, and what it is answered with. */
const ANSWERS_A_QUESTION =
  /(?:^|[.!?\n])(?![^?\n]*\b(?:answer|citation|label|right|correct|true|this|following|below)\b)[^.!?\n]*\?\s*(?:no|not)\W*$/i;
/** A line about the answer below it, and not about the case: `Do not write:`, `Not this one`. */
const ABOUT_THE_ANSWER =
  /\b(?:answer|citation|cite|write|say|choose|this one|follows?|following|below|next)\b|^\S+(?:\s+\S+){0,2}$/i;

/**
 * Whether the words before an answer deny it or leave it open: those of the sentence that leads up to it (`It is wrong to
 * answer …`, `Not this one, …`), or a whole sentence or line about what follows. Reasoning denies nothing (`The court is not
 * named, so …`, `The court below was wrong.`). Bounded, whatever the length.
 */
export function isDeniedBefore(before: string): boolean {
  const nearest = unmarked(before.slice(-READ.before));
  const sentence = nearest.trim().split(SENTENCE_END).at(-1) ?? "";
  if (/[.!?]$/.test(sentence))
    return DENIES_WHAT_FOLLOWS.test(sentence) || (REFUSES.test(sentence) && !ANSWERS_A_QUESTION.test(nearest));
  const lead = (sentence.split(CONCLUDES).at(-1) ?? "").replace(/[\s,;:–—(-]+$/, "");
  if (LEFT_OPEN.test(lead)) return true;
  const isOver = /\n\s*$/.test(nearest) && !/[:,;–—]$/.test(sentence);
  if (isOver && !ABOUT_THE_ANSWER.test(sentence)) return false;
  const clause = lead.split(/[,;:–—]|\band\b/).at(-1) ?? "";
  return LEADS_ASTRAY.test(STATES.test(clause) ? clause : lead);
}

/** What a sentence calls an answer that stands beside it. */
const IT = any(
  "it|that|this|which|what I (?:said|wrote)|the (?:above|below|following|preceding)",
  `(?:(?:the|that|this|my|an?|above|below|given|first|last|previous|preceding|following|next) )+(?:${NOUN}|claim|conclusion)(?: above| below| here)?`,
);
const IS = "(?:is|was|are|were|seems|looks|would be|must be|has to be|might be|may be|could be|'s)";
const IS_NOT = any(
  `${IS} (?:\\w+ )?(?:not|never|no longer|hardly|scarcely|far from|anything but)`,
  "(?:is|was|ca|wo|does)n't(?: be| seem| hold| fit)?|(?:cannot|can not|does not)(?: be| seem| hold| fit)?",
);
/** `That is quite wrong`, `and the label above cannot be right`, `It isn't.`; not `The high court found that it was wrong.` */
const SAYS_WRONG = `(?:^|[,;:(–—])\\W{0,3}(?:(?:and|but|so|yet|though|however,?) )?${IT} ?${any(
  `${IS} (?:(?!not |never )\\w+ ){0,2}${WRONG}\\b`,
  `${IS_NOT} ?(?:\\w+ly )?${any(`${RIGHT}\\b`, "fit\\b", "\\W{0,3}$")}`,
)}`;
const SAYS_OTHER = any(
  "\\bthe (?:opposite|contrary|reverse) (?:is|was|holds)\\b",
  `\\b(?:right|correct|true|real) ${NOUN} (?:is|was|would be) (?:an)?other`,
);
const DOUBTS = any(
  "\\bI(?: am|'m| was) (?:wrong|mistaken|lying|joking|kidding|guessing)",
  "\\bI (?:withdraw|(?:take|took) (?:it|that|this) back|made (?:it|that|this) up)",
  "\\bI (?:do not|don't|cannot|can't) (?:mean|believe|think|know|say|stand)",
  `\\b(?:unsure|uncertain|retract|(?<!\\bnot a )guess|${DOUBT})\\b`,
  "(?:\\bnot|n't) (?:so |very |quite |at all )?(?:sure|certain|trust)\\b",
);
const COMMANDS = any(
  "^\\W*(?:(?:please|but|so|now|or) )*(?:ignore|disregard|scratch|forget|strike|discard|(?:do not|don't) (?:believe|trust|count))\\b",
  "\\b(?:ignore|disregard|take|took) (?:this|that|it|the above)\\b(?= back|\\W*$)",
);
/** How a sentence begins that turns to something else. */
const TURNS = `^\\W*(?:${any(
  "nope|or|perhaps|maybe|possibly|probably|actually|wait|correction|alternatively|hardly|on second thoughts?|just kidding",
  "but (?:see|cf|not|perhaps|maybe|wrong)",
)}\\b|(?:no|${WRONG})[,;:])`;
/** `No.`, `Not really.`, `Not this one.`, `Totally wrong.`, `Verdict: wrong` */
const EXCLAIMS = `^\\W*(?:(?:\\w+ ){0,2}\\w+: )?${any(
  "(?:no|nah|never|oops|sorry)(?:[,.!] .{0,30})?",
  "(?:(?:and|certainly|rather) )?not(?: [\\w']+){0,3}",
  "(?:never|nor|instead|rather)(?:,? (?!of\\b|than\\b)[\\w']+){0,3}",
  `(?:\\w+ ){0,2}(?:${WRONG}|kidding|joking)(?: \\w+)?`,
)}\\W*$`;
const ASKS = "\\?\\W{0,3}$";
const TAKES_BACK = new RegExp(any(SAYS_WRONG, SAYS_OTHER, DOUBTS, COMMANDS, TURNS, EXCLAIMS, ASKS), "i");
/** Crosses; what closes an answer struck out or a comment. */
const STRIKES = /(?:^|[\n.!?])[^\S\n]{0,3}(?:[✗✘❌❎🚫👎]|~~(?!~)|-->)/u;
/** Behind an answer it is what the answer is said to be. */
const GOES_ON = /^(?:is|was|would|will|can|cannot|could|may|might|does|seems|looks)(?:n't)?\b|^(?:ca|wo)n't\b/i;

/** Whether the words after an answer take it back or leave it open: `That is wrong.`, `On second thought …`. Bounded likewise. */
export function isDeniedAfter(after: string): boolean {
  const read = after.slice(0, READ.after);
  const said = unmarked(read).trim();
  return (
    STRIKES.test(read) ||
    (GOES_ON.test(said) ? `it ${said}` : said).split(SENTENCE_END).some((sentence) => TAKES_BACK.test(sentence))
  );
}

/** Without marks of Markdown, HTML and LaTeX; apostrophes straight, single blanks. */
const unmarked = (text: string): string =>
  text
    .replace(/[‘’`´]/g, "'")
    .replace(/<[^<>]{0,40}>|[*_$#>|~\\“”"]/g, "")
    .replace(/[^\S\n]+/g, " ");
