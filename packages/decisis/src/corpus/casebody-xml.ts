import type { Opinion } from "./case-record.ts";

export interface CasebodyText {
  readonly headMatter: string;
  readonly opinions: readonly Opinion[];
}

/** The name is taken whole: given back letter by letter, an unclosed tag with a long name would cost quadratic time. */
const TAG = /<(\/?)([A-Za-z][\w:.-]*)(?![\w:.-])((?:[^<>"']|"[^"]*"|'[^']*')*)(\/?)>/g;
/** Declarations, instructions and comments; bounded, so that hostile input costs linear time. */
const DECLARATION = /<\?[^>]{0,2000}>|<!DOCTYPE[^<>]{0,500}(?:\[[^\]]{0,2000}\]\s{0,20})?>|<!--[^>]{0,2000}-->/gi;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
/** Elements that end a line of text. */
const BLOCKS = new Set([
  "p",
  "blockquote",
  "author",
  "parties",
  "docketnumber",
  "court",
  "decisiondate",
  "citation",
  "attorneys",
  "summary",
  "headnotes",
  "opinion",
]);
/** Elements whose text is no part of the opinion. */
const OMITTED = new Set(["page-number", "footnotemark", "bracketnum"]);

/**
 * Head matter and opinions of the XML form of a casebody (`<casebody><parties/>…<opinion type="majority"><author/><p/>…`).
 *
 * One pass over the tags; unknown elements are read through, unclosed ones end with the text. No document type, no external
 * entity and no expansion: entities are the five predefined ones and character references.
 */
export function casebodyXml(source: string): CasebodyText {
  const xml = source.replace(DECLARATION, "");
  const head: string[] = [];
  const opinions: { type: string; author: string | null; parts: string[] }[] = [];
  let author: string[] | null = null;
  let omitted = 0;
  let at = 0;
  const current = () => opinions.at(-1)?.parts ?? head;
  let inOpinion = false;
  const put = (text: string) => {
    if (omitted > 0 || text === "") return;
    (inOpinion ? current() : head).push(text);
    author?.push(text);
  };
  for (const match of xml.matchAll(TAG)) {
    const [whole, closing, rawName, attributes, selfClosing] = match;
    put(decode(xml.slice(at, match.index)));
    at = match.index + whole.length;
    const name = rawName.toLowerCase().replace(/^.*:/, "");
    if (selfClosing === "/" || attributes.endsWith("/")) continue;
    if (OMITTED.has(name)) omitted = Math.max(0, omitted + (closing ? -1 : 1));
    if (name === "opinion") {
      inOpinion = closing === "";
      if (inOpinion) opinions.push({ type: attribute(attributes, "type") ?? "majority", author: null, parts: [] });
    } else if (name === "author" && inOpinion) {
      const opinion = opinions[opinions.length - 1];
      if (closing === "") author = [];
      else {
        opinion.author ??= tidy(author?.join("") ?? "") || null;
        author = null;
      }
    }
    if (closing && BLOCKS.has(name)) put("\n");
  }
  put(decode(xml.slice(at)));
  return {
    headMatter: tidy(head.join("")),
    opinions: opinions.map((o) => ({ type: o.type, author: o.author, text: tidy(o.parts.join("")) })),
  };
}

function attribute(attributes: string, name: string): string | null {
  const match = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return match ? decode(match[1] ?? match[2]) : null;
}

function decode(text: string): string {
  return text.replace(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|\w{1,8});/g, (whole, entity: string) => {
    if (entity[0] !== "#") return ENTITIES[entity] ?? whole;
    const code = entity[1] === "x" ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}

/** Runs of blanks become one, lines are trimmed, empty lines go. */
function tidy(text: string): string {
  return text
    .split("\n")
    .map((line) => line.replace(/\s+/g, " ").trim())
    .filter((line) => line !== "")
    .join("\n");
}
