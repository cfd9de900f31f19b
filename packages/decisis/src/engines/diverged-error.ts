/** Training diverged: the loss was not a number. The last good checkpoint is kept. */
export class DivergedError extends Error {
  override readonly name = "DivergedError";
  constructor(stage: string, step: number, batch: readonly string[], cause: Error) {
    const shown = batch.length > 4 ? `${batch.slice(0, 4).join(", ")} and ${batch.length - 4} more` : batch.join(", ");
    super(
      `stage ${stage}, step ${step}: ${cause.message} (tasks ${shown}); the last checkpoint is kept, lower learning_rate and --resume`,
      {
        cause,
      },
    );
  }
}

/** Handler of a failed update: a loss that is not a number is a divergence, anything else stays what it is. */
export function asDivergence(stage: string, step: number, batch: readonly string[]): (error: Error) => never {
  return (error) => {
    throw error.name === "NonFiniteLossError" ? new DivergedError(stage, step, batch, error) : error;
  };
}
