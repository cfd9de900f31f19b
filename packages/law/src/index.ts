export type {
  CheckStatus,
  CitationCheck,
  CitationCheckOptions,
  CitationComponent,
  ComponentScore,
  Verdict,
} from "./check/citation-check.ts";
export type {
  CaseFacts,
  CaseFactsRefusal,
  CaseFactsResult,
  CaseSource,
  ReportedAt,
} from "./citations/case-facts.ts";
export type { CitationCore, FoundCitation, ParsedCitation, Part, Span } from "./citations/parsed-citation.ts";
