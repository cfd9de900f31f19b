/** Numbers with the capitalised words, abbreviations and section signs before them: `12 Abc. 2d 34`, `§ 5`, `Section 7(a)`. */
const IDENTIFIER =
  /(?:\b\d{1,6} )?(?:§{1,2} ?|(?:[Ss]ections?|[Ss]ec\.|[A-Z][\w.']{0,20}(?: [A-Z][\w.']{0,12}){0,3}(?: \dd| \dth)?) )?\d{1,6}(?:[\w.()-]{0,12}\w)?/g;

/** What looks like an identifier, in order, each once; at most `limit`. A number alone is none. */
export function identifiersIn(text: string, limit = 50): string[] {
  const found = new Set<string>();
  for (const [identifier] of text.matchAll(IDENTIFIER)) {
    if (/[A-Za-z§]/.test(identifier)) found.add(identifier);
    if (found.size === limit) break;
  }
  return [...found];
}

/** The identifier with its last number off by one: as well formed, and another. */
export function offByOne(identifier: string): string {
  return identifier.replace(/\d+(?=\D*$)/, (digits) => String(Number(digits) + 1));
}

/** The text with each number replaced by what `change` makes of it. */
export function withNumbers(text: string, change: (digits: string) => string): string {
  return text.replace(/\d+/g, change);
}
