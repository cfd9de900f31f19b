import type { Random } from "@decisis/tensor";
import type { Task } from "../environment.ts";
import { identified } from "../task-id.ts";
import type { TwinWords } from "../twin-words.ts";
import type { IracFacts } from "./facts.ts";
import { iracReward } from "./reward.ts";

/** Bounds of the share of distinct words that is exchanged, drawn anew for each twin. */
const [LEAST, MOST] = [0.1, 0.7];
/** A gold that does not earn the full reward any more is tried again, with half as many. */
const TRIES = 3;

/**
 * The perturbed twin of a task: some of its words exchanged throughout excerpt and gold, so that a summary has to be copied and
 * cannot be recited; of conjunctions too, since `despite` is a new word to a model that has only read `without`. `null` if the gold
 * does not earn the full reward any more.
 */
export function iracTwin(
  { id, facts, gold, ...rest }: Task<IracFacts>,
  words: TwinWords,
  random: Random,
): Task<IracFacts> | null {
  let share = LEAST + (MOST - LEAST) * random.uniform();
  for (let left = TRIES; left > 0; left--, share /= 2) {
    const exchange = words.exchange(
      facts.excerpt.map(({ text }) => text),
      share,
      random,
    );
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
