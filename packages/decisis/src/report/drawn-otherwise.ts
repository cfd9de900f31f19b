import type { Evaluation } from "../evaluation/evaluation-file.ts";
import type { EvaluationPair } from "./skill-comparison.ts";

/** A way in which the completions of two models were drawn that is not the same for both; `null`: not known. */
export interface DrawnOtherwise {
  readonly what: string;
  readonly from: number | string | null;
  readonly to: number | string | null;
}

/**
 * How the completions of both sides were drawn, as far as it differs: a difference of scores may then be one of drawing. Each
 * is told once, however many seeds share it.
 */
export function drawnOtherwise(pairs: readonly EvaluationPair[]): DrawnOtherwise[] {
  const found = pairs.flatMap(({ from, to }) => {
    const [start, end] = [from, to].map(drawing);
    return Object.keys(start)
      .filter((what) => what in end)
      .map((what) => ({ what, from: start[what], to: end[what] }));
  });
  const told = found.filter(({ from, to }) => from !== to || from === null);
  return [...new Map(told.map((difference) => [JSON.stringify(difference), difference])).values()];
}

function drawing({ mode, seed, sampling }: Evaluation): Readonly<Record<string, number | string | null>> {
  if (sampling === null) return { mode, seed, temperature: null };
  return {
    mode,
    seed,
    temperature: sampling.temperature,
    "completions a task": sampling.samples_per_task,
    "longest completion": sampling.max_completion_length,
    // Greedy completions follow from none.
    ...(sampling.temperature === 0 ? {} : { "generation seed": sampling.seed }),
  };
}

/** The same in words, on one line; none where all is alike. */
export function drawnOtherwiseText(differences: readonly DrawnOtherwise[]): string[] {
  if (differences.length === 0) return [];
  const said = (value: DrawnOtherwise["from"]): string => (value === null ? "not known" : String(value));
  const parts = differences.map(({ what, from, to }) =>
    from === null && to === null ? `${what} not known` : `${what} ${said(from)} → ${said(to)}`,
  );
  return [`careful, drawn otherwise: ${parts.join("; ")}`];
}
