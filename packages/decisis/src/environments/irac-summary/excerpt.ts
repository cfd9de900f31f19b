import { type Disposition, outcomeMentions, sentenceSpans } from "@decisis/law";
import { isArgument } from "./beside-the-point.ts";
import type { IracBudget } from "./budget.ts";
import type { Authority, ExcerptSentence, Role } from "./facts.ts";
import { opinionSentences, tidied, withoutAsides } from "./opinion-sentences.ts";
import {
  applicationCandidates,
  besideCandidates,
  type Candidate,
  contextCandidates,
  issueCandidates,
} from "./role-candidates.ts";
import { citedBeside, type RuleCandidate, ruleCandidates } from "./rule-candidates.ts";
import { shortened, shortenedClosing } from "./shortened.ts";
import type { Summary } from "./summary-sections.ts";
import { shareIn, stemsOf } from "./words.ts";

/** What an opinion offers for each role, the likeliest first, and how it closes. */
export interface ExcerptSources {
  readonly issues: readonly Candidate[];
  readonly rules: readonly RuleCandidate[];
  readonly applications: readonly Candidate[];
  /** What happened. */
  readonly context: readonly Candidate[];
  /** What the opinion says besides, some of it with a citation. */
  readonly aside: readonly Candidate[];
  readonly beside: readonly RuleCandidate[];
  readonly closing: string;
}

/** Candidates of each role that are tried with each other. */
const TRIED = 10;
/** The longest closing that is shown, in characters. */
const LONGEST_CLOSING = 280;
const MOST_SENTENCES = 8;

/** The sources of an excerpt, or in words what is missing. */
export function excerptSources(opinion: string, disposition: Disposition): ExcerptSources | string {
  const closing = closingOf(opinion, disposition);
  if (closing === null) return `closing-too-long: no run of up to ${LONGEST_CLOSING} characters states the disposition`;
  const sentences = opinionSentences(opinion, disposition.start);
  const rules = ruleCandidates(sentences);
  if (rules.length === 0) return "no-rule: no rule in one sentence with one full citation";
  const issues = tried(issueCandidates(sentences));
  if (issues.length === 0) return "no-issue: no sentence puts the question";
  const applications = tried(applicationCandidates(sentences));
  if (applications.length === 0) return "no-application: no sentence applies law to facts";
  return {
    issues,
    rules,
    applications,
    context: contextCandidates(sentences).slice(0, TRIED),
    aside: besideCandidates(sentences).slice(0, TRIED),
    beside: citedBeside(sentences).slice(0, TRIED),
    closing,
  };
}

/** The likeliest, and the shortest of the next likely. */
const tried = (candidates: readonly Candidate[]): readonly Candidate[] => [
  ...candidates.slice(0, TRIED),
  ...candidates
    .slice(TRIED, 4 * TRIED)
    .sort((a, b) => a.text.length - b.text.length)
    .slice(0, TRIED / 2),
];

