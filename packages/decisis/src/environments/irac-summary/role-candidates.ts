import { outcomeMentions } from "@decisis/law";
import { isArgument, isBeside, isForeignLaw, isStatedLaw } from "./beside-the-point.ts";
import type { OpinionSentence } from "./opinion-sentences.ts";

/** A sentence that may stand for a role, with how well it does. */
export interface Candidate {
  readonly text: string;
  /** The same shortened, where that was done with more knowledge than its text gives. */
  readonly short?: string;
  readonly index: number;
  readonly score: number;
}

const QUESTION: readonly (readonly [pattern: RegExp, score: number])[] = [
  [/\b(?:question|issue)s?\b[^.]{0,60}\bwhether\b/i, 7],
  [
    /\b(?:we|us|court|jury|must)\b[^.]{0,40}\b(?:decide|determine|consider|resolve|address)\b[^.]{0,30}\bwhether\b/i,
    6.5,
  ],
  [
    /\bpresents? the (?:question|issue)\b|\b(?:question|issue)s? (?:presented|before us|on (?:this )?appeal|for (?:decision|review))[^.]{0,30}\b(?:is|are)\b/i,
    6.5,
  ],
  [/\b(?:argues?|contends?|claims?|asserts?|maintains?|submits?|insists?|complains?)\b[^.]*\berred\b/i, 4],
  [/\b(?:argues?|contends?|claims?|asserts?|maintains?|submits?|insists?|complains?) that\b/i, 3],
  [
    /\bappeals? (?:from|the)\b|\bseeks? (?:review|to)\b|\bmove[sd] (?:to|for)\b|\bchallenges? (?:the|his|her|its)\b/i,
    2,
  ],
];
/** A standard of review is no question of the case, and nor is one that need not be answered. */
const NO_QUESTION =
  /\bquestions? of (?:law|fact)\b|\b(?:in question|at issue|abandoned|(?:do(?:es)?|did) not (?:have to )?(?:argue|contend|claim|consider|decide|reach|address|ask)|need not (?:be )?(?:answer(?:ed)?|reach(?:ed)?|consider(?:ed)?|address(?:ed)?|decided?|resolved?)|no longer (?:dispute|argue|contend|ask|claim)|not (?:argued|asked)|another question|was settled|makes? no claim|(?:nobody|no one) asks|turns on whether)\b|^(?:Neither|No|None)\b/i;
const PARTY =
  /\b(?:plaintiff|defendant|appellant|appellee|petitioner|respondent|claimant|debtor|creditor|lender|borrower|commissioner|board|trustee|employee|worker|employer|tenant|renter|landlord|buyer|purchaser|customer|seller|merchant|supplier|insured|policyholder|insurer|underwriter|government|state|prosecut(?:ion|or)|company|firm|taxpayer|collector|treasury|vendee|vendor|lessee|lessor|owner|homeowner|landowner|proprietor|occupier|shipper|consignor|sender|carrier|hauler|forwarder|accused|suspect|person charged|agency|department|applicant|holder|guest|visitor|caller|party|hired hand|trial court|district court)s?\b/i;
const DISPOSES = /affirm|revers|vacat|set aside|modif|remand|dismiss|grant|den(?:y|ie)/i;

/** Where an opinion begins to tell of a case that it cites, and what only such a passage says. */
const OTHER_CASE =
  /^(?:In (?:an earlier|another|one) case|One dispute|Such a case|A case of the same kind)\b|^There(?:,| (?!is\b|are\b|was\b|were\b|can\b|may\b|must\b|has\b|have\b|being\b))|\bin that case\b|\bnothing of the kind\b/i;
/** It ends with the citation, or with what is made of the case. */
const PASSAGE_END = / v\. |\bIn re |\b(?:distinguish|follow)/;
/** Sentences that such a passage takes at most after its first. */
const PASSAGE = 2;

