import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyString } from "../any-string.ts";
import hand from "./fixtures/dispositions-read-by-hand.json" with { type: "json" };
import { outcomeMentions } from "./outcome-mentions.ts";
import { readDisposition } from "./read-disposition.ts";

const read = (text: string) => readDisposition(text)?.outcomes.join(" ") ?? null;
const standings = (text: string, summary = false) =>
  outcomeMentions(text, { summary }).map(({ outcome, standing }) => `${outcome} ${standing}`);

describe("readDisposition", () => {
  it.each([
    ["The point is not well taken.\nAFFIRMED.", "affirmed"],
    ["There was no error.\nThe judgment is affirmed.\nWenley, J., and Dorrance, J., concurred.", "affirmed"],
    ["For these reasons we affirm.", "affirmed"],
    ["The order cannot stand.\nReversed and remanded with directions.", "reversed remanded"],
    ["Appeal dismissed.", "dismissed"],
    ["IT IS ORDERED that the motion for summary judgment is DENIED.\nIt is so ordered.", "denied"],
    ["Judgment affirmed in part, reversed in part, and cause remanded.", "affirmed reversed remanded"],
    ["We therefore vacate the order, and remand for a new hearing.", "vacated remanded"],
    ["The judgment of the district court is\nAFFIRMED.", "affirmed"],
    ["The petition for review is granted and the order of the Board is set aside.", "vacated"],
    ["The motion is denied as to the first count and granted as to the second.", "granted denied"],
    ["As modified, the judgment is affirmed.", "affirmed modified"],
    ["The decision below must be reversed. The request for costs is denied.", "reversed"],
  ])("reads %j", (text, outcomes) => expect(read(text)).toBe(outcomes));

  it.each([
    ["a quotation", "The clerk wrote that “the judgment is affirmed.” Nothing else is before us."],
    ["the history of this case", "The trial court dismissed the complaint. The Court of Appeals affirmed."],
    ["the history of another case", "See Pelworth v. Dalmere, 12 F.2d 34 (2d Cir. 1926), affirmed, 274 U.S. 1 (1927)."],
    ["an argument", "Appellant contends that the judgment should be reversed and the cause is remanded."],
    ["a condition", "If the tenant paid in time, the judgment must be reversed."],
    ["an infinitive", "He asks us to reverse the judgment."],
    ["a right that is denied", "The tenant was denied due process."],
    ["a postscript of another court", "Dorrance, J., was of the opinion that the petition should be granted."],
    ["a trial court's own judgment", "The first claim is denied.\nDecision will be entered under Rule 50."],
  ])("does not take %s for the disposition", (_, text) => expect(read(text)).toBeNull());

  it("passes over footnotes, and marks of footnotes inside a sentence", () => {
    expect(
      read("The order is\n3\naffirmed.\n1 . The Board later vacated its order.\n2 . It is reversed elsewhere."),
    ).toBe("affirmed");
  });

  it("tells the main disposition from what is said beside it, and where it stands", () => {
    const text = "The lease ended in May.\nThe judgment is affirmed in part. The motion for costs is denied.";
    const disposition = readDisposition(text);
    expect(disposition).toMatchObject({ outcomes: ["affirmed"], ancillary: ["denied"], inPart: true });
    expect(text.slice(disposition?.start, disposition?.end)).toBe(text.slice(text.indexOf("\n") + 1));
  });

  it("never throws, and points inside the text", () => {
    const piece = fc.constantFrom(
      "affirmed",
      "we",
      "is",
      "not",
      "the judgment",
      "\n",
      "“",
      "(",
      ".",
      "1 . ",
      ",",
      "or",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          anyString(200),
          fc.array(piece, { maxLength: 30 }).map((parts) => parts.join(" ")),
        ),
        (text) => {
          const found = readDisposition(text);
          if (found)
            expect([found.start >= 0, found.start < found.end, found.end <= text.length]).toEqual([true, true, true]);
        },
      ),
    );
    for (const text of ["(".repeat(200_000), "affirmed ".repeat(50_000), "\n1 . a".repeat(30_000)])
      readDisposition(text);
  });
});

describe("outcomeMentions", () => {
  it("keeps polarity: denials and alternatives are not statements", () => {
    expect(standings("We do not affirm the judgment.")).toEqual(["affirmed negated"]);
    expect(standings("The judgment is not reversed.")).toEqual(["reversed negated"]);
    expect(standings("The judgment is affirmed or reversed.")).toEqual(["affirmed open", "reversed open"]);
    expect(standings("We decline to dismiss the appeal.")).toEqual(["dismissed negated"]);
  });

  it("reads past tenses as statements in a summary only", () => {
    expect(standings("The court affirmed the judgment.")).toEqual(["affirmed history"]);
    expect(standings("The court affirmed the judgment.", true)).toEqual(["affirmed stated"]);
    expect(standings("The judgment was reversed and the case remanded.", true)).toEqual([
      "reversed stated",
      "remanded stated",
    ]);
    expect(standings("The trial court dismissed the complaint.", true)).toEqual(["dismissed history"]);
  });
});

const folder = process.env.DECISIS_DATA === undefined ? null : join(process.env.DECISIS_DATA, "cases");

describe.skipIf(folder === null || !existsSync(join(folder, "cases_short.jsonl.gz")))("real opinions", () => {
  it("reads dispositions as a person does", () => {
    const labels = new Map(Object.entries(hand.labels));
    let [right, wrong, missed] = [0, 0, 0];
    for (const name of ["cases_short.jsonl.gz", "cases_long.jsonl.gz"]) {
      for (const line of gunzipSync(readFileSync(join(folder ?? "", name)))
        .toString()
        .trimEnd()
        .split("\n")) {
        const label = labels.get(/^\{"id": ?(\d+)/.exec(line)?.[1] ?? "");
        if (label === undefined) continue;
        const { opinions } = JSON.parse(line).casebody as { opinions: { type: string; text: string }[] };
        const found = read(opinions.find(({ type }) => !/head-matter|dissent|concur/.test(type))?.text ?? "");
        if (found === null) missed += label === "" ? 0 : 1;
        else if (found === label) right++;
        else wrong++;
      }
    }
    expect(right + wrong + missed).toBeGreaterThan(90);
    expect(right / (right + wrong)).toBeGreaterThanOrEqual(0.97);
    expect(right / (right + missed)).toBeGreaterThanOrEqual(0.97);
  });
});
