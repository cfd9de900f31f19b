import type { Random } from "@decisis/tensor";
import type { SplitCase } from "../environment.ts";
import { wordsOf } from "./caption-words.ts";

/**
 * Names for perturbed twins, put together from the front of one rare word of the training captions and the back of another
 * (`Fichera`, `Groves` → `Fiches`): as varied as real names, and no case of the corpus.
 */
export class InventedNames {
  /** Words of captions of more than one case: party roles, forms of business, given names … */
  private readonly common: ReadonlySet<string>;
  private readonly rare: readonly string[];

  /**
   * Reads the captions of the training part alone, so that nothing held out goes into what is trained on; of real cases alone
   * where there are any.
   */
  constructor(cases: readonly SplitCase[]) {
    const training = cases.filter(({ split }) => split === "train");
    const real = training.filter(({ origin }) => origin === "real");
    const seen = new Set<string>();
    const common = new Set<string>();
    for (const { record } of real.length > 0 ? real : training)
      for (const word of new Set(wordsOf(record.name))) (seen.has(word) ? common : seen).add(word);
    this.common = common;
    this.rare = [...seen].filter((word) => this.isName(word)).sort();
  }

  /** Whether a word of lower case counts as a name: none that the captions of two cases hold, nor a very short one. */
  isName(word: string): boolean {
    return word.length > 3 && !this.common.has(word);
  }

  /** In lower case; 4 letters at least. */
  invent(random: Random): string {
    for (;;) {
      const [front, back] = [random.pick(this.rare), random.pick(this.rare)];
      const word = front.slice(0, 2 + random.integer(front.length - 2)) + back.slice(Math.ceil(back.length / 2));
      if (this.isName(word) && word.length < 14 && !/(.)\1\1|[^aeiouyäöüéáíóú]{5}/u.test(word)) return word;
    }
  }
}
