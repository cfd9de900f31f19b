import { type AnswerFrame, answerFrame, reframed } from "./answer-frame.ts";
import type { AuditPieces, AuditRow, Equivalent } from "./audit-subject.ts";
import { defaultEquivalents } from "./default-equivalents.ts";
import { identifiersIn, offByOne, withNumbers } from "./identifiers.ts";
import { denials, opposites } from "./opposites.ts";
import type { SeededRandom } from "./seeded-random.ts";

/** All that completions for one row are made of: what the environment handed in, and defaults for the rest. */
export interface Material {
  readonly gold: string;
  readonly frame: AnswerFrame;
  readonly prompt: string;
  /** Distinct golds of rows of other clusters, none equal to this one's, in drawn order. */
  readonly otherGolds: readonly string[];
  readonly options: readonly string[];
  /** At least one. */
  readonly wrong: readonly string[];
  readonly identifiers: readonly string[];
  readonly invented: readonly string[];
  readonly opposites: readonly string[];
  readonly headings: readonly string[];
  readonly shells: readonly string[];
  readonly keywords: readonly string[];
  readonly source: string;
  readonly translations: readonly string[];
  readonly middling: readonly string[];
  readonly equivalents: readonly Equivalent[];
  readonly refine: NonNullable<AuditPieces["completions"]>;
}

const OPTION_LINE = /^[ \t]*[([]?([A-Z]|\d{1,2})[.):\]][ \t]+\S/gm;
const HEADING_LINE = /^(?:#{1,6} (.{1,60})|([A-Z][\w ]{0,40}):)/gm;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu;

export function materialOf<Item>(row: AuditRow<Item>, otherGolds: readonly string[], random: SeededRandom): Material {
  const { gold, prompt } = row;
  const pieces = row.pieces?.() ?? {};
  const frame = answerFrame(gold);
  const { content } = frame;
  const wrong = (pieces.wrong ?? otherGolds.slice(0, 4)).filter((answer) => answer !== gold);
  const contrary = opposites(content);
  const equivalents = defaultEquivalents(gold);
  return {
    gold,
    frame,
    prompt,
    otherGolds,
    options: pieces.options ?? optionsIn(prompt),
    wrong: wrong.length > 0 ? wrong : [reframed(frame, "something else")],
    identifiers: pieces.identifiers ?? identifiersIn(prompt),
    invented: pieces.invented ?? inventedFrom(identifiersIn(`${content}\n${prompt}`, 6), random),
    opposites:
      pieces.opposites ?? (contrary.length > 0 ? contrary : denials(content)).map((text) => reframed(frame, text)),
    headings: pieces.headings ?? headingsIn(`${content}\n${prompt}`),
    shells: pieces.shells ?? [reframed(frame, content.replace(WORD, "___")), reframed(frame, "[...]")],
    keywords: pieces.keywords ?? [...new Set([...words(content), ...words(prompt)])].slice(0, 400),
    source: pieces.source ?? prompt,
    translations: pieces.translations ?? [],
    middling: pieces.middling ?? [reframed(frame, withOneFlaw(content, random))],
    equivalents: pieces.equivalents?.(equivalents) ?? equivalents,
    refine: pieces.completions ?? {},
  };
}

/** The words of a text, as they stand. */
export function words(text: string): string[] {
  return text.match(WORD) ?? [];
}

/** Sentences and lines of a text that are not empty. */
export function sentences(text: string): string[] {
  return text.split(/(?<=[.!?])\s+|\n+/).filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

function optionsIn(prompt: string): string[] {
  return [...new Set([...prompt.matchAll(OPTION_LINE)].map(([, label]) => label))];
}

function headingsIn(text: string): string[] {
  const found = [...text.matchAll(HEADING_LINE)].map(([, marked, plain]) => marked ?? plain);
  return found.length > 0 ? [...new Set(found)].slice(0, 20) : ["Reasoning", "Answer", "Conclusion"];
}

function inventedFrom(identifiers: readonly string[], random: SeededRandom): string[] {
  const drawn = (digits: string) => String(10 ** (digits.length - 1) + random.integer(9 * 10 ** (digits.length - 1)));
  return identifiers.flatMap((identifier) => [offByOne(identifier), withNumbers(identifier, drawn)]);
}

/** A sentence lost where there are three or more, else a word, else a letter. */
function withOneFlaw(content: string, random: SeededRandom): string {
  const said = sentences(content);
  if (said.length >= 3) return content.replace(random.pick(said), "");
  const parts = content.split(" ");
  if (parts.length >= 2) {
    const lost = random.integer(parts.length);
    return parts.filter((_, i) => i !== lost).join(" ");
  }
  const at = random.integer(Math.max(1, content.length));
  return content.slice(0, at) + content.slice(at + 1);
}
