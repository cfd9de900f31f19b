import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { CaseRecord } from "./case-record.ts";
import { clusterCases, clustersFromFile, OWN_CLUSTER_RULE } from "./clusters.ts";
import { CorpusError } from "./corpus-error.ts";
import { entriesBelow, kindOf } from "./corpus-files.ts";
import { type CorpusProblem, type ProblemKind, problemText } from "./corpus-problem.ts";
import { type ReadCasesOptions, readCases } from "./read-cases.ts";
import { type SplitManifest, splitManifest, splitOf } from "./split.ts";
import type { SplitCase } from "./split-case.ts";

/** What an import did, as plain data; the same input gives the same bytes. */
export interface ImportReport {
  readonly path: string;
  /** Cases by file, in the order read. */
  readonly files: readonly { readonly file: string; readonly cases: number }[];
  readonly cases: number;
  readonly problems: Readonly<Record<ProblemKind, number>>;
  /** The first problems, at most `MAX_LISTED_PROBLEMS`; the counts above are complete. */
  readonly listed: readonly CorpusProblem[];
  readonly clusterRule: string;
  readonly split: SplitManifest;
}

export interface ImportedCorpus {
  readonly cases: readonly SplitCase[];
  readonly report: ImportReport;
}

export const MAX_LISTED_PROBLEMS = 1000;

/**
 * All cases below `path` with their cluster and part of the split. Cases of one id count once: the first is kept, later ones
 * are reported. Clusters come from a `clusters.jsonl` in the folder (or beside the file), else from the own rule.
 *
 * @throws CorpusError as `readCases` does, and in strict mode at the first duplicate or broken line of `clusters.jsonl` too.
 */
export async function importCorpus(path: string, options: ReadCasesOptions = {}): Promise<ImportedCorpus> {
  const problems: Record<ProblemKind, number> = { broken: 0, unusable: 0, "left-out": 0, duplicate: 0, warning: 0 };
  const listed: CorpusProblem[] = [];
  const onProblem = (problem: CorpusProblem) => {
    problems[problem.kind]++;
    if (listed.length < MAX_LISTED_PROBLEMS) listed.push(problem);
    options.onProblem?.(problem);
    if (options.strict && (problem.kind === "broken" || problem.kind === "duplicate"))
      throw new CorpusError(problemText(problem));
  };
  const records = new Map<string, CaseRecord>();
  const perFile = new Map<string, number>();
  for await (const { record, file, place } of readCases(path, { ...options, onProblem })) {
    const earlier = records.get(record.id);
    if (earlier !== undefined) {
      const same = earlier.provenance.sha256 === record.provenance.sha256 ? "the same bytes" : "other content";
      onProblem({
        kind: "duplicate",
        file,
        ...place,
        reason: `${record.id} was read before, with ${same}; the first is kept`,
      });
      continue;
    }
    records.set(record.id, record);
    perFile.set(file, (perFile.get(file) ?? 0) + 1);
  }
  const list = await clusterList(path);
  const clusterOf = list === null ? clusterCases([...records.values()]) : await clustersFromFile(list, onProblem);
  const cases = [...records.values()].map((record): SplitCase => {
    const cluster = clusterOf(record.id);
    return { record, cluster, split: splitOf(cluster), origin: "real" };
  });
  return {
    cases,
    report: {
      path,
      files: [...perFile].map(([file, count]) => ({ file, cases: count })),
      cases: cases.length,
      problems,
      listed,
      clusterRule: list === null ? OWN_CLUSTER_RULE : `groups listed in ${list}; the smallest id is the key`,
      split: splitManifest(cases),
    },
  };
}

async function clusterList(path: string): Promise<string | null> {
  if ((await kindOf(path)) === "file") {
    const beside = join(dirname(path), "clusters.jsonl");
    return (await stat(beside).catch(() => null))?.isFile() ? beside : null;
  }
  const lists = await entriesBelow(path, (name) => name === "clusters.jsonl");
  // Passed over, it would leave the cases to other parts of the split.
  const other = lists.find(({ notRead }) => notRead !== null);
  if (other !== undefined) throw new CorpusError(`${other.file}: ${other.notRead}; put the file itself there`);
  if (lists.length > 1)
    throw new CorpusError(
      `${path}: ${lists.length} files named clusters.jsonl (${lists[0].file}, ${lists[1].file}); keep one`,
    );
  return lists[0]?.file ?? null;
}
