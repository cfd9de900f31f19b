/**
 * Soft overlong punishment (DAPO, arXiv 2503.14476, equation 13): 0 up to `maxLength − cache` tokens, then falling to −1 at
 * `maxLength`, −1 beyond. With a cache of 0 it is 0 or −1. A shaping term: outside dynamic sampling and the reported task reward.
 */
export function softOverlongPunishment(length: number, maxLength: number, cache: number): number {
  const free = maxLength - cache;
  if (length <= free) return 0;
  return length <= maxLength ? (free - length) / cache : -1;
}

/**
 * `(1 − unique n-grams / n-grams) · penalty` over token ids; 0 for completions shorter than `n` (arXiv 2502.03373, C.2).
 * @param penalty at most 0
 */
export function repetitionPenalty(tokenIds: readonly number[], penalty: number, n = 3): number {
  if (penalty > 0) throw new RangeError(`repetition penalty must be at most 0, got ${penalty}`);
  const count = tokenIds.length - n + 1;
  if (count < 1) return 0;
  const unique = new Set<string>();
  for (let i = 0; i < count; i++) unique.add(tokenIds.slice(i, i + n).join(" "));
  return unique.size === count ? 0 : (1 - unique.size / count) * penalty;
}

/** Truncated = the last token is no end (or padding) token. An empty completion counts as truncated. */
export function isTruncated(tokenIds: readonly number[], endTokenIds: ReadonlySet<number>): boolean {
  return tokenIds.length === 0 || !endTokenIds.has(tokenIds[tokenIds.length - 1]);
}

/**
 * The loss mask of a completion: every token that the model generated, the end token included; with the overlong filter
 * (`mask_truncated_completions`) nothing of a truncated completion.
 */
export function completionMask(
  tokenIds: readonly number[],
  endTokenIds: ReadonlySet<number>,
  maskTruncated: boolean,
): Uint8Array {
  const mask = new Uint8Array(tokenIds.length);
  return maskTruncated && isTruncated(tokenIds, endTokenIds) ? mask : mask.fill(1);
}
