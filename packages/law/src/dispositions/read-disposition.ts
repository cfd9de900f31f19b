import type { Span } from "../citations/parsed-citation.ts";
import { closingSpan, withoutFootnoteMarks } from "./closing-lines.ts";
import { OUTCOMES, type Outcome, type OutcomeMention } from "./outcome.ts";
import { outcomeMentions } from "./outcome-mentions.ts";
import { sentenceSpans } from "./sentence-spans.ts";

/** How a court disposed of what was before it, read from the closing lines of its opinion. */
export interface Disposition extends Span {
  /** In the order of `OUTCOMES`; several if it is mixed (`affirmed`, `remanded`). */
  readonly outcomes: readonly Outcome[];
  /** Also said, about something beside the judgment under review: a request for costs that is denied. */
  readonly ancillary: readonly Outcome[];
  /** Affirmed, reversed, granted … in part. */
  readonly inPart: boolean;
}

/** How far from the end of the running text a disposition may stand, in characters. */
const CLOSING_CHARACTERS = 1600;
/** Between two sentences of one disposition at most this many others stand. */
const LARGEST_GAP = 1;

/** A trial court's own judgment (`Decision will be entered under Rule 50`): what stands before it is a ruling on the way. */
const OWN_JUDGMENT = /^\W*(?:judgment|decision) \S+ \S+ entered\W+(?:for|on|\S*nder)\b/i;

/** What is done to the judgment under review; what else is done beside it is ancillary. */
const ON_REVIEW: ReadonlySet<Outcome> = new Set(["affirmed", "reversed", "vacated", "modified", "remanded"]);

/**
 * The disposition of an opinion, or `null` if its closing lines state none. Only the court's own statement counts: quotations,
 * brackets, arguments, conditions and what other courts did do not. `start` and `end` span the sentences that state it, in
 * UTF-16 units of `text`, footnotes behind the opinion excluded. Linear; never throws.
 */
export function readDisposition(text: string): Disposition | null {
  const closing = closingSpan(text, CLOSING_CHARACTERS);
  const lines = withoutFootnoteMarks(text.slice(closing.start, closing.end));
  const sentences = sentenceSpans(lines);
  const stated = outcomeMentions(lines).filter((mention) => mention.standing === "stated");
  const sentenceOf = (mention: OutcomeMention) =>
    sentences.findIndex(({ start, end }) => start <= mention.start && mention.end <= end);
  let first = Number.POSITIVE_INFINITY;
  const kept: OutcomeMention[] = [];
  for (const mention of stated.toReversed()) {
    const at = sentenceOf(mention);
    if (at < 0) continue;
    if (first !== Number.POSITIVE_INFINITY && first - at > LARGEST_GAP + 1) break;
    first = Math.min(first, at);
    kept.push(mention);
  }
  if (kept.length === 0 || sentences.slice(first).some(({ start, end }) => OWN_JUDGMENT.test(lines.slice(start, end))))
    return null;
  const all = OUTCOMES.filter((outcome) => kept.some((mention) => mention.outcome === outcome));
  const onReview = all.filter((outcome) => ON_REVIEW.has(outcome));
  const outcomes = onReview.length > 0 ? onReview : all;
  const last = Math.max(...kept.map(sentenceOf));
  return {
    outcomes,
    ancillary: all.filter((outcome) => !outcomes.includes(outcome)),
    inPart: kept.some((mention) => mention.inPart && outcomes.includes(mention.outcome)),
    start: closing.start + sentences[first].start,
    end: closing.start + sentences[last].end,
  };
}
