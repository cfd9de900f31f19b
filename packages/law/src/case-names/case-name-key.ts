import { abbreviateWords } from "./abbreviate-words.ts";

/**
 * A form in which both levels of a case name are equal: `Pekin Insurance Company v. …` and `Pekin Ins. Co. v. …`. Case, stops,
 * apostrophes, accents, `The` at the start of a party, second business words and `et al.` do not count; the order of the parties
 * does.
 * Linear in the length of the name.
 */
export function caseNameKey(name: string): string {
  return caseNameParts(name).map(partyKey).join(" v ");
}

/** The parties of a name, without a trailing `(In re …)`. */
export function caseNameParts(name: string): readonly string[] {
  const plain = name
    .normalize("NFC")
    .replace(/[‘’`´]/g, "'")
    .replace(/[–—‑−]/g, "-")
    .replace(/\s+/g, " ")
    .trim();
  return plain.split(/ (?:v|vs)\.? | versus /i).slice(0, 3);
}

export function partyKey(party: string): string {
  const trimmed = party
    .trim()
    .replace(/^(?:in the matter of|matter of|petition of|application of|in re:?) (?:the )?/i, "In re ")
    .replace(/^the /i, "")
    .replace(/(united states) of america\b/i, "$1")
    .replace(/,? et al\.?$/i, "");
  const capitalised = trimmed.replace(
    /(^|[ \-(])([a-z])/g,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
  const short = abbreviateWords(titleCased(capitalised), { context: "citation" });
  const words = short
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .replace(/[.,'"()]/g, "")
    .split(/[\s\-/]+/)
    .filter((word) => word !== "" && word !== "the");
  return words.map((word) => (word === "cty" ? "cnty" : word === "and" ? "&" : word)).join(" ");
}

/** All capitals (an old caption) to capitals at the start of words, so that the tables apply. */
function titleCased(party: string): string {
  return /[a-z]/.test(party)
    ? party
    : party
        .toLowerCase()
        .replace(/(^|[ \-(])([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase());
}
