import type { Environment } from "../environments/environment.ts";
import { ENVIRONMENTS } from "../environments/registry.ts";
import { UsageError } from "./output.ts";

/** @throws UsageError with the ids that there are */
export function findEnvironment(id: string): Environment {
  const found = ENVIRONMENTS.find((e) => e.id === id);
  if (found === undefined)
    throw new UsageError(`no environment \`${id}\`: there are ${ENVIRONMENTS.map((e) => e.id).join(", ")}`);
  return found;
}
