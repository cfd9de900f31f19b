import { readFileSync } from "node:fs";
import { z } from "zod";
import { BlindAnswersError } from "./blind-answers.ts";
import { type BlindForm, formId } from "./blind-form.ts";
import { FORM_DATA } from "./form-page.ts";

const schema: z.ZodType<BlindForm> = z.object({
  format: z.literal(1),
  id: z.string(),
  environment: z.object({ id: z.string(), version: z.string() }),
  pairs: z.array(
    z.object({ task: z.string(), seed: z.int().min(0), prompt: z.string(), left: z.string(), right: z.string() }),
  ),
  identical: z.int().min(0),
});

/** Reads a form back from the page that `formPage` made of it. @throws BlindAnswersError for another or a changed page */
export function readForm(path: string): BlindForm {
  const data = new RegExp(`<script type="application/json" id="${FORM_DATA}">(.*?)</script>`, "s").exec(
    textOf(path),
  )?.[1];
  const read = schema.safeParse(data === undefined ? undefined : json(data));
  if (!read.success) throw new BlindAnswersError(`${path} is no form: give the page that was answered`);
  if (read.data.id !== formId(read.data.pairs))
    throw new BlindAnswersError(
      `${path} was changed since it was written: write it again with the command that made it`,
    );
  return read.data;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new BlindAnswersError(
      `${path}: ${(error as Error).message}: give the page that was answered; the command that made it makes it again`,
    );
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
