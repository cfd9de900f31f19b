import { Random } from "@decisis/tensor";
import type { CaseCitation, CaseRecord } from "../../corpus/case-record.ts";
import { citationParts } from "../../corpus/citation-parts.ts";
import { WORD, wordsOf } from "./caption-words.ts";
import type { InventedNames } from "./invented-names.ts";

/**
 * The perturbed twin of a case: the caption word for word but for the names in it, which are invented, as volumes and pages are;
 * court, reporters and date stay. A model that knows the rules scores the same on both; one that remembers the case scores
 * lower on the twin. `null` where the caption holds no name that could be changed.
 *
 * @param name Name of the case as its gold citation abbreviates it: of the listed short name only words that stand in it
 *   unabbreviated are names.
 * @param draw Twins of one case differ by it.
 * @param terms Also exchange words that the citation abbreviates, every other one, for others that citations abbreviate.
 * @returns the twin and how its name is to be cited
 */
export function perturbedTwin(
  record: CaseRecord,
  name: string,
  names: InventedNames,
  seed: number,
  draw: number,
  terms: boolean,
): { readonly record: CaseRecord; readonly citedName: string } | null {
  const random = Random.at(seed, "twin", record.id, draw);
  const [cited, listed] = [name, record.nameAbbreviation].map((text) => new Set(wordsOf(text)));
  const renamed = new Map<string, string>();
  for (const word of wordsOf(record.name))
    if (!renamed.has(word) && names.isName(word) && (cited.has(word) || !listed.has(word)))
      renamed.set(word, names.invent(random));
  if (![...renamed.keys()].some((word) => cited.has(word))) return null;
  const abbreviated = new Map<string, string>();
  for (const word of terms ? new Set(wordsOf(record.name)) : []) {
    const other =
      listed.has(word) && !renamed.has(word) && random.uniform() < 0.5 ? names.otherTerm(word, random) : null;
    if (other === null || !tokens(name).includes(other.from)) continue;
    renamed.set(word, other.word);
    abbreviated.set(other.from, other.to);
  }
  const rename = (text: string) =>
    text.replace(WORD, (word) => like(word, renamed.get(word.toLowerCase()) ?? word.toLowerCase()));
  return {
    record: {
      ...record,
      name: rename(record.name),
      nameAbbreviation: rename(record.nameAbbreviation),
      citations: record.citations.flatMap((citation) => moved(random, citation, record.decisionDate.slice(0, 4))),
      opinions: [],
    },
    citedName: tokens(name)
      .map((token) => abbreviated.get(token) ?? rename(token))
      .join(""),
  };
}

/** Words as a citation writes them, stops and apostrophes included, and what stands between them. */
const tokens = (name: string): string[] => name.split(/([ ,()]+)/);

/** `word`, of lower case, with the capitals of `model`; mixed capitals (`McDonald`) stay only if the word does. */
function like(model: string, word: string): string {
  if (model.toLowerCase() === word) return model;
  if (model.length > 1 && model === model.toUpperCase()) return word.toUpperCase();
  return /^\p{Lu}/u.test(model) ? word[0].toUpperCase() + word.slice(1) : word;
}

/** Volumes move within 15% of the real ones so that they stay inside the run of the reporter; a volume that is a year stays. */
function moved(random: Random, citation: CaseCitation, year: string): CaseCitation[] {
  const { volume, reporter, type } = citation;
  if (volume === undefined || reporter === undefined || !/^\d+$/.test(volume)) return [];
  const number = Number(volume);
  const spread = Math.max(1, Math.floor(number * 0.15));
  const other = volume === year ? number : Math.max(1, number - random.integer(spread + 1));
  return citationParts(type, `${other} ${reporter} ${1 + random.integer(volume === year ? 300 : 1100)}`);
}
