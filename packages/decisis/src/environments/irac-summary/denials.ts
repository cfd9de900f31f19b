import { isNegator } from "../negators.ts";
import { isFunctionWord, wordsOf } from "./words.ts";

const DENIALS = new Set(
  "false falsely falsehood untrue wrong wrongly wrongful incorrect incorrectly erroneous erroneously mistake mistaken mistakenly error errs erred err untenable unfounded baseless reject rejects rejected refuse refuses refused refute refutes refuted repudiate repudiates repudiated disavow disavows disavowed disagree disagrees disagreed doubt doubts doubted contrary contradicts opposite opposed otherwise scarcely barely rarely seldom myth fallacy fiction pretends pretended dissent dissents dissenting dissenter undone abandoned disapproved discredited".split(
    " ",
  ),
);
/** What a sentence that only denies another is made of besides: whom or what it speaks of. */
const NEUTRAL = new Set(
  "true truth right correct law rule issue application analysis conclusion answer summary statement sentence view above below following foregoing part parts everything every nothing said stated held holds hold holding says say court courts now later since long ever rather really exactly simply indeed fact facts just quite thing things way so put take taken believe stand stands apply applies applied".split(
    " ",
  ),
);

/**
 * Words by which a sentence says that something is not so. Not those of `../denial.ts`, which take back an answer that stands in
 * prose: a summary retells denials, so each is weighed against the excerpt's own, and verbs of courts (`rejected`, `dissent`) count.
 */
export const isDenial = (word: string): boolean => isNegator(word) || DENIALS.has(word);

/**
 * A sentence that denies what stands beside it and says nothing else: `This is wrong.`, `The opposite is true.`, `None of the
 * above holds.`
 */
export function isBareDenial(sentence: string): boolean {
  const words = wordsOf(sentence);
  return words.some(isDenial) && words.every((word) => isDenial(word) || isFunctionWord(word) || NEUTRAL.has(word));
}
