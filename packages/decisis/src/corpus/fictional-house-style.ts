import type { Random } from "@decisis/tensor";
import type { FictionalHeader } from "./fictional-header.ts";

/** As reporters print it: name in full words, everything closed up, a pin, the year tight against the court. */
export function house(random: Random, header: FictionalHeader): string {
  const [first, ...others] = header.citations;
  const court = first.reporter === "U.S." ? "" : header.court.abbreviation.replaceAll(". ", ".");
  // Where the bracket holds the year alone nothing else tells house style from the form of an answer.
  const pin =
    (court === "" || random.uniform() < 0.5) && first.page ? `, ${Number(first.page) + 1 + random.integer(9)}` : "";
  const parallel = others.length > 0 && random.uniform() < 0.5 ? `, ${tight(others[0].cite)}` : "";
  return `${shortName(header)}, ${tight(first.cite)}${pin}${parallel} (${court}${header.decisionDate.slice(0, 4)})`;
}

export const tight = (cite: string): string => cite.replace(/\. (?=[A-Z0-9])/g, ".");

export const shortName = (header: FictionalHeader): string => header.nameAbbreviation;

/** The parties of a caption as a sentence names them. */
export function partyWords(nameAbbreviation: string): [string, string] {
  const [first, second] = nameAbbreviation.replace(/ \(In re .*\)$/, "").split(" v. ");
  const withArticle = (party: string) =>
    /^(United States|State|People|Commonwealth|City|Town|Village|County|Board|Department|Commissioner|National Labor|Secretary|Estate)/.test(
      party,
    )
      ? `the ${party}`
      : party;
  if (second === undefined) return ["the petitioner", withArticle(first.replace(/^In re /, ""))];
  return [withArticle(first), withArticle(second)];
}

export const sentenceCase = (text: string): string => text[0].toUpperCase() + text.slice(1);
