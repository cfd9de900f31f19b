import { LENGTH_FIELDS } from "../evaluation/rollouts.ts";
import type { EvalOptions } from "./eval-tasks.ts";
import { UsageError } from "./output.ts";

/** Fields that no request could do without, or that would change how many completions come or in what form. */
const FIXED: Readonly<Record<string, string>> = {
  model: "--model sets it",
  messages: "they are the task's prompt",
  stream: "answers are read whole",
  n: "--samples sets how many completions a task gets",
};

/**
 * Further fields of every request, as `--body` gives them. What an option sets is recorded by that option, so that here it may
 * be taken away (null) or, under another name, have the option's value, and no other. The text is never part of a message: it
 * may hold a secret.
 * @throws UsageError
 */
export function extraFields({ body, ...options }: EvalOptions): Readonly<Record<string, unknown>> {
  if (body === undefined) return {};
  const fields = jsonObject(body);
  for (const [name, value] of Object.entries(fields)) {
    if (Object.hasOwn(FIXED, name)) throw new UsageError(`eval: --body cannot set \`${name}\`: ${FIXED[name]}`);
    const rule = ruleOf(name, options);
    if (rule !== null && value !== null && value !== rule.value)
      throw new UsageError(`eval: --body cannot set \`${name}\`${rule.instead}; null takes the field away`);
  }
  return fields;
}

function ruleOf(
  name: string,
  { temperature, maxCompletionLength }: Omit<EvalOptions, "body">,
): { readonly value?: number; readonly instead: string } | null {
  if (name === "seed") return { instead: ": --seed sets it, anew for each request" };
  if (name === "temperature") return { value: temperature, instead: `: --temperature sets it, to ${temperature}` };
  if (!LENGTH_FIELDS.includes(name)) return null;
  return {
    value: maxCompletionLength,
    instead: ` to anything but what --max-completion-length says, ${maxCompletionLength}`,
  };
}

function jsonObject(json: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new UsageError(`eval: --body is no JSON: give an object, e.g. '{"top_p": 0.9}'`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new UsageError(`eval: --body: give a JSON object, e.g. '{"top_p": 0.9}'`);
  return value as Record<string, unknown>;
}
