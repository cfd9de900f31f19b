import { describe, expect, test } from "vitest";
import { checkCitation } from "../check/check-citation.ts";
import type { CaseFacts, CaseSource } from "./case-facts.ts";
import { caseFacts } from "./case-facts-of.ts";
import { parseCitation } from "./find-citations.ts";
import { formatCitation } from "./format-citation.ts";

const COURTS: Readonly<Record<string, readonly [name: string, abbreviation: string, jurisdiction: string]>> = {
  scotus: ["Supreme Court of the United States", "U.S.", "U.S."],
  ca2: ["United States Court of Appeals for the Second Circuit", "2nd Cir.", "U.S."],
  ca8: ["United States Court of Appeals for the Eighth Circuit", "8th Cir.", "U.S."],
  cadc: ["United States Court of Appeals for the District of Columbia", "D.C.", "U.S."],
  nysd: ["United States District Court for the Southern District of New York", "S.D.N.Y.", "U.S."],
  ddc: ["United States District Court for the District of Columbia", "", "U.S."],
  mass: ["United States District Court for the District of Massachusetts", "D. Mass.", "U.S."],
  cacd: ["United States District Court for the Central District of California", "", "U.S."],
  circuit: ["United States Circuit Court for the Southern District of New York", "C.C.S.D.N.Y.", "U.S."],
  bank: ["United States Bankruptcy Court for the Northern District of Ohio", "Bankr. N.D. Ohio", "U.S."],
  tax: ["United States Tax Court", "T.C.", "U.S."],
  claims: ["United States Court of Federal Claims", "Fed. Cl.", "U.S."],
  courtOfClaims: ["United States Court of Claims", "Ct. Cl.", "U.S."],
  kan: ["Kansas Supreme Court", "Kan.", "Kan."],
  md: ["Court of Appeals of Maryland", "Md.", "Md."],
  nyApp: ["New York Supreme Court, Appellate Division", "N.Y. App. Div.", "N.Y."],
  njApp: ["New Jersey Superior Court, Appellate Division", "N.J. Super. Ct. App. Div.", "N.J."],
  calApp: ["Court of Appeal of the State of California", "Cal. Ct. App.", "Cal."],
  mich: ["Michigan Court of Appeals", "Mich. Ct. App", "Mich."],
  massApp: ["Massachusetts Appeals Court", "Mass. App. Ct.", "Mass."],
  massHigh: ["Massachusetts Supreme Judicial Court", "Mass.", "Mass."],
  ohio: ["Supreme Court of Ohio", "Ohio", "Ohio"],
  paCommon: ["Delaware County Court of Common Pleas", "Del. Cty. C.P.", "Pa."],
  vaCircuit: ["Richmond Circuit Court", "Richmond Cir. Ct.", "Va."],
  nd: ["North Dakota Supreme Court", "N.D.", "N.D."],
};

function source(court: string, date: string, ...cites: readonly string[]): CaseSource {
  const [name, abbreviation, jurisdiction] = COURTS[court];
  return {
    name: "OAK COMPANY, Appellant, v. ELM, Appellee",
    nameAbbreviation: "Oak Co. v. Elm",
    citations: cites.map((cite, index) => ({ type: index === 0 ? "official" : "parallel", cite })),
    court: { name, abbreviation },
    jurisdiction,
    decisionDate: date,
  };
}

function factsOf(court: string, date: string, ...cites: readonly string[]): CaseFacts {
  const result = caseFacts(source(court, date, ...cites));
  if (!result.ok) {
    throw new Error(`${result.reason}: ${result.detail}`);
  }
  return result.facts;
}

const gold = (court: string, date: string, ...cites: readonly string[]): string =>
  formatCitation(factsOf(court, date, ...cites)).replace(/^Oak Co\. v\. Elm, /, "");

