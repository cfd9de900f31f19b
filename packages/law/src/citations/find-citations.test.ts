import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyString } from "../any-string.ts";
import { findCitations, parseCitation } from "./find-citations.ts";

describe("one citation", () => {
  test("all parts, with offsets into the text", () => {
    const text = "Compare Ash v. Birch Mills, Inc., 88 F. Supp. 2d 116, 127 n.3 (S.D.N.Y. 1999) (per curiam), here.";
    const [found] = findCitations(text);
    expect(found).toMatchObject({
      caseName: { text: "Ash v. Birch Mills, Inc." },
      plaintiff: { text: "Ash" },
      defendant: { text: "Birch Mills, Inc." },
      volume: { text: "88" },
      reporter: { text: "F. Supp. 2d" },
      edition: "F. Supp. 2d",
      page: { text: "116" },
      pin: { text: "127 n.3" },
      court: { text: "S.D.N.Y." },
      year: { text: "1999" },
      parenthetical: { text: "S.D.N.Y. 1999" },
    });
    expect(found.trailing.map((part) => part.text)).toEqual(["per curiam"]);
    for (const part of [
      found.caseName,
      found.plaintiff,
      found.defendant,
      found.volume,
      found.reporter,
      found.page,
      found.pin,
      found.court,
      found.year,
    ]) {
      expect(text.slice(part?.start, part?.end)).toBe(part?.text);
    }
    expect(text.slice(found.span.start, found.span.end)).toBe("88 F. Supp. 2d 116, 127 n.3");
    expect(text.slice(found.fullSpan.start, found.fullSpan.end)).toBe(text.slice(8, text.indexOf(", here")));
  });

  test.each([
    ["In re Hazel, 12 B.R. 9 (Bankr. D. Me. 1981)", "In re Hazel"],
    ["In the Matter of Hazel, 12 B.R. 9 (Bankr. D. Me. 1981)", "In the Matter of Hazel"],
    ["Ex parte Larch, 209 U.S. 123 (1908)", "Ex parte Larch"],
    ["Impounded, 120 F.3d 457 (3d Cir. 1997)", "Impounded"],
    ["Oak v. Elm Bank, FSB (In re Oak), 284 B.R. 569 (Bankr. D. Md. 2002)", "Oak v. Elm Bank, FSB (In re Oak)"],
    ["See, e.g., Oak v. Elm, 1 F.3d 2 (1st Cir. 1993)", "Oak v. Elm"],
    ["The holding was reversed. Oak v. Elm, 1 F.3d 2 (1st Cir. 1993)", "Oak v. Elm"],
    ["as the court said in Oak v. Elm & Co., 1 F.3d 2 (1st Cir. 1993)", "Oak v. Elm & Co."],
    ["State ex rel. Oak v. Elm, 842 P.2d 390 (Or. 1992)", "State ex rel. Oak v. Elm"],
    [
      "Transoak (Berm.) Ltd. v. Elm N. Am. Corp., 738 F. Supp. 1472 (S.D.N.Y. 1990)",
      "Transoak (Berm.) Ltd. v. Elm N. Am. Corp.",
    ],
    ["O’Oak v. Elm, 1 F.3d 2 (1st Cir. 1993)", "O’Oak v. Elm"],
    ["eOakworks, Inc. v. Elm, 1 F.3d 2 (1st Cir. 1993)", "eOakworks, Inc. v. Elm"],
    ["United States v. $124,570, 873 F.2d 1240 (9th Cir. 1989)", "United States v. $124,570"],
  ])("the name in %j", (text, name) => {
    expect(parseCitation(text)?.caseName?.text).toBe(name);
  });

  test.each([
    ["Oak v. Elm, 239 F. 2d 537 (8th Cir. 1957)", "F.2d"],
    ["Oak v. Elm, 422 U. S. 405 (1975)", "U.S."],
    ["Oak v. Elm, 95 S.Ct. 2362 (1975)", "S. Ct."],
    ["Oak v. Elm, 736 NYS2d 823 (App. Term 2001)", "N.Y.S.2d"],
    ["Oak v. Elm, 34 F.\nSupp. 12 (D. Or. 1940)", "F. Supp."],
    ["Oak v. Elm, 94 F. App’x 328 (6th Cir. 2004)", "F. App'x"],
    ["Oak v. Elm, 2016-Ohio-2805", "Ohio"],
  ])("the edition of %j", (text, edition) => {
    expect(parseCitation(text)?.edition).toBe(edition);
  });

  test("dashes of all kinds in a pin", () => {
    for (const dash of ["-", "–", "—", "‑", "−"]) {
      expect(parseCitation(`Oak v. Elm, 1 F.3d 2, 5${dash}6 (1st Cir. 1993)`)?.pin?.text).toBe(`5${dash}6`);
    }
  });

  test("database citations carry a full date", () => {
    const parsed = parseCitation("State v. Oak, No. 12-1, 2013 WL 5811261, at *7 (Wis. Ct. App. Oct. 30, 2013)");
    expect(parsed).toMatchObject({
      edition: "WL",
      pin: { text: "*7" },
      court: { text: "Wis. Ct. App." },
      year: { text: "2013" },
    });
  });

  test("early reports name their reporter in brackets", () => {
    expect(parseCitation("Oak v. Elm, 93 Mass. (11 Allen) 367 (1865)")).toMatchObject({
      edition: "Mass.",
      page: { text: "367" },
    });
  });

  test("a bracket ends at its own closing bracket", () => {
    const parsed = parseCitation(
      "Oak v. Elm, 1 F.3d 2 (1st Cir. 1993) (citing Ash v. Birch (a case (of sorts))) (en banc)",
    );
    expect(parsed?.trailing.map((part) => part.text)).toEqual(["citing Ash v. Birch (a case (of sorts))", "en banc"]);
  });
});

