import type { Random } from "@decisis/tensor";
import type { Wordings } from "./fictional-domain.ts";
import type { Split } from "./split-case.ts";

/** A held-out part says at least this share of its choices in words that training never sees. */
const HELD_OUT_FLOOR = 0.45;

/** Chooses wordings for a case of `part` and keeps what it chose. */
export class WordingChoice {
  readonly used: string[] = [];
  private heldOut = 0;

  private readonly random: Random;
  private readonly part: Split;

  constructor(random: Random, part: Split) {
    this.random = random;
    this.part = part;
  }

  pick(wordings: Wordings): string {
    const chosen = this.choose(wordings);
    this.used.push(chosen);
    return chosen;
  }

  private choose(wordings: Wordings): string {
    const shared = sharedWordings(wordings);
    if (this.part === "train") return this.random.pick(shared);
    const own = this.heldOut < HELD_OUT_FLOOR * (this.used.length + 1) || this.random.uniform() < HELD_OUT_FLOOR;
    if (!own) return this.random.pick(shared);
    this.heldOut++;
    return heldOutWording(wordings, this.part);
  }
}

/** What every part may say. */
const sharedWordings = (wordings: Wordings): readonly string[] => wordings.slice(0, -2);

/** What `part` alone says. */
const heldOutWording = (wordings: Wordings, part: "validation" | "test"): string =>
  wordings[wordings.length - (part === "test" ? 1 : 2)];