/** The shortest run of closing sentences that states the whole disposition, one with a subject if there is one. */
function closingOf(opinion: string, { start, end, outcomes, ancillary }: Disposition): string | null {
  const text = opinion.slice(start, end);
  const sentences = sentenceSpans(text).map((span) => withoutAsides(tidied(text.slice(span.start, span.end))));
  const runs: string[] = [];
  for (let from = 0; from < sentences.length; from++) {
    for (let to = from + 1; to <= sentences.length; to++) {
      const run = sentences.slice(from, to).join(" ");
      if (run.length > LONGEST_CLOSING) break;
      if (!/^["']?[A-Z]/.test(run) || /^Be\b|[¶§[\](){}|]|[a-z]\.[A-Z]|[^\x20-\x7e]/.test(run)) continue;
      const mentions = outcomeMentions(run, { summary: true });
      const stated = mentions.filter(({ standing }) => standing === "stated").map(({ outcome }) => outcome);
      const agrees = mentions.every(({ outcome, standing }) => standing !== "negated" || !outcomes.includes(outcome));
      if (
        agrees &&
        outcomes.every((outcome) => stated.includes(outcome)) &&
        stated.every((outcome) => outcomes.includes(outcome) || ancillary.includes(outcome))
      )
        runs.push(run);
    }
  }
  runs.sort((a, b) => a.length - b.length);
  const closing = runs.find((run) => run.split(" ").length >= 4) ?? runs[0];
  return closing === undefined ? null : `${closing.replace(/[\s;,:-]+(?:and)?$/, "").replace(/\.?$/, ".")}`;
}

/** The excerpt, and the summary that its sentences make. */
export interface ChosenExcerpt {
  readonly excerpt: readonly ExcerptSentence[];
  /** That of the rule first. */
  readonly authorities: readonly Authority[];
  readonly summary: Summary;
}

/** The excerpt whose sentences for the four parts go together best, within the budget; `null` if none fits. */
export function chooseExcerpt(sources: ExcerptSources, budget: IracBudget): ChosenExcerpt | null {
  const conclusion = shortenedClosing(sources.closing);
  const room = budget.answerCharacters - HEADINGS - conclusion.length;
  const rules = sources.rules.slice(0, TRIED).map(prepared);
  const issues = sources.issues.map(prepared);
  const applications = sources.applications.map(prepared);
  let best: { score: number; issue: Prepared; rule: Prepared<RuleCandidate>; application: Prepared } | null = null;
  for (const rule of rules) {
    for (const issue of issues) {
      if (issue.index === rule.index || rule.short.length + issue.short.length > room) continue;
      for (const application of applications) {
        if (application.index === rule.index || application.index === issue.index) continue;
        if (rule.short.length + issue.short.length + application.short.length > room) continue;
        const likeness = shared(issue, application);
        if (likeness > TOO_ALIKE || shared(rule, application) > TOO_ALIKE || shared(rule, issue) > ONE_SUBJECT)
          continue;
        const together = likeness + shared(issue, rule) + shared(rule, application);
        const score =
          rule.score + issue.score + application.score + 3 * together + (issue.index < application.index ? 1 : 0);
        if (best === null || score > best.score) best = { score, issue, rule, application };
      }
    }
  }
  if (best === null) return null;
  const authorities = [best.rule.authority];
  const chosen: (Prepared & { role: Role })[] = [
    { role: "issue", ...best.issue },
    { role: "rule", ...best.rule },
    { role: "application", ...best.application },
  ];
  let left = budget.excerptCharacters - chosen.reduce((sum, { text }) => sum + text.length + 1, sources.closing.length);
  // Where a contention stands for the question, another one would do as well.
  const asked = /\bwhether\b/i.test(best.issue.text);
  const asides = sources.aside.filter(({ text }) => asked || !isArgument(text));
  for (const sentence of inTurn<Candidate | RuleCandidate>(sources.beside, asides, sources.context).map(prepared)) {
    if (chosen.length === MOST_SENTENCES - 1) break;
    if (sentence.text.length + 1 > left) continue;
    if (chosen.some((other) => other.index === sentence.index || shared(other, sentence) > TOO_ALIKE)) continue;
    chosen.push({ role: "context", ...sentence });
    if ("authority" in sentence) authorities.push(sentence.authority);
    left -= sentence.text.length + 1;
  }
  const inOrder = chosen.sort((a, b) => a.index - b.index).map(({ role, text }): ExcerptSentence => ({ role, text }));
  return {
    excerpt: [...inOrder, { role: "conclusion", text: sources.closing }],
    authorities,
    summary: { ...whereNeeded(best, room), conclusion },
  };
}

/** The sentences whole as far as there is room, the application first: what is cut off may be what the case turns on. */
function whereNeeded(chosen: Readonly<Record<"issue" | "rule" | "application", Prepared>>, room: number) {
  const texts = { issue: chosen.issue.short, rule: chosen.rule.short, application: chosen.application.short };
  let left = room - texts.issue.length - texts.rule.length - texts.application.length;
  for (const role of ["application", "issue", "rule"] as const) {
    const longer = chosen[role].text.length - texts[role].length;
    if (longer > left) continue;
    texts[role] = chosen[role].text;
    left -= longer;
  }
  return texts;
}

/** `Issue: `, `Rule: `, `Application: `, `Conclusion: ` and three line breaks. */
const HEADINGS = 42;
/** Two sentences that share more of their content words than this say the same. */
const TOO_ALIKE = 0.5;
/** So much may question and rule share, which are about one thing. */
const ONE_SUBJECT = 0.65;

/** The first of each list, then the second of each. */
function inTurn<Of>(...lists: readonly (readonly Of[])[]): readonly Of[] {
  const longest = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, i) => lists.flatMap((list) => list.slice(i, i + 1))).flat();
}

type Prepared<Of extends Candidate = Candidate> = Of & { readonly short: string; readonly stems: ReadonlySet<string> };

/** A sentence that loses more than this share of its content words is not shortened. */
const LOST = 0.6;

function prepared<Of extends Candidate>(candidate: Of): Prepared<Of> {
  const { text } = candidate;
  const stems = new Set(stemsOf(text));
  const short = candidate.short ?? shortened(text);
  const left = shareIn([...stems], new Set(stemsOf(short)));
  return { ...candidate, short: left < 1 - LOST ? text : short, stems };
}

/** Share of the content words of the shorter one that the other has too. */
function shared(a: Prepared, b: Prepared): number {
  const [fewer, more] = a.stems.size < b.stems.size ? [a.stems, b.stems] : [b.stems, a.stems];
  return shareIn([...fewer], more);
}
