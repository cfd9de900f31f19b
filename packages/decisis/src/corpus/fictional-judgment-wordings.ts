import type { Disposition } from "./fictional-docket.ts";
import type { Frames } from "./fictional-domain.ts";

/*
 * Sentences of an opinion. `{a}` and `{b}` are the parties by name, `{c}` and `{r}` the nouns for who claims and who resists,
 * `{winner}` and `{loser}` these by the outcome, `{below}` whose decision is under review, `{rule}` a clause that states law.
 */

export const INTRODUCTIONS: Frames = {
  training: [
    "{a} is the {c} in this dispute and {b} the {r}.",
    "This dispute is between {a}, the {c}, and {b}, the {r}.",
    "In {year} a dispute arose between {a}, the {c}, and {b}, the {r}.",
  ],
  validation: ["Before us are {a}, the {c}, and {b}, the {r}."],
  test: ["The parties to this dispute are {a}, the {c}, and {b}, the {r}."],
};
export const REQUESTS: Frames = {
  training: [
    "The {c} sought {thing}.",
    "The {c} wants {thing}, and the {r} resists.",
    "What the {c} asks for is {thing}.",
  ],
  validation: ["At stake is {thing}."],
  test: ["What the {c} sought is {thing}."],
};
export const RULINGS: Frames = {
  training: [
    "{below} ruled for the {winner}, and the {loser} asks us to review that ruling.",
    "{below} found for the {winner}. The {loser} seeks review.",
    "The {loser} lost before {below} and comes to this court.",
  ],
  validation: ["Before {below} the {winner} won, and the {loser} seeks review."],
  test: ["The {loser} seeks review after {below} ruled for the {winner}."],
};
export const ISSUES: Frames = {
  training: [
    "The question presented is whether {rule}.",
    "We must decide whether {rule}.",
    "The issue is whether {rule}.",
  ],
  validation: ["The only question for us is whether {rule}."],
  test: ["The question that we must decide is whether {rule}."],
};
export const APPLICATIONS: Frames = {
  training: [
    "Those cases decide this one.",
    "Those principles govern here.",
    "We see no reason to leave that line of cases.",
  ],
  validation: ["What was said there holds here as well."],
  test: ["What those cases say decides this one."],
};
export const HOLDINGS: Frames = {
  training: ["We hold that {rule}.", "For these reasons we hold that {rule}.", "We therefore hold that {rule}."],
  validation: ["Our holding is that {rule}."],
  test: ["For these reasons we say that {rule}."],
};

