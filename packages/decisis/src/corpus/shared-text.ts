import type { CaseRecord } from "./case-record.ts";

/** Words of a shingle. */
const WORDS = 12;
/** Share of the shorter case's shingles that makes two cases one text. */
const SHARE = 0.2;
/** One shingle in so many is looked at, the same ones in every case. */
const SAMPLED = 8;
/** Shingles looked at that two cases have to share at least: a passage of about 40 words. */
const LEAST = 4;
/** A shingle of more cases than this is a formula, and tells nothing. */
const FORMULA = 50;

/**
 * Pairs of cases of which a fifth of the shorter one's runs of twelve words stand in the other: one decision under two reporters, a
 * judgment and its amendment, an opinion that adopts another. Resemblance by shingling after Broder, On the resemblance and
 * containment of documents (1997), section 4, with the shingles chosen whose hash is 0 modulo 8. Time and memory are linear in the
 * words, for formulas are passed over.
 */
export function casesOfOneText(records: readonly CaseRecord[]): (readonly [CaseRecord, CaseRecord])[] {
  const casesWith = new Map<number, number[]>();
  const counts = records.map((record, index) => {
    const shingles = sampledShingles(record);
    for (const shingle of shingles) {
      const found = casesWith.get(shingle);
      if (found === undefined) casesWith.set(shingle, [index]);
      else found.push(index);
    }
    return shingles.size;
  });
  const shared = new Map<number, number>();
  for (const cases of casesWith.values()) {
    if (cases.length > FORMULA) continue;
    for (const [i, b] of cases.entries())
      for (const a of cases.slice(0, i)) {
        const pair = a * records.length + b;
        shared.set(pair, (shared.get(pair) ?? 0) + 1);
      }
  }
  return [...shared].flatMap(([pair, count]) => {
    const [a, b] = [Math.floor(pair / records.length), pair % records.length];
    const enough = count >= LEAST && count >= SHARE * Math.min(counts[a], counts[b]);
    return enough ? [[records[a], records[b]] as const] : [];
  });
}

function sampledShingles({ opinions }: CaseRecord): ReadonlySet<number> {
  const chosen = new Set<number>();
  for (const { text } of opinions) {
    const words = (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map(hashOfWord);
    for (let start = 0; start + WORDS <= words.length; start++) {
      let hash = 0;
      for (let i = start; i < start + WORDS; i++) hash = Math.imul(hash ^ words[i], 0x5bd1e995) ^ (hash >>> 15);
      if ((hash >>> 0) % SAMPLED === 0) chosen.add(hash);
    }
  }
  return chosen;
}

/** FNV-1a over UTF-16 units, 32 bits. */
function hashOfWord(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return hash;
}
