import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyString } from "../any-string.ts";
import { courtLevel, mayReview } from "./court-level.ts";
import { findHistoryLinks } from "./history-links.ts";

const told = (text: string) =>
  findHistoryLinks(text).map(({ earlier, later, phrase }) => [earlier.places[0], phrase.treatment, later.places[0]]);

describe("findHistoryLinks", () => {
  it("reads a chain link by link", () => {
    const text =
      "Wenley v. Torberg, 590 F.Supp. 816, 824-25 (E.D.Mo.1984), aff'd, 781 F.2d 114 (8th Cir.), cert. denied, 479 U.S. 811, 107 S.Ct. 61 (1986).";
    expect(told(text)).toEqual([
      ["590 F. Supp. 816", "affirmed", "781 F.2d 114"],
      ["781 F.2d 114", "denied", "479 U.S. 811"],
    ]);
    const [first, second] = findHistoryLinks(text);
    expect(first.earlier).toMatchObject({ name: "Wenley v. Torberg", court: "E.D.Mo.", year: 1984 });
    expect(text.slice(first.phrase.start, first.phrase.end)).toBe("aff'd");
    // The year of a decision of the same year stands at the end of the chain alone.
    expect(second.earlier).toMatchObject({ court: "8th Cir.", year: 1986 });
    expect(first.later.year).toBe(1986);
    expect(second.later.places).toEqual(["479 U.S. 811", "107 S. Ct. 61"]);
  });

  it("turns active phrases round: what stands behind them was treated", () => {
    expect(told("Pelworth v. Dalmere, 279 F.3d 547 (7th Cir. 2002), aff’g 114 T.C. 366 (2000).")).toEqual([
      ["114 T.C. 366", "affirmed", "279 F.3d 547"],
    ]);
    expect(
      told("Wenley v. Torberg, 12 F.3d 34 (2d Cir. 1993), overruling Kelman v. Ostrow, 5 F.2d 6 (2d Cir. 1925)."),
    ).toEqual([["5 F.2d 6", "overruled", "12 F.3d 34"]]);
  });

  it.each([
    ["cert. denied", "denied", {}],
    ["cert denied", "denied", {}],
    ["aff ’d mem.", "affirmed", {}],
    ["aff'd by an equally divided court", "affirmed", {}],
    ["rev’d in part on other grounds sub nom.", "reversed", { inPart: true, otherGrounds: true, subNom: true }],
    ["aff'd in part and rev'd in part", "affirmed", { inPart: true, also: ["reversed"] }],
    ["judgment vacated and remanded", "vacated", { also: ["remanded"] }],
    ["vacated as moot", "vacated", {}],
    ["overruled by", "overruled", { direct: false }],
    ["abrogated on other grounds by", "abrogated", { otherGrounds: true, direct: false }],
    ["appeal dismissed and disc. review denied", "dismissed", { also: ["denied"] }],
    ["cert. dismissed", "dismissed", {}],
    ["modified", "modified", {}],
  ])("reads the phrase %j", (words, treatment, more) => {
    const [link, ...others] = findHistoryLinks(
      `Kelman v. Ostrow, 12 F.2d 34 (2d Cir. 1926), ${words}, Dalmere v. Ostrow, 274 U.S. 1 (1927).`,
    );
    expect(others).toEqual([]);
    expect(link?.phrase).toMatchObject({ text: words, treatment, ...more });
    expect(link.later.name).toBe("Dalmere v. Ostrow");
  });

  it.each([
    [
      "a phrase that belongs to the citing case",
      "(citing Kelman v. Ostrow, 12 F.2d 34 (2d Cir. 1926)), aff'd, 274 U.S. 1 (1927).",
    ],
    [
      "a verb with an object",
      "In Kelman v. Ostrow, 12 F.2d 34 (2d Cir. 1926), affirmed the order reported at 274 F. 1 (1927).",
    ],
    [
      "a prediction in a dissent",
      "I would overrule Kelman v. Ostrow, 12 F.2d 34 (2d Cir. 1926), and follow 274 U.S. 1 (1927).",
    ],
    ["negation", "Kelman v. Ostrow, 12 F.2d 34 (2d Cir. 1926), not overruled by Dalmere, 274 U.S. 1 (1927)."],
    [
      "recognition by a third case",
      "Kelman, 12 F.2d 34 (2d Cir. 1926), overruled as recognized by Dalmere v. Ostrow, 274 U.S. 1 (1927).",
    ],
    ["no treating citation", "Kelman v. Ostrow, 12 F.2d 34 (2d Cir. 1926), reh'g denied (June 1, 1926)."],
    ["no bracket", "Kelman v. Ostrow, 12 F.2d 34, aff'd, 274 U.S. 1 (1927)."],
  ])("gives no link for %s", (_, text) => expect(findHistoryLinks(text)).toEqual([]));

  it("attaches a phrase after an outer bracket to the outer case", () => {
    expect(
      told(
        "Dalmere, 50 F.3d 1 (2d Cir. 1995) (quoting Kelman v. Ostrow, 12 F.2d 34 (2d Cir. 1926)), cert. denied, 516 U.S. 9 (1996).",
      ),
    ).toEqual([["50 F.3d 1", "denied", "516 U.S. 9"]]);
  });

  it("never throws and takes linear time", () => {
    fc.assert(fc.property(anyString(200), (text) => findHistoryLinks(text).length >= 0));
    expect(findHistoryLinks(") ".repeat(50_000))).toEqual([]);
    expect(findHistoryLinks("1 F.2d 1 (2d Cir. 1925), aff'd, ".repeat(300)).length).toBe(299);
  });
});

