import type { CaseRecord } from "./case-record.ts";

/** The parts of the one split that everything goes by, pretraining included. */
export type Split = "train" | "validation" | "test";

/** A case with the part of the one split that its cluster belongs to. */
export interface SplitCase {
  readonly record: CaseRecord;
  readonly cluster: string;
  readonly split: Split;
  readonly origin: "real" | "generated";
}
