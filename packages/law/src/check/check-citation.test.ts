import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyString } from "../any-string.ts";
import type { CaseFacts } from "../citations/case-facts.ts";
import { caseFacts } from "../citations/case-facts-of.ts";
import { formatCitation } from "../citations/format-citation.ts";
import { checkCitation } from "./check-citation.ts";
import type { CitationComponent } from "./citation-check.ts";

function facts(
  name: string,
  court: readonly [string, string, string],
  date: string,
  ...cites: readonly string[]
): CaseFacts {
  const result = caseFacts({
    name,
    nameAbbreviation: name,
    citations: cites.map((cite) => ({ type: "official", cite })),
    court: { name: court[0], abbreviation: court[1] },
    jurisdiction: court[2],
    decisionDate: date,
  });
  if (!result.ok) {
    throw new Error(result.detail);
  }
  return result.facts;
}

const EIGHTH = ["United States Court of Appeals for the Eighth Circuit", "8th Cir.", "U.S."] as const;
const OAK = facts("Oak Insurance Company v. Elm Associates, Inc.", EIGHTH, "1957", "239 F.2d 537");
const GOLD = "Oak Ins. Co. v. Elm Assocs., Inc., 239 F.2d 537 (8th Cir. 1957)";
const MARYLAND = facts(
  "Oak v. State",
  ["Court of Appeals of Maryland", "Md.", "Md."],
  "1997",
  "345 Md. 251",
  "691 A.2d 1320",
);

const strict = (answer: string, of: CaseFacts = OAK) => checkCitation(answer, of, { mode: "strict" });
const lenient = (answer: string, of: CaseFacts = OAK) => checkCitation(answer, of, { mode: "lenient" });

/** Rules of all verdicts of a component that are not ok. */
function rules(check: ReturnType<typeof strict>, component: CitationComponent): readonly number[] {
  return check.verdicts.filter((v) => v.component === component && v.status !== "ok").map((v) => v.rule);
}

test("the gold is right in every respect", () => {
  expect(formatCitation(OAK)).toBe(GOLD);
  for (const check of [strict(GOLD), lenient(GOLD), strict(`${GOLD}.`)]) {
    expect(check).toMatchObject({ ok: true, identity: true, citationCount: 1, residue: "" });
    expect(check.verdicts.every((verdict) => verdict.status === "ok")).toBe(true);
    expect(Object.values(check.components).every((score) => score.closeness === 1)).toBe(true);
  }
});

describe("equivalents cost nothing in lenient mode (reward integrity, section 6)", () => {
  test.each([
    ["markdown", `*${"Oak Ins. Co. v. Elm Assocs., Inc."}*, 239 F.2d 537 (8th Cir. 1957)`],
    ["underscores", "_Oak Ins. Co. v. Elm Assocs., Inc._, 239 F.2d 537 (8th Cir. 1957)"],
    ["html", "<em>Oak Ins. Co. v. Elm Assocs., Inc.</em>, 239 F.2d 537 (8th Cir. 1957)"],
    ["bold and code", `**\`${GOLD}\`**`],
    ["code fence", `\`\`\`\n${GOLD}\n\`\`\``],
    ["quotation marks", `“${GOLD}”`],
    ["white space", `\n\n  ${GOLD.replaceAll(" ", "\u00a0")}\n`],
    ["line break", GOLD.replace(", 239", ",\n239")],
    ["lead-in", `The correct citation is ${GOLD}.`],
    [
      "reasoning that names the case",
      `In Oak Ins. Co. v. Elm Assocs., Inc. the record gives the Eighth Circuit.\n\n${GOLD}`,
    ],
    ["label", `Answer: ${GOLD}`],
    ["full words", GOLD.replace("Ins. Co.", "Insurance Company").replace("Assocs.", "Associates")],
    ["vs.", GOLD.replace(" v. ", " vs. ")],
    ["The", `The ${GOLD}`],
    ["et al.", GOLD.replace("Inc.,", "Inc., et al.,")],
    ["spaced reporter", GOLD.replace("F.2d", "F. 2d")],
    ["closed-up court", GOLD.replace("Cir. 1957", "Cir.1957")],
    ["reporter without stops", GOLD.replace("F.2d", "F2d")],
    ["2nd", GOLD.replace("F.2d", "F.2nd")],
    ["reporter in small letters", GOLD.replace("F.2d", "f.2d")],
    ["circuit in words", GOLD.replace("8th Cir.", "Eighth Circuit")],
    ["LaTeX", `\\textit{Oak Ins. Co. v. Elm Assocs., Inc.}, 239 F.2d 537 (8th Cir. 1957)`],
    ["a pin", GOLD.replace(" (", ", 540-41 (")],
    ["a pin of full numbers", GOLD.replace(" (", ", 540-541 (")],
    ["a pin after `at`", GOLD.replace(" (", ", at 540 (")],
    ["small letters", GOLD.toLowerCase()],
    ["capitals", GOLD.toUpperCase()],
    ["a weight", `${GOLD} (per curiam)`],
  ])("%s", (_, answer) => {
    const check = lenient(answer);
    expect(check).toMatchObject({ ok: true, identity: true });
    expect(Math.min(...Object.values(check.components).map((score) => score.closeness))).toBe(1);
  });
});

