/**
 * How near a court string is to one of the right ones, in [0, 0.6]: the share of abbreviations that they have in common in
 * order, so that `S.D. Mississippi` for `S.D. Miss.` is nearer than `9th Cir.`, and no wrong court is near to right.
 */
export function courtCloseness(found: string | null, right: readonly string[]): number {
  if (found === null) return 0;
  const words = tokens(found);
  return Math.max(0, ...right.map((court) => 0.6 * overlap(words, tokens(court))));
}

const MAX_TOKENS = 16;

function tokens(court: string): string[] {
  return (court.toLowerCase().match(/\d+[a-z]*|[a-z]+/g) ?? []).slice(0, MAX_TOKENS);
}

/** Twice the longest common subsequence over the sum of the lengths; `mississippi` counts as `miss`. */
function overlap(a: readonly string[], b: readonly string[]): number {
  if (a.length + b.length === 0) return 0;
  let row = new Array<number>(b.length + 1).fill(0);
  for (const word of a) {
    const next = [0];
    for (let j = 0; j < b.length; j++) next.push(Math.max(row[j] + (same(word, b[j]) ? 1 : 0), row[j + 1], next[j]));
    row = next;
  }
  return (2 * row[b.length]) / (a.length + b.length);
}

function same(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= 2 && long.startsWith(short);
}
