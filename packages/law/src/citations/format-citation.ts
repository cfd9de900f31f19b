import { isNeutral } from "../courts/parenthetical.ts";
import { nominative } from "../tables/nominative.ts";
import type { CaseFacts, ReportedAt } from "./case-facts.ts";

/**
 * The gold citation: `Star Bedding Co. v. Englander Co., 239 F.2d 537 (8th Cir. 1957)`.
 *
 * `context: "text"` writes the name for running text (rule 11). `at` takes one of the parallels instead of the preferred reporter.
 */
export function formatCitation(
  facts: CaseFacts,
  options: { readonly context?: "citation" | "text"; readonly at?: ReportedAt } = {},
): string {
  const at = options.at ?? facts;
  const name = options.context === "text" ? facts.caseNameInText : facts.caseName;
  if (isNeutral(at.reporter)) {
    return `${name}, ${at.volume} ${at.reporter} ${at.page}`;
  }
  const early = nominative(at.reporter, at.volume);
  const reporter = early === null ? at.reporter : `${at.reporter} (${early})`;
  const parenthesis = at.court === null ? facts.year : `${at.court} ${facts.year}`;
  return `${name}, ${at.volume} ${reporter} ${at.page} (${parenthesis})`;
}