describe("strict mode tells the rule", () => {
  test.each([
    [GOLD.replace(" v. ", " vs. "), "caseName", 2],
    [GOLD.replace("Inc.,", "Inc., et al.,"), "caseName", 3],
    [`The ${GOLD}`, "caseName", 4],
    [GOLD.replace("Ins.", "Insurance"), "caseName", 11],
    [GOLD.replace("F.2d", "F. 2d"), "reporterSpacing", 15],
    [GOLD.replace("F.2d", "f.2d"), "reporter", 14],
    [GOLD.replace("Cir. 1957", "Cir.1957"), "shape", 19],
    [GOLD.replace("8th Cir.", "8th Circuit"), "court", 19],
    [GOLD.replace("Inc., 239", "Inc. 239"), "shape", 1],
    [`*Oak Ins. Co. v. Elm Assocs., Inc.,* 239 F.2d 537 (8th Cir. 1957)`, "shape", 1],
    [`${GOLD} (en banc)`, "shape", 26],
    [`I think it is this: ${GOLD}`, "exactlyOne", 0],
  ] as const)("%s", (answer, component, rule) => {
    const check = strict(answer);
    expect(rules(check, component)).toContain(rule);
    expect(check.ok).toBe(false);
    expect(check.components[component].closeness).toBeGreaterThanOrEqual(0.8);
    expect(check.components[component].closeness).toBeLessThan(1);
    expect(check.identity).toBe(true);
  });
});

describe("rule 23: the form of a pin", () => {
  test.each([
    "540",
    "537",
    "540-41",
    "540–41",
    "540—41",
    "540, 545-46",
    "540 n.4",
    "540 & n.4",
    "598-603",
    "¶ 9",
    "¶¶ 9-15",
  ])("%s is right", (pin) => {
    expect(strict(GOLD.replace(" (", pin.startsWith("¶") ? ` ${pin} (` : `, ${pin} (`)).components.pin.closeness).toBe(
      1,
    );
  });

  test.each([
    "540-541",
    "540-1",
    "540 - 41",
    "at 540",
    "p. 540",
    "pp. 540-41",
    "540 n. 4",
    "540n.4",
    "540, 545-546",
    "¶9",
    "¶ 9-15",
    "¶¶ 9",
  ])("%s costs a little", (pin) => {
    const answer = GOLD.replace(" (", pin.startsWith("¶") ? ` ${pin} (` : `, ${pin} (`);
    expect(rules(strict(answer), "pin")).toEqual([23]);
    expect(strict(answer).components.pin.closeness).toBe(0.9);
    expect(lenient(answer).ok).toBe(true);
  });
});

describe("what is wrong is wrong in both modes", () => {
  test.each([
    ["volume", GOLD.replace("239", "238"), "volume", 16],
    ["page", GOLD.replace("537", "538"), "page", 16],
    ["reporter", GOLD.replace("F.2d", "F.3d"), "reporter", 13],
    ["year", GOLD.replace("1957", "1958"), "year", 16],
    ["no year", GOLD.replace(" (8th Cir. 1957)", ""), "year", 18],
    ["a parallel that is none", GOLD.replace(" (", ", 12 U.S. 3 ("), "reporter", 13],
  ] as const)("%s", (_, answer, component, rule) => {
    for (const check of [strict(answer), lenient(answer)]) {
      expect(rules(check, component)).toContain(rule);
      expect(check.components[component].closeness).toBe(0);
      expect(check).toMatchObject({ ok: false, identity: false });
    }
  });

  test.each([
    ["swapped parties", "Elm Assocs., Inc. v. Oak Ins. Co., 239 F.2d 537 (8th Cir. 1957)", "caseName", 3],
    ["no name", "239 F.2d 537 (8th Cir. 1957)", "caseName", 3],
    ["another court", GOLD.replace("8th", "9th"), "court", 19],
    ["a court that F.2d does not print", GOLD.replace("8th Cir.", "U.S."), "court", 20],
    ["no court", GOLD.replace("8th Cir. ", ""), "court", 19],
    ["a pin before the first page", GOLD.replace(" (", ", 12 ("), "pin", 24],
    ["a pin that runs backwards", GOLD.replace(" (", ", 541-40 ("), "pin", 23],
    ["a second court and year", `${GOLD} (9th Cir. 1958)`, "shape", 26],
  ] as const)("%s", (_, answer, component, rule) => {
    for (const check of [strict(answer), lenient(answer)]) {
      expect(rules(check, component)).toContain(rule);
      expect(check.components[component].closeness).toBeLessThan(0.2);
      expect(check.ok).toBe(false);
    }
  });

  test("rule 7: United States is written out, in lenient mode as well", () => {
    const us = facts("United States v. Oak", EIGHTH, "1957", "239 F.2d 537");
    expect(rules(lenient("U.S. v. Oak, 239 F.2d 537 (8th Cir. 1957)", us), "caseName")).toEqual([7]);
    expect(rules(lenient("United States of America v. Oak, 239 F.2d 537 (8th Cir. 1957)", us), "caseName")).toEqual([
      7,
    ]);
  });
});

