import { type DescribingParenthetical, findCitations, findDescribingParentheticals, placesOf } from "@decisis/law";
import type { Skipped, SplitCase } from "../environment.ts";
import { collapsed } from "../plain-text.ts";
import type { CitedAs } from "./cited-as.ts";
import { type OptionForm, optionText } from "./option-text.ts";
import { citingPassage, LONGEST_PASSAGE } from "./passage.ts";
import { contentWords } from "./text-index.ts";

/** One description of a cited decision that a question can be made of. */
export interface DescribedRow {
  /** `<case>/<opinion>/<offset>`. */
  readonly id: string;
  readonly citing: SplitCase;
  readonly opinion: number;
  readonly found: DescribingParenthetical;
  readonly cited: CitedAs;
  /** Other places that the passage cites. */
  readonly mentioned: readonly string[];
  readonly passage: string;
  readonly option: string;
  readonly form: OptionForm;
}

export interface DescribedRows {
  readonly rows: readonly DescribedRow[];
  /** Every citation that is described, whether or not it gave a row: what may not occur in two parts. */
  readonly described: readonly { readonly citing: SplitCase; readonly cited: CitedAs }[];
  readonly skipped: readonly Skipped[];
}

/** So many words of the answer in a row in the passage give it away. */
const REPEATED_WORDS = 6;

/** All describing parentheticals of the opinions, and why those that give no row give none. */
export function describedRows(cases: readonly SplitCase[]): DescribedRows {
  const rows: DescribedRow[] = [];
  const described: { citing: SplitCase; cited: CitedAs }[] = [];
  const skipped: Skipped[] = [];
  for (const citing of cases) {
    let any = false;
    for (const [opinion, { text: raw }] of citing.record.opinions.entries()) {
      const text = collapsed(raw);
      const { found, refused } = findDescribingParentheticals(text);
      any ||= found.length + refused.length > 0;
      for (const { start, reason } of refused) skipped.push({ id: rowId(citing, opinion, start), reason });
      for (const one of found) {
        const { name, places, court, year } = one.decision;
        const cited = { origin: citing.origin, name, places, court, year };
        described.push({ citing, cited });
        const row = rowOf(citing, opinion, text, one, cited);
        if (typeof row === "string") skipped.push({ id: rowId(citing, opinion, one.start), reason: row });
        else rows.push(row);
      }
    }
    if (!any) skipped.push({ id: citing.record.id, reason: "no describing parenthetical" });
  }
  return { rows, described, skipped };
}

const rowId = ({ record }: SplitCase, opinion: number, start: number): string => `${record.id}/${opinion}/${start}`;

function rowOf(
  citing: SplitCase,
  opinion: number,
  text: string,
  found: DescribingParenthetical,
  cited: CitedAs,
): DescribedRow | string {
  const option = optionText(found.text);
  if (!option.ok) return `description: ${option.reason}`;
  const passage = citingPassage(text, found, LONGEST_PASSAGE[citing.origin]);
  if (passage === null) return "too little before the citation";
  if (repeats(passage, option.text)) return "the passage says it already";
  const mentioned = findCitations(passage).flatMap(placesOf);
  const { form } = option;
  return {
    id: rowId(citing, opinion, found.start),
    citing,
    opinion,
    found,
    cited,
    mentioned,
    passage,
    option: option.text,
    form,
  };
}

function repeats(passage: string, option: string): boolean {
  const said = ` ${contentWords(passage).join(" ")} `;
  const words = contentWords(option);
  for (let i = 0; i + REPEATED_WORDS <= words.length; i++)
    if (said.includes(` ${words.slice(i, i + REPEATED_WORDS).join(" ")} `)) return true;
  return false;
}
