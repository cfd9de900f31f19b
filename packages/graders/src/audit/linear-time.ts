import type { AuditReport } from "./audit-report.ts";

const CHARACTERS = [2_000, 20_000, 200_000];
const REPETITIONS = 3;
/** Measurements that must all confirm what one has shown: other programs make the caches of a processor cold, too. */
const CONFIRMATIONS = 4;
/** Ten times the length may take thirty times as long; a quadratic grader takes a hundred times. */
const GROWTH = 30;
/** Below this nothing is judged: clocks and collections of garbage are no property of the grader. */
const NOTICEABLE = 20;

/**
 * Times gradings of ever longer answers of each kind and says which grow faster than their length. The shortest of three
 * measurements counts, and what grew is measured again before it is said; a kind that has failed is not made longer.
 */
export function linearTime(
  grade: (completion: string) => void,
  kinds: Readonly<Record<string, string>>,
  clock: () => number,
): { readonly timings: AuditReport["timings"]; readonly failures: readonly string[] } {
  const failures: string[] = [];
  let slowest: AuditReport["timings"] = [];
  for (const [name, unit] of Object.entries(kinds)) {
    const timings: { characters: number; milliseconds: number }[] = [];
    for (const characters of CHARACTERS) {
      const answer = unit.repeat(Math.ceil(characters / unit.length)).slice(0, characters);
      const milliseconds = shortest(() => grade(answer), clock);
      const before = timings.at(-1);
      timings.push({ characters, milliseconds });
      const grows = (longer: number) => longer > NOTICEABLE && longer > GROWTH * Math.max(before!.milliseconds, 0.1);
      if (before && grows(milliseconds) && again(() => grows(shortest(() => grade(answer), clock)))) {
        failures.push(
          `time grows faster than the answer (${name}): ${before.milliseconds.toFixed(1)} ms for ${before.characters} characters, ${milliseconds.toFixed(1)} ms for ${characters}`,
        );
        break;
      }
    }
    if ((timings.at(-1)?.milliseconds ?? 0) >= (slowest.at(-1)?.milliseconds ?? 0)) slowest = timings;
  }
  return { timings: slowest, failures };
}

const again = (grows: () => boolean): boolean => Array.from({ length: CONFIRMATIONS }).every(grows);

function shortest(work: () => void, clock: () => number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < REPETITIONS; i++) {
    const start = clock();
    work();
    least = Math.min(least, clock() - start);
  }
  return least;
}
