import { type Evaluation, NO_COMPLETION } from "./evaluation-file.ts";

/** One JSON line for each completion: what `decisis eval` takes again, and what other programs can read line by line. */
export function sampleRecords({ environment: { id, version }, tasks }: Evaluation): string {
  return tasks
    .flatMap((task) =>
      task.samples.map(({ completion, finish_reason = null, error, ...grade }, repeat) => {
        const record = {
          task: task.id,
          repeat,
          environment: id,
          version,
          cluster: task.cluster,
          prompt_hash: task.prompt_hash,
          completion: error?.flag === NO_COMPLETION ? null : completion,
          finish_reason,
          ...grade,
          error,
        };
        return `${JSON.stringify(record)}\n`;
      }),
    )
    .join("");
}
