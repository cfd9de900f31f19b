import { z } from "zod";
import type { Environment, Task } from "./environment.ts";

const text = z.string().min(1);

/** A task as `decisis env build` writes it, without its prompt. */
export const taskSchema = ({ id, version, schema }: Environment): z.ZodType<Task> =>
  z.strictObject({
    id: z
      .string()
      .regex(/^[0-9a-f]{16}$/)
      .describe("start of the SHA-256 of the canonical JSON of everything else"),
    environment: z.literal(id),
    version: z.literal(version.split(".")[0]).describe("of tasks and prompt"),
    split: z.enum(["train", "validation", "test"]),
    cluster: text.describe("tasks of one case or one generated document share it; splits and bootstrap draws go by it"),
    origin: z.enum(["real", "generated"]),
    provenance: z.strictObject({
      source: text,
      url: z.string().optional(),
      licence: text,
      revision: text,
      retrieved: z.string().nullable(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      case: z.strictObject({ id: text, court: z.string(), date: z.string(), cite: z.string().nullable() }),
    }),
    facts: schema.facts.describe("what prompt and reward are computed from"),
    gold: schema.action,
  });
