import { existsSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "./output.ts";

/** @throws UsageError if `folder` is neither a model nor an adapter, with the place where a run keeps its own */
export function refuseNoModel(folder: string): void {
  if (!existsSync(folder)) throw new UsageError(`${folder}: no such model folder`);
  if (["config.json", "adapter_config.json"].some((file) => existsSync(join(folder, file)))) return;
  const run = existsSync(join(folder, "checkpoints")) ? "; the models of a run are in checkpoints/<stage>/final" : "";
  throw new UsageError(`${folder}: no model folder, it has neither config.json nor adapter_config.json${run}`);
}
