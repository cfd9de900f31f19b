import type { Environment } from "./environment.ts";

/** What evaluations and manifests say of the tasks they are on. `variant` is absent for the tasks of runs. */
export interface EnvironmentName {
  readonly id: string;
  readonly version: string;
  readonly variant?: string;
}

export const environmentName = ({ id, version, evaluationVariant }: Environment): EnvironmentName => ({
  id,
  version,
  ...(evaluationVariant === undefined ? {} : { variant: evaluationVariant }),
});

/**
 * The environment with the tasks of one of its evaluation variants in place of its own, those of the training part left out: nothing
 * can be trained on it.
 * @throws RangeError with the names that there are
 */
export function inVariant<Facts>(environment: Environment<Facts>, name: string): Environment<Facts> {
  const { id, evaluationVariants: variants = [] } = environment;
  const variant = variants.find((one) => one.name === name);
  if (variant === undefined) {
    const known = variants.length === 0 ? "it has none" : `there are ${variants.map((one) => one.name).join(", ")}`;
    throw new RangeError(`${id} has no variant \`${name}\`: ${known}`);
  }
  return {
    ...environment,
    evaluationVariant: name,
    hasTwins: false,
    build(cases, options) {
      const { tasks, skipped } = variant.build(cases, options);
      return { tasks: tasks.filter(({ split }) => split !== "train"), skipped };
    },
  };
}
