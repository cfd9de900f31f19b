import type { Outcome, OutcomeMention, Standing } from "./outcome.ts";
import { sentenceSpans } from "./sentence-spans.ts";

export interface MentionOptions {
  /**
   * Read the text as a summary of a decision, where past tenses report what the court did (`The court affirmed`, `the judgment
   * was reversed`); otherwise as the court's own words, where they tell the history of the case. Off by default.
   */
  readonly summary?: boolean;
}

const OUTCOME_OF: readonly (readonly [pattern: RegExp, outcome: Outcome])[] = [
  [/^(?:affirm|aff|uphold|upheld)/, "affirmed"],
  [/^rev/, "reversed"],
  [/^(?:vacat|set|quash|annul)/, "vacated"],
  [/^modif/, "modified"],
  [/^remand/, "remanded"],
  [/^dismiss/, "dismissed"],
  [/^(?:grant|allow)/, "granted"],
  [/^(?:den|overrul|refus)/, "denied"],
];
const WORD =
  /(?<![\p{L}-])(?:affirm(?:s|ed|ing)?|aff['’]d|uph(?:olds?|eld)|revers(?:e|es|ed|ing)|rev['’]d|vacat(?:e|es|ed|ing)|set(?:s|ting)? aside|quash(?:es|ed)?|annul(?:s|led)?|modif(?:y|ies|ied)|remand(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|grant(?:s|ed|ing)?|allowed|den(?:y|ies|ied|ying)|overruled)(?![\p{L}-])/giu;

/** What a disposition disposes of; a passive about anything else (`was denied a hearing`) is none. */
const SUBJECT =
  /\b(?:judge?ments?|decisions?|orders?|decrees?|convictions?|sentences?|appeals?|cross-appeals?|petitions?|motions?|applications?|cases?|causes?|actions?|complaints?|counterclaims?|awards?|verdicts?|rulings?|findings?|writs?|certiorari|relief|requests?|claims?|suits?|proceedings?|matters?|indictments?|bills?|demurrers?|exceptions?|determinations?|denials?|dismissals?|injunctions?|protests?|objections?|libels?|rehearing|review|it|same|dispositions?|conclusions?|information|counts?|adjudications?|prayers?|part|assignments?|court|board|commission)\b/i;
const GRANTABLE =
  /\b(?:motions?|petitions?|applications?|requests?|certiorari|relief|rehearing|review|writs?|claims?|stay|leave|summary judgment|injunctions?|prayers?|demurrers?|exceptions?|appeals?|protests?|objections?|it|same|assignments?)\b/i;
const LOWER_COURT =
  /\b(?:(?:district|trial|circuit|superior|lower|bankruptcy|tax|probate|county|municipal|family|juvenile|chancery|magistrate|hearing|appellate|referee|original) (?:court|judge|division|officer|examiner)|courts? below|courts? of (?:appeals?|civil appeals|criminal appeals|common pleas)|court of \w+|appellate division|board|commission|commissioner|referee|magistrate|secretary|agency|alj|arbitrators?|judge|jury|chancellor|bia|they|he|she|who|which|that court|chancery)\b/i;
const ADVERB =
  "(?:hereby|therefore|accordingly|thus|also|now|then|again|respectfully|unanimously|consequently|must|will|shall|do|likewise|further|all|in all (?:things|respects)|in its entirety|in part|today|only|summarily|so|hence|can only|both|ultimately|largely|properly|correctly|generally)";
const OWN_SUBJECT = new RegExp(
  `(?:\\b(?:we|i|this court|the court|court|the panel|panel)\\b|\\b(?:and|but|or)|[,;:—-])(?:,[^,;.]{0,60},)?(?:[\\s,]+${ADVERB}){0,4}[\\s,]*$`,
  "i",
);
const WE = /\b(?:we|i|this court|the court|court|the panel)\b/i;
const BE =
  /\b(?:is|are|be|stands?|being|remains?)\b(?:[\s,]+(?:hereby|therefore|accordingly|thus|also|now|then|respectfully|in all (?:things|respects)|in part|and|the same|ordered|adjudged|is|hereby is|likewise|so|all|consequently|herewith|each|both|in its entirety|to be)){0,5}[\s,]*$/i;
const WAS =
  /\b(?:was|were|been|had|has|have|having)\b(?:[\s,]+(?:hereby|therefore|thus|also|then|later|subsequently|initially|properly|correctly|improperly|erroneously|previously|in part|and|ultimately|accordingly)){0,4}[\s,]*$/i;
const MODAL =
  /\b(?:would|could|might|may|can|should|ought)(?:\s+(?:not|only|have|then|also|therefore|be|well)){0,3}\s*$/i;
const NEGATED =
  /\b(?:not|never|neither|nor|cannot|without|decline[sd]? to|refuse[sd]? to|rather than|instead of|no reason to|no basis to|fail(?:s|ed)? to)(?:\s+(?:be|been|have|hereby|therefore|to|now|yet|simply|or|either))*\s*$|n['’]t(?:\s+(?:be|been|have))*\s*$/i;
const REPORTED =
  /\b(?:argues?|argued|contends?|contended|urges?|urged|asserts?|asserted|maintains?|submits?|insists?|suggests?|asks?|asked|seeks?|sought|prays?|prayed|whether|if|unless|had|until|when|where|requests? that|moved|moves|perhaps|possibly|maybe|either|probably|likely|was of (?:the )?opinion)\b[^;:]*$/i;
/** Between two words of one disposition: `is reversed and the cause is remanded`, `affirmed in part, and in part reversed`. */
const JOINED =
  /^(?:[\s,;:]|\b(?:in|part|and|or|as|so|modified|the|this|that|is|are|be|case|cause|matter|action|proceedings?|judge?ments?|orders?|decision|otherwise|hereby|with|without|costs?|its|entirety|therefore|accordingly|then|to|respects?|all|other|further|also|sentence|conviction|appeal|it|we)\b)*$/i;

/** `is denied as to the first claim and granted as to the second`. */
const COORDINATED =
  /^(?!.*\b(?:that|which|who|was|were|had|by)\b).*(?:,|\band|\bbut)(?: (?:is|are|hereby|otherwise))*\s*$/is;
/** Subsequent history inside a citation: `vacated on other grounds, 454 U.S. 1075`. */
const IN_CITATION = /^,?\s+(?:on other grounds|(?:sub nom\. .{0,80}, )?\d{1,4} [A-Z][\w.]{0,9} ?[\w.]{0,6} ?\d)/;

/**
 * Every word of disposition of `text` with what it means where it stands; words inside quotation marks or brackets are passed
 * over. Judged sentence by sentence by the words around it. Linear; never throws.
 */
export function outcomeMentions(text: string, options: MentionOptions = {}): readonly OutcomeMention[] {
  return sentenceSpans(text).flatMap(({ start, end }) =>
    mentionsOfSentence(withoutAsides(text.slice(start, Math.min(end, start + 4000))), start, options.summary === true),
  );
}

/** Quotations and brackets blanked out, at the same length. A quotation without an end runs to the end of the sentence. */
function withoutAsides(sentence: string): string {
  return sentence
    .replace(/[“"][^”"]*(?:[”"]|$)/g, (aside) => " ".repeat(aside.length))
    .replace(/\([^()]{0,600}\)|\[[^[\]]{0,600}\]/g, (aside) =>
      /^\(?\d{1,2}\)$|^\([a-z]\)$/.test(aside) ? `${" ".repeat(aside.length - 1)},` : " ".repeat(aside.length),
    );
}

function mentionsOfSentence(sentence: string, offset: number, summary: boolean): OutcomeMention[] {
  const mentions: OutcomeMention[] = [];
  let previous: { end: number; standing: Standing } | null = null;
  for (const match of sentence.matchAll(WORD)) {
    const start = match.index;
    const end = start + match[0].length;
    const word = match[0].toLowerCase();
    const before = sentence.slice(Math.max(0, start - 400), start);
    const after = sentence.slice(end, end + 60);
    let standing = standingOf(word, before, after, summary);
    if (previous !== null && start - previous.end <= 160) {
      const between = sentence.slice(previous.end, start);
      if (JOINED.test(between)) {
        if (/\bor\b/i.test(between)) {
          standing = standing === "negated" || previous.standing === "negated" ? "negated" : "open";
          mentions[mentions.length - 1] = { ...mentions[mentions.length - 1], standing };
        } else if (standing !== "stated" && standing !== "negated") standing = previous.standing;
      } else if (standing === "history" && previous.standing === "stated" && COORDINATED.test(between))
        standing = "stated";
    }
    if (standing === null) continue;
    const outcome = OUTCOME_OF.find(([pattern]) => pattern.test(word))?.[1];
    if (outcome === undefined) continue;
    const inPart = /^[\s,]*in part\b/i.test(after) || /\bin part[\s,]*$/i.test(before);
    mentions.push({ outcome, standing, inPart, start: offset + start, end: offset + end });
    previous = { end, standing };
  }
  return mentions;
}

/** `null`: no word of disposition after all (`denied due process`, `grant of summary judgment`). */
function standingOf(word: string, before: string, after: string, summary: boolean): Standing | null {
  const participle = /(?:ed|upheld|aside|['’]d)$/.test(word);
  const grants = /^(?:grant|den|allow|overrul)/.test(word);
  if (IN_CITATION.test(after)) return null;
  if (word === "modified" && /^\s*(?:\S+ ){0,8}as $/i.test(before)) return "stated";
  if (/ing$/.test(word)) return "open";
  if (NEGATED.test(before)) return "negated";
  if (/\bto\s+(?:\w+ly\s+)?$/i.test(before) && (!participle || word === "set aside")) return "open";
  if (grants && /^\s+(?:him|her|them|it|due|equal|that|any|by|to)\b/i.test(after) && participle) return null;
  if (participle && !summary) return standingOfParticiple(before, grants && !summary, after);
  if (participle) {
    const plain = standingOfParticiple(before, grants && !summary, after);
    if (plain === "stated" || plain === "negated") return plain;
    if (MODAL.test(before) || REPORTED.test(before)) return "open";
    if (WAS.test(before) && SUBJECT.test(before)) return "stated";
    if (LOWER_COURT.test(lastClause(before))) return "history";
    if (WE.test(lastClause(before))) return "stated";
    return plain;
  }
  if (/^set aside$/.test(word) && BE.test(before)) return standingOfParticiple(before, grants && !summary, after);
  if (MODAL.test(before)) return "open";
  if (
    /\b(?:the|a|an|its|their|his|our|of|this|that|such|for|on)\s+(?:\w+\s+)?$/i.test(before) &&
    /^(?:remand|grant|reverse)$/.test(word)
  )
    return null;
  const clause = lastClause(before);
  const third = /s$/.test(word) && !/^(?:dismiss)$/.test(word);
  if (third) {
    if (
      /\b(?:this court|the court|court|panel)(?:,[^,;.]{0,60},)?(?:[\s,]+(?:hereby|therefore|accordingly|thus|also|now|respectfully|and|\w+ly))*[\s,]*$/i.test(
        before,
      )
    )
      return LOWER_COURT.test(before.slice(-60)) && !summary ? "history" : "stated";
    return WE.test(clause) && OWN_SUBJECT.test(before) && !LOWER_COURT.test(clause) ? "stated" : null;
  }
  if (!WE.test(clause)) return null;
  if (!OWN_SUBJECT.test(before)) return null;
  return /\b(?:if|whether|unless)\b[^,]*$/i.test(clause) ? "open" : "stated";
}

function standingOfParticiple(before: string, grants: boolean, after: string): Standing | null {
  const clause = lastClause(before);
  const subject = grants ? GRANTABLE : SUBJECT;
  if (BE.test(before)) {
    if (!subject.test(clause)) return null;
    if (REPORTED.test(clause) || /^\W*(?:if|unless)\b/i.test(before)) return "open";
    if (/\b(?:may|might|could|would|can|cannot)\b(?:\W+\w+){0,4}\W*$/i.test(clause)) return "open";
    if (/\bcannot\b/i.test(clause.slice(-30))) return "negated";
    return /\bis(?:\s+\w+)?\s*$/i.test(before) && /\b(?:rule|law) (?:that|is)\b/i.test(clause) ? "open" : "stated";
  }
  if (WAS.test(before)) return "history";
  if (MODAL.test(before)) return "open";
  if (/^\s+(?:by|the|that|his|her|its|their|him|this|in\s+(?!part|all))/i.test(after) && clause.trim() !== "")
    return "history";
  return isBare(before) ? "stated" : "history";
}

const FINITE =
  /\b(?:is|are|was|were|had|has|have|held|that|which|who|when|where|because|if|whether|as the|did|does|do|court|jury|board|judge|v)\b/i;

/** `Judgment affirmed.`, `Exceptions sustained, petition dismissed`: nothing but nouns before, and no verb. */
function isBare(before: string): boolean {
  const clause = before.slice(before.lastIndexOf(";") + 1).trim();
  if (clause === "") return true;
  if (clause.split(/\s+/).length > 14) return false;
  const plain = clause.replace(
    /\b(?:of|by|from) (?:the )?(?:[\w.’']+ )?(?:[\w.’']+ )?(?:court|division|board|commission)(?: of [\w ]+)?\b/gi,
    "",
  );
  if (FINITE.test(plain)) return false;
  return (
    SUBJECT.test(plain) || /^[\W\d]*(?:and|or|in part|accordingly|therefore|so|all|costs?|[A-Z])?[\W\d]*$/i.test(plain)
  );
}

/** Back to the last break that starts a new statement. */
function lastClause(before: string): string {
  const at = Math.max(
    before.lastIndexOf(";"),
    before.lastIndexOf(":"),
    before.lastIndexOf(", and we "),
    before.lastIndexOf(", we "),
    before.lastIndexOf(", but "),
    before.search(
      /, (?:the|this) (?:judgment|order|decision|appeal|motion|petition|case)(?![\s\S]*, (?:the|this) (?:judgment|order|decision|appeal|motion|petition|case))/,
    ),
  );
  return at < 0 ? before : before.slice(at);
}
