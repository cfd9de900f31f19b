/** Longest answer that is looked into, in UTF-16 units; a longer one is no citation. */
export const MAX_ANSWER: number = 2000;

/** A Markdown heading that says no more than that the answer follows. */
const HEADING =
  /^#{1,6}[ \t]+[*_]{0,3}(?:(?:the|my|final|full|correct|bluebook|case|legal)\s+){0,4}(?:citation|answer|cite)[*_]{0,3}:?[*_]{0,3}[ \t]*\r?\n\s*/i;

/** `Citation:`, `The correct answer is`, `**Full citation:**` and the like at the start of an answer. */
const LEAD_IN =
  /^[*_]{0,3}(?:(?:the|a|my|final|full|correct|proper|bluebook|case|legal)\s+){0,4}(?:citation|answer|cite)(?:\s+(?:is|would be|should be))?(?:\s+as follows)?\s?[:.-]?[*_]{0,3}:?\s+/i;

/**
 * The part of a completion that counts as the answer: what follows the last `</think>`; if it holds exactly one
 * `<answer>…</answer>`, what stands between; without a code fence around it, a heading, and lead-in words.
 */
export function answerText(completion: string): string {
  const thought = completion.lastIndexOf("</think>");
  let text = thought >= 0 ? completion.slice(thought + "</think>".length) : completion;
  const opened = text.indexOf("<answer>");
  if (opened >= 0 && text.indexOf("<answer>", opened + 1) < 0) {
    const closed = text.indexOf("</answer>", opened);
    if (closed >= 0) text = text.slice(opened + "<answer>".length, closed);
  }
  text = text.trim();
  const fence = /^```[a-z]*\r?\n/.exec(text);
  if (fence && text.endsWith("```") && text.length >= fence[0].length + 3)
    text = text.slice(fence[0].length, -3).trim();
  return text.replace(HEADING, "").replace(LEAD_IN, "");
}
