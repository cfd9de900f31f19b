import type { CaseFacts, ReportedAt } from "../citations/case-facts.ts";
import type { CitationCore, ParsedCitation } from "../citations/parsed-citation.ts";
import { circuitNamed } from "../courts/court-string.ts";
import { courtFits, isNeutral } from "../courts/parenthetical.ts";
import { nominative } from "../tables/nominative.ts";
import { editionsNamed, yearFits } from "../tables/reporters.ts";
import type { VerdictList } from "./verdicts.ts";

/** Where the case is printed, as far as the parsed citation says it. */
export interface PlaceMatch {
  readonly place: ReportedAt;
  readonly identified: boolean;
}

/**
 * Rules 13 to 17: volume, reporter and first page against the accept set. Of several places named, the first that the
 * parenthetical fits counts: `345 Md. 251, 691 A.2d 1320 (1997)` is right as a citation of `Md.`
 */
export function checkPlaces(parsed: ParsedCitation, facts: CaseFacts, list: VerdictList): PlaceMatch {
  const places: readonly ReportedAt[] = [facts, ...facts.parallels];
  const cores: readonly CitationCore[] = [parsed, ...parsed.parallels];
  const named = places.filter((place) => cores.some((core) => isAt(core, place)));
  const court = parsed.court?.text ?? "";
  const exact =
    named.find((place) => court === (place.court ?? "") || place.acceptedCourts.includes(court)) ?? named.at(0);
  const place = exact ?? places.find((other) => parsed.editions.includes(other.reporter)) ?? facts;
  compare(cores.find((core) => isAt(core, place)) ?? parsed, place, list);
  for (const core of cores) {
    reporterForm(core, list);
  }
  const strays = (exact === undefined ? cores.slice(1) : cores).filter(
    (core) => !places.some((other) => isAt(core, other)),
  );
  for (const core of strays) {
    const found = `${core.volume.text} ${core.reporter.text} ${core.page.text}`;
    list.error("reporter", 13, 0, "a parallel citation that is not this case", { found });
  }
  if (exact !== undefined && exact !== facts) {
    list.style("reporter", 13, 0.8, "another reporter is preferred", {
      expected: facts.reporter,
      found: exact.reporter,
    });
  } else if (cores.length > 1) {
    list.style("reporter", 13, 0.9, "parallel citations belong to documents of courts that ask for them");
  }
  return { place, identified: exact !== undefined && strays.length === 0 };
}

function isAt(core: CitationCore, place: ReportedAt): boolean {
  return isIn(core, place) && core.volume.text === place.volume && core.page.text === place.page;
}

/** Without its stops a reporter may read as another: `59 ND 264` may mean `N.D.` */
function isIn(core: CitationCore, place: ReportedAt): boolean {
  return core.editions.includes(place.reporter) || stopless(core.reporter.text) === stopless(place.reporter);
}

const stopless = (reporter: string): string => reporter.replace(/[.\s]/g, "");

function compare(core: CitationCore, place: ReportedAt, list: VerdictList): void {
  if (core.volume.text === place.volume) {
    list.ok("volume", 16, "the volume is right");
  } else {
    list.error("volume", 16, 0, "not the volume of the record", { expected: place.volume, found: core.volume.text });
  }
  if (core.editions.includes(place.reporter)) {
    list.ok("reporter", 13, "the reporter is right");
  } else if (isIn(core, place)) {
    list.style("reporter", 14, 0.85, "the reporter without its stops", {
      expected: place.reporter,
      found: core.reporter.text,
    });
  } else {
    list.error("reporter", 13, 0, "not a reporter of this case", {
      expected: place.reporter,
      found: core.reporter.text,
    });
  }
  if (core.page.text === place.page) {
    list.ok("page", 16, "the first page is right");
  } else {
    list.error("page", 16, 0, "not the first page of the record", { expected: place.page, found: core.page.text });
  }
}

/** Rule 14: a canonical edition; rule 15: its spacing. */
function reporterForm(core: CitationCore, list: VerdictList): void {
  const written = core.reporter.text;
  const seen = { expected: core.edition, found: written };
  if (core.editions.includes(written)) {
    list.ok("reporterSpacing", 15, "the reporter is spaced right");
  } else if (core.editions.some((edition) => edition.replaceAll(" ", "") === written.replaceAll(" ", ""))) {
    list.style("reporterSpacing", 15, 0.85, "spacing of the reporter", seen);
  } else {
    list.style("reporter", 14, 0.85, "not the canonical abbreviation", seen);
  }
}

