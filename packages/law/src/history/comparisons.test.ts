import { expect, it } from "vitest";
import { findComparisons } from "./comparisons.ts";

const CITED = "Wenley v. Torberg, 12 F.2d 34 (2d Cir. 1926)";
const told = (text: string) => findComparisons(text).map(({ treatment, cited }) => [treatment, cited.volume.text]);

it.each([
  [
    `The tenant relies on ${CITED}. There the roof leaked; here it did not. That case is distinguished.`,
    "distinguished",
  ],
  [`But in ${CITED}, the rent was paid. We distinguish it on that ground.`, "distinguished"],
  [`We distinguish ${CITED}, since there the rent was paid.`, "distinguished"],
  [`The tenant relies on ${CITED}, which we follow, since there, as here, the rent was paid.`, "followed"],
  [`In ${CITED}, the rent was paid. The case is distinguishable.`, "distinguished"],
])("%s", (text, treatment) => expect(told(text)).toEqual([[treatment, "12"]]));

it.each([
  ["a party", `The tenant distinguishes ${CITED}.`],
  ["negation", `We do not distinguish ${CITED}.`],
  ["negation of the passive", `${CITED}, is clear. The case is not distinguishable.`],
  ["another court", `The Third Circuit distinguished ${CITED}.`],
  ["another sense", `${CITED}. We distinguish between tenants and guests.`],
  ["no citation", "We distinguish that case."],
])("gives nothing for %s", (_, text) => expect(told(text)).toEqual([]));

it("tells where the clause that says so begins and ends", () => {
  const told = `In ${CITED}, the rent was paid. That case is distinguishable, for here it was not.`;
  const [{ clause, phrase }] = findComparisons(told);
  expect([clause.text, phrase.text]).toEqual(["That case is distinguishable", "distinguishable"]);
  expect(told.slice(clause.start, clause.end)).toBe(clause.text);
});

it("takes the citation that stands nearest before", () => {
  expect(told(`Kelman v. Ostrow, 56 F.2d 78 (2d Cir. 1930). In ${CITED}, rent was paid. We follow it.`)).toEqual([
    ["followed", "12"],
  ]);
});