describe("reporters written loosely", () => {
  test.each([
    ["239 f.2d 537", "F.2d"],
    ["239 F2d 537", "F.2d"],
    ["239 F. 2nd 537", "F.2d"],
    ["12 P.3rd 537", "P.3d"],
    ["512 F Supp 2d 44", "F. Supp. 2d"],
    ["94 F Appx 328", "F. App'x"],
    ["388 US 92", "U.S."],
  ])("%s", (text, edition) => {
    expect(findCitations(text, { loose: true }).map((found) => found.edition)).toEqual([edition]);
  });

  test("not where it is not asked for", () => {
    expect(findCitations("239 f.2d 537 and 12 P.3rd 5")).toEqual([]);
  });
});

describe("several citations", () => {
  test("parallel citations are one authority", () => {
    const found = findCitations(
      "Oak v. Elm, 345 Md. 251, 253, 691 A.2d 1320, 1321 (1997); Ash v. Birch, 1 F.3d 2 (1st Cir. 1993)",
    );
    expect(found).toHaveLength(2);
    expect(found[0].parallels.map((core) => core.edition)).toEqual(["A.2d"]);
    expect(found[0].year?.text).toBe("1997");
    expect(found[1].caseName?.text).toBe("Ash v. Birch");
  });

  test("a name does not reach back over the citation before it", () => {
    const [, second] = findCitations("Oak v. Elm, 1 F.3d 2 (1st Cir. 1993), Ash v. Birch, 3 F.3d 4 (2d Cir. 1993)");
    expect(second.caseName?.text).toBe("Ash v. Birch");
  });
});

describe("what is none", () => {
  test.each([
    "",
    "26 U.S.C. § 501 (2018)",
    "the 3 wise men of 1957",
    "Oak v. Elm, supra, at 12",
    "___ U.S. ___ (___)",
    "1.5 F.2d 3",
    "$12 U.S. 3",
    "call 555 1234 567",
  ])("%j", (text) => {
    expect(findCitations(text)).toEqual([]);
  });
});

describe("any string", () => {
  test("never throws, offsets stay inside, spans do not overlap", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "v. ",
        "(",
        ")",
        "12 ",
        "F.2d ",
        " U.S. ",
        "Oak ",
        "1999",
        ", ",
        "In re ",
        "\ud800",
        "\0",
        "’",
        "§ ",
        ". ",
        "\n",
      ),
      anyString(6),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join("");
        let end = 0;
        for (const citation of findCitations(text, { loose: text.length % 2 === 0 })) {
          expect(citation.fullSpan.start).toBeGreaterThanOrEqual(end);
          expect(citation.fullSpan.end).toBeLessThanOrEqual(text.length);
          expect(citation.fullSpan.start).toBeLessThanOrEqual(citation.span.start);
          end = citation.fullSpan.end;
        }
      }),
      { numRuns: 400 },
    );
  });

  test.each([
    ["a long digit run", "7".repeat(1_000_000), 0],
    ["opening brackets", "(".repeat(100_000), 0],
    ["v. without end", "a v. ".repeat(100_000), 0],
    ["spaces between number and nothing", `12${" ".repeat(500_000)}F.2d`, 0],
    ["one line of a megabyte", "Oak v. Elm, 1 F.3d 2 (1st Cir. 1993); ".repeat(26_000), 26_000],
    ["unclosed brackets after each citation", "Oak v. Elm, 1 F.3d 2 ((".repeat(5_000), 5_000],
    ["capitals before a citation", `${"Oak ".repeat(100_000)}v. Elm, 1 F.3d 2 (1993)`, 1],
  ])("hostile input: %s", (_, text, count) => {
    expect(findCitations(text)).toHaveLength(count);
  });
});
