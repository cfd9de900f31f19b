import { Random } from "@decisis/tensor";
import type { Baseline, Task } from "../environment.ts";
import { oncePerTrainingPart } from "../once-per-training-part.ts";
import { answerLetter, type HoldingFacts, LETTERS, shownOptions } from "./facts.ts";
import { contentWords, cosine, inverseFrequencies, runsOfLetters, wordVector } from "./text-index.ts";

/** A lexical policy that is right on more tells that likeness of words gives the answers away. */
const LEXICAL = 0.35;

/** Policies without a model, for the table beside every result. */
export const HOLDING_BASELINES: readonly Baseline<HoldingFacts>[] = [
  { name: "empty", answer: () => "" },
  { name: "majority-letter", answer: (_, train) => tagged(majorityOf(train)) },
  { name: "random", answer: (task) => tagged(Random.at("holding-random", task.id).integer(LETTERS.length)) },
  { name: "longest", answer: ({ facts }) => tagged(largest(shownOptions(facts).map((option) => option.length))) },
  { name: "shortest", answer: ({ facts }) => tagged(largest(shownOptions(facts).map((option) => -option.length))) },
  { name: "shared-words", answer: ({ facts }) => tagged(largest(sharedWords(facts))), limit: LEXICAL },
  {
    name: "tf-idf",
    answer: ({ facts }, train) => tagged(largest(passageCosines(facts, weightOf(train)))),
    limit: LEXICAL,
  },
  { name: "most-typical", answer: ({ facts }, train) => tagged(largest(typicality(facts, weightOf(train)))) },
  {
    name: "least-typical",
    answer: ({ facts }, train) => tagged(largest(typicality(facts, weightOf(train)).map((value) => -value))),
  },
  {
    name: "shared-letters",
    answer: ({ facts }, train) => tagged(largest(letterCosines(facts, letterWeightOf(train)))),
    limit: LEXICAL,
  },
  { name: "isolated", answer: ({ facts }) => tagged(largest(gaps(passageCosines(facts, () => 1)))), limit: LEXICAL },
  {
    name: "seen-least-often",
    answer: ({ facts }, train) => {
      const seen = timesSeenIn(train);
      return tagged(largest(shownOptions(facts).map((option) => -(seen.get(option) ?? 0))));
    },
  },
];

const tagged = (index: number): string => `<answer>${LETTERS[index]}</answer>`;

/** The first of the largest. */
const largest = (values: readonly number[]): number => values.indexOf(Math.max(...values));

/** Words that an option has in common with the passage, each once, as a share of its own. */
function sharedWords(facts: HoldingFacts): number[] {
  const passage = new Set(contentWords(facts.passage));
  return shownOptions(facts).map((option) => {
    const words = new Set(contentWords(option));
    return [...words].filter((word) => passage.has(word)).length / Math.max(1, words.size);
  });
}

type Train = readonly Task<HoldingFacts>[];
type Weight = (word: string) => number;

/** Inverse document frequencies over passages and options of the training part. */
const weightOf = oncePerTrainingPart((train: Train): Weight => {
  return inverseFrequencies(train.flatMap(({ facts }) => [facts.passage, ...facts.options].map(contentWords)));
});

/** The most frequent letter of the training part, as its index. */
const majorityOf = oncePerTrainingPart((train: Train): number => {
  const letters = train.map(({ facts }) => answerLetter(facts));
  return largest(LETTERS.map((letter) => letters.filter((other) => other === letter).length));
});

const letterWeightOf = oncePerTrainingPart((train: Train): Weight => {
  return inverseFrequencies(train.flatMap(({ facts }) => [facts.passage, ...facts.options].map(runsOfLetters)));
});

/** In how many training prompts each option stands. */
const timesSeenIn = oncePerTrainingPart((train: Train): ReadonlyMap<string, number> => {
  const times = new Map<string, number>();
  for (const { facts } of train) for (const option of facts.options) times.set(option, (times.get(option) ?? 0) + 1);
  return times;
});

/** How far each value is from the one next to it. */
const gaps = (values: readonly number[]): number[] =>
  values.map((value, i) => Math.min(...values.filter((_, j) => j !== i).map((other) => Math.abs(value - other))));

function letterCosines(facts: HoldingFacts, weight: Weight): number[] {
  const passage = wordVector(runsOfLetters(facts.passage), weight);
  return shownOptions(facts).map((option) => cosine(passage, wordVector(runsOfLetters(option), weight)));
}

function passageCosines(facts: HoldingFacts, weight: Weight): number[] {
  const passage = wordVector(contentWords(facts.passage), weight);
  return shownOptions(facts).map((option) => cosine(passage, wordVector(contentWords(option), weight)));
}

/** Sum of the cosines of each option with the other four: what the options alone tell. */
function typicality(facts: HoldingFacts, weight: Weight): number[] {
  const vectors = shownOptions(facts).map((option) => wordVector(contentWords(option), weight));
  return vectors.map((vector) =>
    vectors.reduce((sum, other) => sum + (other === vector ? 0 : cosine(vector, other)), 0),
  );
}
