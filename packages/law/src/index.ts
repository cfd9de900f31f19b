export { abbreviateCaseName, type CaseName, type CaseNameOptions } from "./case-names/case-name.ts";
export { caseNameKey } from "./case-names/case-name-key.ts";
export { checkCitation } from "./check/check-citation.ts";
export type {
  CheckStatus,
  CitationCheck,
  CitationCheckOptions,
  CitationComponent,
  ComponentScore,
  Verdict,
} from "./check/citation-check.ts";
export type { CaseFacts, CaseFactsRefusal, CaseFactsResult, CaseSource, ReportedAt } from "./citations/case-facts.ts";
export { caseFacts } from "./citations/case-facts-of.ts";
export { type FindOptions, findCitations, parseCitation } from "./citations/find-citations.ts";
export { formatCitation } from "./citations/format-citation.ts";
export type { CitationCore, FoundCitation, ParsedCitation, Part, Span } from "./citations/parsed-citation.ts";
export { placesOf } from "./citations/places-of.ts";
export { withoutFootnoteMarks } from "./dispositions/closing-lines.ts";
export type { Outcome, OutcomeMention, Standing } from "./dispositions/outcome.ts";
export { OUTCOMES } from "./dispositions/outcome.ts";
export { type MentionOptions, outcomeMentions } from "./dispositions/outcome-mentions.ts";
export { type Disposition, readDisposition } from "./dispositions/read-disposition.ts";
export { sentenceSpans } from "./dispositions/sentence-spans.ts";
export { type Comparison, findComparisons } from "./history/comparisons.ts";
export { type CourtLevel, courtLevel, mayReview } from "./history/court-level.ts";
export { findHistoryLinks, type HistoryLink, type LinkedDecision } from "./history/history-links.ts";
export { type HistoryPhrase, historyPhraseAt } from "./history/history-phrase.ts";
export type { Treatment, Voice } from "./history/history-phrases.ts";
export { treatmentWords } from "./history/treatment-words.ts";
export {
  type DescribedDecision,
  type DescribingParenthetical,
  type DescribingParentheticals,
  findDescribingParentheticals,
  type ParentheticalRefusal,
} from "./passages/describing-parentheticals.ts";
export { DESCRIBING_VERBS } from "./passages/describing-verbs.ts";
export { sentenceStartIn } from "./passages/sentence-start.ts";
export {
  checkStatute,
  type ParsedStatute,
  parseStatute,
  type StatuteCheck,
  type StatuteKind,
  type StatuteVerdict,
} from "./statutes/statute-citation.ts";
export { caseNameWords } from "./tables/words.ts";
