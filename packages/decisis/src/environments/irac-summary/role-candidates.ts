import { outcomeMentions } from "@decisis/law";
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
  [/\b(?:question|issue)s?\b[^.]{0,60}\bwhether\b/i, 5],
  [
    /\b(?:we|us|court|jury|must)\b[^.]{0,40}\b(?:decide|determine|consider|resolve|address)\b[^.]{0,30}\bwhether\b/i,
    4.5,
  ],
  [
    /\bpresents? the (?:question|issue)\b|\b(?:question|issue)s? (?:presented|before us|on (?:this )?appeal|for (?:decision|review))[^.]{0,30}\b(?:is|are)\b/i,
    4.5,
  ],
  [/\b(?:argues?|contends?|claims?|asserts?|maintains?|submits?|insists?|complains?)\b[^.]*\berred\b/i, 4],
  [/\b(?:argues?|contends?|claims?|asserts?|maintains?|submits?|insists?|complains?) that\b/i, 3],
  [
    /\bappeals? (?:from|the)\b|\bseeks? (?:review|to)\b|\bmove[sd] (?:to|for)\b|\bchallenges? (?:the|his|her|its)\b/i,
    2,
  ],
];
/** A standard of review is no question of the case. */
const NO_QUESTION =
  /\bquestions? of (?:law|fact)\b|\b(?:in question|at issue|abandoned|do(?:es)? not (?:argue|contend|claim|consider|decide|reach|address))\b|^(?:Neither|No|None)\b/i;
/** What an opinion says of its own course applies nothing. */
const COURSE =
  /\b(?:we (?:next|now|turn|address|begin|review)|questions? of law|jurisdiction|persuasive|standard of review)\b/i;
const PARTY =
  /\b(?:plaintiff|defendant|appellant|appellee|petitioner|respondent|claimant|debtor|commissioner|board|trustee|employee|employer|tenant|landlord|buyer|seller|insurer|government|company|taxpayer|vendee|vendor|lessee|lessor|owner|carrier|suspect|agency|department|guest|visitor|trial court|district court)s?\b/i;
const DISPOSES = /affirm|revers|vacat|set aside|modif|remand|dismiss|grant|den(?:y|ie)/i;

/** Where an opinion begins to tell of a case that it cites, and what only such a passage says. */
const OTHER_CASE =
  /^(?:In (?:an earlier|another|one) case|One dispute|Such a case|A case of the same kind)\b|^There(?:,| (?!is\b|are\b|was\b|were\b|can\b|may\b|must\b|has\b|have\b|being\b))|\bin that case\b/i;
/** Sentences that such a passage takes at most after its first. */
const PASSAGE = 2;

/** Whether the sentence at `index` tells of another case: it or one shortly before begins to, with no citation between, which ends a passage. */
function tellsOfOther(sentences: readonly OpinionSentence[], index: number): boolean {
  for (let at = index; at >= Math.max(0, index - PASSAGE); at--) {
    if (at < index && / v\. |\bIn re /.test(sentences[at].text)) return false;
    if (OTHER_CASE.test(sentences[at].text)) return true;
  }
  return false;
}

/** Sentences that put the question, the likeliest first. */
export const issueCandidates = (sentences: readonly OpinionSentence[]): readonly Candidate[] =>
  ranked(sentences, 100, (text, at) => {
    if (at > 0.75 || NO_QUESTION.test(text) || disposes(text)) return null;
    const score = QUESTION.find(([pattern]) => pattern.test(text))?.[1];
    return score === undefined ? null : score - 2 * at;
  });

/** Sentences that apply law to what happened, the likeliest first. */
export const applicationCandidates = (sentences: readonly OpinionSentence[]): readonly Candidate[] =>
  ranked(sentences, 100, (text, at, index) => {
    if (
      at < 0.25 ||
      tellsOfOther(sentences, index) ||
      COURSE.test(text) ||
      QUESTION.some(([pattern]) => pattern.test(text))
    )
      return null;
    let score = PARTY.test(text) ? 1.5 : 0;
    if (
      /\b(?:here|in (?:this|the (?:present|instant)) case|on this record|the (?:record|evidence|facts))\b/i.test(text)
    )
      score += 2;
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