describe("names: rules by example", () => {
  const tax = facts(
    "Oak v. Commissioner of Internal Revenue",
    ["United States Tax Court", "T.C.", "U.S."],
    "1990",
    "57 T.C. 100",
  );
  const estate = facts(
    "In the Matter of the Estate of Oak",
    ["Kansas Supreme Court", "Kan.", "Kan."],
    "1990",
    "790 P.2d 1",
  );
  test.each([
    ["Oak v. Commissioner of Internal Revenue, 57 T.C. 100 (1990)", tax, 10],
    ["Oak v. Commissioner, 57 T.C. 100 (1990)", tax, 11],
    ["In the Matter of the Estate of Oak, 790 P.2d 1 (Kan. 1990)", estate, 6],
    ["In re the Estate of Oak, 790 P.2d 1 (Kan. 1990)", estate, 6],
    [
      "Oak v. State of Maryland, 691 A.2d 1320 (Md. 1997)",
      { ...MARYLAND, acceptedNames: ["Oak v. State of Maryland"] },
      8,
    ],
  ])("%s", (answer, of, rule) => {
    expect(rules(lenient(answer, of), "caseName")).toEqual([rule]);
    expect(lenient(answer, of).ok).toBe(true);
    expect(strict(answer, of).ok).toBe(false);
  });

  test("text context asks for the long words", () => {
    const answer = "Oak Insurance Co. v. Elm Associates, Inc., 239 F.2d 537 (8th Cir. 1957)";
    expect(checkCitation(answer, OAK, { mode: "strict", context: "text" }).ok).toBe(true);
    expect(rules(checkCitation(GOLD, OAK, { mode: "strict", context: "text" }), "caseName")).toEqual([11]);
  });

  test("County may be Cnty. or Cty.", () => {
    const county = facts("Oak v. Elm County", EIGHTH, "1957", "239 F.2d 537");
    expect(strict("Oak v. Elm Cty., 239 F.2d 537 (8th Cir. 1957)", county).ok).toBe(true);
  });
});

