/** What a choice says: a text, or why there is none that could be the model's. */
export type Said = { readonly text: string } | { readonly wrong: string };

/**
 * The model's text in `choices[0]`. By OpenAI's API reference (the chat completion object) `content` is a text or null, and an
 * empty text is an answer. Null, absent or without a text in its parts it is one only where something says that the model wrote:
 * a `refusal` is its words; a call of tools or functions, reasoning, or the length used up is an empty answer; so is SGLang's null
 * with the stop token that was met (`matched_stop`), its way to put an empty text. Anything else is the server's fault.
 */
export function readMessage(choice: Readonly<Record<string, unknown>>): Said {
  const message = choice.message as Readonly<Record<string, unknown>>;
  const { content } = message;
  if (typeof content === "string") return { text: content };
  if (content !== null && content !== undefined && !Array.isArray(content))
    return {
      wrong: `choices[0].message.content is ${typeof content === "object" ? "an object" : `a ${typeof content}`}`,
    };
  const parts = (content ?? []).flatMap(partText);
  if (parts.length > 0) return { text: parts.join("") };
  if (isText(message.refusal)) return { text: message.refusal };
  const { tool_calls, function_call } = message;
  const called = (Array.isArray(tool_calls) && tool_calls.length > 0) || isObject(function_call);
  const reasoned = isText(message.reasoning_content) || isText(message.reasoning);
  const stopped = choice.matched_stop !== undefined && choice.matched_stop !== null;
  // Without a reason to end it is half an answer.
  if (typeof choice.finish_reason === "string" && (choice.finish_reason === "length" || called || reasoned || stopped))
    return { text: "" };
  return { wrong: "choices[0].message.content is missing, and nothing else that the model wrote is there" };
}

/** Of a part of a text, or of a refusal; other parts have none. */
function partText(part: unknown): string[] {
  if (!isObject(part)) return [];
  const { text, refusal } = part;
  return typeof text === "string" ? [text] : typeof refusal === "string" ? [refusal] : [];
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
