/** Verbs of saying: with `that` and a clause they report a proposition of the cited decision. */
const SAYING =
  "acknowledging agreeing cautioning clarifying concluding confirming deciding declaring determining emphasising emphasizing explaining finding holding indicating instructing noting observing reasoning recognising recognizing reiterating ruling stating suggesting warning";

/** Verbs of deciding: what the court did with an argument, a claim or a rule. */
const DECIDING =
  "admitting adopting affirming allowing applying approving awarding barring construing declining denying disapproving dismissing distinguishing enforcing excluding extending granting imposing interpreting invalidating limiting overruling permitting prohibiting refusing rejecting remanding requiring reversing suppressing sustaining upholding vacating";

/**
 * Gerunds that open a parenthetical describing the cited decision. Not among them: `quoting` and `citing`, which name another
 * source, and `discussing`, `collecting`, `reviewing` and the like, which say what a text is about and not what it decides.
 */
export const DESCRIBING_VERBS: readonly string[] = [...SAYING.split(" "), ...DECIDING.split(" ")].sort();
