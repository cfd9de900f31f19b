import type { Disposition } from "./fictional-docket.ts";
import type { Frames } from "./fictional-domain.ts";
import { CLOSINGS } from "./fictional-judgment-wordings.ts";

/*
 * Sentences of an opinion in full. Slots as in `fictional-judgment-wordings.ts`; besides, `{told}` is the circumstance on which
 * the case turns, `{other}` one that the case does not have, both as a narrator tells them, and `{side}` a clause that states law
 * which is not in question.
 */

export const QUESTIONS: Frames = {
  training: [
    "The question presented is whether {rule}.",
    "We must decide whether {rule}.",
    "The issue is whether {rule}.",
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

/** Questions that nobody has to answer. */
export const SIDE_QUESTIONS: readonly Frames[] = [
  {
    training: [
      "We need not decide whether {side}.",
      "No one asks us to decide whether {side}.",
      "The parties no longer dispute the question whether {side}.",
      "We do not decide today whether {side}.",
      "The briefs do not ask us to decide whether {side}.",
      "Neither side asks us to decide whether {side}.",
      "We need not consider whether {side}.",
      "The question whether {side} need not be answered.",
    ],
    validation: ["Nobody asks us to decide whether {side}.", "We do not have to decide whether {side}."],
    test: ["The parties do not ask us to decide whether {side}.", "Neither side asks us to consider whether {side}."],
  },
  {
    training: [
      "{below} did not reach the question whether {side}, and neither do we.",
      "{below} was not asked to decide whether {side}.",
      "Another question, whether {side}, was settled before the appeal.",
      "The question whether {side} was abandoned on appeal.",
      "The question whether {side} was not asked below.",
      "It was settled below whether {side}.",
      "Another question, whether {side}, need not be reached.",
      "The parties no longer argue the question whether {side}.",
    ],
    validation: [
      "The question whether {side} was not argued before us.",
      "Another question, whether {side}, was not argued before us.",
    ],
    test: [
      "The question whether {side} was settled before the appeal.",
      "The question whether {side} was not argued below.",
    ],
  },
];

/** The law that decides the case. */
export const GOVERNING: Frames = {
  training: [
    "It is settled that {rule}. {cite}.",
    "The rule is that {rule}. See {cite}.",
    "Since {cite}, it has been the law that {rule}.",
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

/** What an opinion says beside the point: arguments that were rejected, remedies, the course of the case, what is not decided. */
export const ASIDES: readonly Frames[] = [
  {
    training: [
      "Here the {loser} also says that {other}, but no witness said so.",
      "The {loser} adds that {other}, and we find no proof of that in the record.",
      "In this case the {loser} would have us believe that {other}, of which there is no proof.",
      "On this record the {loser} says that {other}, but there was no proof of it.",
      "The {loser} suggests here that {other}, and the record holds no proof of it.",
      "In this case the {loser} says once more that {other}, and not one witness said so.",
      "The record shows nothing of what the {loser} adds, that {other}; there is no proof of it.",
      "The {loser} urges on this record that {other}, but the evidence is silent.",
    ],
    validation: ["Here the {loser} adds that {other}, but there is no proof of that."],
    test: ["In this case the {loser} also says that {other}, and there was no proof of that."],
  },
  {
    training: [
      "Here the {loser} says for the first time that {other}, and it is too late for that.",
      "In this case the {loser} never told {below} that {other}, and we do not take it up.",
      "Because the {loser} did not tell {below} that {other}, we do not take it up.",
      "The {loser} told {below} nothing of the kind when it says now that {other}.",
      "On this record the {loser} says now that {other}, but it did not say so below.",
      "Here the {loser} adds on appeal that {other}, and we do not consider it.",
      "The {loser} never said to {below} that {other}, and we do not consider it here.",
      "In this case the {loser} maintains on appeal alone that {other}, which is too late.",
    ],
    validation: ["In this case the {loser} says for the first time that {other}, and we do not take it up."],
    test: ["Here the {loser} did not tell {below} that {other}, and it is too late for that."],
  },
  {
    training: [
      "In this case nobody says that {other}.",
      "Here it is not claimed that {other}, and that would be another case.",
      "On this record there is no sign that {other}.",
      "No one claims here that {other}.",
      "Neither side claims here that {other}.",
      "There is no sign in this case that {other}.",
      "On this record no one says that {other}.",
      "The evidence is not that {other}, and that would be another case.",
    ],
    validation: ["Here nobody says that {other}, and that would be another case."],
    test: ["In this case it is not claimed that {other}, and there is no sign of that."],
  },
  {
    training: [
      "The {loser} says that the law should be another one here, because otherwise {side}.",
      "On this record, the {loser} says, the rule must be that {side}.",
      "Because of what it calls hardship, the {loser} asks us to say that {side}.",
      "The {loser} asks us to say here that {side}, but gives no reason for it.",
      "The {loser} says that it would be better here if the law said that {side}.",
      "In this case the {loser} urges us to say that {side}, because times have changed.",
      "Here the {loser} asks us to say that {side}, since that would be fair.",
      "Because it would be simpler, the {loser} asks us to say that {side}.",
    ],
    validation: ["The {loser} asks us to say that {side}, because of what it calls hardship."],
    test: ["On this record, the {loser} says, the law should be that {side}."],
  },
  {
    training: [
      "Nothing in this case turns on whether {side}.",
      "We say nothing here about a case in which {side}.",
      "What we say here does not mean that {side}.",
      "Nothing that we say here means that {side}.",
      "We say nothing in this case about the view that {side}.",
      "Nothing in this opinion should be read to mean that {side}.",
      "What we say on this record is not that {side}.",
      "Here we do not decide that {side}, since nothing in this case turns on it.",
    ],
    validation: ["What we say in this case does not mean that {side}."],
    test: ["Nothing here turns on whether {side}, and we say nothing about that."],
  },
  {
    training: [
      "Here the {winner} asks for the costs of the appeal as well, and these follow the result.",
      "In this case nobody has asked for costs, so that we award none.",
      "On this record the costs cannot be fixed, and {below} may see to them.",
      "Because the {loser} was not alone at fault, each side bears its own costs here.",
      "The {winner} asked for costs here, and the rules give them.",
      "On this record each side bears the costs of its own papers.",
      "In this case the {loser} pays the costs, because it lost.",
      "Here the {loser} asks for costs, but the one who loses gets none.",
    ],
    validation: ["Here nobody has asked for the costs of the appeal, so that we award none."],
    test: ["In this case each side bears its own costs, because nobody has asked for them."],
  },
  {
    training: [
      "Here the {winner} also asks for interest, for which no statute provides.",
      "In this case the sum is not in dispute, and we need not fix it.",
      "Because the {loser} has made no offer to pay, interest is due here from the day of the ruling.",
      "On this record the interest cannot be fixed, and the {winner} does not ask us to do so.",
      "The {winner} asked for interest here and has shown no ground for it.",
      "On this record interest is due from the day of the demand.",
      "In this case the {loser} asks for interest, but nothing is owed to it.",
      "Here the sum was not in dispute, since both sides had agreed on it.",
    ],
    validation: ["Here the sum is not in dispute, and no statute provides for interest."],
    test: ["In this case the {winner} also asks for interest, and the {loser} does not dispute the sum."],
  },
  {
    training: [
      "Here the notice of appeal was filed in time, and the {winner} does not say otherwise.",
      "In this case the papers came to us late, and we have overlooked that.",
      "Because the papers of the {loser} were in order, we have read all of them.",
      "On this record the appeal is in order, and the {winner} does not say otherwise.",
      "In this case the briefs were long, and we have read them.",
      "On this record the notice of appeal came in time.",
      "Here the {loser} filed its notice of appeal on the last day.",
      "The briefs in this case were in order, because the {loser} had mended them.",
    ],
    validation: ["Here the papers of the {loser} were in order, and we have read all of them."],
    test: ["In this case the notice of appeal was in order, and the {winner} does not say otherwise."],
  },
  {
    training: [
      "Here both sides had a full hearing before {below}, and the {loser} had all the time that it asked for.",
      "In this case {below} heard the {winner} first and the {loser} on the next day.",
      "On this record the {loser} had a fair hearing, and no one says otherwise.",
      "Because {below} heard both sides, we do not send the {winner} back for another hearing.",
      "On this record there was a full hearing, and the {winner} was heard as well.",
      "Here the {loser} asked for another hearing, but had no new witness.",
      "In this case {below} gave the {loser} a fair hearing.",
      "Because there was a full hearing, the {loser} cannot ask for more here.",
    ],
    validation: ["In this case the {loser} had a full hearing, and no one says otherwise."],
    test: ["Here {below} heard the {loser} first, and both sides had all the time that was asked for."],
  },
];

/** Citations that stand for no rule. */
export const CITED_ASIDES: readonly Frames[] = [
  {
    training: [
      "The {loser} cites {cite}, but that case has nothing to do with the point.",
      "{below} relied on {cite}, and nothing here depends on that.",
      "The {loser} relies on {cite}, which was about another kind of claim.",
      "We have read {cite}, which the {loser} cites, and it does not help.",
      "The {loser} points to {cite}, but that case was about something else.",
      "The {winner} also cites {cite}, which we need not discuss.",
      "Much was said below of {cite}, on which the {loser} relies, but it is not in point.",
      "The {loser} cites {cite}, which decides nothing here.",
    ],
    validation: ["The {loser} relies on {cite}, but nothing here depends on that case."],
    test: ["We have read {cite}, on which the {loser} relies, and it has nothing to do with the point."],
  },
  {
    training: [
      "The {loser} relies on an old case for the view that {side}. See {cite}.",
      "The {loser} argues from another case that {side}. {cite}.",
      "It was argued to {below} that {side}. See {cite}.",
      "It was argued long ago that {side}, but no court relied on that. {cite}.",
      "The {loser} relies on one more case for saying that {side}. See {cite}.",
      "The {loser} relies on a case for the argument that {side}. {cite}.",
      "It was also argued to {below} that {side}. {cite}.",
      "In its brief the {loser} argues from one old case that {side}. {cite}.",
    ],
    validation: ["The {loser} relies on another case, which was about whether {side}. {cite}."],
    test: ["The {loser} argues from an old case that {side}. See {cite}."],
  },
  {
    training: [
      "It was once the law that {side}. {cite}.",
      "In other states the rule is that {side}. See {cite}.",
      "The old rule was that {side}, and no court follows it now. See {cite}.",
      "The {loser} relies on an older rule, under which {side}. {cite}.",
      "The former rule was that {side}. {cite}.",
      "It was once the rule that {side}. See {cite}.",
      "In other states it is settled that {side}. {cite}.",
      "An older rule was that {side}, which courts have left. See {cite}.",
    ],
    validation: ["It was once settled that {side}, and no court follows that now. {cite}."],
    test: ["In other states it is the law that {side}. See {cite}."],
  },
];

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
