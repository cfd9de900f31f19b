import type { Part } from "../citations/parsed-citation.ts";
import { PHRASE_HEADS, type PhraseHead, QUALIFIERS, type Treatment, type Voice } from "./history-phrases.ts";

/** One explanatory phrase where it stands, qualifiers included: `rev'd in part on other grounds sub nom.` */
export interface HistoryPhrase extends Part {
  readonly treatment: Treatment;
  readonly voice: Voice;
  readonly direct: boolean;
  /** Further treatments joined to the first: `vacated and remanded`, `appeal dismissed and disc. review denied`. */
  readonly also: readonly Treatment[];
  readonly inPart: boolean;
  readonly otherGrounds: boolean;
  /** The later decision bears another name (`sub nom.`). */
  readonly subNom: boolean;
}

/** Letters as they are; stops, apostrophes and blanks may be missing, doubled or curly, as OCR leaves them. */
function pattern(words: string): string {
  return words
    .split(" ")
    .map((word) => word.replace(/\.$/, "\\.?").replace("'", " ?['’‘´`]? ?"))
    .join("[ ,]{1,2}");
}

const HEAD = new RegExp(`(?:${PHRASE_HEADS.map(({ words }) => `(${pattern(words)})`).join("|")})(?![A-Za-z])`, "iy");
const QUALIFIER = new RegExp(`[ ,(]{1,3}(${QUALIFIERS.map(pattern).join("|")})(?![A-Za-z])\\)?`, "iy");
const JOINED = /,? (?:and|&) |, /y;
/** Heads and qualifiers of one phrase; more are read as part of what follows. */
const MOST_PARTS = 8;

/** The phrase that begins at `at`, or `null`. Looks at a bounded piece of `text`. */
export function historyPhraseAt(text: string, at: number): HistoryPhrase | null {
  const first = headAt(text, at);
  if (first === null) {
    return null;
  }
  const also: Treatment[] = [];
  let end = first.end;
  let inPart = false;
  let subNom = false;
  let otherGrounds = false;
  for (let parts = 0; parts < MOST_PARTS; parts += 1) {
    QUALIFIER.lastIndex = end;
    const qualifier = QUALIFIER.exec(text);
    if (qualifier !== null) {
      end = QUALIFIER.lastIndex;
      inPart ||= /^in part/i.test(qualifier[1]);
      subNom ||= /nom/i.test(qualifier[1]);
      otherGrounds ||= /other|different/i.test(qualifier[1]);
      continue;
    }
    JOINED.lastIndex = end;
    const more = JOINED.test(text) ? headAt(text, JOINED.lastIndex) : null;
    if (more === null || more.head.voice !== first.head.voice) {
      break;
    }
    end = more.end;
    also.push(more.head.treatment);
  }
  const { treatment, voice, direct } = first.head;
  return { start: at, end, text: text.slice(at, end), treatment, also, voice, direct, inPart, otherGrounds, subNom };
}

function headAt(text: string, at: number): { readonly head: PhraseHead; readonly end: number } | null {
  HEAD.lastIndex = at;
  const match = HEAD.exec(text);
  if (match === null) {
    return null;
  }
  const index = match.findIndex((group, i) => i > 0 && group !== undefined) - 1;
  return { head: PHRASE_HEADS[index], end: HEAD.lastIndex };
}
