import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { isCourtString } from "./courts.ts";
import { nominative } from "./nominative.ts";
import { places, stateAbbreviations, stateByAbbreviation } from "./places.ts";
import { editionsNamed, reportersAt, yearFits } from "./reporters.ts";
import { caseNameWords } from "./words.ts";

const folder = new URL("./data/", import.meta.url);

test("every table names source, revision and licence, and all compress to less than 100 KB", () => {
  let bytes = 0;
  for (const name of readdirSync(folder)) {
    const text = readFileSync(new URL(name, folder), "utf8");
    bytes += gzipSync(text).length;
    for (const header of [JSON.parse(text).header].flat()) {
      expect(header).toMatchObject({
        source: expect.any(String),
        revision: expect.any(String),
        licence: expect.any(String),
      });
    }
  }
  expect(bytes).toBeLessThan(100_000);
});

test.each([
  ["F. Supp.", 1998, 985, true],
  ["F. Supp.", 1985, 600, true],
  ["F.R.D.", 1945, 4, true],
  ["Mass.", 1865, 93, true],
  ["F.3d", 1993, 1, true],
  ["F.3d", 1992, 978, false],
  ["F.2d", 1890, 20, false],
  ["F.2d", 1994, 999, true],
  ["F.2d", 2001, 999, false],
])("%s of %i, volume %i (rule 17, corrected dates)", (name, year, volume, fits) => {
  expect(editionsNamed(name).some((edition) => yearFits(edition, year, volume))).toBe(fits);
});

test.each([
  ["F. Supp. 2d 116", "F. Supp. 2d", 11],
  ["F.Supp.2d 116", "F. Supp. 2d", 9],
  ["F. 2d 4", "F.2d", 5],
  ["NYS2d 720", "N.Y.S.2d", 5],
  ["Pac. 1044", "P.", 4],
  ["F. App’x 12", "F. App'x", 8],
  ["S.\nCt. 9", "S. Ct.", 6],
])("%s is a reporter string, spaces and quotes aside", (text, edition, end) => {
  const [longest] = reportersAt(text, 0);
  expect(longest.editions.map((candidate) => candidate.name)).toContain(edition);
  expect(longest.end).toBe(end);
});

test("no reporter starts in the middle of nowhere", () => {
  expect(reportersAt("Xyzzy 12", 0)).toEqual([]);
  expect(reportersAt("", 0)).toEqual([]);
  expect(reportersAt("F.2d", 99)).toEqual([]);
});

test("T11: words, plurals, words that are their own plural", () => {
  const { abbreviations } = caseNameWords();
  const pairs = [
    ["association", "Ass'n"],
    ["associations", "Ass'ns"],
    ["associate", "Assoc."],
    ["associates", "Assocs."],
    ["industries", "Indus."],
    ["company", "Co."],
    ["companies", "Cos."],
    ["county", "Cnty."],
    ["counties", "Cntys."],
    ["department", "Dep't"],
    ["securities", "Sec."],
    ["trustees", "Trs."],
    ["employees", "Emps."],
    ["executrix", "Ex'x"],
    ["northern", "N."],
  ];
  for (const [word, abbreviation] of pairs) {
    expect(abbreviations.get(word), word).toBe(abbreviation);
  }
});

test("T12: American names win", () => {
  expect(places().get("georgia")?.abbreviation).toBe("Ga.");
  expect(places().get("new york")?.abbreviation).toBe("N.Y.");
  expect(places().get("chicago")).toMatchObject({ abbreviation: "Chi.", kind: "city" });
  expect(stateByAbbreviation("N.D.")?.name).toBe("North Dakota");
  expect(stateAbbreviations()).toContain("W. Va.");
});

test("courts: the source's SCOTUS is U.S. here", () => {
  expect(isCourtString("U.S.")).toBe(true);
  expect(isCourtString("SCOTUS")).toBe(false);
  expect(isCourtString("S.D.N.Y.")).toBe(true);
});

test("early volumes carry the reporter's name", () => {
  expect(nominative("Mass.", "93")).toBe("11 Allen");
  expect(nominative("U.S.", "68")).toBe("1 Wall.");
  expect(nominative("U.S.", "91")).toBeNull();
  expect(nominative("F.2d", "1")).toBeNull();
});
