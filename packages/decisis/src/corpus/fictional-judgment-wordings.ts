import type { Disposition } from "./fictional-docket.ts";
import type { Wordings } from "./fictional-domain.ts";

/*
 * Sentences of an opinion. `{a}` and `{b}` are the parties by name, `{c}` and `{r}` the nouns for who claims and who resists,
 * `{winner}` and `{loser}` these by the outcome, `{below}` whose decision is under review, `{rule}` a clause that states law.
 */

export const INTRODUCTIONS: Wordings = [
  "{a} is the {c} in this dispute and {b} the {r}.",
  "This dispute is between {a}, the {c}, and {b}, the {r}.",
  "In {year} a dispute arose between {a}, the {c}, and {b}, the {r}.",
  "Before us are {a}, the {c}, and {b}, the {r}.",
  "The parties to this dispute are {a}, the {c}, and {b}, the {r}.",
];
export const REQUESTS: Wordings = [
  "The {c} sought {thing}.",
  "The {c} wants {thing}, and the {r} resists.",
  "What the {c} asks for is {thing}.",
  "At stake is {thing}.",
  "What the {c} sought is {thing}.",
];
export const RULINGS: Wordings = [
  "{below} ruled for the {winner}, and the {loser} asks us to review that ruling.",
  "{below} found for the {winner}. The {loser} seeks review.",
  "The {loser} lost before {below} and comes to this court.",
  "Before {below} the {winner} won, and the {loser} seeks review.",
  "The {loser} seeks review after {below} ruled for the {winner}.",
];
export const ISSUES: Wordings = [
  "The question presented is whether {rule}.",
  "We must decide whether {rule}.",
  "The issue is whether {rule}.",
  "The only question for us is whether {rule}.",
  "The question that we must decide is whether {rule}.",
];
export const APPLICATIONS: Wordings = [
  "Those cases decide this one.",
  "Those principles govern here.",
  "We see no reason to leave that line of cases.",
  "What was said there holds here as well.",
  "What those cases say decides this one.",
];
export const HOLDINGS: Wordings = [
  "We hold that {rule}.",
  "For these reasons we hold that {rule}.",
  "We therefore hold that {rule}.",
  "Our holding is that {rule}.",
  "For these reasons we say that {rule}.",
];

/** Why the ruling below stands or falls, by the way in which the case ends. */
export const REASONS: Readonly<Record<Disposition, Wordings>> = {
  affirmed: [
    "{below} read the law in the same way, and there was no error.",
    "That is how {below} saw the matter.",
    "{below} came to the right result for the right reasons.",
    "The view of {below} was correct.",
    "{below} saw the law in the right way, and there was no error.",
  ],
  reversed: [
    "{below} read the law otherwise, and that was error.",
    "That is not how {below} saw the matter, and its ruling cannot stand.",
    "{below} came to the wrong result.",
    "The view of {below} was mistaken.",
    "{below} saw the law in the wrong way, and that was error.",
  ],
  "reversed and remanded": [
    "{below} read the law otherwise, and that was error; what remains is to fix the terms of the judgment.",
    "That is not how {below} saw the matter, and judgment must now be entered for the other side.",
    "{below} came to the wrong result and must now enter the right one.",
    "The view of {below} was mistaken, and it must enter another judgment.",
    "{below} saw the law in the wrong way and must now enter judgment for the other side.",
  ],
  "vacated and remanded": [
    "{below} used another test and made no findings under this one, so that we cannot say who should win.",
    "Whether the facts are such was never found, and {below} must hear the matter again.",
    "{below} did not ask the right question, and its answer to the wrong one helps nobody.",
    "On the findings that we have, either side may yet win before {below}.",
    "{below} did not make the findings under this test, and either side may yet win.",
  ],
  "affirmed in part and reversed in part": [
    "On that point {below} was right; on the award of costs, for which no statute allows, it was not.",
    "So far {below} made no error. Its award of interest, however, has no ground in the law.",
    "{below} was correct about this claim and mistaken about the costs.",
    "The ruling is sound except for the interest that {below} added.",
    "{below} was right on this point and mistaken about the award of interest.",
  ],
  "appeal dismissed": [
    "But the notice of appeal was filed {late} days after the judgment, and the rule allows thirty; we say this only for guidance and have no power to act.",
    "The parties have settled since the argument, however, so that we say this for guidance alone and decide nothing.",
    "The {loser} has in the meantime paid the judgment, and nothing is left for us to decide.",
    "We add that the order under review is not final, which takes the matter out of our hands.",
    "But nothing is left to decide, so that we have no power to act and say this for guidance alone.",
  ],
  "petition denied": [
    "{below} said as much, and the petition shows no error.",
    "The petition gives us no reason to disturb what {below} decided.",
    "{below} followed the law, and the petition must fail.",
    "Nothing in the petition casts doubt on what {below} did.",
    "The petition shows no error in what {below} decided.",
  ],
};
export const CLOSINGS: Readonly<Record<Disposition, Wordings>> = {
  affirmed: [
    "The judgment is affirmed.",
    "The ruling of {below} is affirmed.",
    "Affirmed.",
    "Accordingly, we affirm.",
    "The ruling of {below} is therefore affirmed.",
  ],
  reversed: [
    "The judgment is reversed.",
    "The ruling of {below} is reversed.",
    "Reversed.",
    "Accordingly, we reverse.",
    "The ruling of {below} is therefore reversed.",
  ],
  "reversed and remanded": [
    "The judgment is reversed, and the case is remanded.",
    "Reversed and remanded.",
    "We reverse and remand for entry of judgment.",
    "We reverse the ruling and remand.",
    "The ruling of {below} is reversed and the case remanded.",
  ],
  "vacated and remanded": [
    "The judgment is vacated, and the case is remanded.",
    "Vacated and remanded.",
    "We vacate the ruling and remand for further proceedings.",
    "We vacate and remand.",
    "The ruling of {below} is vacated and the case remanded.",
  ],
  "affirmed in part and reversed in part": [
    "The judgment is affirmed in part and reversed in part.",
    "Affirmed in part and reversed in part.",
    "We affirm in part and reverse in part.",
    "Affirmed in part; reversed in part.",
    "The ruling of {below} is affirmed in part and reversed in part.",
  ],
  "appeal dismissed": [
    "The appeal is dismissed.",
    "Appeal dismissed.",
    "We dismiss the appeal.",
    "Accordingly, the appeal is dismissed.",
    "The appeal is therefore dismissed.",
  ],
  "petition denied": [
    "The petition is denied.",
    "The petition for review is denied.",
    "Petition denied.",
    "We deny the petition.",
    "The petition is therefore denied.",
  ],
};

