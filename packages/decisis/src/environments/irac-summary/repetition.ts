import { wordsOf } from "./words.ts";

/** How often each run of three words occurs in `texts`, none reaching from one text into the next. */
export function runCounts(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) {
    const words = wordsOf(text);
    for (let i = 2; i < words.length; i++) {
      const run = `${words[i - 2]} ${words[i - 1]} ${words[i]}`;
      counts.set(run, (counts.get(run) ?? 0) + 1);
    }
  }
  return counts;
}

/**
 * Share of the sections' runs of three words that are no repetitions; 1 for none. A run may come once, and as often as the source
 * itself has it: a short answer is not marked down for what its source repeats, and nothing is left for filling.
 */
export function distinctShare(sections: readonly string[], source: ReadonlyMap<string, number>): number {
  let all = 0;
  let kept = 0;
  for (const [run, count] of runCounts(sections)) {
    all += count;
    kept += Math.min(count, Math.max(1, source.get(run) ?? 0));
  }
  return all === 0 ? 1 : kept / all;
}
