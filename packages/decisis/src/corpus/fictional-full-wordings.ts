import type { Wordings } from "./fictional-domain.ts";

/*
 * Sentences of an opinion in full. Slots as in `fictional-judgment-wordings.ts`; besides, `{told}` is the circumstance on which
 * the case turns, `{other}` one that the case does not have, both as a narrator tells them, and `{side}` a clause that states law
 * which is not in question.
 */

export const QUESTIONS: Wordings = [
  "The question presented is whether {rule}.",
  "We must decide whether {rule}.",
  "The issue is whether {rule}.",
  "The only question for us is whether {rule}.",
  "The appeal presents the question whether {rule}.",
  "The parties ask us to decide whether {rule}.",
  "The only issue for us is whether {rule}.",
  "The question for us is whether {rule}.",
];

/** Questions that nobody has to answer. */
export const SIDE_QUESTIONS: readonly Wordings[] = [
  [
    "We need not decide whether {side}.",
    "No one asks us to decide whether {side}.",
    "The parties no longer dispute the question whether {side}.",
    "Nobody asks us to decide whether {side}.",
    "The parties do not ask us to decide whether {side}.",
  ],
  [
    "{below} did not reach the question whether {side}, and neither do we.",
    "{below} was not asked to decide whether {side}.",
    "Another question, whether {side}, was settled before the appeal.",
    "The question whether {side} was not argued before us.",
    "The question whether {side} was settled before the appeal.",
  ],
];

/** The law that decides the case. */
export const GOVERNING: Wordings = [
  "It is settled that {rule}. {cite}.",
  "The rule is that {rule}. See {cite}.",
  "Since {cite}, it has been the law that {rule}.",
  "It has long been the law that {rule}. {cite}.",
  "Under {cite}, the rule is that {rule}.",
  "The law is that {rule}. See {cite}.",
  "It is the law that {rule}. See {cite}.",
];

/** The law applied to what happened in this case, where the circumstance that is told goes with the result. */
export const APPLIED: Wordings = [
  "Here {told}, and that fact decides the question.",
  "In this case {told}, and the question turns on that.",
  "On this record {told}, and nothing more is asked for.",
  "Because {told}, the {winner} is within the rule.",
  "What matters here is that {told}.",
  "The {winner} is within the rule, since here {told}.",
  "It is enough here that {told}.",
  "The facts meet the test, because {told}.",
  "In this case it was shown that {told}, and the facts meet the test.",
  "Since here {told}, the facts are within the rule.",
];
/** The same where the result goes against the circumstance. */
export const OUTWEIGHED: Wordings = [
  "Here {told}, but that fact does not decide the question.",
  "In this case {told}, and yet the question does not turn on that.",
  "On this record {told}, but the law asks for more than that.",
  "The {loser} is not within the rule merely because {told}.",
  "It is not enough here that {told}.",
  "Although here {told}, the {winner} is within the rule.",
  "The facts do not meet the test merely because {told}.",
  "The {winner} is within the rule here even though {told}.",
  "In this case it was shown that {told}, but that is not enough.",
  "Although here {told}, that fact does not decide the question.",
];
/** The same where the facts were not found below. */
export const OPEN: Wordings = [
  "Here it may be that {told}, but no finding says so.",
  "In this case the question turns on a finding that {told}.",
  "On this record it may be that {told}, and a finding on that is needed.",
  "What matters here is a finding that {told}.",
  "If the facts are that {told}, the {winner} is within the rule here.",
  "The {winner} is within the rule here only if the facts are that {told}.",
  "In this case a finding is needed that {told}.",
  "On this record the question turns on a finding that {told}.",
];

