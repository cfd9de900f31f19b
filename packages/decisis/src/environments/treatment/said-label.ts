import { type HistoryPhrase, historyPhraseAt } from "@decisis/law";
import type { TreatmentFacts } from "./facts.ts";
import { labelOf } from "./labels.ts";

type Answer = TreatmentFacts["label"];

/** Longest text that is read as a label, in UTF-16 units. */
export const MAX_ANSWER = 160;
/** Shortest word that is one: `none`, `deny`. */
const MIN_ANSWER = 4;

const ASKED = "(?:the )?(?:certiorari|cert\\.?|review|rehearing|leave(?: to appeal)?|(?:petition|writ)(?: for \\w+)?)";
/** Words for each label that are no phrase of a citation, as patterns over lower-case text. */
const WORDS: Readonly<Record<Answer, string>> = {
  affirmed: "affirm(?:s|ance)?|confirmed|upheld|sustained",
  reversed: "revers(?:es?|al)(?: and remand)?|overturned",
  vacated: "vacat(?:es?|ur)(?: and remand)?|set aside|annulled",
  modified:
    "modif(?:y|ies|ication)|partly (?:affirmed|reversed|vacated)(?:,? (?:and )?partly (?:affirmed|reversed|vacated))?",
  overruled: "(?:expressly )?overrul(?:ed?|es)|abrogate",
  denied: `den(?:ied|y|ies|ial|ying)(?: ${ASKED})?|refused|${ASKED} (?:is |was |has been )?(?:denied|refused)`,
  dismissed: `dismiss(?:ed|es|al|ing)?(?: (?:the )?appeal)?(?: as moot)?|dism'd|(?:the )?(?:appeal|petition) (?:is |was |has been )dismissed`,
  distinguished: "distinguish(?:ed|es|able|ing)?",
  followed: "follow(?:ed|s|ing)?",
  other: "other|none|neither|not distinguished",
};

const EARLIER =
  "(?:(?:the|that) (?:(?:earlier|cited|first|lower|prior) )?(?:court's |court )?(?:case|decision|judgment|opinion|ruling|one)|it)";
const LATER =
  "(?:the (?:court of appeals|supreme court)|the (?:(?:later|higher|high|supreme|appellate|reviewing|second) )?(?:case|court|decision|opinion|one)|it)";
const REASONED = "(?:(?:so|therefore|thus|hence|in conclusion|conclusion)[,:]? )?";
const NAMED =
  "(?:(?:(?:the|my|final|correct|best|right) )*(?:answer|label|treatment|result|outcome|disposition)(?: here)?(?: is|:| would be| should be| was)*:? )?";
const LEAD = new RegExp(`^${REASONED}${NAMED}(?:${EARLIER} (?:was|is|were|has been) |${LATER} (?:has )?)?`);
/** `the earlier decision` behind a verb, or who did it. */
const TAIL = `(?:(?: of)? ${EARLIER})?(?: by(?: ${LATER})?)?`;
const TAIL_ALONE = new RegExp(`^${TAIL}$`);
const WHOLE = Object.entries(WORDS).map(
  ([label, words]) => [label as Answer, new RegExp(`^(?:${words})${TAIL}$`)] as const,
);

/**
 * The label that `text` says if it says that and nothing else, in a word, in a sentence, or in a phrase of citations, which
 * means what it means where golds are read (`rev'd and remanded` reverses, `aff'd in part` modifies); else `null`.
 */
export function saidLabel(text: string): Answer | null {
  if (text.length > MAX_ANSWER || text.length < MIN_ANSWER) return null;
  const plain = plainly(text);
  for (const said of [plain, plain.replace(LEAD, "")]) {
    const found = WHOLE.find(([, pattern]) => pattern.test(said));
    if (found !== undefined) return found[0];
    const phrase = historyPhraseAt(said, 0);
    if (phrase === null || isList(phrase)) continue;
    // `overruled by` is one phrase, and who did it follows.
    const end = phrase.text.endsWith(" by") ? phrase.end - " by".length : phrase.end;
    if (TAIL_ALONE.test(said.slice(end))) return labelOf(phrase);
  }
  return null;
}

/** Labels side by side (`affirmed, reversed`), of which none is meant in part. */
const isList = ({ also, inPart }: HistoryPhrase): boolean =>
  !inPart && also.some((treatment) => treatment !== "remanded");

/** Lower case, single blanks, straight apostrophes, without Markdown, LaTeX's box and the stops around. */
function plainly(text: string): string {
  return text
    .toLowerCase()
    .replace(/[‘’`´]/g, "'")
    .replace(/\s+/g, " ")
    .replace(/^(.{0,40}?)\$?\\boxed\{(?:\\text\{)?([^{}]*)\}{1,2}\$?/, "$1$2")
    .replace(/^[ *_"“”'([{<>#.,:;…–—-]+|[ *_"“”')\]}.!,;:]+$/g, "")
    .replace(/[*_]{1,3}/g, "");
}

/** Words of each label, for `It was not affirmed.` */
const STEM: Readonly<Record<Answer, string>> = {
  affirmed: "aff(?:irm|['’]d)|uph(?:eld|old)",
  reversed: "rev(?:ers|['’]d)|overturn",
  vacated: "vacat|set aside",
  modified: "modif",
  overruled: "overrul|abrogat",
  denied: "den(?:y|ie)",
  dismissed: "dismiss",
  distinguished: "distinguish",
  followed: "follow",
  other: "other",
};
const UNSAYS = new Map(
  Object.entries(STEM).map(
    ([label, stem]) =>
      [label, new RegExp(`(?:\\b(?:not|never)\\b|n['’]t\\b)[^,;:.!?\\n]{0,25}\\b(?:${stem})`, "i")] as const,
  ),
);

/** Whether `text`, which explains the label, says that it is not so: `It was not affirmed.` */
export const unsaysLabel = (text: string, label: Answer): boolean => UNSAYS.get(label)?.test(text) === true;
