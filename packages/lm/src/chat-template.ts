import { join } from "node:path";
import { Environment, Interpreter, parse, tokenize } from "@huggingface/jinja";
import { exists, isRecord, readJsonFileIfPresent, readTextFile } from "./json-file.ts";
import { ModelError, reasonOf } from "./model-error.ts";
import { withTimeLimit } from "./time-limit.ts";

export interface ChatMessage {
  readonly role: string;
  readonly content: string;
}

export interface RenderChatOptions {
  /** Append the opening of the assistant's turn. Default false. */
  readonly addGenerationPrompt?: boolean;
  /** Further variables for the template, such as `tools`, `enable_thinking` or `date_string`. */
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** A model's chat template with the special tokens it may name. */
export interface ChatTemplate {
  readonly source: string;
  readonly bosToken: string;
  readonly eosToken: string;
  readonly padToken: string;
}

/** ChatML, for models trained from scratch: `<|im_start|>role`, the content, `<|im_end|>`, one turn after the other. */
export const CHATML_TEMPLATE: string = [
  "{% for turn in messages %}",
  "{{ '<|im_start|>' ~ turn.role ~ '\\n' ~ turn.content ~ '<|im_end|>\\n' }}",
  "{% endfor %}",
  "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}",
].join("");

/**
 * What a template may cost. Templates come with downloaded models, so they are programs from strangers: they see the variables given to
 * them and nothing else (no files, no clock, no randomness), and beyond these limits rendering ends with a `ModelError`.
 */
const LIMITS = {
  sourceCharacters: 256 * 1024,
  /** Expressions and statements evaluated. */
  steps: 200_000,
  /** Longest text and longest list that may arise. */
  characters: 16 * 1024 * 1024,
  items: 100_000,
  /** Backstop for work inside one step, such as a filter over a huge value. */
  milliseconds: 3_000,
} as const;

/** Reads `chat_template.jinja` or `tokenizer_config.json`'s `chat_template`. Throws `ModelError` when the model has none. */
export async function loadChatTemplate(folder: string): Promise<ChatTemplate> {
  const configFile = join(folder, "tokenizer_config.json");
  const config = (await readJsonFileIfPresent(configFile)) ?? {};
  if (!isRecord(config)) throw new ModelError(`${configFile}: expected a JSON object`);
  const file = join(folder, "chat_template.jinja");
  const source = (await exists(file))
    ? await readTextFile(file, 4 * LIMITS.sourceCharacters)
    : defaultOf(config.chat_template);
  if (source === null) {
    throw new ModelError(
      `${folder}: the model has no chat template (neither chat_template.jinja nor chat_template in tokenizer_config.json); ` +
        "give it one, ChatML for example, or use plain prompts",
    );
  }
  const token = (field: string): string => textOf(config[field]) ?? "";
  return { source, bosToken: token("bos_token"), eosToken: token("eos_token"), padToken: token("pad_token") };
}

/**
 * The prompt text for `messages`, as transformers' `apply_chat_template` renders it. Two differences keep prompts reproducible: templates
 * see no clock (`strftime_now` is undefined, so templates that ask take their fixed date) and text is not sanitised: special tokens in a
 * message's content reach the tokenizer. Throws `ModelError`.
 */
export function renderChat(
  template: ChatTemplate | string,
  messages: readonly ChatMessage[],
  options: RenderChatOptions = {},
): string {
  const { source, bosToken, eosToken, padToken } =
    typeof template === "string" ? { source: template, bosToken: "", eosToken: "", padToken: "" } : template;
  if (source.length > LIMITS.sourceCharacters) {
    throw new ModelError(
      `chat template: ${source.length} characters are more than the limit of ${LIMITS.sourceCharacters}`,
    );
  }
  const variables = {
    messages,
    add_generation_prompt: options.addGenerationPrompt ?? false,
    bos_token: bosToken,
    eos_token: eosToken,
    pad_token: padToken,
    ...options.variables,
  };
  try {
    return withTimeLimit(LIMITS.milliseconds, () => run(source, variables));
  } catch (error) {
    throw new ModelError(`chat template: ${reasonOf(error).split("\n")[0].slice(0, 300)}`);
  }
}

function run(source: string, variables: Readonly<Record<string, unknown>>): string {
  const environment = new BaseEnvironment();
  for (const [name, value] of Object.entries({ ...GLOBALS, ...variables })) environment.set(name, value);
  const program = parse(tokenize(source, { lstrip_blocks: true, trim_blocks: true }));
  const result = new LimitedInterpreter(environment).run(program);
  return String(result.value);
}

const GLOBALS: Readonly<Record<string, unknown>> = {
  true: true,
  false: false,
  none: null,
  True: true,
  False: false,
  None: null,
  range: limitedRange,
  raise_exception: (message: unknown): never => {
    throw new Error(`the template refuses these messages: ${String(message)}`);
  },
};

interface Value {
  readonly value: unknown;
}

/** The library's classes as far as they are used; its own declarations do not resolve under Node's module rules. */
const BaseInterpreter = Interpreter as unknown as new (
  environment: unknown,
) => {
  run(program: unknown): Value;
  evaluate(statement: unknown, environment: unknown): Value;
};
const BaseEnvironment = Environment as unknown as new () => { set(name: string, value: unknown): void };

/** Counts steps and measures values, so that the same template meets the same limit on every machine. */
class LimitedInterpreter extends BaseInterpreter {
  private steps = 0;

  override evaluate(statement: unknown, environment: unknown): Value {
    if (++this.steps > LIMITS.steps) throw new Error(`more than ${LIMITS.steps} steps`);
    const result = super.evaluate(statement, environment);
    const { value } = result;
    if (typeof value === "string" && value.length > LIMITS.characters) {
      throw new Error(`a text of more than ${LIMITS.characters} characters`);
    }
    if (Array.isArray(value) && value.length > LIMITS.items)
      throw new Error(`a list of more than ${LIMITS.items} items`);
    return result;
  }
}

function limitedRange(...bounds: number[]): number[] {
  const [start, stop, step] = bounds.length === 1 ? [0, bounds[0], 1] : [bounds[0], bounds[1], bounds[2] ?? 1];
  const length = Math.ceil((stop - start) / step);
  if (step === 0 || Number.isNaN(length)) throw new Error("range() needs whole numbers and a step other than 0");
  if (length > LIMITS.items) throw new Error(`a list of more than ${LIMITS.items} items`);
  return Array.from({ length: Math.max(length, 0) }, (_, i) => start + i * step);
}

/** One template, or several by name of which `default` is for chats. */
function defaultOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (!Array.isArray(value)) return null;
  const entry: unknown = value.find((item: unknown) => isRecord(item) && item.name === "default");
  return isRecord(entry) ? textOf(entry.template) : null;
}

function textOf(value: unknown): string | null {
  if (isRecord(value)) return textOf(value.content);
  return typeof value === "string" ? value : null;
}
