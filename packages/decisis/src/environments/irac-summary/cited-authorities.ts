import { caseNameKey, findCitations, type Part, placesOf } from "@decisis/law";
import type { Authority } from "./facts.ts";
import { wordsOf } from "./words.ts";

/** What an answer cites, held against what the excerpt cites. */
export interface CitedAuthorities {
  /** Authorities of the excerpt that are cited by their place, and those that are only named. */
  readonly cited: ReadonlySet<Authority>;
  readonly named: ReadonlySet<Authority>;
  /** Citations, names of cases and sections of statutes that are not in the excerpt. */
  readonly invented: readonly string[];
  /** Names of cases that stand at the place of another, its parties exchanged among them. */
  readonly misnamed: readonly string[];
  /** The text without its citations. */
  readonly statement: string;
}

const CASE_NAME =
  /(?:[A-Z][\w.'&-]*,? (?:(?:of|the|and|&|de|for) )?){1,6}v\.? (?:[A-Z][\w.'&-]*(?:,? (?:(?:of|the|and|&|de|for) )?(?=[A-Z]))?){1,6}/g;
const PLACE_LIKE = /\b\d{1,4} [A-Z][A-Za-z.]{0,12}(?: ?(?:\d[a-z]{1,2}|[A-Z][a-z]*\.?)){0,2}\.? \d{1,4}\b/g;
const STATUTE = /§+ ?\d[\w.-]*|\b\d+ (?:U\.? ?S\.? ?C|C\.? ?F\.? ?R)\b\.?[^\d]{0,8}\d+/g;

/** `2nd` and `3rd` in the name of a reporter, which are printed `2d` and `3d`. */
const SERIES = /(?<=\b\d{1,4} [A-Z][A-Za-z. ]{0,14})([23])(?:nd|rd)(?= \d)/g;
/** The unfilled form of a citation. */
const BLANK = /_{2,}|\(\s*\)/g;

/** Brackets that held a citation and nothing else. */
const EMPTIED = /\s*\(\s*(?:(?:see|citing)\s*)?\)/gi;

/** Linear in the length of the text given, for one excerpt. */
export function citedAuthorities(given: string, authorities: readonly Authority[], excerpt: string): CitedAuthorities {
  const text = given.replace(SERIES, "$1d");
  const invented: string[] = text.match(BLANK) ?? [];
  const misnamed: string[] = [];
  const cited = new Set<Authority>();
  const named = new Set<Authority>();
  let statement = "";
  let from = 0;
  for (const citation of findCitations(text)) {
    const { span, fullSpan, caseName, court, year } = citation;
    const places = placesOf(citation);
    const authority = authorities.find((known) => places.every((place) => known.places.includes(place)));
    const dated = authority !== undefined && agrees(court, authority.court) && agrees(year, authority.year);
    if (authority === undefined || !dated) invented.push(text.slice(fullSpan.start, span.end));
    else if (caseName !== null && !namesAgree(caseName.text, authority.name)) misnamed.push(caseName.text);
    else cited.add(authority);
    statement += `${text.slice(from, Math.max(from, fullSpan.start))} `;
    from = fullSpan.end;
  }
  statement += text.slice(from);
  for (const [name] of statement.matchAll(CASE_NAME)) {
    const known = authorities.find((authority) => namesAgree(name, authority.name));
    if (known) named.add(known);
    else if (!excerpt.includes(name.trim().replace(/[,.]$/, ""))) invented.push(name.trim());
  }
  for (const pattern of [PLACE_LIKE, STATUTE]) {
    for (const [place] of statement.matchAll(pattern)) if (!excerpt.includes(place)) invented.push(place);
  }
  return { cited, named, invented, misnamed, statement: statement.replace(CASE_NAME, " ").replace(EMPTIED, "") };
}

/** Left out, or the same but for blanks, stops, case and `2nd` for `2d`. */
function agrees(given: Part | null, known: string | null): boolean {
  const bare = (text: string) =>
    text
      .toLowerCase()
      .replace(/(?<=[23])(?:nd|rd)\b/g, "d")
      .replace(/[^a-z0-9]/g, "");
  return given === null || bare(given.text) === bare(known ?? "");
}

/** The same parties on the same sides, abbreviated or not; what leads into the first does not count. */
function namesAgree(given: string, known: string): boolean {
  if (given === known || caseNameKey(given) === caseNameKey(known)) return true;
  const sides = (name: string) => name.split(/ vs?\.? /).map((side) => wordsOf(side));
  const [a, b] = [sides(given), sides(known)];
  return (
    a.length === b.length &&
    b.every((side, i) => {
      const shared = side.filter((word) => a[i].some((other) => other.startsWith(word.slice(0, 4)))).length;
      return side.length > 0 && shared >= 0.5 * side.length && (i === 0 || a[i].length <= 2 * side.length + 1);
    })
  );
}