/** What an opinion says beside the point: arguments that were rejected, remedies, the course of the case, what is not decided. */
export const ASIDES: readonly Wordings[] = [
  [
    "Here the {loser} also says that {other}, but no witness said so.",
    "The {loser} adds that {other}, and we find no proof of that in the record.",
    "In this case the {loser} would have us believe that {other}, of which there is no proof.",
    "On this record the {loser} says that {other}, but there was no proof of it.",
    "Here the {loser} adds that {other}, but there is no proof of that.",
    "In this case the {loser} also says that {other}, and there was no proof of that.",
  ],
  [
    "Here the {loser} says for the first time that {other}, and it is too late for that.",
    "In this case the {loser} never told {below} that {other}, and we do not take it up.",
    "Because the {loser} did not tell {below} that {other}, we do not take it up.",
    "The {loser} told {below} nothing of the kind when it says now that {other}.",
    "In this case the {loser} says for the first time that {other}, and we do not take it up.",
    "Here the {loser} did not tell {below} that {other}, and it is too late for that.",
  ],
  [
    "In this case nobody says that {other}.",
    "Here it is not claimed that {other}, and that would be another case.",
    "On this record there is no sign that {other}.",
    "No one claims here that {other}.",
    "Here nobody says that {other}, and that would be another case.",
    "In this case it is not claimed that {other}, and there is no sign of that.",
  ],
  [
    "The {loser} says that the law should be another one here, because otherwise {side}.",
    "On this record, the {loser} says, the rule must be that {side}.",
    "Because of what it calls hardship, the {loser} asks us to say that {side}.",
    "The {loser} asks us to say here that {side}, but gives no reason for it.",
    "The {loser} asks us to say that {side}, because of what it calls hardship.",
    "On this record, the {loser} says, the law should be that {side}.",
  ],
  [
    "Nothing in this case turns on whether {side}.",
    "We say nothing here about a case in which {side}.",
    "What we say here does not mean that {side}.",
    "Nothing that we say here means that {side}.",
    "What we say in this case does not mean that {side}.",
    "Nothing here turns on whether {side}, and we say nothing about that.",
  ],
  [
    "Here the {winner} asks for the costs of the appeal as well, and these follow the result.",
    "In this case nobody has asked for costs, so that we award none.",
    "On this record the costs cannot be fixed, and {below} may see to them.",
    "Because the {loser} was not alone at fault, each side bears its own costs here.",
    "Here nobody has asked for the costs of the appeal, so that we award none.",
    "In this case each side bears its own costs, because nobody has asked for them.",
  ],
  [
    "Here the {winner} also asks for interest, for which no statute provides.",
    "In this case the sum is not in dispute, and we need not fix it.",
    "Because the {loser} has made no offer to pay, interest is due here from the day of the ruling.",
    "On this record the interest cannot be fixed, and the {winner} does not ask us to do so.",
    "Here the sum is not in dispute, and no statute provides for interest.",
    "In this case the {winner} also asks for interest, and the {loser} does not dispute the sum.",
  ],
  [
    "Here the notice of appeal was filed in time, and the {winner} does not say otherwise.",
    "In this case the papers came to us late, and we have overlooked that.",
    "Because the papers of the {loser} were in order, we have read all of them.",
    "On this record the appeal is in order, and the {winner} does not say otherwise.",
    "Here the papers of the {loser} were in order, and we have read all of them.",
    "In this case the notice of appeal was in order, and the {winner} does not say otherwise.",
  ],
  [
    "Here both sides had a full hearing before {below}, and the {loser} had all the time that it asked for.",
    "In this case {below} heard the {winner} first and the {loser} on the next day.",
    "On this record the {loser} had a fair hearing, and no one says otherwise.",
    "Because {below} heard both sides, we do not send the {winner} back for another hearing.",
    "In this case the {loser} had a full hearing, and no one says otherwise.",
    "Here {below} heard the {loser} first, and both sides had all the time that was asked for.",
  ],
];

/** Citations that stand for no rule. */
export const CITED_ASIDES: readonly Wordings[] = [
  [
    "The {loser} cites {cite}, but that case has nothing to do with the point.",
    "{below} relied on {cite}, and nothing here depends on that.",
    "The {loser} relies on {cite}, which was about another kind of claim.",
    "We have read {cite}, which the {loser} cites, and it does not help.",
    "The {loser} relies on {cite}, but nothing here depends on that case.",
    "We have read {cite}, on which the {loser} relies, and it has nothing to do with the point.",
  ],
  [
    "The {loser} relies on an old case for the view that {side}. See {cite}.",
    "The {loser} argues from another case that {side}. {cite}.",
    "It was argued to {below} that {side}. See {cite}.",
    "It was argued long ago that {side}, but no court relied on that. {cite}.",
    "The {loser} relies on another case, which was about whether {side}. {cite}.",
    "The {loser} argues from an old case that {side}. See {cite}.",
  ],
  [
    "It was once the law that {side}. {cite}.",
    "In other states the rule is that {side}. See {cite}.",
    "The old rule was that {side}, and no court follows it now. See {cite}.",
    "The {loser} relies on an older rule, under which {side}. {cite}.",
    "It was once settled that {side}, and no court follows that now. {cite}.",
    "In other states it is the law that {side}. See {cite}.",
  ],
];
