import type { Random } from "@decisis/tensor";
import type { CaseCitation } from "./case-record.ts";
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

/**
 * As `house`, with the white space where the volumes have it: `104 F.Supp. 401, 404 (E.D.Tex.1952)`, `(Idaho 1914)`. `house`
 * itself stays as the base model was pretrained on it.
 */
export function reporterStyle(random: Random, header: FictionalHeader): string {
  const [first, ...others] = header.citations;
  const pin = random.uniform() < 0.5 && first.page ? `, ${Number(first.page) + 1 + random.integer(9)}` : "";
  const parallel = others.length > 0 && random.uniform() < 0.5 ? `, ${placeInReporter(others[0])}` : "";
  return `${shortName(header)}, ${placeInReporter(first)}${pin}${parallel} (${courtAndYear(first.reporter === "U.S." ? "" : header.court.abbreviation, header.decisionDate.slice(0, 4))})`;
}

/** `104 F.Supp. 401` */
export const placeInReporter = ({ cite, volume, reporter, page }: CaseCitation): string =>
  reporter === undefined ? cite : `${volume} ${tight(reporter)} ${page}`;

/** `E.D.Tex.1952`, `Idaho 1914`, `1914` */
export const courtAndYear = (court: string, year: string | number): string =>
  `${tight(court)}${/\w$/.test(court) ? " " : ""}${year}`;

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
