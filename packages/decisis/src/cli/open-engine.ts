import type { Engine } from "../engines/engine.ts";
import { UsageError } from "./output.ts";

/** Loads an engine only when it is needed: `decisis report` must not wait for a tensor library. */
export async function openEngine(id: string, threads: number | null): Promise<Engine> {
  if (id !== "embedded") throw new UsageError(`no engine \`${id}\` here: there is embedded`);
  const { createEmbeddedEngine } = await import("../engines/embedded/embedded-engine.ts");
  return createEmbeddedEngine({ threads: threads ?? undefined });
}
