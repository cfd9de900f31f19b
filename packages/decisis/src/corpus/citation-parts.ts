import type { CaseCitation } from "./case-record.ts";

const PARTS = /^\s*(\d+(?:-\d+)?)\s+(\S.*?)\s+(\S+)\s*$/;
const NEUTRAL = /^\s*(\d{4})-([A-Z][A-Za-z]+)-(\d+)\s*$/;

/**
 * The citations inside one `cite` field of a source, with their parts where they could be split.
 *
 * Sources put several citations into one field (`440 F.2d 436; 169 U.S.P.Q. 490`, `957 NE2d 733, 933 NYS2d 164`): it is
 * divided at semicolons and commas when every piece is a citation by itself. Volume and page stay strings.
 */
export function citationParts(type: string, cite: string): CaseCitation[] {
  const pieces = cite.split(/\s*[;,]\s*/).filter((piece) => piece !== "");
  const parsed = pieces.map((piece) => onePart(type, piece));
  if (pieces.length > 1 && parsed.every((p) => p.volume !== undefined)) return parsed;
  return [onePart(type, cite)];
}

function onePart(type: string, cite: string): CaseCitation {
  const text = cite.replace(/\s+/g, " ").trim();
  const match = PARTS.exec(text);
  if (match) return { type, cite: text, volume: match[1], reporter: match[2], page: match[3] };
  const neutral = NEUTRAL.exec(text);
  if (neutral) return { type, cite: text, volume: neutral[1], reporter: neutral[2], page: neutral[3] };
  return { type, cite: text };
}
