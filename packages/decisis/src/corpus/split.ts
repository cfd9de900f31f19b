import { sha256 } from "./sha256.ts";
import type { Split, SplitCase } from "./split-case.ts";

/** Upper bounds of the parts on the fraction that a cluster key hashes to. */
export const SPLIT_BOUNDS: { readonly train: number; readonly validation: number } = { train: 0.55, validation: 0.67 };

/** Words of the rule, for manifests. */
export const SPLIT_RULE =
  "first 8 hex digits of sha256(cluster key) over 2^32: below 0.55 train, below 0.67 validation, else test";

/**
 * The part that a cluster belongs to, by its key alone: no list to keep, the same for every task, pretraining included.
 *
 * The key is the smallest id of the cluster. For CAP cases that is the source's integer id as a decimal string without
 * prefix (`9485`, not `cap:9485`); for generated ones the whole id (`gen:<seed>:<i>`).
 */
export function splitOf(clusterKey: string): Split {
  const fraction = Number.parseInt(sha256(clusterKey).slice(0, 8), 16) / 4294967296;
  return fraction < SPLIT_BOUNDS.train ? "train" : fraction < SPLIT_BOUNDS.validation ? "validation" : "test";
}

/** What the split did to one list of cases: enough to prove that two runs used the same one. */
export interface SplitManifest {
  readonly rule: string;
  readonly cases: number;
  readonly clusters: number;
  readonly parts: Readonly<
    Record<Split, { readonly cases: number; readonly clusters: number; readonly sha256: string }>
  >;
  /** Clusters with cases in more than one part; 0 by construction, counted all the same. */
  readonly leaks: number;
}

/** `sha256` of a part is over its case ids, sorted by code unit and joined by line feeds. */
export function splitManifest(cases: readonly SplitCase[]): SplitManifest {
  const partsOfCluster = new Map<string, Set<Split>>();
  for (const { cluster, split } of cases) {
    const parts = partsOfCluster.get(cluster) ?? new Set<Split>();
    partsOfCluster.set(cluster, parts.add(split));
  }
  const part = (name: Split) => {
    const own = cases.filter((c) => c.split === name);
    const ids = own.map((c) => c.record.id).sort();
    return { cases: own.length, clusters: new Set(own.map((c) => c.cluster)).size, sha256: sha256(ids.join("\n")) };
  };
  return {
    rule: SPLIT_RULE,
    cases: cases.length,
    clusters: partsOfCluster.size,
    parts: { train: part("train"), validation: part("validation"), test: part("test") },
    leaks: [...partsOfCluster.values()].filter((parts) => parts.size > 1).length,
  };
}