describe("rules 13 to 15: the preferred reporter, canonically", () => {
  test.each([
    ["scotus", "1975-06-25", ["95 S. Ct. 2362", "422 U.S. 405"], "422 U.S. 405 (1975)"],
    ["md", "1997", ["345 Md. 251", "691 A.2d 1320"], "691 A.2d 1320 (Md. 1997)"],
    ["nyApp", "2001-01", ["190 A.D.2d 247", "736 NYS2d 823"], "736 N.Y.S.2d 823 (App. Div. 2001)"],
    ["nd", "2013-05-01", ["830 N.W.2d 565", "2013 ND 45"], "830 N.W.2d 565 (N.D. 2013)"],
    ["ca8", "1957", ["239 F. 2d 537"], "239 F.2d 537 (8th Cir. 1957)"],
    ["kan", "1915", ["76 Kan. 606", "149 Pac. 1044"], "149 P. 1044 (Kan. 1915)"],
    ["courtOfClaims", "1956", ["134 Ct. Cl. 720", "139 F. Supp. 767"], "139 F. Supp. 767 (Ct. Cl. 1956)"],
  ])("%s %s", (court, date, cites, expected) => expect(gold(court, date, ...cites)).toBe(expected));
});

describe("rule 18: the court is left out where the reporter names it", () => {
  test.each([
    ["tax", "57 T.C. 100", "57 T.C. 100 (1990)"],
    ["claims", "48 Fed. Cl. 166", "48 Fed. Cl. 166 (2000)"],
    ["kan", "194 Kan. 495", "194 Kan. 495 (1990)"],
    ["ohio", "54 Ohio St. 2d 26", "54 Ohio St. 2d 26 (1990)"],
    ["massApp", "7 Mass. App. Ct. 197", "7 Mass. App. Ct. 197 (1990)"],
    ["calApp", "58 Cal. App. 4th 200", "58 Cal. App. 4th 200 (1997)"],
    ["mich", "264 Mich. App. 93", "264 Mich. App. 93 (1990)"],
    ["njApp", "308 N.J. Super. 504", "308 N.J. Super. 504 (App. Div. 1990)"],
    ["nyApp", "161 A.D.2d 1082", "161 A.D.2d 1082 (N.Y. App. Div. 1990)"],
    ["paCommon", "11 Pa. D. & C.2d 405", "11 Pa. D. & C.2d 405 (Ct. Com. Pl. 1990)"],
    ["vaCircuit", "12 Va. Cir. 372", "12 Va. Cir. 372 (1990)"],
  ])("%s %s", (court, cite, expected) =>
    expect(gold(court, /\d{4}/.exec(expected.slice(-6))?.[0] ?? "", cite)).toBe(expected),
  );

  test("the full court string is accepted beside the short one", () => {
    const facts = factsOf("calApp", "1997", "58 Cal. App. 4th 200");
    expect(facts.acceptedCourts).toEqual(["Ct. App.", "Cal. Ct. App."]);
    for (const court of facts.acceptedCourts) {
      const check = checkCitation(formatCitation({ ...facts, court }), facts, { mode: "lenient" });
      expect(check).toMatchObject({ ok: true, identity: true });
      expect(Object.values(check.components).every(({ closeness }) => closeness === 1)).toBe(true);
    }
    expect(factsOf("njApp", "1990", "308 N.J. Super. 504").acceptedCourts).toContain("Super. Ct. App. Div.");
    expect(factsOf("tax", "1990", "57 T.C. 100").acceptedCourts).toContain("T.C.");
  });
});

describe("rule 19: canonical court strings", () => {
  test.each([
    ["ca2", "688 F.2d 150", "1982", "688 F.2d 150 (2d Cir. 1982)"],
    ["cadc", "65 F.2d 803", "1933", "65 F.2d 803 (D.C. Cir. 1933)"],
    ["nysd", "88 F. Supp. 2d 116", "1999", "88 F. Supp. 2d 116 (S.D.N.Y. 1999)"],
    ["ddc", "338 F. Supp. 18", "1972", "338 F. Supp. 18 (D.D.C. 1972)"],
    ["mass", "477 F. Supp. 2d 327", "2007", "477 F. Supp. 2d 327 (D. Mass. 2007)"],
    ["cacd", "716 F. Supp. 2d 12", "2010", "716 F. Supp. 2d 12 (C.D. Cal. 2010)"],
    ["circuit", "57 F. 195", "1893", "57 F. 195 (C.C.S.D.N.Y. 1893)"],
    ["bank", "441 B.R. 267", "2010", "441 B.R. 267 (Bankr. N.D. Ohio 2010)"],
  ])("%s", (court, cite, year, expected) => expect(gold(court, year, cite)).toBe(expected));
});

