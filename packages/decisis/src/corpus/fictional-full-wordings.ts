import type { Disposition } from "./fictional-docket.ts";
import type { Frames } from "./fictional-domain.ts";
import { CLOSINGS, ISSUES, RULES } from "./fictional-judgment-wordings.ts";

/*
 * Sentences of an opinion in full: question, law, application, closing. Slots as in `fictional-judgment-wordings.ts`; besides,
 * `{told}` is the circumstance on which the case turns, as a narrator tells it.
 */

export const QUESTIONS: Frames = {
  training: [
    ...ISSUES.training,
    "The only question for us is whether {rule}.",
    "The appeal presents the question whether {rule}.",
    "The parties ask us to decide whether {rule}.",
    "The question before us is whether {rule}.",
    "The issue on this appeal is whether {rule}.",
    "We are asked to decide whether {rule}.",
    "We have to determine whether {rule}.",
    "The case presents one issue, whether {rule}.",
    "The sole issue here is whether {rule}.",
    "The dispute raises the question whether {rule}.",
    "Both sides want us to decide whether {rule}.",
    "There is one question on this appeal, whether {rule}.",
    "[The one|The central|The single|The whole] [question|issue] [before us now|left|put to us] is whether {rule}.",
    "[We must|We will|We now] [resolve|address|determine] whether {rule}.",
    "The [parties|briefs|papers] [put to us|bring us] [the question|one issue], whether {rule}.",
  ],
  validation: [
    "The only issue for us is whether {rule}.",
    "We have to decide whether {rule}.",
    "The appeal asks us to determine whether {rule}.",
  ],
  test: [
    "The question for us is whether {rule}.",
    "The sole question is whether {rule}.",
    "The question here is whether {rule}.",
  ],
};

/** The law that decides the case. */
export const GOVERNING: Frames = {
  training: [
    ...RULES.training,
    "It has long been the law that {rule}. {cite}.",
    "Under {cite}, the rule is that {rule}.",
    "It is well settled that {rule}. {cite}.",
    "It is established that {rule}. See {cite}.",
    "The general rule is that {rule}. {cite}.",
    "The settled rule is that {rule}. See {cite}.",
    "It has long been settled that {rule}. See {cite}.",
    "It is the rule that {rule}. {cite}.",
    "Under {cite}, it is settled that {rule}.",
    "Since {cite}, it has been settled that {rule}.",
    "It has been established that {rule}. {cite}.",
    "Under {cite}, the law is that {rule}.",
    "It is [well|long] [settled|established] that {rule}. [See |]{cite}.",
    "[In general|By long usage], it is [the law|the rule|settled] that {rule}. [See |]{cite}.",
    "By [many|all our] cases it is [established|the rule] that {rule}. [See |]{cite}.",
  ],
  validation: [
    "The law is that {rule}. See {cite}.",
    "It has long been the rule that {rule}. See {cite}.",
    "It has been the rule that {rule}. {cite}.",
  ],
  test: [
    "It is the law that {rule}. See {cite}.",
    "It has been the law that {rule}. {cite}.",
    "By {cite}, it is settled that {rule}.",
  ],
};

