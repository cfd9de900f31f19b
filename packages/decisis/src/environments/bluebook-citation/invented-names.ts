import { caseNameWords } from "@decisis/law";
import type { Random } from "@decisis/tensor";
import type { SplitCase } from "../environment.ts";
import { wordsOf } from "./caption-words.ts";

/** Words that more captions hold are known well enough. */
const WELL_KNOWN = 10;

/**
 * Words for perturbed twins: names that are words of the opinions, or are put together from the front of one rare word of the
 * captions and the back of another (`Fichera`, `Groves` → `Fiches`), and words that citations abbreviate. As varied as real
 * ones, and no case of the corpus.
 */
export class InventedNames {
  /** In how many captions a word stands. */
  private readonly captions = new Map<string, number>();
  private readonly rare: readonly string[];
  private readonly capitalized: readonly string[];

  /**
   * Reads the training part alone, so that nothing held out goes into what is trained on; of real cases alone where there are
   * any.
   */
  constructor(cases: readonly SplitCase[]) {
    const training = cases.filter(({ split }) => split === "train");
    const real = training.filter(({ origin }) => origin === "real");
    const read = real.length > 0 ? real : training;
    for (const { record } of read)
      for (const word of new Set(wordsOf(record.name))) this.captions.set(word, (this.captions.get(word) ?? 0) + 1);
    this.rare = [...this.captions.keys()].filter((word) => this.isName(word)).sort();
    const capitalized = new Set<string>();
    for (const { record } of read)
      for (const { text } of record.opinions)
        for (const [, word] of text.matchAll(/\p{Ll},? (\p{Lu}\p{Ll}{3,12})\b/gu)) capitalized.add(word.toLowerCase());
    const { abbreviations } = caseNameWords();
    this.capitalized = [...capitalized].filter((word) => this.isName(word) && !abbreviations.has(word)).sort();
  }

  /** Whether a word of lower case counts as a name: none that the captions of two cases hold, nor a very short one. */
  isName(word: string): boolean {
    return word.length > 3 && (this.captions.get(word) ?? 0) < 2;
  }

  /** In lower case; 4 letters at least. */
  invent(random: Random): string {
    if (this.capitalized.length > 0 && random.uniform() < 0.5) return random.pick(this.capitalized);
    for (;;) {
      const [front, back] = [random.pick(this.rare), random.pick(this.rare)];
      const word = front.slice(0, 2 + random.integer(front.length - 2)) + back.slice(Math.ceil(back.length / 2));
      if (this.isName(word) && word.length < 14 && !/(.)\1\1|[^aeiouyäöüéáíóú]{5}/u.test(word)) return word;
    }
  }

  /** Another word that citations abbreviate, for one that they do, plural for plural; `null` for any other and the commonest. */
  otherTerm(
    word: string,
    random: Random,
  ): { readonly from: string; readonly word: string; readonly to: string } | null {
    const { abbreviations } = caseNameWords();
    const from = abbreviations.get(word);
    if (from === undefined || (this.captions.get(word) ?? 0) > WELL_KNOWN) return null;
    const others = (this.terms ??= [...abbreviations.keys()].filter((term) => /^\p{L}+$/u.test(term)).sort());
    for (;;) {
      const other = random.pick(others);
      if (other.endsWith("s") === word.endsWith("s")) return { from, word: other, to: abbreviations.get(other)! };
    }
  }

  private terms: readonly string[] | null = null;
}
