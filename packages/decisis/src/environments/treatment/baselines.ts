import type { Baseline, Task } from "../environment.ts";
import { oncePerTrainingPart } from "../once-per-training-part.ts";
import type { DecisionFacts, TreatmentFacts } from "./facts.ts";
import { naiveBayes } from "./naive-bayes.ts";
import { goldAnswer } from "./tasks.ts";

type Train = readonly Task<TreatmentFacts>[];

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[a-z]{2,}/g) ?? [];

/** Policies without a model, for the table beside every result. */
export const TREATMENT_BASELINES: readonly Baseline<TreatmentFacts>[] = [
  { name: "empty", answer: () => "" },
  { name: "majority", answer: (_, train) => goldAnswer(majority(train)) },
  { name: "phrase-regex", answer: (task, train) => goldAnswer(byPhrase(task.facts.text) ?? majority(train)) },
  { name: "court-pair", answer: (task, train) => goldAnswer(byCourts(task, train)) },
  { name: "courts-and-years", answer: learnt(courtsAndYears) },
  { name: "nearest-text", answer: (task, train) => goldAnswer(byNearestText(task, train)) },
  { name: "bigrams", answer: learnt(wordsAndPairs) },
];

const majority = oncePerTrainingPart((train: Train) => mostFrequent(train) ?? "affirmed");

/** The most frequent label; among equals, the first in order of the code units. */
function mostFrequent(tasks: Train): string | null {
  const counts = new Map<string, number>();
  for (const { facts } of tasks) counts.set(facts.label, (counts.get(facts.label) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0] ?? null;
}

const STEMS: readonly (readonly [RegExp, string])[] = [
  [/\bin part\b|\bmodif/i, "modified"],
  [/\baff(?:irm|['’]d|['’]g)/i, "affirmed"],
  [/\brev(?:ers|['’]d|['’]g)/i, "reversed"],
  [/\bvacat/i, "vacated"],
  [/\boverrul|\babrogat/i, "overruled"],
  [/\bden(?:y|ied)/i, "denied"],
  [/\bdismiss/i, "dismissed"],
  [/\bdistinguish/i, "distinguished"],
  [/\bfollow/i, "followed"],
];

/** The treatment whose stem stands nearest to the mark of the earlier decision; `null` if none stands anywhere. */
function byPhrase(text: string): string | null {
  const mark = text.indexOf("[earlier]");
  let nearest: { readonly label: string; readonly distance: number } | null = null;
  for (const [stem, label] of STEMS) {
    for (const { index } of text.matchAll(new RegExp(stem, "gi"))) {
      const distance = Math.abs(index - mark);
      if (nearest === null || distance < nearest.distance) nearest = { label, distance };
    }
  }
  return nearest?.label ?? null;
}

/** A policy of naive Bayes, learnt from the training part. */
function learnt(featuresOf: (facts: TreatmentFacts) => ReadonlySet<string>): Baseline<TreatmentFacts>["answer"] {
  const model = oncePerTrainingPart((train: Train) =>
    naiveBayes(train.map(({ facts }) => ({ label: facts.label, features: featuresOf(facts) }))),
  );
  return (task, train) => goldAnswer(model(train)(featuresOf(task.facts)) ?? majority(train));
}

/** System and level of a court, all states as one. */
const kindOf = ({ level }: DecisionFacts): string =>
  level.replace(/^(?!federal|U\.S\.|military)\S+(?: \S+)*(?= \d)/, "state");
/** The court as printed, or the reporter that tells it. */
const courtOf = ({ court, places }: DecisionFacts): string =>
  court ?? places[0].replace(/^\S+ /, "").replace(/ \S+$/, "");

/** All that the prompt tells beside the text: kinds of both courts, whether they are one, which the later is, years between. */
function courtsAndYears({ earlier, later }: TreatmentFacts): ReadonlySet<string> {
  const same = kindOf(earlier) === kindOf(later) && courtOf(earlier) === courtOf(later);
  const years = later.year === null || earlier.year === null ? null : later.year - earlier.year;
  return new Set([
    `earlier ${kindOf(earlier)}`,
    `later ${kindOf(later)}`,
    `same ${same}`,
    `court ${courtOf(later)}`,
    `years ${years === null ? "unknown" : ([0, 1, 2, 4, 10].find((bound) => years <= bound) ?? "more")}`,
  ]);
}

/** Words of the text and pairs of neighbours. */
function wordsAndPairs({ text }: TreatmentFacts): ReadonlySet<string> {
  const words = wordsOf(text);
  return new Set([...words, ...words.slice(1).map((word, i) => `${words[i]} ${word}`)]);
}

const pairOf = ({ earlier, later }: TreatmentFacts): string => `${kindOf(earlier)} > ${kindOf(later)}`;

const labelOfPair = oncePerTrainingPart(
  (train: Train) =>
    new Map([...Map.groupBy(train, (task) => pairOf(task.facts))].map(([pair, own]) => [pair, mostFrequent(own)])),
);

/** The most frequent label among training tasks with courts of the same kinds. */
function byCourts(task: Task<TreatmentFacts>, train: Train): string {
  return labelOfPair(train).get(pairOf(task.facts)) ?? majority(train);
}

/** Words with the training tasks that hold them, and how many words each task has. */
const wordIndex = oncePerTrainingPart((train: Train) => {
  const holders = new Map<string, number[]>();
  const lengths = train.map((task, i) => {
    const words = new Set(wordsOf(task.facts.text));
    for (const word of words) {
      const own = holders.get(word);
      if (own === undefined) holders.set(word, [i]);
      else own.push(i);
    }
    return words.size;
  });
  return { holders, lengths };
});

/** The label of the training task that shares the most telling words; among equals, the first. */
function byNearestText(task: Task<TreatmentFacts>, train: Train): string {
  const { holders, lengths } = wordIndex(train);
  const scores = new Float64Array(train.length);
  for (const word of new Set(wordsOf(task.facts.text))) {
    const own = holders.get(word) ?? [];
    const idf = Math.log(train.length / Math.max(1, own.length));
    for (const i of own) scores[i] += idf;
  }
  let best = -1;
  for (let i = 0; i < train.length; i++) {
    scores[i] /= Math.sqrt(lengths[i] + 1);
    if (best < 0 || scores[i] > scores[best]) best = i;
  }
  return best < 0 ? majority(train) : train[best].facts.label;
}