/** The law applied to what happened in this case, where the circumstance that is told goes with the result. */
export const APPLIED: Frames = {
  training: [
    "Here {told}, and that fact decides the question.",
    "In this case {told}, and the question turns on that.",
    "On this record {told}, and nothing more is asked for.",
    "Because {told}, the {winner} is within the rule.",
    "What matters here is that {told}.",
    "The {winner} is within the rule, since here {told}.",
    "It is enough here that {told}.",
    "The facts meet the test, because {told}.",
    "The record shows that {told}, and that is enough.",
    "The evidence was that {told}, which brings the {winner} within the rule.",
    "The {winner} meets the test here, because {told}.",
    "Since {told}, the {winner} meets the test on this record.",
    "What decides the matter here is that {told}.",
    "The facts are that {told}, and the rule asks for no more.",
    "The {winner} is right here, because {told}.",
    "The proof here was that {told}, and it was enough.",
    "The record leaves no doubt that {told}, and the rule asks for nothing else.",
    "Here the decisive fact is that {told}.",
    "In this case it is enough that {told}.",
    "Here it was found that {told}, and the rule needs no more than that.",
    "The finding that {told} decides the question here.",
    "The facts bring the {winner} within the rule, since {told}.",
    "In this case the {winner} meets the test, since {told}.",
    "Here the rule is met, because {told}.",
    "In this case the record shows that {told}, which decides the question.",
    "On these facts, since {told}, the {winner} is within the rule.",
    "[Here|In this case|On this record] [it appears|it is plain|all agree] that {told}, [as the rule asks|and the rule is met|so the test is met].",
    "[Because|Since] {told}, the [test|rule] is [met|satisfied] [here|in this case].",
    "[The proof|The testimony] [here|in this case] was that {told}, [and that settles it|which settles the matter].",
    "The [facts|evidence] [put|place] the {winner} [within|inside] the rule, [because|since] {told}.",
  ],
  validation: [
    "In this case it was shown that {told}, and the facts meet the test.",
    "Here it was shown that {told}, which is enough.",
    "The {winner} is right, since in this case {told}.",
  ],
  test: [
    "Since here {told}, the facts are within the rule.",
    "Here {told}, which decides it.",
    "The rule is met, because here {told}.",
  ],
};
/** The same where the result goes against the circumstance. */
export const OUTWEIGHED: Frames = {
  training: [
    "Here {told}, but that fact does not decide the question.",
    "In this case {told}, and yet the question does not turn on that.",
    "On this record {told}, but the law asks for more than that.",
    "The {loser} is not within the rule merely because {told}.",
    "It is not enough here that {told}.",
    "Although here {told}, the {winner} is within the rule.",
    "The facts do not meet the test merely because {told}.",
    "The {winner} is within the rule here even though {told}.",
    "The record shows that {told}, but that is not enough.",
    "The evidence that {told} does not decide the question here.",
    "Here the fact that {told} does not settle the matter.",
    "On this record the {winner} is within the rule, even though {told}.",
    "Here it was found that {told}, but the question does not turn on it.",
    "The facts are that {told}, and yet the {loser} does not meet the test.",
    "The {winner} is right here although {told}.",
    "In this case the fact that {told} is not enough.",
    "The {loser} gains nothing here from the fact that {told}.",
    "The finding that {told} does not help the {loser} here.",
    "In this case the rule is met although {told}.",
    "What was shown here is that {told}, and the law asks for more than that.",
    "The proof here was that {told}, but it was not enough.",
    "In this case the {loser} does not meet the test merely because {told}.",
    "[Here|In this case|On this record] [it appears|it is plain|all agree] that {told}, [but the rule looks elsewhere|but the rule is met|and still the test is met].",
    "[Though|Even though|While] [here|on this record] {told}, the [test|rule] is [met|satisfied].",
    "[The proof|The testimony] [here|in this case] was that {told}, [but that settles nothing|and that does not change the result].",
  ],
  validation: [
    "In this case it was shown that {told}, but that is not enough.",
    "The record shows that {told}, and yet the rule is met here.",
    "Here {told}, but that is not enough.",
  ],
  test: [
    "Although here {told}, that fact does not decide the question.",
    "Here {told}, and yet the rule is met.",
    "In this case {told}, but the law asks for more.",
  ],
};
/** The same where the facts were not found below. */
export const OPEN: Frames = {
  training: [
    "Here it may be that {told}, but no finding says so.",
    "In this case the question turns on a finding that {told}.",
    "On this record it may be that {told}, and a finding on that is needed.",
    "What matters here is a finding that {told}.",
    "If the facts are that {told}, the {winner} is within the rule here.",
    "The {winner} is within the rule here only if the facts are that {told}.",
    "Here the facts may be that {told}, but they were not found.",
    "The {winner} needs a finding here that {told}.",
    "Without a finding that {told}, the question cannot be decided here.",
    "The evidence here may be that {told}, but there is no finding.",
    "What is needed here is a finding that {told}.",
    "In this case there may be proof that {told}, but there was no finding.",
    "The {winner} meets the test here if the facts are that {told}.",
    "On this record there is evidence that {told}, but no finding.",
    "Here the rule is met only if it is found that {told}.",
    "In this case the record may show that {told}, but a finding is needed.",
    "[Here|In this case|On this record] [nobody has found|it was never found|it remains to be found] that {told}.",
    "The [test|rule] is [met|satisfied] [here|in this case] [only if|once] a finding is made that {told}.",
  ],
  validation: [
    "In this case a finding is needed that {told}.",
    "Here there is evidence that {told}, but a finding is needed.",
  ],
  test: [
    "On this record the question turns on a finding that {told}.",
    "The question cannot be decided here without a finding that {told}.",
  ],
};

/** What a court does to the judgment under review: `done` follows `is`, `act` is a sentence of its own. */
function judgmentClosings(done: string, act: string): readonly string[] {
  return [
    `The judgment below is ${done}.`,
    `The decision of {below} is ${done}.`,
    `For these reasons the judgment is ${done}.`,
    `It follows that the ruling is ${done}.`,
    `Judgment ${done}.`,
    `The order under review is ${done}.`,
    `${act}.`,
  ];
}

const MORE_CLOSINGS: Readonly<Record<Disposition, readonly string[]>> = {
  affirmed: [...judgmentClosings("affirmed", "We affirm the judgment"), "We affirm the ruling of {below}."],
  reversed: [...judgmentClosings("reversed", "We reverse the judgment"), "We reverse the ruling of {below}."],
  "reversed and remanded": judgmentClosings(
    "reversed and the case remanded",
    "We reverse the judgment and remand the case",
  ),
  "vacated and remanded": judgmentClosings(
    "vacated and the case remanded",
    "We vacate the judgment and remand the case",
  ),
  "affirmed in part and reversed in part": judgmentClosings(
    "affirmed in part and reversed in part",
    "We affirm the judgment in part and reverse it in part",
  ),
  "appeal dismissed": [
    "For these reasons the appeal is dismissed.",
    "It follows that the appeal is dismissed.",
    "The appeal of the {loser} is dismissed.",
    "This appeal is dismissed.",
    "We dismiss this appeal.",
  ],
  "petition denied": [
    "For these reasons the petition is denied.",
    "It follows that the petition is denied.",
    "The petition of the {loser} is denied.",
    "This petition for review is denied.",
    "Petition for review denied.",
  ],
};

/** How an opinion in full closes: as a short one, and in more words of training. */
export function fullClosings(disposition: Disposition): Frames {
  const { training, ...heldOut } = CLOSINGS[disposition];
  return { training: [...training, ...MORE_CLOSINGS[disposition]], ...heldOut };
}
