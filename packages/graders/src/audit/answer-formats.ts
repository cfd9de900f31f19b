import type { AnswerFormat } from "./audit-subject.ts";

/** The name under which reports list completions as they are. */
export const PLAIN = "plain";

/** Ways of writing an answer down that training finds by itself. */
export const ANSWER_FORMATS: readonly AnswerFormat[] = [
  { name: "JSON", wrap: (answer) => JSON.stringify({ answer }) },
  { name: "tags", wrap: (answer) => `<answer>${answer}</answer>` },
  { name: "Markdown", wrap: (answer) => `## Answer\n\n**${answer}**\n` },
];
