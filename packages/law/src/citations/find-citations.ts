import { type Edition, isSpace, reportersAt, yearFits } from "../tables/reporters.ts";
import { caseNameBefore, isVersus } from "./name-span.ts";
import type { CitationCore, FoundCitation, ParsedCitation, Part } from "./parsed-citation.ts";
import { bracketsAfter, courtAndYear, pinAfter, skipSpaces } from "./trailing-parts.ts";

export interface FindOptions {
  /**
   * Also take reporters in the wrong case (`239 f.2d 537`), without their stops (`239 F2d 537`) or with `2nd` and `3rd`
   * (`239 F.2nd 537`). Off by default: it costs precision in running text.
   */
  readonly loose?: boolean;
}

interface Core extends CitationCore {
  readonly start: number;
  readonly end: number;
  readonly candidates: readonly Edition[];
}

/**
 * All full case citations in `text`, in order, parallel citations joined into one. Offsets are UTF-16 units of `text`.
 * Total: never throws. Linear: every number is looked at once, every look is bounded (citation rules, section 6).
 */
export function findCitations(text: string, options: FindOptions = {}): FoundCitation[] {
  const cores = findCores(text, options.loose === true);
  const starts = new Set(cores.map((core) => core.start));
  const found: FoundCitation[] = [];
  let floor = 0;
  for (let index = 0; index < cores.length; ) {
    const run: Core[] = [cores[index]];
    let pin = pinAfter(text, cores[index].end, (at) => starts.has(at));
    let end = pin?.end ?? cores[index].end;
    let next = index + 1;
    while (next < cores.length && isParallelGap(text, end, cores[next].start)) {
      run.push(cores[next]);
      const morePin = pinAfter(text, cores[next].end, (at) => starts.has(at));
      pin ??= morePin;
      end = morePin?.end ?? cores[next].end;
      next += 1;
    }
    const citation = assemble(text, run, pin, end, floor);
    floor = citation.fullSpan.end;
    found.push(citation);
    index = next;
  }
  return found;
}

/** The first full case citation of `text`, or `null`. */
export function parseCitation(text: string): ParsedCitation | null {
  return findCitations(text)[0] ?? null;
}

function findCores(text: string, loose: boolean): Core[] {
  const cores: Core[] = [];
  for (let at = 0; at < text.length; ) {
    if (!isDigit(text.charCodeAt(at))) {
      at += 1;
      continue;
    }
    const digits = digitRunEnd(text, at);
    const core = at > 0 && isGlued(text[at - 1]) ? null : coreAt(text, at, digits, loose);
    if (core === null) {
      at = digits;
    } else {
      cores.push(core);
      at = core.end;
    }
  }
  return cores;
}

function coreAt(text: string, start: number, digits: number, loose: boolean): Core | null {
  let volumeEnd = digits;
  if (digits - start > 5) {
    return null;
  }
  if (text[volumeEnd] === "-" && isDigit(text.charCodeAt(volumeEnd + 1))) {
    // `116-1 Nev. 344`
    const more = digitRunEnd(text, volumeEnd + 1);
    volumeEnd = more - volumeEnd <= 3 ? more : volumeEnd;
  }
  const dashed = text[volumeEnd] === "-" && volumeEnd === digits;
  const reporterStart = dashed ? volumeEnd + 1 : skipSpaces(text, volumeEnd, 3);
  if (reporterStart === volumeEnd) {
    return null;
  }
  for (const match of reportersAt(text, reporterStart, loose)) {
    const page = pageAfter(text, match.end, dashed);
    if (page !== null) {
      const candidates = match.editions;
      return {
        start,
        end: page.end,
        volume: { start, end: volumeEnd, text: text.slice(start, volumeEnd) },
        reporter: { start: reporterStart, end: match.end, text: text.slice(reporterStart, match.end) },
        edition: candidates[0].name,
        editions: [...new Set(candidates.map((edition) => edition.name))],
        page,
        candidates,
      };
    }
  }
  return null;
}

const NOMINATIVE_BRACKET = /^\s?\(\d{1,2} [A-Z][A-Za-z. &]{1,20}\)/i;
const ROMAN = /^(?:c?(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3}))(?![A-Za-z0-9])/;

