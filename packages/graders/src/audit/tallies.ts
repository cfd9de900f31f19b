import { type AdversarialClass, CLASS_NUMBERS } from "./adversarial-class.ts";
import type { Share } from "./strict-grading.ts";

/** Characters beyond which a completion is not tried on every row. */
const MAX_CONSTANT = 500;

/** One completion that was scored. */
export interface Scored {
  readonly row: string;
  readonly score: number;
  readonly completion: string;
}

export interface ClassEvidence {
  /** Scores by format. */
  readonly scores: ReadonlyMap<string, readonly number[]>;
  /** The same for plain completions by their construction. */
  readonly constructions: ReadonlyMap<number, { readonly example: string; readonly scores: readonly number[] }>;
  readonly errors: number;
  readonly worst: (Scored & { readonly format: string }) | null;
}

interface Tally {
  readonly scores: Map<string, number[]>;
  readonly constructions: Map<number, { example: string; scores: number[] }>;
  errors: number;
  worst: ClassEvidence["worst"];
}

/** Scores of adversarial completions by class. */
export class ClassTally {
  readonly found: ReadonlyMap<AdversarialClass, Tally> = new Map(
    CLASS_NUMBERS.map((number) => [number, { scores: new Map(), constructions: new Map(), errors: 0, worst: null }]),
  );

  add(number: AdversarialClass, format: string, row: string, completion: string, score: Share): void {
    const found = this.found.get(number)!;
    if (score === null) {
      found.errors++;
      return;
    }
    const scores = found.scores.get(format);
    if (scores) scores.push(score);
    else found.scores.set(format, [score]);
    if (found.worst === null || score > found.worst.score) found.worst = { row, format, completion, score };
  }

  addConstruction(number: AdversarialClass, construction: number, example: string, score: Share): void {
    if (score === null) return;
    const { constructions } = this.found.get(number)!;
    const found = constructions.get(construction);
    if (found) found.scores.push(score);
    else constructions.set(construction, { example, scores: [score] });
  }

  scores(): (readonly number[])[] {
    return [...this.found.values()].flatMap(({ scores }) => [...scores.values()]);
  }

  /** The completions that scored most in their classes, best first. */
  highest(count: number): string[] {
    return [...this.found.values()]
      .flatMap(({ worst }) => worst ?? [])
      .filter(({ completion }) => completion.length <= MAX_CONSTANT)
      .sort((a, b) => b.score - a.score)
      .slice(0, count)
      .map(({ completion }) => completion);
  }
}

/** Mean scores of completions that come up on row after row. */
export class ConstantTally {
  private readonly sums = new Map<string, { n: number; sum: number }>();

  add(completion: string, score: Share): void {
    if (score === null || completion.length > MAX_CONSTANT) return;
    const found = this.sums.get(completion) ?? { n: 0, sum: 0 };
    this.sums.set(completion, { n: found.n + 1, sum: found.sum + score });
  }

  onEvery(rows: number): { completion: string; mean: number }[] {
    return [...this.sums].flatMap(([completion, { n, sum }]) => (n >= rows ? { completion, mean: sum / n } : []));
  }
}
