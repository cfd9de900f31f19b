import type { Environment } from "../environments/environment.ts";
import { inVariant } from "../environments/evaluation-variant.ts";
import { ENVIRONMENTS } from "../environments/registry.ts";
import { UsageError } from "./output.ts";

/** With the tasks of an evaluation variant, where one is named. @throws UsageError with the ids or the names that there are */
export function findEnvironment(id: string, variant?: string): Environment {
  const found = ENVIRONMENTS.find((e) => e.id === id);
  if (found === undefined)
    throw new UsageError(`no environment \`${id}\`: there are ${ENVIRONMENTS.map((e) => e.id).join(", ")}`);
  if (variant === undefined) return found;
  try {
    return inVariant(found, variant);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
}
