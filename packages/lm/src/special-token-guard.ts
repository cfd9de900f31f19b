/** A noncharacter: no text from outside holds it for good reasons, and no template looks for it. */
const BREAK = "\ufdd0";

/** Keeps special tokens that are written out in messages from becoming control tokens once a chat template has been filled in. */
export interface SpecialTokenGuard {
  /**
   * `text` with a mark inside every special token that stands in it, and at its ends where they could complete one together
   * with what the template writes beside it. (A mark that is there already, and a special token of one character, become U+FFFD.)
   *
   * @param ends false for names that a template may compose special tokens from, such as a role
   */
  guard(text: string, ends?: boolean): string;
  /** Whether a filled-in template holds a mark; without one the tokenizer may read it as it is. */
  isMarked(text: string): boolean;
  /** Pieces of a filled-in template: special tokens that the template wrote, and the text between them without marks. */
  pieces(text: string): readonly { readonly text: string; readonly special: boolean }[];
}

export function specialTokenGuard(tokens: readonly string[]): SpecialTokenGuard {
  // Longest first, as the tokenizer takes them.
  const any = [...tokens]
    .sort((a, b) => b.length - a.length)
    .map((token) => token.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"))
    .join("|");
  const startOfToken = new RegExp(`(?=(?:${any}))([\\s\\S])`, "g");
  const unbreakable = [BREAK, ...tokens.filter((token) => token.length === 1)];
  const prefixes = new Set(tokens.flatMap((token) => Array.from(token.slice(1), (_, i) => token.slice(0, i + 1))));
  const suffixes = new Set(tokens.flatMap((token) => Array.from(token.slice(1), (_, i) => token.slice(i + 1))));
  const endsWithPart = (text: string): boolean => prefixes.values().some((part) => text.endsWith(part));
  const startsWithPart = (text: string): boolean =>
    suffixes.values().some((part) => text.startsWith(part)) || tokens.some((token) => token.includes(text));
  return {
    guard(text, ends = true) {
      if (tokens.length === 0) return text;
      const whole = unbreakable.reduce((t, c) => t.replaceAll(c, "\ufffd"), text);
      let safe = whole.replace(startOfToken, `$1${BREAK}`);
      if (!ends) return safe;
      // Templates trim contents.
      const body = text.trim();
      if (body === "") return safe;
      if (endsWithPart(body)) {
        const kept = safe.trimEnd();
        safe = kept + BREAK + safe.slice(kept.length);
      }
      if (startsWithPart(body)) {
        const kept = safe.trimStart();
        safe = safe.slice(0, safe.length - kept.length) + BREAK + kept;
      }
      return safe;
    },
    isMarked: (text) => text.includes(BREAK),
    pieces(text) {
      const parts = tokens.length === 0 ? [text] : text.split(new RegExp(`(${any})`));
      // With one pair of parentheses, every second part is a separator.
      return parts.map((part, i) => ({ text: i % 2 === 1 ? part : part.replaceAll(BREAK, ""), special: i % 2 === 1 }));
    },
  };
}
