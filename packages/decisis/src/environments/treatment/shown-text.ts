import {
  type Comparison,
  findCitations,
  type HistoryLink,
  type Span,
  sentenceSpans,
  treatmentWords,
} from "@decisis/law";

/** Whole sentences around what is asked about, at most so many and within so many characters. */
export interface Reach {
  readonly before: { readonly sentences: number; readonly characters: number };
  readonly behind: { readonly sentences: number; readonly characters: number };
}

const SHOWN: Reach = { before: { sentences: 1, characters: 180 }, behind: { sentences: 1, characters: 120 } };

/** Longest text of a task, in UTF-16 units; what is longer gives none, so that prompts stay within 256 tokens or so. */
export const MAX_TEXT = 380;

/** Fewest words of running text that tell a reader anything: `Nobody at the high court wished to read it.` has five. */
export const LEAST_WORDS = 5;

/** Stands for the phrase that is asked for. */
const ASKED = "[?]";
/** Stands for any other word that names a treatment. */
export const HIDDEN = "[...]";

export interface ShownText {
  readonly text: string;
  /** Offsets of what is shown in the text given. */
  readonly start: number;
  readonly end: number;
}

interface Mark extends Span {
  readonly mark: string;
}

/**
 * The sentences around a link of history: `[earlier]` and `[later]` for its citations, `[case]` for all others, histories of
 * others left out. With `masked` the phrase is `[?]` and every other word that names a treatment `[...]`.
 */
export function shownLink(text: string, { earlier, later, phrase }: HistoryLink, masked: boolean): ShownText {
  const asked = { start: phrase.start, end: phrase.end, mark: masked ? ASKED : phrase.text };
  const marks: Mark[] =
    phrase.voice === "passive"
      ? [
          { start: earlier.start, end: earlier.end, mark: "[earlier]" },
          asked,
          { start: phrase.end, end: later.end, mark: ", [later]" },
        ]
      : [
          { start: later.start, end: later.end, mark: "[later]" },
          asked,
          { start: phrase.end, end: earlier.end, mark: ", [earlier]" },
        ];
  return shown(text, marks, masked);
}

/**
 * The sentences around a decision that the opinion compares itself with. Masked, what the opinion says it does is told as a chain
 * tells it, `[earlier], [?], [later]`, and left out where it stands (`which we [?]`, `We [?] it on that ground.`): the place of
 * the marks would else tell comparisons from histories.
 */
export function shownComparison(text: string, comparison: Comparison, masked: boolean): ShownText {
  const { cited, phrase } = comparison;
  const { start, end } = cited.fullSpan;
  const marks: readonly Mark[] = masked
    ? [
        { start, end, mark: `[earlier], ${ASKED}, [later]` },
        { ...statementOf(text, comparison), mark: "" },
      ]
    : [
        { start, end, mark: "[earlier]" },
        { start: phrase.start, end: phrase.end, mark: phrase.text },
      ];
  return shown(text, marks, masked);
}

/** How far around a statement its sentence is looked for. */
const SENTENCE = 200;

/** The sentence that says what the opinion does with the decision, or the clause of it where more is said in that sentence. */
function statementOf(text: string, { clause, cited }: Comparison): Span {
  const own = sentencesBetween(text, Math.max(0, clause.start - SENTENCE), clause.end + SENTENCE).find(
    ({ start, end }) => start <= clause.start && clause.end <= end,
  );
  const { fullSpan } = cited;
  if (own !== undefined && own.start === clause.start && (fullSpan.end <= own.start || own.end <= fullSpan.start))
    return own;
  const which = text.slice(0, clause.start).match(/,? which $/)?.[0].length ?? 0;
  return { start: clause.start - which, end: clause.end };
}

/** The sentences around one citation whatever is said of it; with `masked` no word that names a treatment. */
export function shownCitation(text: string, cited: Span, masked: boolean, reach: Reach): ShownText {
  return shown(text, [{ start: cited.start, end: cited.end, mark: "[earlier]" }], masked, reach);
}

