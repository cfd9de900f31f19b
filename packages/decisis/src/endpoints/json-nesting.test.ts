import fc from "fast-check";
import { expect, it } from "vitest";
import { nestsDeeper } from "./json-nesting.ts";

const depthOf = (value: unknown): number =>
  typeof value === "object" && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;

it("counts brackets that are not in strings", () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue({ maxDepth: 8 })), (value) => {
      const depth = depthOf(value);
      expect(nestsDeeper(JSON.stringify(value), depth)).toBe(false);
      expect(nestsDeeper(JSON.stringify(value, null, 1), depth - 1)).toBe(true);
    }),
  );
  expect(nestsDeeper('["\\"[[[[", "]"]', 1)).toBe(false);
  expect(nestsDeeper("[".repeat(1e6), 100)).toBe(true);
});