/** Rules 17 and 21 and the record: the year. */
export function checkYear(parsed: ParsedCitation, facts: CaseFacts, place: ReportedAt, list: VerdictList): boolean {
  const neutral = isNeutral(place.reporter);
  if (parsed.year === null) {
    if (neutral) {
      list.ok("year", 21, "a year-first citation needs no year");
      return true;
    }
    list.error("year", 18, 0, "the year is missing", { expected: facts.year });
    return false;
  }
  if (parsed.year.text !== facts.year) {
    list.error("year", 16, 0, "not the year of the record", { expected: facts.year, found: parsed.year.text });
    return false;
  }
  if (neutral && parsed.parallels.length === 0) {
    list.style("year", 21, 0.9, "a year-first citation carries no second year");
  } else {
    list.ok("year", 16, "the year is right");
  }
  if (!editionsNamed(place.reporter).some((edition) => yearFits(edition, Number(facts.year), Number(place.volume)))) {
    list.warning("year", 17, "the year lies outside the edition's dates");
  }
  return true;
}

/** Rules 18 to 20: the court in the parenthetical. */
export function checkCourt(parsed: ParsedCitation, place: ReportedAt, year: string, list: VerdictList): void {
  const found = parsed.court?.text ?? null;
  const seen = { expected: place.court ?? "(no court)", found: found ?? "(no court)" };
  if (found === place.court) {
    list.ok(
      "court",
      place.court === null ? 18 : 19,
      place.court === null ? "the reporter names the court" : "the court is right",
    );
    return;
  }
  if (place.acceptedCourts.includes(found ?? "")) {
    if (place.court === null) {
      list.style("court", 18, 0.85, "the reporter names the court already", seen);
    } else {
      list.warning("court", 18, "another form of the court is right as well", seen);
    }
    return;
  }
  if (found === null) {
    list.error("court", 19, 0, "the court is missing", seen);
    return;
  }
  const right = [place.court ?? "", ...place.acceptedCourts].filter((court) => court !== "");
  if (right.some((court) => squeeze(court) === squeeze(found))) {
    list.style("court", 19, 0.85, "spacing of the court", seen);
  } else if (right.some((court) => loose(court) === loose(found))) {
    list.style("court", 19, 0.8, "not the canonical court string", seen);
  } else if (
    right.some(
      (court) =>
        loose(found).startsWith(`${loose(court)} `) &&
        /\b(?:div|dist|dep|dept|\d+(?:st|d|th)|en banc)\b/.test(loose(found)),
    )
  ) {
    list.style("court", 19, 0.8, "no division or district of the court", seen);
  } else {
    const fits = courtFits(parsed.edition, found, Number(year));
    list.error(
      "court",
      fits ? 19 : 20,
      0,
      fits ? "not the court of the record" : "a court that the reporter does not print",
      seen,
    );
  }
}

const squeeze = (court: string): string => court.replace(/[\s.,']+/g, (mark) => mark.replace(/[\s,]/g, ""));

const loose = (court: string): string =>
  court
    .toLowerCase()
    .replace(/\b2nd\b/g, "2d")
    .replace(/\b3rd\b/g, "3d")
    .replace(
      /\b(?:[a-z]+|district of columbia)(?= cir(?:cuit|\.|$))/g,
      (name) => circuitNamed(name)?.toLowerCase() ?? name,
    )
    .replace(/\bcircuit\b/g, "cir")
    .replace(/\bcourt\b/g, "ct")
    .replace(/\bappeals?\b/g, "app")
    .replace(/\bcty\b/g, "cnty")
    .replace(/[.']/g, "")
    .replace(/,/g, " ")
    .replace(/\s+/g, " ")
    .trim();

/** The bracket with the early reporter's name, e.g. `93 Mass. (11 Allen) 367`. */
export function checkNominative(text: string, parsed: ParsedCitation, list: VerdictList): void {
  const expected = nominative(parsed.edition, parsed.volume.text);
  const between = text.slice(parsed.reporter.end, parsed.page.start);
  const found = /\(([^)]*)\)/.exec(between)?.[1] ?? null;
  if (expected !== found) {
    list.style("shape", 13, 0.9, "the early reporter's name in brackets", {
      expected: expected ?? "(none)",
      found: found ?? "(none)",
    });
  }
}
