import type { Frames } from "./fictional-domain.ts";
import type { Treatment } from "./fictional-history.ts";

/** Lists of sentences for each class. */
export type HistoryCues = Readonly<Record<Exclude<Treatment, "distinguished" | "followed">, readonly Frames[]>>;

/**
 * Sentences from which a reader can tell what became of a case. `{w}` won and `{l}` lost in the decision that is cited; `{d}` is
 * the court that gave it, `{u}` the one that treats it; `{x}` a sum, `{y}` another, `{k}` a number of years. The classes share
 * their words: who wins twice, whose sum stays the same, what was read and what was not.
 */
export const CUES: HistoryCues = {
  affirmed: [
    {
      training: [
        "The {w} had won in {d}, and {u} found for the {w} as well.",
        "{d} had ruled for the {w}, and {u} did the same.",
        "Judgment in {d} went to the {w}, and it went to the {w} again before {u}.",
      ],
      validation: ["The {l} lost in {d} and lost once more before {u}.", "Before {u} the {l} lost again, as in {d}."],
      test: [
        "The {l} lost twice, first in {d} and then before {u}.",
        "The {w} won twice, first in {d} and then before {u}.",
      ],
    },
    {
      training: [
        "{u} agreed with every step of that analysis.",
        "{u} read the whole record and found no fault in the result.",
        "That judgment was left as it was after full argument before {u}.",
      ],
      validation: ["{u} heard both sides out and changed nothing.", "{u} read every step of it and changed nothing."],
      test: [
        "{u} found no fault in any step of it and changed nothing.",
        "{u} heard the argument and left the result as it was.",
      ],
    },
    {
      training: [
        "{d} had set the sum at {x}, and {x} it was when {u} had finished.",
        "After full argument before {u} the sum was still the {x} that {d} had set.",
      ],
      validation: [
        "The {x} of {d} was {x} still when {u} had heard the case.",
        "The sum was {x} in {d} and {x} again before {u}.",
      ],
      test: [
        "{u} heard the case, and the sum was {x} both before and after.",
        "{u} read the whole record and left the {x} of {d} as it was.",
      ],
    },
  ],
  reversed: [
    {
      training: [
        "The {w} had won in {d}, but {u} found for the {l} instead.",
        "{d} had ruled for the {w}, and {u} did the opposite.",
        "Judgment in {d} went to the {w}, and it went to the {l} before {u}.",
      ],
      validation: ["The {l} lost in {d} and won before {u}.", "The {w} won in {d} and lost before {u}."],
      test: [
        "The {l} lost but once, in {d}, and then won before {u}.",
        "The {w} won but once, in {d}, and then lost before {u}.",
      ],
    },
    {
      training: [
        "{u} agreed with no step of that analysis and found for the other side.",
        "{u} read the whole record and found that the other side had to win.",
        "That judgment did not outlive full argument before {u}, which gave the case to the {l}.",
      ],
      validation: [
        "{u} heard both sides out and turned the result around.",
        "{u} heard the argument and gave the case to the other side.",
      ],
      test: [
        "{u} found that every step of it was wrong and that the {l} had to win.",
        "{u} read every step of it and found that the other side was right.",
      ],
    },
    {
      training: [
        "{d} had set the sum at {x}, and nothing was left of it when {u} had finished.",
        "After full argument before {u} not a cent was left of the {x} that {d} had set.",
      ],
      validation: [
        "The {x} of {d} was gone for good when {u} had heard the case.",
        "Of the {x} that {d} had set not a cent was left after {u}.",
      ],
      test: [
        "{u} heard the case, and the sum was {x} before and nothing after.",
        "The sum was {x} in {d}, and nothing was left of it before {u}.",
      ],
    },
  ],
  "reversed on other grounds": [
    {
      training: [
        "{u} gave the case to the {l}, but for a reason that has nothing to do with our question.",
        "The {w} lost before {u} on a point that does not concern us, and what we cite was not touched.",
      ],
      validation: [
        "The {l} won before {u}, and the reason lay elsewhere.",
        "The {w} lost before {u}, but not for a reason that concerns us.",
      ],
      test: [
        "The {l} won before {u}, but the reason does not concern our question.",
        "{u} found for the {l}, but on a point that does not concern us.",
      ],
    },
  ],
  vacated: [
    {
      training: [
        "The {w} had won in {d}, but {u} said that nobody had won yet.",
        "{d} had ruled for the {w}, and {u} wiped that out without a ruling for either side.",
        "Judgment in {d} went to the {w}, and after argument before {u} it belonged to nobody until a second hearing.",
      ],
      validation: [
        "The {l} lost in {d}, and {u} ordered that it be heard afresh.",
        "{d} had ruled for the {w}, but {u} ordered that it be heard again.",
      ],
      test: [
        "The {l} lost in {d}, and then {u} said that neither side had won yet.",
        "The {w} had won in {d}, and {u} wiped that out without a ruling for the {l}.",
      ],
    },
    {
      training: [
        "{u} found that the wrong test had been used and asked {d} for a fresh decision.",
        "{u} read the whole record, wiped out the result, and left every question open for a second hearing.",
        "After full argument before {u} the matter went back to {d} as if nothing had been decided.",
      ],
      validation: [
        "{u} heard both sides out and told {d} to begin again.",
        "{u} left every question open and told {d} to begin again.",
      ],
      test: [
        "{u} found that nothing had been decided in the right way and asked {d} for a second hearing.",
        "{u} heard the argument, wiped out the result, and asked {d} for a fresh decision.",
      ],
    },
    {
      training: [
        "{d} had set the sum at {x}, and when {u} had finished a fresh hearing had to set it anew.",
        "After full argument before {u} nobody could say whether the {x} that {d} had set would be more or less at the second hearing.",
      ],
      validation: [
        "The {x} of {d} was an open question again when {u} had heard the case.",
        "When {u} had heard the case, nobody could say whether the sum would be {x} at the second hearing.",
      ],
      test: [
        "{u} heard the case, and a fresh hearing had to set the sum anew.",
        "The sum was {x} in {d}, and {u} asked {d} for a fresh hearing on it.",
      ],
    },
  ],
  "affirmed in part": [
    {
      training: [
        "{u} found for the {w} on one point and for the {l} on the other.",
        "Half of the judgment was left as it was by {u}, and the other half went to the {l}.",
      ],
      validation: [
        "{u} split the case between the {w} and the {l}.",
        "{u} left one half as it was, and the other half went to the {l}.",
      ],
      test: [
        "{u} found for the {l} on one half and for the {w} on the other half.",
        "On one point {u} found for the {w}, and on the other for the {l}.",
      ],
    },
  ],
  modified: [
    {
      training: [
        "{d} had set the sum at {x}, and {y} it was when {u} had finished.",
        "The judgment for the {w} was left as it was by {u} except for the sum, which went from {x} to {y}.",
      ],
      validation: ["{u} changed the sum from {x} to {y}.", "The {w} had won in {d}, and {u} changed the sum to {y}."],
      test: [
        "{u} heard the case, and the sum was {x} before and {y} after.",
        "{u} left the judgment for the {w} as it was, but the sum was {y} and not {x}.",
      ],
    },
  ],
  dismissed: [
    {
      training: [
        "The {w} had won in {d}, and the {l} came to {u} too late to be heard.",
        "{d} had ruled for the {w}, and the two sides settled before {u} had heard the case.",
        "Judgment in {d} went to the {w}, and the {l} gave up before {u} could say anything.",
      ],
      validation: [
        "The {l} lost in {d} and missed the last day for coming before {u}.",
        "The {l} lost in {d} and came to {u} some days after the last.",
      ],
      test: [
        "The {l} lost in {d} and then came before {u} some days too late.",
        "The {l} lost in {d}, and the two sides settled before {u} could hear the case.",
      ],
    },
    {
      training: [
        "{u} found that it had no power to hear the case and said nothing about the result.",
        "{u} never read the record, for the papers had come in some days late.",
        "By the time of the argument before {u} there was nothing left to decide.",
      ],
      validation: [
        "{u} found that the parties had made peace and struck the case from its list.",
        "There was nothing left to decide when {u} read the papers.",
      ],
      test: [
        "{u} found that the papers had come too late and that there was nothing it could decide.",
        "{u} had no power to hear the case, for the papers had come in too late.",
      ],
    },
    {
      training: [
        "{d} had set the sum at {x}, and the {l} paid it before {u} could hear the case.",
        "The {x} that {d} had set had been paid by the day of the argument, so that {u} had nothing to decide.",
      ],
      validation: [
        "The {x} of {d} changed hands, and {u} struck the case from its list.",
        "The {l} paid the {x} of {d}, and {u} had nothing left to decide.",
      ],
      test: [
        "The sum of {x} had been paid, and {u} had no power to hear the case.",
        "By the day of the argument the {x} had been paid, and {u} struck the case from its list.",
      ],
    },
  ],
  denied: [
    {
      training: [
        "The {w} had won in {d}, and {u} did not care to hear the {l}.",
        "{d} had ruled for the {w}, and {u} was asked to take the case up and chose not to.",
        "Judgment in {d} went to the {w}, and {u} had no wish to look at it.",
      ],
      validation: [
        "The {l} lost in {d} and knocked in vain at the door of {u}.",
        "The {l} lost in {d}, and {u} did not care to hear the case.",
      ],
      test: [
        "The {l} lost in {d}, and {u} chose not to look at it.",
        "{d} had ruled for the {w}, and {u} had no wish to hear the {l}.",
      ],
    },
    {
      training: [
        "{u} was asked to read the record and would not.",
        "The {l} asked {u} for a hearing and got a single line without a reason.",
        "{u} had room for few cases that year, and this was not one of them.",
      ],
      validation: [
        "{u} saw no reason to take the case up.",
        "{u} was asked for a hearing and saw no reason to give one.",
      ],
      test: [
        "{u} was asked for a hearing and chose not to give one, without a reason.",
        "The {l} asked {u} to take the case up and got a single line without a reason.",
      ],
    },
    {
      training: [
        "{d} had set the sum at {x}, and {u} had no wish to look at the figure.",
        "The {l} asked {u} to look at the {x} that {d} had set, and {u} would not take the case up.",
      ],
      validation: [
        "The {x} of {d} was not a matter on which {u} cared to spend a day.",
        "The {l} asked {u} to look at the {x} of {d} and got a single line.",
      ],
      test: [
        "{u} was asked to look at the sum of {x} and chose not to.",
        "{u} had no wish to hear the {l} on the sum of {x}.",
      ],
    },
  ],
  granted: [
    {
      training: [
        "{u} has agreed to hear the {l} and has not yet said anything.",
        "{u} was asked to take the case up and will hear it, and the result is still open.",
      ],
      validation: [
        "{u} found room for the case on its list and will hear it in time.",
        "The {l} asked {u} for a hearing and will be heard in time.",
      ],
      test: [
        "{u} was asked for a hearing and will give one.",
        "{u} has agreed to take the case up, and the result is still open.",
      ],
    },
  ],
  overruled: [
    {
      training: [
        "The {w} had won there, but {k} years later a party in the same position lost in another case, and {u} said that the law had changed.",
        "{u} ruled the other way {k} years later, in a case between other parties, and gave the older rule up.",
        "For {k} years the {w} would have won on such facts, and then another case put an end to that.",
      ],
      validation: [
        "The {l} would win today, as {u} has said in another case.",
        "The {l} would win today, for {u} has said in another case that the law had changed.",
      ],
      test: [
        "A party in the position of the {l} won {k} years later in another case, for {u} gave the rule up.",
        "A party in the position of the {w} lost {k} years later in another case, for the law had changed.",
      ],
    },
    {
      training: [
        "The rule of that case lasted {k} years, until {u} said that it had been wrong from the start.",
        "{u} has since told the bar, in a later case, not to rely on that analysis.",
        "That analysis was the law for {k} years and is the law no longer.",
      ],
      validation: [
        "No judge has used that rule since {u} gave it up in a later case.",
        "That rule is the law no longer, as {u} said {k} years later.",
      ],
      test: [
        "{u} found {k} years later, in another case, that the rule had been wrong.",
        "{u} gave the rule up {k} years later, in another case.",
      ],
    },
  ],
  abrogated: [
    {
      training: [
        "A decision of {u} in another case has since taken away the ground on which that analysis rests.",
        "{u} was not asked about that case, but what it said in a later one left nothing of the rule.",
      ],
      validation: [
        "What {u} wrote in a later case cannot be squared with that rule.",
        "A later decision of {u} in another case left nothing of that rule.",
      ],
      test: [
        "What {u} said in another case left nothing of that analysis.",
        "After what {u} said in a later case nothing is left of that analysis.",
      ],
    },
  ],
  superseded: [
    {
      training: [
        "The legislature has since written the opposite into a statute.",
        "Since then an act of the legislature has changed the rule.",
      ],
      validation: [
        "Lawmakers were unhappy with that rule and wrote another.",
        "An act of the legislature has since put an end to that rule.",
      ],
      test: [
        "The legislature has since changed the rule by an act.",
        "Since then the legislature has written another rule into a statute.",
      ],
    },
  ],
};
