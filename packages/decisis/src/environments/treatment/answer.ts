import { answerFields } from "../answer-fields.ts";
import { afterThoughts } from "../answer-text.ts";
import { isDeniedAfter, isDeniedBefore } from "../denial.ts";
import type { TreatmentFacts } from "./facts.ts";
import { MAX_ANSWER, saidLabel, unsaysLabel } from "./said-label.ts";

type Answer = TreatmentFacts["label"];

/** Longest completion that is read, without its thoughts, in UTF-16 units. */
export const MAX_COMPLETION = 20_000;
/** A label may stand in the reasoning and again as the answer. */
const MOST_SAID = 2;

export type ReadAnswer =
  | { readonly label: Answer; readonly problem: null }
  | { readonly label: null; readonly problem: "absent" | "long" | "several" | "unclear" | "denied" };

const problem = (why: Exclude<ReadAnswer["problem"], null>): ReadAnswer => ({ label: null, problem: why });

/** An answer where a completion gives one, with what stands before and behind it, up to its neighbours. */
interface Given {
  readonly said: string;
  readonly before: string;
  readonly behind: string;
  /** Whether the other fields of an object, which are behind it, deny it. */
  readonly denied?: boolean;
}

/**
 * The one label that a completion commits itself to. Read from JSON that is all of it, else from `<answer>` tags, else from JSON
 * at the end, else from behind the last `Answer:`, else from the last line; that must be a label or a sentence that says nothing
 * but the label. Text before it is reasoning, text behind it explanation, unless they say another label, or that the answer is
 * wrong. Linear; never throws.
 */