/** Why the ruling below stands or falls, by the way in which the case ends. */
export const REASONS: Readonly<Record<Disposition, Frames>> = {
  affirmed: {
    training: [
      "{below} read the law in the same way, and there was no error.",
      "That is how {below} saw the matter.",
      "{below} came to the right result for the right reasons.",
    ],
    validation: ["The view of {below} was correct."],
    test: ["{below} saw the law in the right way, and there was no error."],
  },
  reversed: {
    training: [
      "{below} read the law otherwise, and that was error.",
      "That is not how {below} saw the matter, and its ruling cannot stand.",
      "{below} came to the wrong result.",
    ],
    validation: ["The view of {below} was mistaken."],
    test: ["{below} saw the law in the wrong way, and that was error."],
  },
  "reversed and remanded": {
    training: [
      "{below} read the law otherwise, and that was error; what remains is to fix the terms of the judgment.",
      "That is not how {below} saw the matter, and judgment must now be entered for the other side.",
      "{below} came to the wrong result and must now enter the right one.",
    ],
    validation: ["The view of {below} was mistaken, and it must enter another judgment."],
    test: ["{below} saw the law in the wrong way and must now enter judgment for the other side."],
  },
  "vacated and remanded": {
    training: [
      "{below} used another test and made no findings under this one, so that we cannot say who should win.",
      "Whether the facts are such was never found, and {below} must hear the matter again.",
      "{below} did not ask the right question, and its answer to the wrong one helps nobody.",
    ],
    validation: ["On the findings that we have, either side may yet win before {below}."],
    test: ["{below} did not make the findings under this test, and either side may yet win."],
  },
  "affirmed in part and reversed in part": {
    training: [
      "On that point {below} was right; on the award of costs, for which no statute allows, it was not.",
      "So far {below} made no error. Its award of interest, however, has no ground in the law.",
      "{below} was correct about this claim and mistaken about the costs.",
    ],
    validation: ["The ruling is sound except for the interest that {below} added."],
    test: ["{below} was right on this point and mistaken about the award of interest."],
  },
  "appeal dismissed": {
    training: [
      "But the notice of appeal was filed {late} days after the judgment, and the rule allows thirty; we say this only for guidance and have no power to act.",
      "The parties have settled since the argument, however, so that we say this for guidance alone and decide nothing.",
      "The {loser} has in the meantime paid the judgment, and nothing is left for us to decide.",
    ],
    validation: ["We add that the order under review is not final, which takes the matter out of our hands."],
    test: ["But nothing is left to decide, so that we have no power to act and say this for guidance alone."],
  },
  "petition denied": {
    training: [
      "{below} said as much, and the petition shows no error.",
      "The petition gives us no reason to disturb what {below} decided.",
      "{below} followed the law, and the petition must fail.",
    ],
    validation: ["Nothing in the petition casts doubt on what {below} did."],
    test: ["The petition shows no error in what {below} decided."],
  },
};
export const CLOSINGS: Readonly<Record<Disposition, Frames>> = {
  affirmed: {
    training: ["The judgment is affirmed.", "The ruling of {below} is affirmed.", "Affirmed."],
    validation: ["Accordingly, we affirm.", "We therefore affirm."],
    test: ["The ruling of {below} is therefore affirmed.", "We affirm what {below} decided."],
  },
  reversed: {
    training: ["The judgment is reversed.", "The ruling of {below} is reversed.", "Reversed."],
    validation: ["Accordingly, we reverse.", "We therefore reverse."],
    test: ["The ruling of {below} is therefore reversed.", "We reverse what {below} decided."],
  },
  "reversed and remanded": {
    training: [
      "The judgment is reversed, and the case is remanded.",
      "Reversed and remanded.",
      "We reverse and remand for entry of judgment.",
    ],
    validation: ["We reverse the ruling and remand.", "We therefore reverse and remand."],
    test: ["The ruling of {below} is reversed and the case remanded.", "We reverse what {below} decided and remand."],
  },
  "vacated and remanded": {
    training: [
      "The judgment is vacated, and the case is remanded.",
      "Vacated and remanded.",
      "We vacate the ruling and remand for further proceedings.",
    ],
    validation: ["We vacate and remand.", "We therefore vacate and remand."],
    test: ["The ruling of {below} is vacated and the case remanded.", "We vacate what {below} decided and remand."],
  },
  "affirmed in part and reversed in part": {
    training: [
      "The judgment is affirmed in part and reversed in part.",
      "Affirmed in part and reversed in part.",
      "We affirm in part and reverse in part.",
    ],
    validation: ["Affirmed in part; reversed in part.", "We therefore affirm in part and reverse in part."],
    test: [
      "The ruling of {below} is affirmed in part and reversed in part.",
      "We affirm what {below} decided in part and reverse it in part.",
    ],
  },
  "appeal dismissed": {
    training: ["The appeal is dismissed.", "Appeal dismissed.", "We dismiss the appeal."],
    validation: ["Accordingly, the appeal is dismissed.", "We therefore dismiss the appeal."],
    test: ["The appeal is therefore dismissed.", "The appeal of the {loser} is now dismissed."],
  },
  "petition denied": {
    training: ["The petition is denied.", "The petition for review is denied.", "Petition denied."],
    validation: ["We deny the petition.", "We therefore deny the petition."],
    test: ["The petition is therefore denied.", "The petition for review is therefore denied."],
  },
};

