import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, totalmem } from "node:os";

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memory_gib: number;
  readonly platform: string;
}

/** What a run takes from outside: the clock and the machine. Tests pass their own. */
export interface Surroundings {
  readonly now: () => Date;
  readonly machine: Machine;
  /** Versions of Node and of every package that shapes the result. */
  readonly versions: Readonly<Record<string, string>>;
  /** The command as typed. */
  readonly command: string;
}

export function surroundingsOf(command: string): Surroundings {
  const processors = cpus();
  return {
    now: () => new Date(),
    machine: {
      cpu: processors[0]?.model.trim() ?? "unknown",
      cores: processors.length,
      memory_gib: Math.round((totalmem() / 2 ** 30) * 10) / 10,
      platform: `${process.platform}-${process.arch}`,
    },
    versions: {
      node: process.versions.node,
      decisis: ownVersion(),
      ...Object.fromEntries(
        ["@decisis/tensor", "@decisis/lm", "@decisis/law", "@decisis/graders", "onnxruntime-node"].map((name) => [
          name,
          versionOf(name),
        ]),
      ),
    },
    command,
  };
}

export function ownVersion(): string {
  return versionIn(new URL("../../package.json", import.meta.url));
}

/** Reads package.json from disk: most packages do not export it. */
function versionOf(name: string): string {
  for (const folder of createRequire(import.meta.url).resolve.paths(name) ?? []) {
    const version = versionIn(`${folder}/${name}/package.json`);
    if (version !== "unknown") return version;
  }
  return "unknown";
}

function versionIn(path: string | URL): string {
  try {
    return (JSON.parse(readFileSync(path, "utf8")) as { version: string }).version;
  } catch {
    return "unknown";
  }
}
