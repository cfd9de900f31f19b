/** What `JSON.parse` hides: a key given twice, or nesting too deep to be meant. */
export type JsonFault = { readonly fault: "duplicate"; readonly key: string } | { readonly fault: "depth" };

/**
 * Looks through JSON text without building it. Says nothing on other faults: those are `JSON.parse`'s to find. Two programs that
 * resolve a duplicate key differently would read different weights from the same file.
 */
export function findJsonFault(text: string, maxDepth: number): JsonFault | null {
  /** Keys of the open objects, outermost first; `null` for an open array. */
  const open: (Set<string> | null)[] = [];
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === OPEN_BRACE || c === OPEN_BRACKET) {
      if (open.length === maxDepth) return { fault: "depth" };
      open.push(c === OPEN_BRACE ? new Set() : null);
    } else if (c === CLOSE_BRACE || c === CLOSE_BRACKET) {
      open.pop();
    } else if (c === QUOTE) {
      const end = endOfString(text, i);
      const keys = open.at(-1);
      if (keys && isKey(text, end)) {
        const key = unescaped(text.slice(i, end));
        if (keys.has(key)) return { fault: "duplicate", key };
        keys.add(key);
      }
      i = end - 1;
    }
  }
  return null;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** Index after the closing quote of the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length && text.charCodeAt(i) !== QUOTE) i += text.charCodeAt(i) === BACKSLASH ? 2 : 1;
  return i + 1;
}

function isKey(text: string, end: number): boolean {
  let i = end;
  while (i < text.length && text.charCodeAt(i) <= 0x20) i++;
  return text.charCodeAt(i) === COLON;
}

function unescaped(quoted: string): string {
  if (!quoted.includes("\\")) return quoted.slice(1, -1);
  try {
    return JSON.parse(quoted);
  } catch {
    return quoted;
  }
}
