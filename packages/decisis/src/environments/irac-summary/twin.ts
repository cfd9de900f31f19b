import type { Random } from "@decisis/tensor";
import type { SplitCase, Task } from "../environment.ts";
import { identified } from "../task-id.ts";
import type { IracFacts } from "./facts.ts";
import { isNegator } from "./polarity.ts";
import { iracReward } from "./reward.ts";

/** A word of running text, none of a name or a citation: lower case, three letters at least. */
const WORD = /(?<![\p{L}\p{N}.'’-])\p{Ll}{3,}(?![\p{L}\p{N}'’-]|\.\p{L})/gu;
/** What dispositions are told by. */
const DISPOSES = /^(?:affirm|revers|vacat|modif|remand|dismiss|grant|den(?:y|ie)|judgment|petition|appeal|part$)/;
/** Bounds of the share of distinct words that is exchanged, drawn anew for each twin. */
const [LEAST, MOST] = [0.1, 0.7];
/** A gold that does not earn the full reward any more is tried again, with half as many. */
const TRIES = 3;
const LONGEST = 11;

/** Words to exchange for others: those of opinions, and new ones put together from the front of one and the back of another. */
export class TwinWords {
  private readonly words: readonly string[];

  /** Reads opinions of the training part alone, so that nothing held out goes into what is trained on. */
  constructor(cases: readonly SplitCase[]) {
    const counts = new Map<string, number>();
    for (const { split, record } of cases)
      if (split === "train")
        for (const { text } of record.opinions)
          for (const [word] of text.matchAll(WORD)) counts.set(word, (counts.get(word) ?? 0) + 1);
    // What occurs once is as often a misprint as a word.
    this.words = [...counts].flatMap(([word, n]) => (n > 1 && isFree(word) ? [word] : [])).sort();
  }

  get empty(): boolean {
    return this.words.length === 0;
  }

  another(random: Random): string {
    if (random.uniform() < 0.5) return random.pick(this.words);
    const [front, back] = [random.pick(this.words), random.pick(this.words)];
    return (front.slice(0, 2 + random.integer(front.length - 2)) + back.slice(back.length >> 1)).slice(0, LONGEST);
  }
}

/**
 * The perturbed twin of a task: some of its words exchanged throughout excerpt and gold, so that a summary has to be copied and
 * cannot be recited; of conjunctions too, since `despite` is a new word to a model that has only read `without`. Names, citations,
 * dispositions and negations stay. `null` if the gold does not earn the full reward any more.
 */
export function iracTwin(
  { id, facts, gold, ...rest }: Task<IracFacts>,
  words: TwinWords,
  random: Random,
): Task<IracFacts> | null {
  const own = [...new Set(facts.excerpt.flatMap(({ text }) => text.match(WORD) ?? []))].filter(isFree).sort();
  let share = LEAST + (MOST - LEAST) * random.uniform();
  for (let left = TRIES; left > 0; left--, share /= 2) {
    const others = new Map(own.flatMap((word) => (random.uniform() < share ? [[word, words.another(random)]] : [])));
    const exchange = (text: string): string => text.replace(WORD, (word) => others.get(word) ?? word);
    const twin = identified<IracFacts>({
      ...rest,
      origin: "generated",
      facts: { ...facts, excerpt: facts.excerpt.map(({ role, text }) => ({ role, text: exchange(text) })) },
      gold: exchange(gold),
    });
    if (twin.id !== id && iracReward.grade(twin, twin.gold).reward === 1) return twin;
  }
  return null;
}

const isFree = (word: string): boolean => !isNegator(word) && !DISPOSES.test(word);
