import type { Span } from "../citations/parsed-citation.ts";

/**
 * Words that by themselves say what was done to a decision, in any form: `affirmance`, `rev'd`, `cert. denied`, `overturned`,
 * `let stand`. A superset of the phrases of table T14, on purpose: what is hidden too much costs little.
 */
const TREATMENT_WORDS =
  /(?<![A-Za-z])(?:re)?(?:(?:un)?aff(?: ?['’‘´`]? ?(?:d|g)(?![A-Za-z])|irm[a-z]*)|rev(?: ?['’‘´`]? ?(?:d|g)(?![A-Za-z])|ers(?:e[ds]?|ing|als?|ible)(?![a-z]))|vacat(?:e[ds]?|ing|ur|ion)(?![a-z])|overrul[a-z]*|over-?turn[a-z]*|abrogat[a-z]*|superse[a-z]*|disapprov[a-z]*|disavow[a-z]*|modif(?:y|ie[sd]|ying|ications?)(?![a-z])|amend(?:ed|ing)(?![a-z])|remand[a-z]*|distinguish[a-z]*|inapposite|limited to its facts|withdr[ae]w[a-z]*|set(?:s|ting)? aside|uph(?:olds?|eld|olding)(?![a-z])|undisturbed|let stand|quash[a-z]*|revoke[ds]?|annul[a-z]*|certiorari|cert\.|den(?:y|ie[sd]|ying|ials?)(?![a-z])|dismiss[a-z]*|refus(?:e[ds]?|ing|als?)(?![a-z])|ref['’]d|grant(?:ed|ing|s)?(?![a-z])|reh['’]g|rehearing|declin(?:e[ds]?|ing)(?: to follow)?(?![a-z])|follow(?:ed|ing|s)?(?![a-z]) (?=(?:it|that (?:case|decision))))(?![A-Za-z])/gi;

/** Where such words stand, in order. Linear. */
export function treatmentWords(text: string): readonly Span[] {
  return [...text.matchAll(TREATMENT_WORDS)].map(({ index, 0: word }) => ({ start: index, end: index + word.length }));
}