test("early volumes get their reporter's name", () => {
  expect(gold("massHigh", "1865", "93 Mass. 367")).toBe("93 Mass. (11 Allen) 367 (1865)");
});

describe("refusals", () => {
  test.each([
    ["ca8", "1957", [], "no-citation"],
    ["ca8", "1957", ["12 Zzz. 34"], "unknown-reporter"],
    ["ca8", "1957", ["239 F.2d unpublished"], "page-not-printable"],
    ["ca8", "", ["239 F.2d 537"], "no-year"],
    ["ca8", "undated", ["239 F.2d 537"], "no-year"],
    ["ca8", "1992", ["978 F.3d 171"], "year-outside-edition"],
    ["scotus", "1940", ["90 Ct. Cl. 614"], "court-outside-reporter"],
    ["ca8", "1990", ["700 F. Supp. 12"], "court-outside-reporter"],
  ])("%s %s %j", (court, date, cites, reason) => {
    expect(caseFacts(source(court, date, ...cites))).toMatchObject({ ok: false, reason });
  });

  test.each([
    ["Fen v. Oak", "Interest of Oak. Petitioner v. Oak, Respondent"],
    ["F.G.H. v. Oak", "Interest of Oak, Petitioner v. OAK, Respondent"],
    ["Pella Wren v. Elm", "PELLA WREN, Appellant-Appellee, v. THE BOARD OF ELM, Appellee"],
  ])("a name that the caption does not tell: %s", (nameAbbreviation, name) => {
    const base = source("ca8", "1957", "239 F.2d 537");
    expect(caseFacts({ ...base, name, nameAbbreviation })).toMatchObject({ reason: "name-not-told" });
  });

  test.each([
    ["United States v. Elm", "UNITED STATES, Appellant, v. ELM, Appellee"],
    ["Oak Mills v. Elm", "OAK MILLS, Appellant, v. ELM, Appellee"],
    ["Wren v. Elm", "Pella WREN, Appellant, v. Robert ELM, Appellee"],
    ["Oak Ins. Co. v. Négron", "OAK INSURANCE COMPANY v. NEGRON"],
  ])("a name that it does tell: %s", (nameAbbreviation, name) => {
    const base = source("ca8", "1957", "239 F.2d 537");
    expect(caseFacts({ ...base, name, nameAbbreviation })).toMatchObject({ ok: true });
  });

  test("a court that nothing tells, a case without a name", () => {
    const base = source("ca8", "1957", "239 F.2d 537");
    expect(caseFacts({ ...base, court: { name: "Somewhere", abbreviation: "" } })).toMatchObject({
      reason: "unknown-court",
    });
    expect(caseFacts({ ...base, name: "", nameAbbreviation: " " })).toMatchObject({ reason: "no-name" });
  });

  test("one good citation beside a bad one is enough", () => {
    expect(gold("ca8", "1992", "978 F.3d 171", "978 F.2d 171")).toBe("978 F.2d 171 (8th Cir. 1992)");
  });
});

test("format and parse are inverse, at every place where the case is printed", () => {
  const facts = factsOf("md", "1997", "345 Md. 251", "691 A.2d 1320");
  for (const at of [facts, ...facts.parallels]) {
    const parsed = parseCitation(formatCitation(facts, { at }));
    expect(parsed).toMatchObject({
      caseName: { text: "Oak Co. v. Elm" },
      volume: { text: at.volume },
      edition: at.reporter,
      page: { text: at.page },
      year: { text: "1997" },
    });
    expect(parsed?.court?.text ?? null).toBe(at.court);
  }
});