export const DISTINGUISHING: Wordings = [
  "The {loser} relies on {cite}. There {told}; here {here}. That case is distinguished.",
  "The {loser} points to {cite}. But in that case {told}, while here {here}. We distinguish it on that ground.",
  "In {cite}, to which the {loser} points, {told}. Nothing of the kind can be said here, where {here}. The case is distinguishable.",
  "We distinguish {cite}, since there {told} and here {here}.",
  "The {loser} relies on {cite}, which we distinguish, since there {told}, while here {here}.",
];
export const FOLLOWING: Wordings = [
  "The {winner} relies on {cite}. There, as here, {told}. That case is followed.",
  "The {winner} points to {cite}. In that case too {told}. We follow it.",
  "In {cite}, to which the {winner} points, {told}. The same can be said here. The case is followed.",
  "We follow {cite}, since there and here alike {told}.",
  "The {winner} relies on {cite}, which we follow, since there, as here, {told}.",
];

export const RULES: Wordings = [
  "It is settled that {rule}. {cite}.",
  "The rule is that {rule}. See {cite}.",
  "Since {cite}, it has been the law that {rule}.",
  "No one doubts any longer that {rule}. {cite}.",
  "It is the law that {rule}. See {cite}.",
];
/** For opinions that have little to cite. */
export const CONSIDERATIONS: readonly Wordings[] = [
  [
    "No earlier case decides the point, and we must say for ourselves what the law of {law} asks for.",
    "We have found no case on the point in the law of {law}, and the parties have shown us none.",
    "The books hold nothing on this point in the law of {law}.",
    "The law of {law} has no earlier case on the point.",
  ],
  [
    "The {loser} says that hardship will follow, but a rule of law is not made for one party alone.",
    "The {loser} asks for a rule that would leave the matter to chance, and that is not a rule at all.",
    "What the {loser} asks for would help nobody who came after.",
    "The {loser} asks for a rule that is made for one party alone.",
  ],
  [
    "The {winner} on the other hand asks for no more than what the law has always given to a party in that position.",
    "The view of the {winner} is the better one, since it can be followed by all who come after.",
    "The {winner} has the better of the argument, since both sides knew where they stood.",
    "The view of the {winner} can be followed by a party in that position.",
  ],
  [
    "A party may give up what the law of {law} allows, but nothing in this record shows that the {winner} did so or meant to do so.",
    "Nothing in this record shows that the {winner} gave up what the law of {law} allows.",
    "There is no sign that the {winner} ever gave up what the law of {law} allows.",
    "The {winner} never gave up what the law of {law} allows, and the record shows nothing else.",
  ],
  [
    "We have read the whole record and have heard both sides, and we find in it no other fact that could change the result.",
    "There is no other fact in the record that could lead a court to another result, and neither side has pointed to one.",
    "Neither side has pointed to another fact that could matter to the result.",
    "We find no other fact in the record, and neither side has pointed to one, that could change the result.",
  ],
  [
    "The point is a narrow one, and nothing in this opinion speaks to a case in which the parties had agreed on something else.",
    "If the parties had agreed on something else, this would be another case, and we say nothing in this opinion about that.",
    "We say nothing in this opinion about parties that had agreed on something else.",
    "Nothing in this opinion speaks to parties that had agreed on something else, which would be another case.",
  ],
  [
    "We add that the court below had all of this before it, and that both parties were heard there on every question of fact.",
    "All of this was shown in the court below, and both parties were heard there on every question of fact.",
    "Both parties were heard on every question of fact in the court below.",
    "We add that all of this was shown in the court below, and that both parties were heard there.",
  ],
  [
    "It must also be said that the facts are hardly in dispute, and that both sides had a full hearing.",
    "Both sides had a full hearing, and nothing that was shown there is in dispute.",
    "The hearing was a fair one, and the facts were found with care.",
    "The facts are hardly in dispute, and the hearing was a full one.",
  ],
];
