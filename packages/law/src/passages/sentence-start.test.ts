import fc from "fast-check";
import { expect, it } from "vitest";
import { anyString } from "../any-string.ts";
import { sentenceStartIn } from "./sentence-start.ts";

const TEXT = "The ox bolted. See Orne Ins. Co. v. Abel, 3 F.2d 4 (2d Cir. 1925). “A mule did not.” It stood still.";

it("finds the first sentence that starts in a span, past the stops of abbreviations", () => {
  expect(sentenceStartIn(TEXT, 0, 10)).toBe(0);
  expect(sentenceStartIn(TEXT, 3, TEXT.length)).toBe(TEXT.indexOf("See"));
  expect(sentenceStartIn(TEXT, TEXT.indexOf("See"), TEXT.length)).toBe(TEXT.indexOf("See"));
  expect(sentenceStartIn(TEXT, TEXT.indexOf("See") + 1, TEXT.length)).toBe(TEXT.indexOf("“A"));
  expect(sentenceStartIn(TEXT, TEXT.indexOf("“A") + 1, TEXT.length)).toBe(TEXT.indexOf("It"));
  expect(sentenceStartIn(TEXT, TEXT.indexOf("Orne"), TEXT.indexOf("“A"))).toBeNull();
});

it("never throws and stays inside its span", () => {
  fc.assert(
    fc.property(anyString(60), fc.nat(70), fc.nat(70), (text, from, to) => {
      const start = sentenceStartIn(text, from, to);
      if (start !== null) expect(start >= from && start < to).toBe(true);
    }),
    { numRuns: 100 },
  );
});
