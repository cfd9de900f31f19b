import { expect, it } from "vitest";
import { fictionalCases } from "./fictional-case.ts";
import { splitManifest, splitOf } from "./split.ts";

it("is the published rule", () => {
  // First digits as sha256sum prints them: 6b86b273, 9400f1b2, d4735e3a, e2a5e91a.
  expect(splitOf("1")).toBe("train");
  expect(splitOf("19")).toBe("validation");
  expect(splitOf("2")).toBe("test");
  expect(splitOf("9485")).toBe("test");
});

it("parts come near their shares, and clusters never straddle", () => {
  const parts = { train: 0, validation: 0, test: 0 };
  for (let i = 0; i < 20_000; i++) parts[splitOf(String(i))]++;
  expect(parts.train / 20_000).toBeCloseTo(0.55, 1);
  expect(parts.validation / 20_000).toBeCloseTo(0.12, 1);
  const manifest = splitManifest(fictionalCases(1, 300));
  expect(manifest).toMatchObject({ cases: 300, clusters: 300, leaks: 0 });
  expect(splitManifest(fictionalCases(1, 300).toReversed())).toEqual(manifest);
});
