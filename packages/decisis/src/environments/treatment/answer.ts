import type { TreatmentFacts } from "./facts.ts";

type Answer = TreatmentFacts["label"];

/** Longest answer that is read, without the reasoning before it, in UTF-16 units. */
export const MAX_ANSWER = 160;

/** Ways of saying each label, as patterns over lower-case text. */
const SYNONYMS: Readonly<Record<Answer, string>> = {
  affirmed: "affirm(?:ed|s|ance)?|aff'd|upheld|sustained",
  reversed: "revers(?:ed?|es|al)|rev'd|overturned",
  vacated: "vacat(?:ed?|es|ur)|set aside|annulled",
  modified:
    "modif(?:ied|y|ies|ication)|(?:affirmed|aff'd|reversed|rev'd) in part(?:,? (?:and )?(?:reversed|rev'd|affirmed|aff'd) in part)?",
  overruled: "overrul(?:ed?|es|ing)|abrogated?",
  denied:
    "den(?:ied|y|ies|ial)|(?:cert\\.?|certiorari|review|leave to appeal|petition for review) denied|(?:cert\\.?|certiorari|review) was denied",
  dismissed: "dismiss(?:ed|es|al)?|dism'd|(?:appeal|cert\\.?) dismissed",
  distinguished: "distinguish(?:ed|es|able)?",
  followed: "follow(?:ed|s)?",
  other: "other|none|neither|not distinguished",
};

const LEAD =
  "(?:(?:so|therefore|thus|hence|in conclusion|conclusion)[,:]? )?(?:(?:the|my|final|correct|best|right) )*(?:(?:answer|label|treatment|result|outcome|disposition)(?: here)?(?: is|:| would be| should be| was)*:? )?(?:(?:it|the (?:earlier|cited|first|lower|prior) (?:(?:court's )?(?:case|decision|judgment|opinion|ruling)|one)) (?:was|is|were|has been) |(?:the later (?:case|court|decision|opinion)|the court|it) (?:has )?)?";
const TAIL =
  "(?: (?:the|that) (?:earlier|cited|first|lower|prior) (?:(?:court's )?(?:case|decision|judgment|opinion|ruling)|one))?(?: by the (?:later|higher|reviewing) (?:case|court|decision|opinion))?";
const WHOLE = new Map(
  Object.entries(SYNONYMS).map(([label, pattern]) => [label, new RegExp(`^${LEAD}(?:${pattern})${TAIL}$`)] as const),
);

export type ReadAnswer =
  | { readonly label: Answer; readonly problem: null }
  | { readonly label: null; readonly problem: "absent" | "long" | "several" | "unclear" | "denied" };

const problem = (why: Exclude<ReadAnswer["problem"], null>): ReadAnswer => ({ label: null, problem: why });

/**
 * The one label that a completion commits itself to. Read from one pair of `<answer>` tags, else from behind the last
 * `Answer:`, else from the last line; the whole of that must be a label or a sentence that says nothing but the label. Text
 * before it is reasoning, unless it contains another answer of the same form. Linear; never throws.
 */
export function readAnswer(completion: string): ReadAnswer {
  const thought = completion.lastIndexOf("</think>");
  const text = (thought >= 0 ? completion.slice(thought + "</think>".length) : completion).trim();
  if (text === "") return problem("absent");
  const opened = text.indexOf("<answer>");
  return opened >= 0 ? tagged(text, opened) : untagged(text);
}

const TAG = "<answer>".length;

function tagged(text: string, opened: number): ReadAnswer {
  if (text.indexOf("<answer>", opened + TAG) >= 0) return problem("several");
  const closed = text.indexOf("</answer>", opened);
  const inside = text.slice(opened + TAG, closed < 0 ? text.length : closed);
  const before = text.slice(Math.max(0, opened - 60), opened);
  const behind = closed < 0 ? "" : text.slice(closed + TAG + 1);
  if (NEGATED_BEFORE.test(before) || NEGATED_BEHIND.test(behind.slice(0, 60))) return problem("denied");
  const answer = wholeAnswer(inside);
  const others = [...text.slice(0, opened).split("\n"), ...behind.split("\n")].map(wholeAnswer);
  return others.some((other) => other.label !== null) ? problem("several") : answer;
}

const NEGATED_BEFORE =
  /(?:\b(?:not|never|no|cannot|isn't|wasn't|wrong|false|incorrect|except|instead of|rather than)|n't)\b[^.!?\n]{0,40}$/i;
const NEGATED_BEHIND =
  /^[\s.*_]*(?:(?:is|was|would be)(?: (?:not|wrong|false|incorrect)|n't)|not\b|or\b|and\b|but\b|\?)/i;
const MARKER =
  /(?:^|\n|[.!?] )[\s*_#>-]{0,6}(?:(?:the|my|final|correct) )*(?:answer|label|treatment)[*_]{0,2}(?:\s*:| is:?)\s*[*_]{0,2}/gi;

function untagged(text: string): ReadAnswer {
  const unfenced = text.replace(/^```[a-z]*\r?\n([^`]*)\n?```$/, "$1").trim();
  const fromJson = jsonAnswer(unfenced);
  if (fromJson !== null) return fromJson;
  const markers = [...unfenced.matchAll(MARKER)];
  const last = markers.at(-1);
  if (last !== undefined) {
    const marked = markers.map((marker, i) =>
      wholeAnswer(unfenced.slice(marker.index + marker[0].length, markers[i + 1]?.index ?? unfenced.length)),
    );
    const before = unfenced.slice(0, markers[0].index).split("\n").map(wholeAnswer);
    const committed = [...before, ...marked].filter((answer) => answer.label !== null);
    return committed.length > 1 ? problem("several") : (marked.at(-1) ?? problem("absent"));
  }
  const lines = unfenced.split("\n").filter((line) => line.trim() !== "");
  const answers = lines.map(wholeAnswer);
  if (answers.filter((answer) => answer.label !== null).length > 1) return problem("several");
  return answers.at(-1) ?? problem("absent");
}

/** `{"answer": "affirmed"}`; further keys do not count. */
function jsonAnswer(text: string): ReadAnswer | null {
  if (!text.startsWith("{") || text.length > 2000) return null;
  try {
    const value = JSON.parse(text) as Readonly<Record<string, unknown>>;
    const given = ["answer", "label", "treatment"].flatMap((key) => (key in value ? [value[key]] : []));
    if (given.length !== 1) return problem(given.length === 0 ? "absent" : "several");
    return typeof given[0] === "string" ? wholeAnswer(given[0]) : problem("unclear");
  } catch {
    return problem("unclear");
  }
}

/** The label if `text` says it and nothing else. */
function wholeAnswer(text: string): ReadAnswer {
  if (text.length > MAX_ANSWER) return problem("long");
  const plain = text
    .toLowerCase()
    .replace(/[‘’`´]/g, "'")
    .replace(/[\s\u00a0\u202f]+/g, " ")
    .replace(/^[ *_"“”'([{<>#-]+|[ *_"“”')\]}.!,;:]+$/g, "")
    .replace(/[*_]{1,3}/g, "");
  const matching = [...WHOLE].filter(([, pattern]) => pattern.test(plain));
  if (matching.length !== 1) return problem(plain === "" ? "absent" : "unclear");
  return { label: matching[0][0] as Answer, problem: null };
}
