/** Control characters, line breaks of any kind, and those that turn the direction of writing. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced.
const STEERING = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/**
 * Text that stays on its line and cannot steer a terminal: names of files, keys and cases come from strangers, and what is in
 * them is shown (`\u000a`), not obeyed. Valid inside JSON too. Characters in `kept` stay as they are.
 */
export function escapeControls(text: string, kept = ""): string {
  return text.replace(STEERING, (c) => (kept.includes(c) ? c : `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`));
}
