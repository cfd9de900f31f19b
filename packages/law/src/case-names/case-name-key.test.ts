import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyString } from "../any-string.ts";
import { caseNameKey } from "./case-name-key.ts";
import { nameSimilarity } from "./name-similarity.ts";

describe("caseNameKey", () => {
  test.each([
    ["Oak Insurance Company v. Elm Associates, Inc.", "Oak Ins. Co. v. Elm Assocs., Inc."],
    ["In the Matter of Oak", "In re Oak"],
    ["The Oak Bank vs. The Elm Bank", "Oak Bank v. Elm Bank"],
    ["Southern California Gas Co. v. Elm", "S. Cal. Gas Co. v. Elm"],
    ["OAK INSURANCE COMPANY V. ELM", "Oak Ins. Co. v. Elm"],
    ["oak insurance company v elm", "Oak Ins. Co. v. Elm"],
    ["New York v. Elm County", "N.Y. v. Elm Cty."],
    ["United States of America v. Oak", "United States v. Oak"],
    ["O’Oak v. Elm", "O'Oak v. Elm"],
    ["Peña v. Elm", "Pen\u0303a v. Elm"],
    ["Pena v. Elm", "Peña v. Elm"],
    ["Oak v. Elm, et al.", "Oak v. Elm"],
  ])("%j and %j are one", (a, b) => expect(caseNameKey(a)).toBe(caseNameKey(b)));

  test.each([
    ["Oak v. Elm", "Elm v. Oak"],
    ["Oak v. Elm", "Oak v. Ash"],
    ["Oak Bank v. Elm", "Oak Trust v. Elm"],
    ["Oak", "Oak v. Elm"],
  ])("%j and %j are not", (a, b) => expect(caseNameKey(a)).not.toBe(caseNameKey(b)));
});

test.each([
  ["commas", "a, ".repeat(300_000)],
  ["capitals", "A. ".repeat(300_000)],
  ["of America", "United States of America ".repeat(40_000)],
  ["v.", " v. ".repeat(200_000)],
])("a key of a megabyte: %s", (_, name) => {
  expect(typeof caseNameKey(name)).toBe("string");
});

describe("nameSimilarity", () => {
  test("1 for equal keys, little for swapped parties, graded between", () => {
    expect(nameSimilarity("Oak Ins. Co. v. Elm", "Oak Insurance Company v. Elm")).toBe(1);
    expect(nameSimilarity("Oak v. Elm", "Elm v. Oak")).toBe(0);
    const typo = nameSimilarity("Englandor Co. v. Oak", "Englander Co. v. Oak");
    expect(typo).toBeGreaterThan(0.8);
    expect(typo).toBeLessThan(1);
    expect(nameSimilarity("Star Oak Co. v. Elm", "Star Bedding Co. v. Elm")).toBeLessThan(typo);
    expect(nameSimilarity("", "Oak v. Elm")).toBeLessThan(0.1);
  });

  test("bounded and symmetric in range, whatever the strings", () => {
    fc.assert(
      fc.property(anyString(80), fc.string({ maxLength: 80 }), (a, b) => {
        const score = nameSimilarity(a, b);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }),
    );
    expect(nameSimilarity("a ".repeat(50_000), "b ".repeat(50_000))).toBe(0);
  });
});
