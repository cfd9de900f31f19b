import { type FoundCitation, findCitations, placesOf } from "@decisis/law";
import { isArgument, isForeignLaw, isStatedLaw } from "./beside-the-point.ts";
import type { Authority } from "./facts.ts";
import { DANGLING, isProse, type OpinionSentence, withoutAsides } from "./opinion-sentences.ts";
import { shortened } from "./shortened.ts";

/** A rule of law with the case that is cited for it. */
export interface RuleCandidate {
  readonly text: string;
  /** The same with a long statement shortened. */
  readonly short: string;
  readonly authority: Authority;
  /** Index of its first sentence, and how many it takes. */
  readonly index: number;
  readonly score: number;
}

const GENERAL =
  /\b(?:must|may(?: not)?|shall|cannot|requires?|means|unless|only (?:if|when|where)|whether|courts?|a (?:party|person|plaintiff|defendant|court|statute|contract)|an? \w+ (?:is|may|must)|the (?:test|standard|burden|rule|purpose)|when|where|any|statutes?|ordinarily|generally|presumed?|entitled|liable|proof|established?)\b/gi;
const PARTICULAR =
  /\b(?:we|our|here|appell(?:ant|ee)s?|the (?:plaintiff|defendant|petitioner|respondent|debtor)s?|this case|in this|he|she|his|her|they|their|footnote|supra|argues?|contends?)\b/gi;

const GENERAL_ONCE = new RegExp(GENERAL.source, "i");
/** Arguments, remarks about other opinions and history of the case, which state no rule. */
const NARRATIVE =
  /^(?:Therefore|Thus|Accordingly|Consequently|Hence|Under these|As we)\b|\b(?:(?:an earlier|another) case|had (?:won|been)|won|lost|went to|(?:found|ruled) (?:for|in favor of)|no step|the same court|(?:by|at) the time|every spring|that year|(?:months?|years?|days?) (?:ago|later|before|earlier)|the (?:high court|court above)|argues?|contends?|asserts?|relies|relied|cites?|cited|here|in this case|in the present case|the instant (?:case|one)|the (?:district|trial) court|before us|decision in|examined|declined|we (?:also|turn|held|note)|persuasive|dissent\w*|reported opinion|distinguish\w*|affirmed|reversed|remanded|disagree|on appeal)\b/i;

/** Sums, questions and what became of another case state no rule either. */
const OTHER_CASE =
  /\$\d|^(?:We must decide|We need not|The parties|No one (?:claims|asks)|Nobody|The legislature|Since then|Lawmakers|The briefs|The parties to)\b|^The (?:only )?(?:question|issue)\b|\b(?:related (?:matter|motion|judgment)|later case|older cases|has (?:agreed|since)|second hearing|would (?:win|have won))\b/i;
/** A rule is in force: what is said before the first condition stands in the present, or as what the law has been. */
const IN_FORCE =
  /\b(?:must|may|shall|should|cannot|can|will|is|are|does|do|has|have|need|requires?|means?|falls?|forfeits?|bars?|applies|continues?|depends?|turns|law|rule|courts? \w+s?)\b/i;
/** What a named court once did. */
const PAST_OF_COURT =
  /\b(?:courts? of \w+|(?:supreme|high|highest|appellate|bankruptcy|tax|circuit) court) (?:(?:never|then|has|had) )?(?:agreed|asked|changed|chose|cared|found|gave|heard|ordered|read|ruled|said|saw|set|split|struck|was|were|had|has)\b/i;
const CONDITION = /\b(?:where|when|because|although|though|once|unless|if|in a case in which|despite)\b/i;

/** Rules of law that the opinion states in one sentence with one full citation, in it or right behind it; the likeliest first. */
export function ruleCandidates(sentences: readonly OpinionSentence[]): readonly RuleCandidate[] {
  const found: RuleCandidate[] = [];
  for (let index = 0; index < sentences.length; index++) {
    const { text, prose } = sentences[index];
    const next = sentences[index + 1]?.text ?? "";
    let candidate: Cited | null = null;
    if (prose !== null && PLACE.test(next)) candidate = isGeneral(prose) ? citedBehind(prose, next) : null;
    else if (PLACE.test(text) && isGeneral(text)) candidate = citedInside(text);
    if (candidate === null) continue;
    const general = candidate.text.match(GENERAL)?.length ?? 0;
    const particular = candidate.text.match(PARTICULAR)?.length ?? 0;
    const score =
      (isStatedLaw(candidate.text) ? 2 : 0) +
      Math.min(general, 4) -
      2 * particular -
      Math.abs(candidate.text.length - 150) / 60;
    found.push({ ...candidate, index, score });
  }
  return found.sort((a, b) => b.score - a.score || a.index - b.index);
}

