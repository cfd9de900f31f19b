import type { CaseRecord, Provenance } from "../corpus/case-record.ts";

/** Where a task came from: the source of its case, and which case it is. */
export interface TaskProvenance extends Provenance {
  readonly case: {
    readonly id: string;
    readonly court: string;
    /** As the record gives it: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
    readonly date: string;
    /** Volume, reporter and page as the record lists them first; `null` if it lists none. */
    readonly cite: string | null;
  };
}

/** The provenance of a task that is made of `record`. */
export const taskProvenance = ({ id, court, decisionDate, citations, provenance }: CaseRecord): TaskProvenance => ({
  ...provenance,
  case: { id, court: court.name, date: decisionDate, cite: citations[0]?.cite ?? null },
});