describe("parallel citations", () => {
  test("any correct one is accepted, with the parenthetical that goes with it", () => {
    expect(lenient("Oak v. State, 345 Md. 251 (1997)", MARYLAND)).toMatchObject({ ok: true, identity: true });
    expect(rules(strict("Oak v. State, 345 Md. 251 (1997)", MARYLAND), "reporter")).toEqual([13]);
    expect(rules(lenient("Oak v. State, 345 Md. 251 (Md. 1997)", MARYLAND), "court")).toEqual([18]);
    expect(rules(lenient("Oak v. State, 691 A.2d 1320 (1997)", MARYLAND), "court")).toEqual([19]);
  });

  test("the place is the one whose court stands in brackets, the preferred one first", () => {
    const placed = (cite: string) => lenient(`Oak v. State, ${cite}`, MARYLAND).place?.reporter;
    expect(MARYLAND.reporter).toBe("A.2d");
    expect(placed("691 A.2d 1320 (Md. 1997)")).toBe("A.2d");
    expect(placed("345 Md. 251, 691 A.2d 1320 (Md. 1997)")).toBe("A.2d");
    expect(placed("345 Md. 251, 691 A.2d 1320 (1997)")).toBe("Md.");
    expect(placed("345 Md. 251 (1997)")).toBe("Md.");
    expect(placed("12 F.3d 5 (1997)")).toBe("A.2d");
    expect(lenient("Oak v. State", MARYLAND).place).toBeNull();
    expect(strict("Oak v. State, 345 Md. 251, 691 A.2d 1320 (1997)", MARYLAND).ok).toBe(false);
    const { verdicts } = strict("Oak v. State, 691 A.2d 1320, 345 Md. 251 (1997)", MARYLAND);
    expect(verdicts).toContainEqual(expect.objectContaining({ rule: 13, expected: "A.2d", found: "Md." }));
  });

  test("both together are one citation", () => {
    const check = lenient("Oak v. State, 345 Md. 251, 691 A.2d 1320 (1997)", MARYLAND);
    expect(check).toMatchObject({ ok: true, identity: true, citationCount: 1 });
    expect(lenient("Oak v. State, 345 Md. 251, 691 A.2d 1321 (1997)", MARYLAND).identity).toBe(false);
  });

  test("a year-first citation needs neither court nor year (rule 21)", () => {
    const nd = facts(
      "Oak v. Elm",
      ["North Dakota Supreme Court", "N.D.", "N.D."],
      "2013",
      "830 N.W.2d 565",
      "2013 ND 45",
    );
    expect(lenient("Oak v. Elm, 2013 ND 45", nd)).toMatchObject({ ok: true, identity: true });
    expect(lenient("Oak v. Elm, 2013 ND 45, 830 N.W.2d 565", nd)).toMatchObject({ ok: true, identity: true });
    expect(rules(lenient("Oak v. Elm, 2013 ND 45 (2013)", nd), "year")).toEqual([21]);
  });
});

test("swapped parties are as wrong as any, whatever words they share", () => {
  const mills = facts("Oak & Co. v. Elm & Co.", EIGHTH, "1957", "239 F.2d 537");
  const closeness = (name: string) =>
    lenient(`${name}, 239 F.2d 537 (8th Cir. 1957)`, mills).components.caseName.closeness;
  expect(closeness("Elm & Co. v. Oak & Co.")).toBe(0);
  expect(closeness("Oak & Co. v. Elms & Co.")).toBeGreaterThan(0.5);
});

describe("other spellings", () => {
  const nd = facts("Oak v. Elm", ["North Dakota Supreme Court", "N.D.", "N.D."], "1930", "59 N.D. 264");
  const tax = facts("Peña v. Commissioner", ["United States Tax Court", "T.C.", "U.S."], "1964", "43 T.C. 340");

  test.each([
    ["a reporter that reads as another without its stops", "Oak v. Elm, 59 ND 264 (1930)", nd, 14],
    ["the Commissioner in full", "Peña v. Commissioner of Internal Revenue, 43 T.C. 340 (1964)", tax, 10],
    ["accents left out", "Pena v. Comm'r, 43 T.C. 340 (1964)", tax, 11],
  ])("%s", (_, answer, of, rule) => {
    expect(lenient(answer, of)).toMatchObject({ ok: true, identity: true });
    const verdicts = strict(answer, of).verdicts.filter((verdict) => verdict.status === "error");
    expect(verdicts.map((verdict) => verdict.rule)).toEqual([rule]);
  });

  test("accents composed or not are the same letters", () => {
    expect(strict("Pen\u0303a v. Comm'r, 43 T.C. 340 (1964)", tax).ok).toBe(true);
  });
});

describe("exactly one", () => {
  test.each([
    `${GOLD}; Oak Ins. Co. v. Elm Assocs., Inc., 240 F.2d 1 (8th Cir. 1957)`,
    `${GOLD}\n${GOLD}`,
    `${GOLD} or (9th Cir. 1957)`,
    `Ash v. Birch or rather ${GOLD}`,
    `${GOLD} but perhaps 12 F.2d`,
    `${GOLD} but perhaps 12 F2d 5`,
  ])("%s", (answer) => {
    const check = lenient(answer);
    expect(check.components.exactlyOne).toEqual({ status: "error", closeness: 0 });
    expect(check.identity).toBe(false);
  });

  test.each([
    "",
    " ",
    "\n",
    "*",
    "___ U.S. ___ (___)",
    "I do not know.",
    "Oak Ins. Co. v. Elm Assocs., Inc.",
    "()",
    "v.",
  ])("none in %j", (answer) => {
    const check = lenient(answer);
    expect(check).toMatchObject({ parsed: null, citationCount: 0, identity: false, ok: false });
    expect(check.components.volume.closeness).toBe(0);
  });
});