/** What may be volume, reporter and page. */
const PLACE = /\b\d{1,4} [A-Z][\w.' ]{0,14}? ?\d{1,4}\b/;
const isGeneral = (text: string) =>
  isStatedLaw(text) ||
  (!isForeignLaw(text) &&
    !isArgument(text) &&
    GENERAL_ONCE.test(text) &&
    !NARRATIVE.test(text) &&
    !DANGLING.test(text) &&
    !OTHER_CASE.test(text) &&
    isInForce(text));

function isInForce(text: string): boolean {
  const main = text.split(CONDITION, 1)[0];
  return IN_FORCE.test(main.length > 12 ? main : text) && !PAST_OF_COURT.test(text);
}

/** Sentences with one full citation that stands for no rule of this case, the shortest first: arguments and remarks about other cases. */
export function citedBeside(sentences: readonly OpinionSentence[]): readonly RuleCandidate[] {
  const found: RuleCandidate[] = [];
  for (let index = 0; index < sentences.length; index++) {
    const { text, prose } = sentences[index];
    const next = sentences[index + 1]?.text ?? "";
    const behind = prose !== null && PLACE.test(next);
    const said = behind ? prose : text;
    if (!(BESIDE_CITED.test(said) || isForeignLaw(said)) || DANGLING.test(text)) continue;
    const candidate = behind ? citedBehind(prose, next) : PLACE.test(text) ? citedAmid(text) : null;
    if (candidate !== null) found.push({ ...candidate, index, score: -candidate.text.length });
  }
  return found.sort((a, b) => b.score - a.score || a.index - b.index);
}

/** An argument from a case, or what is said about one: a sentence that begins so, as a rule may speak of what a party contends. */
const BESIDE_CITED =
  /^.{0,50}\b(?:argues?|argued|contends?|asserts?|relies|relied|cites|cited|points to|have read|dissent\w*)\b/i;

type Cited = Pick<RuleCandidate, "text" | "short" | "authority">;

function citedBehind(sentence: string, next: string): Cited | null {
  const [citation] = findCitations(nameFirst(next.slice(0, 400)));
  if (
    citation?.caseName == null ||
    !/^(?:\(?(?:See|See, e\.g\.,|See also|Accord|E\.g\.,|Cf\.)?,? ?)$/i.test(next.slice(0, citation.caseName.start))
  )
    return null;
  const short = shortCitation(citation);
  return short && { ...short, text: `${sentence} ${short.text}.`, short: `${shortened(sentence)} ${short.text}.` };
}

/** `Pelworth v. Dalmere (1989) 49 Cal.3d 12`, as California writes it, with the year at the end. */
const nameFirst = (text: string): string =>
  text.replace(
    /^(\(?(?:See )?[A-Z][^()]{3,40} v\. [^()]{3,40}) \((\d{4})\) (\d{1,4} [A-Z][\w.']{1,14} \d{1,5})/,
    "$1, $3 ($2)",
  );

/** As `citedInside`, with any words behind the citation. */
const citedAmid = (text: string): Cited | null => citedInside(text, true);

function citedInside(whole: string, anyEnd = false): Cited | null {
  const all = findCitations(whole);
  const [citation] = all;
  if (citation === undefined || citation.caseName === null) return null;
  // Of a string of citations the first is kept.
  if (all.length > 1 && !/^\s*;/.test(whole.slice(citation.fullSpan.end))) return null;
  const text = all.length > 1 ? whole.slice(0, citation.fullSpan.end) : whole;
  const short = shortCitation(citation);
  if (short === null) return null;
  const before = withoutAsides(text.slice(0, citation.fullSpan.start).replace(/\($/, ""));
  const after = withoutAsides(text.slice(citation.fullSpan.end).replace(/^\)/, ""));
  if (after.length > 3 && !anyEnd && !/^, [a-z]/.test(after)) return null;
  // The words around the citation must read as one sentence, so the name stands in for all of it.
  if (!isProse(`${before}Wenley${after === "" ? "." : after}`)) return null;
  const sentence = `${before}${short.text}${after === "" ? "." : after}`;
  return { ...short, text: sentence, short: sentence };
}

function shortCitation(citation: FoundCitation): Cited | null {
  const { caseName, volume, reporter, page, court, year } = citation;
  if (caseName === null) return null;
  const name = caseName.text.replace(/,$/, "");
  if (
    name.length > 55 ||
    name.length < 8 ||
    !/^[A-Z][A-Za-z.,'& -]+$/.test(name) ||
    / -|- /.test(name) ||
    !/ v\. [A-Z]|^In re [A-Z]/.test(name)
  )
    return null;
  if (!/^\d+$/.test(page.text) || (citation.parenthetical?.text.length ?? 0) > 24) return null;
  const bracket = citation.parenthetical === null ? "" : ` (${citation.parenthetical.text})`;
  const text = `${name}, ${volume.text} ${reporter.text} ${page.text}${bracket}`;
  return {
    text,
    short: text,
    authority: {
      name,
      places: placesOf(citation),
      court: court?.text ?? null,
      year: year?.text ?? null,
    },
  };
}
