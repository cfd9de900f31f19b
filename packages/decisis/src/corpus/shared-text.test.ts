import { describe, expect, it } from "vitest";
import type { CaseRecord } from "./case-record.ts";
import { fictionalCases } from "./fictional-case.ts";
import { casesOfOneText } from "./shared-text.ts";

const source = fictionalCases(4, 40).map(({ record }) => record);
/** Words by number, no run of which occurs twice. */
const words = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `w${from + i}`).join(" ");
const said = (id: string, ...texts: string[]): CaseRecord => ({
  ...source[0],
  id,
  opinions: texts.map((text) => ({ ...source[0].opinions[0], text })),
});
const pairs = (...records: CaseRecord[]) => casesOfOneText(records).map(([a, b]) => `${a.id} ${b.id}`);

describe("cases of one text", () => {
  it("are those of which the shorter stands in the other, whatever its case, marks and line breaks", () => {
    const long = words(0, 4000);
    const adopted = words(1000, 1400).toUpperCase().replaceAll(" ", ",\n");
    expect(pairs(said("a", long), said("b", adopted), said("c", words(5000, 9000)))).toEqual(["a b"]);
    expect(pairs(said("a", long), said("b", words(6000, 6300), adopted))).toEqual(["a b"]);
  });

  it("are not those that share less than a fifth, nor a passage of a few lines", () => {
    expect(pairs(said("a", words(0, 4000)), said("b", words(3700, 7700)))).toEqual([]);
    expect(pairs(said("a", words(0, 4000)), said("b", words(3000, 7000)))).toEqual(["a b"]);
    expect(pairs(said("a", words(0, 4000)), said("b", words(100, 115)))).toEqual([]);
    expect(pairs(said("a"), said("b", ""), said("c", "Affirmed."), said("d", "Affirmed."))).toEqual([]);
  });

  it("are not those that a formula makes alike", () => {
    const formula = words(0, 200);
    const many = Array.from({ length: 60 }, (_, i) =>
      said(`c${i}`, `${formula} ${words(1000 * (i + 1), 1000 * (i + 1) + 100)}`),
    );
    expect(pairs(...many)).toEqual([]);
    expect(pairs(...many.slice(0, 3))).toEqual(["c0 c1", "c0 c2", "c1 c2"]);
  });
});