describe("hidden and imitated characters earn nothing (reward integrity, class 15)", () => {
  test.each([
    ["zero-width space", GOLD.replace("239", "2\u200b39")],
    ["soft hyphen", GOLD.replace("Elm", "E\u00adlm")],
    ["bidi override", `\u202e${GOLD}`],
    ["full-width digits", GOLD.replace("239", "２３９")],
    ["Arabic-Indic digits", GOLD.replace("537", "٥٣٧")],
    ["Cyrillic letters", GOLD.replace("Oak", "Оak")],
    ["tag characters", `${GOLD}\u{e0041}`],
    ["combining marks", GOLD.replace("Oak", "O\u0336ak")],
    ["lone surrogate", `${GOLD}\ud800`],
    ["NUL", `${GOLD}\0`],
  ])("%s", (_, answer) => {
    const check = lenient(answer);
    expect(check.components.plainText).toEqual({ status: "error", closeness: 0 });
    expect(check.identity).toBe(false);
  });

  test("an accented name is plain text, composed or not", () => {
    const name = facts("Peña v. Océ Oak, Inc.", EIGHTH, "1957", "239 F.2d 537");
    expect(strict(formatCitation(name), name).ok).toBe(true);
    expect(lenient(formatCitation(name).normalize("NFD"), name).components.plainText.status).toBe("ok");
  });
});

describe("properties", () => {
  const words = fc.constantFrom(
    "Oak",
    "Elm Insurance Company",
    "Ash & Birch Associates, Inc.",
    "City of Larch",
    "United States",
    "Hazel Savings Bank",
    "Commissioner",
  );
  const anyFacts = fc
    .record({
      a: words,
      b: words,
      volume: fc.integer({ min: 1, max: 999 }),
      page: fc.integer({ min: 1, max: 1600 }),
      year: fc.integer({ min: 1930, max: 1992 }),
    })
    .map(({ a, b, volume, page, year }) => facts(`${a} v. ${b}`, EIGHTH, String(year), `${volume} F.2d ${page}`));

  test("every gold is right in strict mode; one changed part makes it score lower", () => {
    fc.assert(
      fc.property(anyFacts, (some) => {
        const gold = formatCitation(some);
        const sum = (answer: string): number =>
          Object.values(strict(answer, some).components).reduce((total, score) => total + score.closeness, 0);
        expect(strict(gold, some)).toMatchObject({ ok: true, identity: true });
        const { volume, page, year } = some;
        const changed = [
          gold.replace(` ${volume} F`, ` ${Number(volume) + 1} F`),
          gold.replace(`F.2d ${page}`, `F.2d ${Number(page) + 1}`),
          gold.replace(`${year})`, `${Number(year) + 1})`),
          gold.replace("8th", "7th"),
          gold.replace("F.2d", "F.3d"),
          gold.replace("F.2d", "F. 2d"),
          gold.replace(/^\S+/, "Zelkova"),
          gold.replace(" v. ", " vs. "),
          gold.replace(" (", "("),
        ];
        for (const answer of changed) {
          expect(sum(answer), answer).toBeLessThan(sum(gold));
        }
      }),
      { numRuns: 60 },
    );
  });

  test("any answer: never throws, closeness in [0, 1], the same twice", () => {
    const piece = fc.oneof(
      fc.constantFrom(GOLD, "239 F.2d 537", " v. ", "(8th Cir. 1957)", "*", "<em>", "`", ", ", "\u200b", "\ud800"),
      anyString(12),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.constantFrom("strict", "lenient"), (pieces, mode) => {
        const answer = pieces.join("");
        const check = checkCitation(answer, OAK, { mode: mode as "strict" | "lenient" });
        for (const score of Object.values(check.components)) {
          expect(score.closeness).toBeGreaterThanOrEqual(0);
          expect(score.closeness).toBeLessThanOrEqual(1);
        }
        expect(checkCitation(answer, OAK, { mode: mode as "strict" | "lenient" })).toEqual(check);
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ["one letter", "a".repeat(1_000_000)],
    ["brackets", "(".repeat(100_000)],
    ["stars", "*".repeat(100_000)],
    ["tags", "<em>".repeat(50_000)],
    ["v.", "v. ".repeat(100_000)],
    ["quotes", "'".repeat(100_000)],
    ["commas before a citation", `${",".repeat(90_000)}x 1 U.S. 2`],
    ["emphasis without end", "*a ".repeat(30_000)],
    ["the gold at the end of a megabyte", `${"word ".repeat(200_000)}${GOLD}`],
    ["NaN", "NaN 1e999 {}"],
  ])("extremes earn nothing: %s", (_, answer) => {
    expect(lenient(answer).identity).toBe(false);
  });
});