export function readAnswer(completion: string): ReadAnswer {
  const whole = afterThoughts(completion);
  if (whole.length > MAX_COMPLETION) return problem(whole.trim() === "" ? "absent" : "long");
  const text = whole.replace(/^[ \t]*```[a-z]*[ \t\r]*$/gim, "").trim();
  if (text === "") return problem("absent");
  const given = jsonAnswers(text) ?? tagged(text) ?? jsonAtEnd(text) ?? marked(text) ?? lastLine(text);
  const answers = given.map(({ said }) => answerIn(said));
  const answer = answers.at(-1) ?? problem("absent");
  if (answer.label === null) return answer;
  if (answers.some(({ label }) => label === null)) return problem("several");
  const around = [
    ...given[0].before.split("\n").map(saidLabel),
    ...given.flatMap(({ behind }) => statements(behind).map(saidInstead)),
  ].filter((label) => label !== null);
  const said = [...answers.map(({ label }) => label), ...around];
  if (said.length > MOST_SAID || said.some((label) => label !== answer.label)) return problem("several");
  if (!given.every(({ behind }) => MAY_FOLLOW.test(behind))) return problem("unclear");
  const denied = given.some(
    ({ before, behind, denied }) =>
      isDeniedBefore(before) || (denied ?? isDeniedAfter(behind)) || unsaysLabel(behind, answer.label),
  );
  return denied ? problem("denied") : answer;
}

function answerIn(said: string): ReadAnswer {
  if (said.length > MAX_ANSWER) return problem("long");
  const label = saidLabel(said);
  return label === null ? problem(/[\p{L}\p{N}]/u.test(said) ? "unclear" : "absent") : { label, problem: null };
}

/** Sentences and lines, without those of stops and brackets alone. */
const statements = (text: string): readonly string[] =>
  text
    .split(/(?<=[.!?…]["”’')\]*_]{0,3})\s+|\n/)
    .filter((statement) => /[^\s.!,;:…"“”’'()[\]*_`#–—-]/u.test(statement));

/** What leads to an answer in place of another: `No, reversed.`, `On second thought: reversed`. */
const INSTEAD =
  /^\W*(?:[^:]{1,40}:|(?:or|no|wait|actually|rather|perhaps|maybe|possibly|instead|correction|alternatively|i mean|in fact|on second thought)\b)[\s,.:…-]*/i;

const saidInstead = (statement: string): Answer | null =>
  saidLabel(statement) ?? saidLabel(statement.replace(INSTEAD, ""));

/** What an answer may be followed by in its own line: the end of its sentence, a new one behind tags, an explanation, marks. */
const MAY_FOLLOW =
  /^(?: +\p{Lu}\p{Ll}|[^\p{L}\p{N}\n?]*(?:$|\n)|["'”’)\]*_`]*(?:[.!;:…]|,? (?:because|since)\b| ?[(–—-]| is (?:my|the) (?:\w+ ){0,2}(?:answer|label)\b))/u;

const TAG = /<(\/?) ?answer ?>/gi;

/** What stands in each pair of tags; the last may be open. `null` without tags. */
function tagged(text: string): readonly Given[] | null {
  const tags = [...text.matchAll(TAG)];
  const opened = tags.flatMap((tag, i) => (tag[1] === "" ? [{ from: tag.index, tag, next: tags[i + 1] }] : []));
  if (opened.length === 0) return null;
  const closedAt = opened.map(({ next }) =>
    next?.[1] === "/" ? next.index + next[0].length : (next?.index ?? text.length),
  );
  return opened.flatMap(({ from, tag, next }, i) => {
    const said = text.slice(from + tag[0].length, next?.index ?? text.length).trim();
    const before = text.slice(closedAt[i - 1] ?? 0, from);
    const behind = text.slice(closedAt[i], opened[i + 1]?.from ?? text.length);
    const inside = jsonAnswers(said);
    return (
      inside?.map((one) => ({
        ...one,
        before,
        behind: `${one.behind}\n${behind}`,
        denied: one.denied || isDeniedAfter(behind),
      })) ?? [{ said, before, behind }]
    );
  });
}

const FIELDS = "answer|label|treatment|result|outcome|disposition";

/** The answers of an object such as `{"answer": "affirmed", "reason": "…"}`, what else it says behind them. `null` for no object. */
function jsonAnswers(text: string): readonly (Given & { denied: boolean })[] | null {
  const fields = answerFields(text, FIELDS);
  if (fields === null) return null;
  const { answers, others, denied } = fields;
  return answers.map((said) => ({ said: said ?? "", before: "", behind: `\n${others}`, denied }));
}

function jsonAtEnd(text: string): readonly Given[] | null {
  const from = text.startsWith("{") ? 0 : text.lastIndexOf("\n{") + 1;
  return jsonAnswers(text.slice(from))?.map((one) => ({ ...one, before: text.slice(0, from) })) ?? null;
}

const MARKER =
  /(?:^|\n|[.!?] )[\s*_#>-]{0,6}(?:(?:the|my|final|correct) )*(?:answer|label|treatment)[*_]{0,2}(?:\s*:| is:?)\s*[*_]{0,2}/gi;

/** What stands behind the last `Answer:` and behind others that say a label, without explanations. `null` without a marker. */
function marked(text: string): readonly Given[] | null {
  const markers = [...text.matchAll(MARKER)];
  if (markers.length === 0) return null;
  return markers
    .map((marker, i) => {
      const rest = text.slice(marker.index + marker[0].length, markers[i + 1]?.index ?? text.length).trim();
      const said = beforeExplanation(rest);
      const before = i === 0 ? text.slice(0, marker.index) + (marker[0].match(/^[.!?]/)?.[0] ?? "") : "";
      return { said, before, behind: rest.slice(said.length) };
    })
    .filter(({ said }, i) => i === markers.length - 1 || saidLabel(said) !== null);
}

const MAY_END = /\n|[.!?;:…]|,? (?:because|since)\b| ?[(–—-] ?/g;

/** The longest beginning that says a label; all of it where none does. */
function beforeExplanation(text: string): string {
  const ends = [...text.slice(0, MAX_ANSWER).matchAll(MAY_END)].map(({ index }) => index);
  const beginnings = [text.length, ...ends.reverse()].map((end) => text.slice(0, end));
  return beginnings.find((beginning) => saidLabel(beginning) !== null) ?? text;
}

function lastLine(text: string): readonly Given[] {
  const from = text.lastIndexOf("\n") + 1;
  return [{ said: text.slice(from), before: text.slice(0, from), behind: "" }];
}