export const DISTINGUISHING: Frames = {
  training: [
    "The {loser} relies on {cite}. There {told}; here {here}. That case is distinguished.",
    "The {loser} points to {cite}. But in that case {told}, while here {here}. We distinguish it on that ground.",
    "In {cite}, to which the {loser} points, {told}. Nothing of the kind can be said here, where {here}. The case is distinguishable.",
  ],
  validation: [
    "We distinguish {cite}, since there {told} and here {here}.",
    "In {cite} {told}, while here {here}; we distinguish that case, to which the {loser} points.",
  ],
  test: [
    "The {loser} relies on {cite}, which we distinguish, since there {told}, while here {here}.",
    "The {loser} points to {cite}. But there {told}, and here {here}. The case is distinguished.",
  ],
};
export const FOLLOWING: Frames = {
  training: [
    "The {winner} relies on {cite}. There, as here, {told}. That case is followed.",
    "The {winner} points to {cite}. In that case too {told}. We follow it.",
    "In {cite}, to which the {winner} points, {told}. The same can be said here. The case is followed.",
  ],
  validation: [
    "We follow {cite}, since there and here alike {told}.",
    "In {cite} {told}, and the same can be said here; we follow that case.",
  ],
  test: [
    "The {winner} relies on {cite}, which we follow, since there, as here, {told}.",
    "The {winner} points to {cite}. There, as here, {told}. We follow that case.",
  ],
};

export const RULES: Frames = {
  training: [
    "It is settled that {rule}. {cite}.",
    "The rule is that {rule}. See {cite}.",
    "Since {cite}, it has been the law that {rule}.",
  ],
  validation: ["No one doubts any longer that {rule}. {cite}."],
  test: ["It is the law that {rule}. See {cite}."],
};
/** For opinions that have little to cite. */
export const CONSIDERATIONS: readonly Frames[] = [
  {
    training: [
      "No earlier case decides the point, and we must say for ourselves what the law of {law} asks for.",
      "We have found no case on the point in the law of {law}, and the parties have shown us none.",
    ],
    validation: ["The books hold nothing on this point in the law of {law}."],
    test: ["The law of {law} has no earlier case on the point."],
  },
  {
    training: [
      "The {loser} says that hardship will follow, but a rule of law is not made for one party alone.",
      "The {loser} asks for a rule that would leave the matter to chance, and that is not a rule at all.",
    ],
    validation: ["What the {loser} asks for would help nobody who came after."],
    test: ["The {loser} asks for a rule that is made for one party alone."],
  },
  {
    training: [
      "The {winner} on the other hand asks for no more than what the law has always given to a party in that position.",
      "The view of the {winner} is the better one, since it can be followed by all who come after.",
    ],
    validation: ["The {winner} has the better of the argument, since both sides knew where they stood."],
    test: ["The view of the {winner} can be followed by a party in that position."],
  },
  {
    training: [
      "A party may give up what the law of {law} allows, but nothing in this record shows that the {winner} did so or meant to do so.",
      "Nothing in this record shows that the {winner} gave up what the law of {law} allows.",
    ],
    validation: ["There is no sign that the {winner} ever gave up what the law of {law} allows."],
    test: ["The {winner} never gave up what the law of {law} allows, and the record shows nothing else."],
  },
  {
    training: [
      "We have read the whole record and have heard both sides, and we find in it no other fact that could change the result.",
      "There is no other fact in the record that could lead a court to another result, and neither side has pointed to one.",
    ],
    validation: ["Neither side has pointed to another fact that could matter to the result."],
    test: ["We find no other fact in the record, and neither side has pointed to one, that could change the result."],
  },
  {
    training: [
      "The point is a narrow one, and nothing in this opinion speaks to a case in which the parties had agreed on something else.",
      "If the parties had agreed on something else, this would be another case, and we say nothing in this opinion about that.",
    ],
    validation: ["We say nothing in this opinion about parties that had agreed on something else."],
    test: ["Nothing in this opinion speaks to parties that had agreed on something else, which would be another case."],
  },
  {
    training: [
      "We add that the court below had all of this before it, and that both parties were heard there on every question of fact.",
      "All of this was shown in the court below, and both parties were heard there on every question of fact.",
    ],
    validation: ["Both parties were heard on every question of fact in the court below."],
    test: ["We add that all of this was shown in the court below, and that both parties were heard there."],
  },
  {
    training: [
      "It must also be said that the facts are hardly in dispute, and that both sides had a full hearing.",
      "Both sides had a full hearing, and nothing that was shown there is in dispute.",
    ],
    validation: ["The hearing was a fair one, and the facts were found with care."],
    test: ["The facts are hardly in dispute, and the hearing was a full one."],
  },
];
