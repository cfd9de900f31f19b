import { sha256 } from "../corpus/sha256.ts";
import type { Task } from "./environment.ts";

/** JSON with the keys of every object in code-unit order and no blanks: equal data give equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value))
    return `[${value.map((item) => canonicalJson(item === undefined ? null : item)).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
}

/** The task with its id: the first 16 hex digits of the SHA-256 of the canonical JSON of everything else. */
export function identified<Facts>(task: Omit<Task<Facts>, "id">): Task<Facts> {
  return { id: sha256(canonicalJson(task)).slice(0, 16), ...task };
}