function pageAfter(text: string, from: number, dashed: boolean): Part | null {
  let at = from;
  if (dashed && text[at] === "-") {
    at += 1;
  } else {
    const bracket = NOMINATIVE_BRACKET.exec(text.slice(at, at + 32));
    at = skipSpaces(text, at + (bracket === null ? 0 : bracket[0].length), 3);
    if (text[at] === ",") {
      at = skipSpaces(text, at + 1, 2);
    }
    if (at === from && text[from - 1] !== ".") {
      return null;
    }
  }
  if (isDigit(text.charCodeAt(at))) {
    const end = digitRunEnd(text, at);
    // `2 Pac. 3d`, `12 App. 4th`: the digits belong to a longer word.
    if (end - at > 7 || (end < text.length && /[A-Za-z_]/.test(text[end]))) {
      return null;
    }
    return { start: at, end, text: text.slice(at, end) };
  }
  const roman = ROMAN.exec(text.slice(at, at + 12));
  if (roman !== null && roman[0].length > 0 && !["v", "l", "c"].includes(roman[0])) {
    return { start: at, end: at + roman[0].length, text: roman[0] };
  }
  return null;
}

function isParallelGap(text: string, end: number, next: number): boolean {
  return next > end && next - end <= 4 && /^,\s{1,2}$|^,$/.test(text.slice(end, next).trimStart());
}

function assemble(
  text: string,
  run: readonly Core[],
  pin: { start: number; end: number } | null,
  end: number,
  floor: number,
): FoundCitation {
  const [first] = run;
  const brackets = bracketsAfter(text, end);
  const dated = brackets.parts.length > 0 ? courtAndYear(brackets.parts[0]) : null;
  const year = dated === null ? null : Number(dated.year.text);
  const caseName = nameOf(text, first.start, floor);
  const parties = caseName === null ? null : splitParties(caseName);
  const fullEnd = brackets.parts.length > 0 ? brackets.end : end;
  return {
    caseName,
    plaintiff: parties?.plaintiff ?? null,
    defendant: parties?.defendant ?? null,
    ...settle(first, year),
    pin: pin === null ? null : { ...pin, text: text.slice(pin.start, pin.end) },
    parallels: run.slice(1).map((core) => settle(core, year)),
    court: dated?.court ?? null,
    year: dated?.year ?? null,
    parenthetical: dated === null ? null : brackets.parts[0],
    trailing: dated === null ? brackets.parts : brackets.parts.slice(1),
    span: { start: first.start, end },
    fullSpan: { start: caseName?.start ?? first.start, end: fullEnd },
  };
}

/** Section 6, point 6: an ambiguous reporter string is settled by the year, or stays with its first candidate. */
function settle(core: Core, year: number | null): CitationCore {
  const { volume, reporter, page, editions, candidates } = core;
  const fitting =
    year === null ? undefined : candidates.find((edition) => yearFits(edition, year, Number(volume.text)));
  return { volume, reporter, page, editions, edition: fitting?.name ?? core.edition };
}

function nameOf(text: string, start: number, floor: number): Part | null {
  let end = start;
  while (end > floor && (isSpace(text[end - 1]) || text[end - 1] === ",")) {
    end -= 1;
  }
  return end === floor ? null : caseNameBefore(text, end, floor);
}

/** Splits at the first `v.`; a name without one is all plaintiff. */
export function splitParties(name: Part): { readonly plaintiff: Part; readonly defendant: Part | null } {
  let at = 0;
  for (const word of name.text.split(/(\s+)/)) {
    if (isVersus(word) && at > 0) {
      const left = name.text.slice(0, at).trimEnd();
      const rightStart =
        at +
        word.length +
        (name.text.slice(at + word.length).length - name.text.slice(at + word.length).trimStart().length);
      return {
        plaintiff: { start: name.start, end: name.start + left.length, text: left },
        defendant: { start: name.start + rightStart, end: name.end, text: name.text.slice(rightStart) },
      };
    }
    at += word.length;
  }
  return { plaintiff: name, defendant: null };
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function digitRunEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && isDigit(text.charCodeAt(end))) {
    end += 1;
  }
  return end;
}

/** A number directly after these is part of a longer word or amount. */
function isGlued(char: string): boolean {
  return /[A-Za-z0-9_$#/\\.-]/.test(char);
}
