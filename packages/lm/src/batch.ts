import { MASKED } from "./attention-dense.ts";
import type { SharedPromptShape } from "./attention-shared-prompt.ts";
import { batchInputs } from "./training-graph.ts";

/** A prompt with its completions, as token ids. */
export interface TokenGroup {
  readonly promptIds: Int32Array;
  readonly completions: readonly Int32Array[];
  /** τ of softmax(logits / τ) over its completions, above 0; absent = 1. */
  readonly temperature?: number;
}

/** Groups that run together, and the static shape they are padded to. */
export interface MicroBatch {
  readonly shape: SharedPromptShape;
  /** Indices into the step's groups; `shape.groups` may be larger, the rest is padding. */
  readonly members: readonly number[];
}

export interface BucketOptions {
  /** Lengths are padded up to multiples of this, so that few graphs serve many lengths. */
  readonly promptMultiple: number;
  readonly completionMultiple: number;
  /** Most completions of one micro-batch; a single group may exceed it. */
  readonly maxRows: number;
}

export function roundUp(n: number, multiple: number): number {
  return Math.ceil(n / multiple) * multiple;
}

/**
 * Cuts the groups of a step into micro-batches of like length. Groups keep a fixed order (by the length of the prompt, of the
 * longest completion, then index), so the same groups always give the same batches. A group with fewer completions than the
 * largest is padded. Groups of different temperatures share no batch.
 *
 * @throws {RangeError} on a group whose prompt is empty
 */
export function planMicroBatches(groups: readonly TokenGroup[], options: BucketOptions): MicroBatch[] {
  const promptless = groups.findIndex((g) => g.promptIds.length === 0);
  if (promptless >= 0)
    throw new RangeError(`group ${promptless}: a prompt has no tokens, so nothing predicts a first one`);
  const longest = groups.map((g) => Math.max(0, ...g.completions.map((c) => c.length)));
  const heat = (i: number): number => groups[i].temperature ?? 1;
  const order = groups
    .map((_, i) => i)
    .sort(
      (a, b) =>
        heat(a) - heat(b) ||
        groups[a].promptIds.length - groups[b].promptIds.length ||
        longest[a] - longest[b] ||
        a - b,
    );
  const completionsPerGroup = Math.max(...groups.map((g) => g.completions.length));
  const out: MicroBatch[] = [];
  if (completionsPerGroup === 0) return [];
  const perBatch = Math.max(1, Math.floor(options.maxRows / completionsPerGroup));
  for (let at = 0, end: number; at < order.length; at = end) {
    end = at + 1;
    while (end < order.length && end < at + perBatch && heat(order[end]) === heat(order[at])) end++;
    const members = order.slice(at, end);
    const prompt = Math.max(...members.map((i) => groups[i].promptIds.length));
    const completion = Math.max(2, ...members.map((i) => longest[i]));
    out.push({
      members,
      shape: {
        groups: members.length,
        completionsPerGroup,
        // A prompt of one token is the start of a sequence that is learnt from as a whole.
        promptLength: prompt === 1 ? 1 : roundUp(prompt, options.promptMultiple),
        completionLength: roundUp(completion, options.completionMultiple),
      },
    });
  }
  return out;
}

/** The arrays that a training graph of this shape reads: prompts left-padded, completions right-padded. */
export function batchFeeds(
  groups: readonly TokenGroup[],
  batch: MicroBatch,
  padId: number,
): Record<string, Int32Array | Float32Array> {
  const { groups: n, completionsPerGroup, promptLength, completionLength } = batch.shape;
  const promptIds = new Int32Array(n * promptLength).fill(padId);
  const promptMask = new Float32Array(n * promptLength).fill(MASKED);
  const completionIds = new Int32Array(n * completionsPerGroup * completionLength).fill(padId);
  batch.members.forEach((member, row) => {
    const group = groups[member];
    const start = (row + 1) * promptLength - group.promptIds.length;
    promptIds.set(group.promptIds, start);
    promptMask.fill(0, start, (row + 1) * promptLength);
    group.completions.forEach((ids, j) => {
      completionIds.set(ids, (row * completionsPerGroup + j) * completionLength);
    });
  });
  const { temperature = 1 } = groups[batch.members[0]];
  return {
    [batchInputs.promptIds]: promptIds,
    [batchInputs.promptMask]: promptMask,
    [batchInputs.completionIds]: completionIds,
    [batchInputs.inverseTemperature]: Float32Array.of(1 / temperature),
  };
}

/** Position of a completion's first token in the flat outputs of a batch. */
export function completionOffset(batch: MicroBatch, row: number, completion: number): number {
  return (row * batch.shape.completionsPerGroup + completion) * batch.shape.completionLength;
}
