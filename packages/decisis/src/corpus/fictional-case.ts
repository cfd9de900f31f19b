import { fictionalHeader } from "./fictional-header.ts";
import { fictionalJudgment } from "./fictional-judgment.ts";
import { fictionalOpinion } from "./fictional-opinion.ts";
import { sha256 } from "./sha256.ts";
import { splitOf } from "./split.ts";
import type { SplitCase } from "./split-case.ts";

/** Changes whenever the same seed and index would give another case. */
const FICTIONAL_REVISION = "4";

/** An invented case with an opinion. */
export function fictionalCase(seed: number, index: number): SplitCase {
  const header = fictionalHeader(seed, index);
  const split = splitOf(header.id);
  const { opinion } = fictionalJudgment(seed, index);
  const record = { ...header, opinions: [{ type: "majority", author: opinion.author, text: opinion.text }] };
  return {
    record: {
      ...record,
      provenance: {
        source: "generated",
        licence: "Apache-2.0",
        revision: FICTIONAL_REVISION,
        retrieved: null,
        sha256: sha256(JSON.stringify(record)),
      },
    },
    cluster: header.id,
    split,
    origin: "generated",
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
