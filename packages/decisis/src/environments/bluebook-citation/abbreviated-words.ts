import { type CitationCheck, caseNameWords } from "@decisis/law";
import type { BluebookFacts } from "./facts.ts";

/**
 * Share of the words that citations abbreviate which the answer abbreviates, in [0, 1]: words of the name that gold abbreviates
 * by T11, and the court, which is one word here. 1 where there is none.
 */
export function abbreviatedWords({ parsed, place, components }: CitationCheck, { gold }: BluebookFacts): number {
  if (parsed === null || place === null) return 1;
  const short = new Set(
    words(gold.caseName)
      .filter((word) => /\p{L}.*[.']/u.test(word))
      .map(bare),
  );
  const { abbreviations } = caseNameWords();
  let abbreviated = 0;
  let full = 0;
  for (const word of words(parsed.caseName?.text ?? "").map(bare)) {
    if (short.has(word)) abbreviated++;
    else if (short.has(bare(abbreviations.get(word) ?? ""))) full++;
  }
  if (parsed.court !== null && components.court.status !== "error") {
    const right = [place.court ?? "", ...place.acceptedCourts].map(bare);
    if (right.includes(bare(parsed.court.text))) abbreviated++;
    else full++;
  }
  return abbreviated + full === 0 ? 1 : abbreviated / (abbreviated + full);
}

/** Words of a name without what parts them; `v.` is none. */
const words = (name: string): readonly string[] =>
  name.split(/[\s,()/-]+/).filter((word) => word !== "" && !/^vs?\.?$/i.test(word));

/** A word or a court as one run of small letters: `Ass'n` and `Assn.`, `S.D.N.Y.` and `SDNY`. */
const bare = (text: string): string => text.toLowerCase().replace(/[.'’\s,]/g, "");
