/** One blank for every run of white space: the text that offsets of passages refer to. */
export function collapsed(text: string): string {
  return text.replace(/\s\s+|[^\S ]/g, " ");
}

/** Straight quotation marks, plain hyphens, single blanks: texts of all sources look alike. */
export function plainText(text: string): string {
  return text
    .replace(/[‘’`´]/g, "'")
    .replace(/[“”]|''/g, '"')
    .replace(/[‐‑‒–—−]/g, "-")
    .replace(/\s+/g, " ")
    .trim();
}