describe("courtLevel", () => {
  const at = (court: string | null, ...places: string[]) => courtLevel({ court, places });
  it.each([
    ["2d Cir.", "12 F.2d 34", "federal", "2", 3],
    ["CA5", "12 F.2d 34", "federal", "5", 3],
    ["C.A. 9,", "12 F.2d 34", "federal", "9", 3],
    ["7 Cir.", "12 F.2d 34", "federal", "7", 3],
    ["D.C.Cir.", "12 F.2d 34", "federal", "D.C.", 3],
    ["E.D.La. Feb. 3,", "12 F. Supp. 34", "federal", "5", 2],
    ["Bankr.S.D.N.Y.", "12 B.R. 34", "federal", "2", 1],
    [null, "410 U.S. 946", "U.S.", null, 5],
    ["Tex.App.—Austin", "12 S.W.2d 34", "Tex.", null, 3],
    ["Tex.Crim.App.", "12 S.W.2d 34", "Tex.", null, 4],
    ["App.Div.", "28 N.J. Super. 68", "N.J.", null, 3],
    ["Fla.", "12 So. 2d 34", "Fla.", null, 4],
    [null, "318 Md. 706", "Md.", null, 4],
    ["Sup.Ct.", "159 Misc. 57", null, null, null],
  ])("%s in %s", (court, place, system, circuit, level) =>
    expect(at(court, place)).toEqual(system === null ? null : { system, circuit, level }),
  );

  it("lets a court be reviewed by its own line only", () => {
    const level = (court: string, place: string) => at(court, place) ?? expect.fail(`no level of ${court}`);
    const second = level("2d Cir.", "1 F.2d 1");
    expect(mayReview(second, level("S.D.N.Y.", "1 F. Supp. 1"))).toBe(true);
    expect(mayReview(second, level("D. Mass.", "1 F. Supp. 1"))).toBe(false);
    expect(mayReview(level("S.D.N.Y.", "1 F. Supp. 1"), second)).toBe(false);
    expect(mayReview(second, level("N.Y.", "1 N.Y.2d 1"))).toBe(false);
    expect(mayReview(level("", "1 U.S. 1"), level("N.Y.", "1 N.Y.2d 1"))).toBe(true);
    expect(mayReview(level("11th Cir.", "1 F.2d 1"), level("5th Cir.", "1 F.2d 1"))).toBe(false);
    expect(mayReview(level("5th Cir.", "1 F.2d 1"), level("N.D. Ga.", "1 F. Supp. 1"))).toBe(true);
  });
});

const DATA = process.env.DECISIS_DATA;
interface Row {
  readonly citing_id: number;
  readonly opinion_index: number;
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly cited_cites: readonly string[];
  readonly treating_cite: string | null;
}

describe.skipIf(DATA === undefined || !existsSync(`${DATA}/passages/history_chains.jsonl.gz`))(
  "on real opinions",
  () => {
    const lines = (file: string) =>
      gunzipSync(readFileSync(`${DATA}/${file}`))
        .toString()
        .trim()
        .split("\n");
    const close = (text: string) => text.replace(/[\s.]/g, "");

    it("finds the chains that were found by other means, and reads the same in them", () => {
      const rows = lines("passages/history_chains.jsonl.gz")
        .filter((_, i) => i % 3 === 0)
        .map((line): Row => JSON.parse(line));
      const wanted = new Set(rows.map((row) => row.citing_id));
      const opinions = new Map<number, readonly { text: string }[]>();
      for (const file of ["cases/cases_short.jsonl.gz", "cases/cases_long.jsonl.gz"]) {
        for (const line of lines(file)) {
          const record = JSON.parse(line);
          if (wanted.has(record.id)) opinions.set(record.id, record.casebody.opinions);
        }
      }
      let withPlace = 0;
      let found = 0;
      const disagreements: string[] = [];
      for (const row of rows) {
        const text = opinions.get(row.citing_id)?.[row.opinion_index]?.text.replace(/\s+/g, " ") ?? "";
        const near = findHistoryLinks(text.slice(Math.max(0, row.start - 400), row.end + 400));
        if (row.treating_cite === null) continue;
        withPlace++;
        const link = near.find(({ earlier, later, phrase }) => {
          const first = phrase.voice === "passive" ? earlier : later;
          return row.cited_cites.some((cite) => first.places.some((place) => close(place) === close(cite)));
        });
        if (link === undefined) continue;
        found++;
        const stem = row.label.startsWith("cert_other")
          ? /granted|dismissed/
          : new RegExp(`^${STEMS[row.label.split("_")[0]]}`);
        if (!stem.test(link.phrase.treatment)) disagreements.push(`${row.label}: ${link.phrase.text}`);
      }
      expect(found / withPlace).toBeGreaterThan(0.9);
      expect(disagreements).toEqual([]);
    });
  },
);

/** First words of the labels of the other reading, in ours. */
const STEMS: Readonly<Record<string, string>> = {
  cert: "denied",
  affirmed: "affirmed",
  affirming: "affirmed",
  reversed: "reversed",
  overruled: "overruled",
  modified: "modified",
  vacated: "vacated",
  appeal: "dismissed",
  rehearing: "denied",
  abrogated: "abrogated",
  superseded: "superseded",
};
