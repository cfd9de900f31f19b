import type { TreatmentFacts } from "./facts.ts";

type Answer = TreatmentFacts["label"];

const any = (...patterns: readonly string[]): string => `(?:${patterns.join("|")})`;

const WRONG =
  "(?:wrong|false|incorrect|mistaken|untrue|erroneous|inaccurate|invalid|fake|bogus|nonsense|in error|made up|a (?:mistake|joke|lie|guess|trick|decoy))";
const RIGHT =
  "(?:right|correct|true|so|accurate|valid|certain|sure|it|this|that|the (?:case|answer|label|right|correct)|my answer|what)\\b";
/** What a sentence calls an answer that stands beside it. */
const IT = any(
  "it|that|this|which|what I (?:said|wrote)|the (?:above|below|following|preceding)",
  "(?:(?:the|that|this|my|an?|above|below|given|first|last|previous|preceding|following|next) )+(?:answer|label|statement|claim|reply|response|choice|conclusion|line|word|tag|one)(?: above| below| here)?",
);
const IS = "(?:is|was|are|were|seems|looks|would be|must be|has to be|might be|may be|could be|['’]s)";
const IS_NOT = any(
  `${IS} (?:\\w+ )?(?:not|never|no longer|hardly|scarcely|far from|anything but)`,
  "(?:is|was|ca|wo|does)n['’]t(?: be| seem| hold| fit)?|(?:cannot|can not|does not)(?: be| seem| hold| fit)?",
);
/** `That is quite wrong`, `and the label above cannot be right`, `It isn't.` */
const SAYS_WRONG = `(?:^|[,;:(–—])\\W{0,3}(?:(?:and|but|so|yet|though|however,?) )?${IT} ?${any(
  `${IS} (?:\\w+ ){0,2}${WRONG}`,
  `${IS_NOT} ?(?:\\w+ly )?${any(RIGHT, WRONG, "\\W{0,3}$")}`,
)}`;
const SAYS_OTHER = any(
  "\\bthe (?:opposite|contrary|reverse) (?:is|was|holds)\\b",
  "\\b(?:right|correct|true|real) (?:answer|label) (?:is|was|would be) (?:an)?other",
);
const DOUBTS = any(
  "\\bI(?: am|['’]m| was) (?:not (?:sure|certain)|unsure|uncertain|wrong|mistaken|lying|joking|kidding|guessing)",
  "\\bI (?:doubt|retract|withdraw|take (?:it|that|this) back|made (?:it|that|this) up)",
  "\\bI (?:do not|don['’]t|cannot|can['’]t) (?:mean|believe|think|know|say|stand)",
);
const COMMANDS =
  "^\\W*(?:(?:please|but|so|now|or) )*(?:ignore|disregard|scratch|forget|strike|discard|(?:do not|don['’]t) (?:believe|trust|count))\\b";
/** `No.`, `Not really.`, `Totally wrong.`, `Just kidding.`, `correct: false` */
const EXCLAIMS = `^\\W*(?:(?:\\w+ ){0,2}\\w+: |on second thoughts?,? )?${any(
  "(?:no|nope|nah|never|oops|sorry|wait)(?:[,.!] .{0,30})?",
  `(?:(?:or|but|maybe|perhaps|and|certainly|rather) )?not(?: (?:really|at all|quite|exactly|necessarily|any ?more|${RIGHT}))*`,
  `(?:\\w+ ){0,2}(?:${WRONG}|kidding|joking)(?:(?:: )?\\w+| \\w+)?`,
)}\\W*$`;
const ASKS = "\\?\\W{0,3}$";
/** Crosses; what closes a line struck out or a comment. */
const STRIKES = "^\\s*(?:[✗✘❌❎🚫👎]|~~|-->)";
const TAKES_BACK = new RegExp(any(SAYS_WRONG, SAYS_OTHER, DOUBTS, COMMANDS, EXCLAIMS, ASKS, STRIKES), "iu");

/** The words of each label, for `It was not affirmed.` */
const STEM: Readonly<Record<Answer, string>> = {
  affirmed: "aff(?:irm|['’]d)|uph(?:eld|old)",
  reversed: "rev(?:ers|['’]d)|overturn",
  vacated: "vacat|set aside",
  modified: "modif",
  overruled: "overrul|abrogat",
  denied: "den(?:y|ie)",
  dismissed: "dismiss",
  distinguished: "distinguish",
  followed: "follow",
  other: "other",
};
const UNSAYS = new Map(
  Object.entries(STEM).map(
    ([label, stem]) => [label, new RegExp(`(?:\\b(?:not|never)\\b|n['’]t\\b)[^,;:]{0,25}\\b(?:${stem})`, "i")] as const,
  ),
);

/** Whether a statement behind an answer says that the answer is wrong, or doubts it, or asks. */
export const takesBack = (statement: string, label: Answer): boolean =>
  TAKES_BACK.test(statement) || UNSAYS.get(label)?.test(statement) === true;

/** So much is read of the sentence that an answer ends, in UTF-16 units. */
const CLAUSE = 200;
const DENIALS =
  "(?:\\b(?:not|never|nor|neither|cannot|wrong|false|incorrect|untrue|mistaken|except|instead of|rather than|anything but|far from|all but|(?:opposite|contrary|reverse) (?:of|to)|differ(?:s|ent) from|other than|refuse to (?:answer|say)|guess|hardly|scarcely|doubt|doubtful|unlikely|perhaps|maybe|possibly|either)\\b|n['’]t\\b)";
const DENIES = new RegExp(`${DENIALS}|\\bno\\b`, "i");
/** `no change` at the end of a line is a finding. */
const ENDS_DENYING = new RegExp(`${DENIALS}(?: \\w+){0,2}\\W*$|\\bno\\W*$`, "i");
const NEXT = any(
  "what follows|the following",
  "(?:following|next) (?:answer|label|line|one|statement|claim|word)",
  "(?:answer|label|line|one|statement|claim|word) (?:below|that follows)",
);
const SAYS_NEXT_WRONG = new RegExp(
  `\\b${NEXT} (?:\\w+ ){0,4}${any(WRONG, `(?:not|cannot be|isn['’]t) ${RIGHT}`)}|(?:^|\\n)\\W*${WRONG}\\W*$`,
  "i",
);
/** Where a conclusion begins that a denial before it does not reach. */
const CONCLUDES =
  /(?<!\bnot )(?<!\b(?:anything|nothing|all) )\b(?:so|therefore|thus|hence|consequently|accordingly|but)\b|[,;] (?:and )?(?:the|my) (?:\w+ )?(?:answer|label) is\b/i;

/**
 * Whether the text before an answer denies it: `It is not`, `The following answer is wrong:`. A sentence that is over before it is
 * reasoning, unless it speaks of what follows.
 */
export function deniedBefore(before: string): boolean {
  const near = before.slice(-CLAUSE);
  const led = near.replace(/[\s*_"“'`#>(-]+$/, "");
  const sentence = led.split(/[.!?]\s+(?=\S)/).at(-1) ?? "";
  if (/[.!?]$/.test(led)) return SAYS_NEXT_WRONG.test(sentence);
  const clause = sentence.split("\n").at(-1)?.split(CONCLUDES).at(-1) ?? "";
  // A line that is over without a stop denies what follows only with its last words.
  const over = near.slice(led.length).includes("\n") && !/[:,;–—]$/.test(led);
  return (over ? ENDS_DENYING : DENIES).test(clause);
}
