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
