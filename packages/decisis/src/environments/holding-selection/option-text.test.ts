import { expect, it } from "vitest";
import { LONGEST_OPTION, optionText } from "./option-text.ts";

const text = (words: string) => {
  const result = optionText(words);
  return result.ok ? `${result.form}: ${result.text}` : result.reason;
};

it.each([
  ["holding that a ferry is a public road", "clause: A ferry is a public road."],
  ["noting, that the ferry “is a road” . .", "clause: The ferry is a road."],
  ["finding expressly that “[t]he ferry is [always] a road”.", "clause: The ferry is always a road."],
  ["stating that the ‘ferry’ is a traveler’s road", "clause: The ferry is a traveler's road."],
  ["holding that travelers' rights to the ferry lapse", "clause: Travelers' rights to the ferry lapse."],
  ["rejecting a claim that the ferry is a road", "phrase: Rejecting a claim that the ferry is a road."],
  ["holding that a ferry is a road (quoting Orne, 3 F.2d at 4)", "clause: A ferry is a road."],
  ["holding that a ferry is a road (emphasis added)", "clause: A ferry is a road."],
])("puts all options into one dress: %s", (words, expected) => {
  expect(text(words)).toBe(expected);
});

it.each([
  ["holding that oxen bolt", "fewer than 5 words"],
  ["holding that a ferry is a road, citing Orne and others", 'holds "citing"'],
  ["holding that a ferry is a road, see Orne v. Abel, 3 F.2d 4", "holds a citation"],
  ["holding that a ferry is a road (or a bridge", "unbalanced"],
  ["holding that “[ojriginality is a road for all", "unbalanced"],
  ["holding that ... is a road for all travelers", "begins in the middle"],
  [`holding that ${"a ferry is a road and ".repeat(12)}so on`, "too long"],
])("refuses what is no fair option: %s", (words, reason) => {
  expect(text(words)).toBe(reason);
});

it("keeps within its length", () => {
  const result = optionText(`holding that ${"inexhaustibly ".repeat(20)}`);
  expect(result.ok && result.text.length > LONGEST_OPTION).toBe(false);
});
