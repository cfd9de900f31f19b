import { type Estimate, estimateMean } from "./comparison.ts";

/** A task with how many of its independent completions were right. */
export interface DrawnTask {
  readonly id: string;
  readonly cluster: string;
  readonly draws: number;
  readonly successes: number;
}

/**
 * pass@k: probability that at least one of k completions is right, without bias from `successes` of `draws`:
 * 1 − C(n−c, k) / C(n, k) (Chen et al. 2021, arXiv 2107.03374, equation 1), as a product that cannot overflow.
 *
 * @throws RangeError unless 1 ≤ k ≤ draws and 0 ≤ successes ≤ draws
 */
export function passAtK(draws: number, successes: number, k: number): number {
  return 1 - shareOfSubsets(draws, draws - successes, k);
}

/**
 * pass^k: probability that all of k completions are right, without bias: C(c, k) / C(n, k) (Yao et al. 2024, τ-bench,
 * arXiv 2406.12045). The k-th power of successes / draws would be too high.
 *
 * @throws RangeError unless 1 ≤ k ≤ draws and 0 ≤ successes ≤ draws
 */
export function passHatK(draws: number, successes: number, k: number): number {
  return shareOfSubsets(draws, successes, k);
}

/**
 * Mean over seeds and tasks of `passAtK` or `passHatK`, with its 95 % interval by clusters. `path` names the stream of
 * draws.
 *
 * @throws RangeError for a task with fewer than k completions: left out, it would change what the mean is of
 */
export function estimatePass(
  measure: typeof passAtK | typeof passHatK,
  k: number,
  seeds: readonly (readonly DrawnTask[])[],
  ...path: readonly (string | number)[]
): Estimate {
  const scored = seeds.map((tasks) =>
    tasks.map(({ id, cluster, draws, successes }) => {
      if (draws < k)
        throw new RangeError(`task ${id} has ${draws} completions: ${k} of ${k} need at least ${k} of each task`);
      return { id, cluster, score: measure(draws, successes, k) };
    }),
  );
  return estimateMean(scored, ...path);
}

/** C(part, k) / C(whole, k): share of the k-subsets of `whole` that lie within `part`. */
function shareOfSubsets(whole: number, part: number, k: number): number {
  if (![whole, part, k].every(Number.isSafeInteger) || k < 1 || k > whole || part < 0 || part > whole)
    throw new RangeError(
      `k from 1 to draws and successes from 0 to draws, got k = ${k}, draws = ${whole}, part = ${part}`,
    );
  let share = 1;
  for (let i = 0; i < k && share > 0; i++) share *= (part - i) / (whole - i);
  return share;
}