/** Whether the sentence at `index` tells of another case: it or one shortly before begins to. */
function tellsOfOther(sentences: readonly OpinionSentence[], index: number): boolean {
  for (let at = index; at >= Math.max(0, index - PASSAGE); at--) {
    if (at < index && PASSAGE_END.test(sentences[at].text)) return false;
    if (OTHER_CASE.test(sentences[at].text)) return true;
  }
  return false;
}

/** Words by which an opinion comes back to its own case. */
const CUE = /\b(?:here|in (?:this|the (?:present|instant)) case|on this record|the (?:record|evidence|facts))\b/i;

/** Sentences that put the question, the likeliest first; how the case came up only where none puts it in words. */
export function issueCandidates(sentences: readonly OpinionSentence[]): readonly Candidate[] {
  const kindOf = (text: string) => QUESTION.find(([pattern]) => pattern.test(text))?.[1];
  const candidates = ranked(sentences, 100, (text, at) => {
    if (at > 0.75 || NO_QUESTION.test(text) || disposes(text)) return null;
    const score = kindOf(text);
    return score === undefined ? null : score - 2 * at;
  });
  const questions = candidates.filter(({ text }) => (kindOf(text) ?? 0) > 2);
  return questions.length > 0 ? questions : candidates;
}

/** Sentences that apply law to what happened, the likeliest first. */
export const applicationCandidates = (sentences: readonly OpinionSentence[]): readonly Candidate[] =>
  ranked(sentences, 100, (text, at, index) => {
    if (
      at < 0.25 ||
      tellsOfOther(sentences, index) ||
      isBeside(text) ||
      isStatedLaw(text) ||
      isForeignLaw(text) ||
      QUESTION.some(([pattern]) => pattern.test(text))
    )
      return null;
    let score = PARTY.test(text) ? 1.5 : 0;
    if (CUE.test(text)) score += 2;
    if (/\b(?:because|therefore|thus|accordingly|since|consequently|hence)\b/i.test(text)) score += 1.5;
    if (/\bsuch\b/i.test(text)) score -= 0.5;
    if (/\b(?:we|court) (?:\w+ )?(?:finds?|concludes?|holds?|agrees?|thinks?|believes?)\b/i.test(text)) score += 1.5;
    return score < 2 || disposes(text) ? null : score + at;
  });

/** Sentences that tell what happened, the likeliest first. */
export const contextCandidates = (sentences: readonly OpinionSentence[]): readonly Candidate[] =>
  ranked(sentences, 150, (text, at) => {
    if (at > 0.4 || text.endsWith("?")) return null;
    const score =
      (PARTY.test(text) ? 1 : 0) +
      (/\b(?:was|were|had|filed|brought|entered|sued|sold|signed|found)\b/.test(text) ? 1 : 0);
    return score === 0 || disposes(text) ? null : score - 4 * at;
  });

/** Sentences of the reasons that are beside the point, those first that look most like an application. */
export const besideCandidates = (sentences: readonly OpinionSentence[]): readonly Candidate[] =>
  ranked(sentences, 100, (text, at, index) => {
    const whether = /\bwhether\b/.test(text);
    const open = whether && NO_QUESTION.test(text);
    // What may be the question is not beside it.
    if (whether && !open) return null;
    if (at < 0.2 || text.endsWith("?") || tellsOfOther(sentences, index) || !(open || isBeside(text))) return null;
    const score = (PARTY.test(text) ? 1 : 0) + (CUE.test(text) ? 1 : 0) + (open ? 2 : isArgument(text) ? 1 : 0);
    return score === 0 || disposes(text) ? null : score;
  });

const disposes = (text: string): boolean =>
  DISPOSES.test(text) && outcomeMentions(text).some(({ standing }) => standing === "stated");

function ranked(
  sentences: readonly OpinionSentence[],
  length: number,
  judge: (text: string, at: number, index: number) => number | null,
): readonly Candidate[] {
  return sentences
    .flatMap(({ prose: text, at }, index): Candidate[] => {
      const score = text === null ? null : judge(text, at, index);
      return text === null || score === null
        ? []
        : [{ text, index, score: score - Math.max(0, text.length - length) / 20 }];
    })
    .sort((a, b) => b.score - a.score || a.index - b.index);
}
