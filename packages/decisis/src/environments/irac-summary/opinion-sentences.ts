import { type Span, sentenceSpans, withoutFootnoteMarks } from "@decisis/law";
import { plainText } from "../plain-text.ts";

/** A sentence of an opinion's running text. */
export interface OpinionSentence {
  /** Straight quotation marks, plain hyphens, single blanks. */
  readonly text: string;
  /** The same without brackets and connectives, if that is a whole, undamaged sentence of prose without a citation. */
  readonly prose: string | null;
  /** Where it begins, as share of the text before the closing. */
  readonly at: number;
}

/** Longest sentence that is looked into, in characters. */
const LONGEST = 700;
/** Words of a sentence of prose. */
const PROSE_WORDS = { fewest: 7, most: 40 };
/** Reporters' counting of paragraphs and pages, which is no part of the text. */
const COUNTERS = /\[(?:¶|IT|Para\.?)\s*\d+\]|(?<=^|\s)\*\d{1,5}(?=\s)|[■▪]/gi;

/** Characters read at the beginning of an opinion and before its closing; what lies between in a longer one is passed over. */
const READ = { beginning: 32_000, end: 16_000 };

/** The sentences of an opinion up to `end`, where its closing lines begin, in order. Linear. */
export function opinionSentences(opinion: string, end: number): readonly OpinionSentence[] {
  const [first, second] =
    end > READ.beginning + READ.end
      ? [
          [0, READ.beginning],
          [end - READ.end, end],
        ]
      : [[0, end], null];
  const sentences = sentencesIn(opinion, first[0], first[1], end);
  // The second part begins in the middle of a sentence.
  return second === null ? sentences : [...sentences, ...sentencesIn(opinion, second[0], second[1], end).slice(1)];
}

function sentencesIn(opinion: string, from: number, to: number, end: number): readonly OpinionSentence[] {
  const part = withoutFootnoteMarks(opinion.slice(from, to));
  return sentenceSpans(part)
    .flatMap((span) => atCitations(part, span))
    .filter((span) => span.end - span.start <= LONGEST)
    .map((span) => {
      const text = tidied(part.slice(span.start, span.end));
      return { text, prose: proseOf(text), at: (from + span.start) / end };
    });
}

/** Reporters set the court close to the year, `(5th Cir.1957).`, and its stop does not hide that of the sentence. */
const CITATION_END = /\d{4}\)\.(?=\s+[A-Z])/g;

function atCitations(text: string, { start, end }: Span): readonly Span[] {
  const ends = [...text.slice(start, end).matchAll(CITATION_END)].map(
    ({ 0: { length }, index }) => start + index + length,
  );
  return [...ends, end].map((to, i) => {
    const from = i === 0 ? start : ends[i - 1];
    return { start: from + text.slice(from, to).search(/\S/), end: to };
  });
}

/** As `plainText`, without the counting of paragraphs and pages. */
export const tidied = (text: string): string => plainText(text.replace(COUNTERS, " ")).replace(/^\(?\d{1,2}[.)] /, "");

/** Words that only tie a sentence to the one before it. */
const CONNECTIVE =
  /^(?:(?:However|Moreover|Furthermore|Additionally|In addition|For example|In fact|Indeed|Second|Third|Finally|First|Similarly|Likewise|In summary|In sum|Nevertheless|Nonetheless|Subsequently|Instead|Of course|On the other hand|In other words|In response|In short|Further|Again|Also|Rather|Specifically), )+(?=\w)/;

/** Without brackets and connectives; what an editor put in (`[t]he`, `[the Act]`) stays. */
export function withoutAsides(sentence: string): string {
  return sentence
    .replace(/\[((?!sic|citation|emphasis|footnote|internal)[A-Za-z]+(?: [A-Za-z]+){0,2})\]/g, "$1")
    .replace(/ ?(?:\([^()]*\)|\[[^[\]]*\])/g, "")
    .replace(/ ([,.;:])/g, "$1")
    .replace(/, (?:however|therefore|moreover|of course|then|in turn|too), /g, " ")
    .replace(CONNECTIVE, "")
    .replace(/^[a-z]/, (first) => first.toUpperCase());
}

const DAMAGED =
  /[[\](){}|¶§*_~^<>=\\•†]|\b(?:Id|supra|infra|ibid|Dkt|Doc|Tr|App|Exh|Ex|Br)\b|\d[A-Za-z]{2,}|[a-z][A-Z]|[A-Za-z]\d|[a-z]\.[A-Z]|[a-z]\. [a-z]|\.{2,}|\. \. |-\s|\s-|[^\x20-\x7e]/;
/** Sentences that lean on the one before. */
export const DANGLING: RegExp =
  /^(?:But|And|Or|It (?!(?:is|has) (?:(?:long|well) )?(?:been )?(?:settled|established|the (?:law|rule)|enough)\b|is not enough\b)|This|That|These|Those|They|He|She|Such|Nor|Yet|Otherwise|By contrast|Conversely|So)\b/;

function proseOf(text: string): string | null {
  if (text.length < 40) return null;
  const sentence = withoutAsides(text);
  return isProse(sentence) && !DANGLING.test(sentence) ? sentence : null;
}

/** Whether `sentence` is whole and undamaged prose of a moderate length, without a citation. */
export function isProse(sentence: string): boolean {
  if (!/^["']?[A-Z]/.test(sentence) || !/(?:[a-z)"']|\d)[.?]"?$/.test(sentence) || DAMAGED.test(sentence)) return false;
  if (/\d+ [A-Z][A-Za-z.]* ?(?:\d?[a-z]{1,2}\.? ?)?\d+| v\. /.test(sentence)) return false;
  if ((sentence.match(/"/g)?.length ?? 0) % 2 > 0) return false;
  const words = sentence.split(" ");
  if (words.length < PROSE_WORDS.fewest || words.length > PROSE_WORDS.most) return false;
  return words.filter((word) => /^[a-z]/.test(word)).length >= 0.5 * words.length;
}
