import type { Task } from "./environment.ts";

/** Computes a figure of the training part once, not for every task. Lists of tasks are not changed once made. */
export function oncePerTrainingPart<Facts, Figure>(
  compute: (train: readonly Task<Facts>[]) => Figure,
): (train: readonly Task<Facts>[]) => Figure {
  const known = new WeakMap<readonly Task<Facts>[], { readonly figure: Figure }>();
  return (train) => {
    const found = known.get(train) ?? { figure: compute(train) };
    known.set(train, found);
    return found.figure;
  };
}
