import { expect, it } from "vitest";
import type { Split } from "../split-case.ts";

/** What texts of one part of the split were made from. */
export const wordingsOf = (texts: readonly { readonly wordings: readonly string[] }[]): Set<string> =>
  new Set(texts.flatMap(({ wordings }) => wordings));

/** Tests that what is held out is said in words of its own: of every text more than a third that training never shows. */
export function testHeldOutShare(
  ofPart: (part: Split) => readonly { readonly wordings: readonly string[] }[],
  train: ReadonlySet<string>,
): void {
  it.each(["validation", "test"] as const)("make up more than a third of what a %s case says", (part) => {
    for (const { wordings } of ofPart(part)) {
      const own = wordings.filter((wording) => !train.has(wording)).length;
      expect(own / wordings.length).toBeGreaterThan(1 / 3);
    }
  });
}
