import fc from "fast-check";
import { expect, test } from "vitest";
import { anyString } from "../any-string.ts";
import { checkStatute, parseStatute } from "./statute-citation.ts";

const rulesOf = (text: string, mode: "strict" | "lenient" = "strict"): readonly number[] =>
  checkStatute(text, { mode })
    .verdicts.filter((verdict) => verdict.status !== "ok")
    .map((verdict) => verdict.rule);

test.each([
  ["18 U.S.C. § 1001 (2018)", "U.S.C.", "18", "1001", "2018"],
  ["28 U.S.C. §§ 1331, 1332", "U.S.C.", "28", "1331, 1332", null],
  ["42 U.S.C. § 2000e-2(a)(1)", "U.S.C.", "42", "2000e-2(a)(1)", null],
  ["36 C.F.R. § 272.1 (2020)", "C.F.R.", "36", "272.1", "2020"],
  ["36 C.F.R. pt. 7 (2020)", "C.F.R.", "36", "7", "2020"],
  ["I.R.C. § 501(c)(3)", "I.R.C.", null, "501(c)(3)", null],
  ["Treas. Reg. § 1.61-1", "Treas. Reg.", null, "1.61-1", null],
  ["Pub. L. No. 111-148, § 1101, 124 Stat. 119, 141-43 (2010)", "Pub. L.", "111", "148", "2010"],
])("%s is split and in form (rules 41 to 46)", (text, kind, title, section, year) => {
  expect(parseStatute(text)).toMatchObject({ kind, title, section, year });
  expect(rulesOf(text)).toEqual([]);
});

test("rule 41: the year is optional, the stops are not", () => {
  expect(rulesOf("18 U.S.C. § 1001")).toEqual([]);
  expect(rulesOf("18 USC § 1001")).toEqual([41]);
  expect(checkStatute("18 USC § 1001", { mode: "lenient" }).ok).toBe(true);
});

test("rule 42: one sign for one section, two for several, a space after it", () => {
  expect(rulesOf("28 U.S.C. § 1331, 1332")).toEqual([42]);
  expect(rulesOf("18 U.S.C. §§ 1001")).toEqual([42]);
  expect(rulesOf("18 U.S.C. §1001")).toEqual([42]);
});

test("rules 43, 44, 45: publisher, No., year", () => {
  expect(rulesOf("5 U.S.C.A. § 572")).toEqual([43]);
  expect(rulesOf("5 U.S.C.A. § 572 (West)")).toEqual([]);
  expect(rulesOf("5 U.S.C.S. § 572 (LexisNexis 2015)")).toEqual([]);
  expect(rulesOf("Pub. L. 111-148, 124 Stat. 119 (2010)")).toEqual([44]);
  expect(rulesOf("36 C.F.R. § 272.1")).toEqual([45]);
});

test("never throws", () => {
  expect(checkStatute("", { mode: "strict" }).ok).toBe(false);
  fc.assert(
    fc.property(anyString(200), (text) => {
      checkStatute(text, { mode: "lenient" });
    }),
  );
});
