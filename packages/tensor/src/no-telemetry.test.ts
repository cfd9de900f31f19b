import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

/** Files that a process which computes with ONNX Runtime leaves in its home. */
function leftInHome(variables: Record<string, string>): string[] {
  const home = mkdtempSync(join(tmpdir(), "home-"));
  try {
    const main = fileURLToPath(new URL("./test-support/main-of-session-worker.ts", import.meta.url));
    // Not what marks a test or a build server: ONNX Runtime keeps silent there anyway.
    const env = { PATH: process.env.PATH ?? "", HOME: home, XDG_CACHE_HOME: join(home, "cache"), ...variables };
    const out = execFileSync(process.execPath, ["--conditions=decisis-source", main], { env, encoding: "utf8" });
    expect(JSON.parse(out)).toEqual([2, 4]);
    return readdirSync(home, { recursive: true, encoding: "utf8" }).filter((file) => file.includes("onnxruntime"));
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

test("ONNX Runtime reports nothing and leaves nothing behind, unless that is asked for", () => {
  expect(leftInHome({})).toEqual([]);
  if (process.platform === "linux") expect(leftInHome({ ORT_DISABLE_TELEMETRY: "0" })).not.toEqual([]);
});
