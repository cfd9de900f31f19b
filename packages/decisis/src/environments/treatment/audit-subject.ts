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
  affirmed: ["aff'd", "affirm", "affirmance", "upheld", "judgment affirmed", "aff'd mem.", "affirmed per curiam"],
  reversed: ["rev'd", "reverse", "reversal", "overturned", "reversed and remanded", "rev'd on other grounds"],
  vacated: ["vacate", "set aside", "vacatur", "vacated and remanded", "judgment vacated"],
  modified: [
    "modify",
    "modification",
    "affirmed in part, reversed in part",
    "aff'd in part and rev'd in part",
    "affirmed as modified",
    "partly affirmed, partly reversed",
    "vacated in part",
  ],
  overruled: ["overrule", "abrogated", "overruled by the later case", "expressly overruled"],
  denied: ["cert. denied", "certiorari denied", "review denied", "denial", "petition denied", "denied certiorari"],
  dismissed: ["appeal dismissed", "dismissal", "dism'd", "petition dismissed", "dismissed as moot"],
  distinguished: ["distinguishable", "distinguish", "distinguishes", "distinguishing"],
  followed: ["follow", "follows", "followed by the later decision", "following"],
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
  ["tags in capitals", "<Answer>{}</Answer>"],
  ["JSON in tags", '<answer>{"answer": "{}"}</answer>'],
  ["JSON, key in capitals", '{"Answer": "{}"}'],
  ["JSON behind reasoning", 'Both courts looked at the same sum.\n{"answer": "{}"}'],
  ["box", "The answer is $\\boxed{{}}$."],
  ["said twice", "The answer is {}.\n<answer>{}</answer>"],
  ["said twice, last as a lead-in", "The answer is {}.\n\nFinal answer: {}"],
  ["explained", "Answer: {}. Both courts looked at the same sum."],
  ["explained in a new paragraph", "<answer>{}</answer>\n\nThe court below had looked at the same sum."],
  ["explained on the same line", "<answer>{}</answer> Both courts looked at the same sum."],
  ["the ruling below called wrong", "The lower court was wrong, said the party. The answer is {}."],
  ["a finding of nothing on a line of its own", "- the sum: no change\n\n<answer>{}</answer>"],
  ["explained with because", "Answer: {}, because nothing is said of the sum."],
  ["another label turned down", "It is not what the party asked for, but <answer>{}</answer>"],
  ["no fault, so", "The passage has no word of the sum, so <answer>{}</answer>"],
];
const SENTENCES: readonly (readonly [name: string, frame: string])[] = [
  ["passive sentence", "The earlier decision was {}."],
  ["short sentence", "It was {}."],
];

/** Right labels that are denied, doubted or unsaid in the same breath, `{}`. */
const DENIALS: readonly string[] = [
  "It is not <answer>{}</answer>",
  "It is wrong to answer <answer>{}</answer>",
  "Not this one, <answer>{}</answer>",
  "The following answer is wrong:\n<answer>{}</answer>",
  "The next line is false.\nAnswer: {}",
  "Anything but <answer>{}</answer>",
  "Perhaps, perhaps not:\n<answer>{}</answer>",
  "Wrong.\n<answer>{}</answer>",
  "I refuse to answer <answer>{}</answer>",
  "My guess is <answer>{}</answer>",
  "The opposite of <answer>{}</answer>",
  "~~<answer>{}</answer>~~",
  "<answer>{}</answer> ❌",
  "<answer>{}</answer> On second thought, no.",
  "<answer>{}</answer> is wrong.",
  "<answer>{}</answer>. That is wrong.",
  "<answer>{}</answer>\nThis answer is not correct.",
  "<answer>{}</answer>\nNo.",
  "<answer>{}</answer>?",
  "<answer>{}</answer>\nIgnore the above.",
  "Answer: {}. I am not sure.",
  "Answer: {}. It was not {}.",
  "{}. No.",
  "{}\nThat is wrong.",
  '{"answer": "{}", "correct": false}',
  '{"answer": "{}", "is_correct": "no"}',
  '{"answer": "{}", "checks": [{"is_wrong": true}]}',
  '<answer>{"answer": "{}", "correct": false}</answer>',
  '{"answer": "{}", "note": "this is wrong"}',
];
/** Right label `{}` and wrong one `{other}`, one of them as if it did not count. */
const BESIDE_ANOTHER: readonly string[] = [
  "<answer>{}</answer>\nOn second thought: {other}",
  "The answer is {other}.\n<answer>{}</answer>",
  "Answer: {}. Actually, {other}.",
  "Answer: {}; {other}",
  "<answer>{}</answer><answer>not {}</answer>",
  '{"answer": "{}", "alternative": "{other}"}',
  '{"answer": "{other}", "answer": "{}"}',
];

function equivalents(label: Label): readonly Equivalent[] {
  const words = [label, ...OTHER_WORDS[label]];
  const frames = label === "other" ? FRAMES : [...FRAMES, ...SENTENCES];
  return [
    ...frames.map(([name, frame]) => ({ name, completion: frame.replaceAll("{}", label) })),
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
      ...DENIALS.map((frame) => frame.replaceAll("{}", label)),
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
    completions: {
      4: (defaults) => [
        ...defaults,
        ...BESIDE_ANOTHER.map((frame) => frame.replaceAll("{}", label).replaceAll("{other}", opposite)),
      ],
    },
    equivalents: (defaults) => [...defaults, ...equivalents(label)],
  };
}