function shown(text: string, marks: readonly Mark[], masked: boolean, reach: Reach = SHOWN): ShownText {
  const { start, end } = wholeSentences(text, reach, {
    start: Math.min(...marks.map((mark) => mark.start)),
    end: Math.max(...marks.map((mark) => mark.end)),
  });
  const free = ({ start: from, end: to }: Span) => !marks.some((mark) => from < mark.end && mark.start < to);
  const moved = ({ start: from, end: to }: Span) => ({ start: start + from, end: start + to });
  const window = text.slice(start, end);
  const all: Mark[] = [...marks];
  const cases = findCitations(window).map(({ fullSpan }) => ({ ...moved(fullSpan), mark: "[case]" }));
  all.push(...cases.filter(free));
  if (masked) {
    const words = treatmentWords(window).map((word) => ({ ...moved(word), mark: HIDDEN }));
    all.push(...words.filter((word) => !all.some((mark) => word.start < mark.end && mark.start < word.end)));
  }
  let told = "";
  let at = start;
  for (const mark of all.sort((a, b) => a.start - b.start)) {
    if (mark.start < at) continue;
    told += text.slice(at, mark.start) + mark.mark;
    at = mark.end;
  }
  return { text: withoutHistories(told + text.slice(at, end)), start, end };
}

const MARKS = /\[(?:earlier|later|case|\?|\.\.\.)\]/g;
/** Of lower case and three letters at least: no part of a name, a citation, an abbreviation. */
const RUNNING_WORD = /(?<![\p{L}\p{N}.'’-])\p{Ll}{3,}(?![\p{L}\p{N}'’-])/gu;

/** Words of running text beside the marks. */
export const runningWords = (shownText: string): number =>
  shownText.replace(MARKS, " ").match(RUNNING_WORD)?.length ?? 0;

/** The sentences that touch `span` and the few around it that lie within reach; a sentence that is cut is left out or cut at a word. */
function wholeSentences(text: string, reach: Reach, span: Span): Span {
  const from = Math.max(0, span.start - reach.before.characters);
  const to = Math.min(text.length, span.end + reach.behind.characters);
  const all = sentencesBetween(text, from, to);
  const before = all.filter(({ start, end }) => end <= span.start && (start > from || from === 0));
  const behind = all.filter(({ start, end }) => start >= span.end && (end < to || to === text.length));
  const own = all.filter(({ start, end }) => start < span.end && end > span.start);
  const ownStart = own[0]?.start ?? span.start;
  const ownEnd = own.at(-1)?.end ?? span.end;
  return {
    start:
      before.slice(-reach.before.sentences)[0]?.start ?? wordFrom(text, Math.min(ownStart, span.start), span.start),
    end: behind.slice(0, reach.behind.sentences).at(-1)?.end ?? wordTo(text, Math.max(ownEnd, span.end), span.end),
  };
}

const sentencesBetween = (text: string, from: number, to: number): readonly Span[] =>
  sentenceSpans(text.slice(from, to)).map(({ start, end }) => ({ start: from + start, end: from + end }));

const inWord = (text: string, at: number): boolean =>
  at > 0 && at < text.length && text[at] !== " " && text[at - 1] !== " ";

function wordFrom(text: string, from: number, most: number): number {
  if (!inWord(text, from)) return from;
  const next = text.indexOf(" ", from) + 1;
  return next === 0 || next > most ? most : next;
}

function wordTo(text: string, to: number, least: number): number {
  return inWord(text, to) ? Math.max(least, text.lastIndexOf(" ", to)) : to;
}

/** `[case], [...], [case]` as `[case]`, and no history of either decision beside the one that is asked about. */
function withoutHistories(text: string): string {
  return text
    .replace(/(?:\[\.\.\.\](?:,? (?:and |& |in part )?)?){2,}/g, `${HIDDEN} `)
    .replace(/\[case\],? ?\[\.\.\.\],? ?(?=\[(?:earlier|later|case)\])/g, "")
    .replace(/(\[(?:earlier|later)\])(?:,? ?\[\.\.\.\],? ?\[case\])+/g, "$1")
    .replace(/ {2,}/g, " ")
    .trim();
}
