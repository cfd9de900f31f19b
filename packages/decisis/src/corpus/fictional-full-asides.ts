import type { Frames } from "./fictional-domain.ts";

/*
 * Sentences of an opinion in full on which nothing depends. Slots as in `fictional-judgment-wordings.ts`; besides, `{other}` is a
 * circumstance that the case does not have, as a narrator tells it, and `{side}` a clause that states law which is not in question.
 */

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
