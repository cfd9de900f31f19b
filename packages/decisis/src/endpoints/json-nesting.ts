const QUOTE = 34;
const BACKSLASH = 92;

/**
 * Whether brackets outside strings nest deeper than `most`. Parsing costs a hundred bytes of memory for each byte of brackets,
 * and whatever walks the value runs out of stack: a stranger's JSON is looked at before it is parsed.
 */
export function nestsDeeper(json: string, most: number): boolean {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < json.length; i++) {
    const c = json.charCodeAt(i);
    if (quoted) {
      if (c === BACKSLASH) i++;
      else if (c === QUOTE) quoted = false;
    } else if (c === QUOTE) quoted = true;
    else if (c === 91 || c === 123) {
      if (++depth > most) return true;
    } else if (c === 93 || c === 125) depth--;
  }
  return false;
}
