import type { CaseRecord } from "./case-record.ts";
import { fictionalFullJudgment } from "./fictional-full-judgment.ts";
import { type FictionalHeader, fictionalHeader } from "./fictional-header.ts";
import { VARIED_CUES } from "./fictional-history-varied-cues.ts";
import { fictionalJudgment } from "./fictional-judgment.ts";
import { type FictionalOpinion, fictionalOpinion } from "./fictional-opinion.ts";
import { sha256 } from "./sha256.ts";
import { splitOf } from "./split.ts";
import type { SplitCase } from "./split-case.ts";

/** Changes whenever the same seed and index would give another case. */
const FICTIONAL_REVISION = "4";
/** The same for opinions in full. */
const FULL_REVISION = "full-3";
/** The same for opinions that tell histories in varied words. */
const VARIED_REVISION = "varied-2";

/** An invented case with an opinion. */
export function fictionalCase(seed: number, index: number): SplitCase {
  const header = fictionalHeader(seed, index);
  return {
    record: generatedRecord(header, fictionalJudgment(seed, index).opinion, FICTIONAL_REVISION),
    cluster: header.id,
    split: splitOf(header.id),
    origin: "generated",
  };
}

/**
 * A generated case with its opinion in full in place of the short one, which says too little for a summary; any other as it is.
 * The short ones stay what they are, as the ids of all other generated tasks hang on them.
 */
export const caseInFull = (from: SplitCase): SplitCase =>
  retold(from, FULL_REVISION, (seed, index) => fictionalFullJudgment(seed, index).opinion);

/** A generated case whose opinion tells the history of cited cases in more words than others read; any other as it is. */
export const caseInVariedWords = (from: SplitCase): SplitCase =>
  retold(from, VARIED_REVISION, (seed, index) => fictionalJudgment(seed, index, VARIED_CUES).opinion);

function retold(
  from: SplitCase,
  revision: string,
  opinion: (seed: number, index: number) => FictionalOpinion,
): SplitCase {
  const [, seed, index] = /^gen:(\d+):(\d+)$/.exec(from.record.id)?.map(Number) ?? [];
  if (from.origin !== "generated" || index === undefined) return from;
  return { ...from, record: generatedRecord(fictionalHeader(seed, index), opinion(seed, index), revision) };
}

function generatedRecord(header: FictionalHeader, opinion: FictionalOpinion, revision: string): CaseRecord {
  const record = { ...header, opinions: [{ type: "majority", author: opinion.author, text: opinion.text }] };
  return {
    ...record,
    provenance: {
      source: "generated",
      licence: "Apache-2.0",
      revision,
      retrieved: null,
      sha256: sha256(JSON.stringify(record)),
    },
  };
}

/** Cases 0 to `count` - 1 of `seed`, of every part of the split. */
export function fictionalCases(seed: number, count: number): SplitCase[] {
  return Array.from({ length: count }, (_, index) => fictionalCase(seed, index));
}

/**
 * `count` opinions of invented cases for pretraining, in order of their index: cases of the training part only, citing cases of
 * the training part only, in the house style of reporters (`F.Supp.2d`, `(8th Cir.1957)`), never in the form of a task or answer.
 */
export function fictionalOpinions(seed: number, count: number): string[] {
  const texts: string[] = [];
  for (let index = 0; texts.length < count; index++) {
    const header = fictionalHeader(seed, index);
    if (splitOf(header.id) === "train") texts.push(fictionalOpinion(seed, index, header, "train").text);
  }
  return texts;
}
