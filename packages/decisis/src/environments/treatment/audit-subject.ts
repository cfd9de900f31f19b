import type { AuditPieces, Equivalent } from "@decisis/graders";
import type { AuditRefinements, Task } from "../environment.ts";
import type { TreatmentFacts } from "./facts.ts";
import { goldAnswer } from "./tasks.ts";

type Label = TreatmentFacts["label"];

/** The label that says most nearly the contrary. */
const OPPOSITE: Readonly<Record<Label, Label>> = {
  affirmed: "reversed",
  reversed: "affirmed",
  vacated: "affirmed",
  modified: "affirmed",
  overruled: "followed",
  denied: "reversed",
  dismissed: "vacated",
  distinguished: "followed",
  followed: "distinguished",
  other: "distinguished",
};

/** Other words for each label that a reader would accept. */
const OTHER_WORDS: Readonly<Record<Label, readonly string[]>> = {
  affirmed: ["aff'd", "affirm", "affirmance", "upheld"],
  reversed: ["rev'd", "reverse", "reversal", "overturned"],
  vacated: ["vacate", "set aside", "vacatur"],
  modified: ["modify", "modification", "affirmed in part, reversed in part", "aff'd in part and rev'd in part"],
  overruled: ["overrule", "abrogated", "overruled by the later case"],
  denied: ["cert. denied", "certiorari denied", "review denied", "denial"],
  dismissed: ["appeal dismissed", "dismissal", "dism'd"],
  distinguished: ["distinguishable", "distinguish", "distinguishes"],
  followed: ["follow", "follows", "followed by the later decision"],
  other: ["none", "neither", "not distinguished"],
};

/** Sentences that say nothing but the label, `{}`. */
const FRAMES: readonly (readonly [name: string, frame: string])[] = [
  ["bare", "{}"],
  ["stop", "{}."],
  ["bold", "**{}**"],
  ["lead-in", "Answer: {}"],
  ["lead-in in bold", "The answer is **{}**."],
  ["label", "Label: {}"],
  ["tags with blanks", "<answer>\n{}\n</answer>"],
  ["quoted", '"{}"'],
  ["JSON", '{"answer": "{}"}'],
  ["JSON with another key", '{"reason": "the result changed", "label": "{}"}'],
  ["fenced JSON", '```json\n{"answer": "{}"}\n```'],
  ["reasoning, tags", "The court of appeals heard the case and came to its own view.\n<answer>{}</answer>"],
  ["reasoning, lead-in", "Both courts looked at the same sum. Answer: {}"],
  ["reasoning, last line", "Both courts looked at the same sum.\n\n{}"],
  ["reasoning in bold", "**Reasoning:** the sum went unpaid.\n\n**Answer:** {}"],
];
const SENTENCES: readonly (readonly [name: string, frame: string])[] = [
  ["passive sentence", "The earlier decision was {}."],
  ["short sentence", "It was {}."],
];

function equivalents(label: Label): readonly Equivalent[] {
  const words = [label, ...OTHER_WORDS[label]];
  const frames = label === "other" ? FRAMES : [...FRAMES, ...SENTENCES];
  return [
    ...frames.map(([name, frame]) => ({ name, completion: frame.replace("{}", label) })),
    ...words.flatMap((word) => [
      { name: `"${word}"`, completion: goldAnswer(word) },
      { name: `"${word}" in capitals`, completion: word.toUpperCase() },
      { name: `"${word}" with curly apostrophe`, completion: `Answer: ${word.replaceAll("'", "’")}` },
    ]),
  ];
}

/** For the audit of the reward. */
export function treatmentAudit(tasks: readonly Task<TreatmentFacts>[]): AuditRefinements<TreatmentFacts> {
  return {
    closed: true,
    constants: ["affirmed or reversed", "cert. denied", "not affirmed", "The label is one of the labels."],
    ladders: tasks.slice(0, 60).map((task) => ({ item: task, rungs: ladder(task) })),
    pieces,
  };
}

/** Right; the contrary; nothing. */
export function ladder({ gold, facts }: Task<TreatmentFacts>): readonly string[] {
  return [gold, goldAnswer(OPPOSITE[facts.label]), ""];
}

function pieces({ facts }: Task<TreatmentFacts>): AuditPieces {
  const { label, labels, text, earlier, later } = facts;
  const opposite = OPPOSITE[label];
  const others = labels.filter((other) => other !== label && other !== opposite);
  return {
    options: labels,
    wrong: [opposite, ...others].map(goldAnswer),
    opposites: [
      goldAnswer(opposite),
      goldAnswer(`not ${label}`),
      `The earlier decision was not ${label}.`,
      `The later decision was ${label} by the earlier one.`,
      `It is not <answer>${label}</answer>`,
      `<answer>${label}</answer> is wrong.`,
      `${label}? No, ${opposite}.`,
    ],
    identifiers: [...earlier.places, ...later.places],
    keywords: labels,
    source: text,
    translations: ["confirmé", "พิพากษายืน", "bestätigt", "<answer>confirmado</answer>", "<answer>ยกคำร้อง</answer>"],
    shells: [
      "<answer></answer>",
      '{"answer": ""}',
      "Answer:",
      "<answer>see above</answer>",
      "The earlier decision was [?].",
    ],
    equivalents: (defaults) => [...defaults, ...equivalents(label)],
  };
}
