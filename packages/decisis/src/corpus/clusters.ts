import type { CaseRecord } from "./case-record.ts";
import { CorpusError } from "./corpus-error.ts";
import { textOf } from "./corpus-files.ts";
import type { CorpusProblem } from "./corpus-problem.ts";
import { DisjointSets } from "./disjoint-sets.ts";
import { casesOfOneText } from "./shared-text.ts";

/** Words for reports: how clusters were found where no list of them was given. */
export const OWN_CLUSTER_RULE: string =
  "cases are one cluster if they share a citation, have the same short name (lower case, letters and digits only), or " +
  "a fifth of the shorter one's runs of twelve words stand in the other; joining is transitive; the smallest id is the key";

/** The id that clusters and splits go by: a CAP case's integer without its prefix. */
function sourceId(recordId: string): string {
  return recordId.startsWith("cap:") ? recordId.slice(4) : recordId;
}

/** The smaller of two ids: integers by value, everything else after them by code unit. */
export function smallerId(a: string, b: string): string {
  const digits = /^\d+$/;
  if (digits.test(a) && digits.test(b)) {
    return a.length !== b.length ? (a.length < b.length ? a : b) : a < b ? a : b;
  }
  if (digits.test(a) !== digits.test(b)) return digits.test(a) ? a : b;
  return a < b ? a : b;
}

/** Key of every case's cluster, by record id, found by the own rule (`OWN_CLUSTER_RULE`). */
export function clusterCases(records: readonly CaseRecord[]): (recordId: string) => string {
  const clusters = new DisjointSets(smallerId);
  const firstWith = new Map<string, string>();
  for (const record of records) {
    const id = sourceId(record.id);
    const marks = record.citations.map((c) => `cite ${normalised(c.cite)}`);
    const name = normalised(record.nameAbbreviation);
    if (name !== "") marks.push(`case ${name}`);
    for (const mark of marks) {
      const other = firstWith.get(mark);
      if (other === undefined) firstWith.set(mark, id);
      else clusters.join(id, other);
    }
  }
  for (const [a, b] of casesOfOneText(records)) clusters.join(sourceId(a.id), sourceId(b.id));
  return (recordId) => clusters.key(sourceId(recordId));
}

const normalised = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

/**
 * Keys from a `clusters.jsonl` of `{cluster, ids[]}` lines. A case that is not listed stands alone. Lines that overlap are
 * joined, and the key is always the smallest id of the list, present in the corpus or not, so that a part of a corpus splits
 * as the whole does.
 */
export async function clustersFromFile(
  file: string,
  onProblem: (problem: CorpusProblem) => void,
): Promise<(recordId: string) => string> {
  const clusters = new DisjointSets(smallerId);
  const text = await textOf(file);
  let read = 0;
  for (const [index, line] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    if (line.trim() === "") continue;
    const ids = clusterIds(line);
    if (ids === null) {
      onProblem({
        kind: "broken",
        file,
        line: index + 1,
        reason: 'no cluster: a line is {"cluster": id, "ids": [id, …]}',
      });
      continue;
    }
    read++;
    for (const id of ids) clusters.join(ids[0], id);
  }
  if (read === 0) throw new CorpusError(`${file}: no cluster in it; remove the file to have clusters found by rule`);
  return (recordId) => clusters.key(sourceId(recordId));
}

function clusterIds(line: string): string[] | null {
  try {
    const value: unknown = JSON.parse(line);
    const ids = (value as { ids?: unknown } | null)?.ids;
    if (!Array.isArray(ids) || ids.length === 0) return null;
    const texts = ids.map((id) =>
      typeof id === "number" && Number.isSafeInteger(id) ? String(id) : typeof id === "string" ? sourceId(id) : "",
    );
    return texts.includes("") ? null : texts;
  } catch {
    return null;
  }
}
