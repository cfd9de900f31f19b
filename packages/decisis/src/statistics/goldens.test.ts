import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import golden from "./fixtures/scipy.json" with { type: "json" };

it("has golden numbers of the script as it is, and of the stated versions", () => {
  const { script, sha256, versions } = golden.made_by;
  const source = readFileSync(join(import.meta.dirname, "../../../..", script));
  expect(createHash("sha256").update(source).digest("hex"), `${script} has changed: run it anew`).toBe(sha256);
  expect(versions).toMatchObject({ scipy: "1.17.1", statsmodels: "0.15.0", "scikit-learn": "1.9.1" });
});
