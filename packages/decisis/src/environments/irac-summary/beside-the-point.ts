/**
 * Patterns of what an opinion says beside the point. Such sentences are neither the question nor the application of the rule,
 * however alike they look, and make the excerpt more than its own summary.
 */

/** What a party says, is said not to say, or said too late. */
const ARGUMENT =
  /\b(?:says|adds|urges|suggests|points out|argues?|argued|contends?|asserts?|maintains?|submits?|insists?|complains?) (?:\w+ ){0,5}that\b|\b(?:relies|relied|cites|cited|points to)\b|\b(?:(?:would have|asks) us|says now|did not (?:tell|say)|never (?:told|said)|not claimed|for the first time|no (?:sign|proof) (?:in this case |on this record |here )?(?:that|of)|(?:he|she|it|the \w+) says,)|\b(?:nobody|no one|neither (?:side|party)) (?:says|claims|asks|disputes|contends|argues)\b|, the [\w ]{3,30} says, /i;
/** Costs and other remedies beside the judgment. */
const REMEDY =
  /\bcosts\b|\binterest (?:is due|cannot|from the|at the rate)\b|\b(?:asks?|asked) for (?:costs|fees|interest)|\bfor interest\b|\battorney'?s'? fees\b|\bthe sum (?:is not|was not)\b/i;
/** How the case came along. */
const COURSE =
  /\b(?:notice of appeal|the papers (?:of|came|were)|the briefs?|oral argument|(?:full|fair|another) hearing|heard (?:both|the [\w ]{3,30}? first)|the appeal is in order|standard of review|jurisdiction|questions? of law|we (?:next|now|turn|address|begin|review)|persuasive|was asked to|the papers had|must hear the (?:matter|case))\b/i;
/** What is not decided. */
const UNDECIDED =
  /\b(?:nothing (?:here|in this (?:case|opinion)|that we say)|we say nothing|what we say|need not (?:decide|reach|consider|address|resolve)|we do not (?:reach|decide|consider|address)|that would be another case)\b/i;

export const isArgument = (text: string): boolean => ARGUMENT.test(text);

/** Whether `text` is no application of a rule: an argument, a remedy, the course of the case, a question left open. */
export const isBeside = (text: string): boolean =>
  ARGUMENT.test(text) || REMEDY.test(text) || COURSE.test(text) || UNDECIDED.test(text);

/** Said to be the law, whatever the words of the rule itself. */
const STATED =
  /\bit (?:is|has(?: long)? been) (?:(?:well|long|now|firmly) )?(?:settled|established|the (?:law|rule))\b|^(?:Under .*, )?the (?:general |settled )?(?:rule|law) is that\b/i;
/** Law of another time or place. */
const FOREIGN = /\b(?:once (?:settled|the (?:law|rule))|in other states|(?:the|an?) (?:old|older|former) rule)\b/i;

export const isForeignLaw = (text: string): boolean => FOREIGN.test(text);

export const isStatedLaw = (text: string): boolean =>
  STATED.test(text) && !ARGUMENT.test(text) && !FOREIGN.test(text) && !/\b(?:this|the instant) case\b/.test(text);
