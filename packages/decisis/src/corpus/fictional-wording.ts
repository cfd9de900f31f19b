import type { Random } from "@decisis/tensor";
import type { Frames, Phrases } from "./fictional-domain.ts";
import type { Split } from "./split-case.ts";

/** A held-out part says at least this share of its phrases in words that training never sees. */
const HELD_OUT_FLOOR = 0.45;

/** Alternatives within a frame, one of which is taken: `{u} [heard|read] it`. */
const ALTERNATIVES = /\[([^\]]*)\]/g;
/** A frame with alternatives stands for many sentences, and is drawn as often as this many. */
const MOST_WEIGHT = 4;

/**
 * Chooses wordings for a case of `part` and keeps what it chose. No held-out case has a sentence frame that training has; of the
 * phrases that fill frames it shares about half.
 */
export class WordingChoice {
  readonly used: string[] = [];
  private phrases = 0;
  private heldOut = 0;

  private readonly random: Random;
  private readonly part: Split;

  constructor(random: Random, part: Split) {
    this.random = random;
    this.part = part;
  }

  frame(frames: Frames): string {
    const frame = this.random.pick(weighted(frames[this.part === "train" ? "training" : this.part]));
    return this.kept(frame.replace(ALTERNATIVES, (_, options: string) => this.random.pick(options.split("|"))));
  }

  phrase(phrases: Phrases): string {
    return this.kept(this.choose(phrases));
  }

  private choose(phrases: Phrases): string {
    const shared = phrases.slice(0, -2);
    if (this.part === "train") return this.random.pick(shared);
    this.phrases++;
    const own = this.heldOut < HELD_OUT_FLOOR * this.phrases || this.random.uniform() < HELD_OUT_FLOOR;
    if (!own) return this.random.pick(shared);
    this.heldOut++;
    return phrases[phrases.length - (this.part === "test" ? 1 : 2)];
  }

  private kept(wording: string): string {
    this.used.push(wording);
    return wording;
  }
}

const known = new WeakMap<readonly string[], readonly string[]>();

/** Each frame as often as it is to be drawn. Frames do not change, so that this is done once. */
function weighted(frames: readonly string[]): readonly string[] {
  const found = known.get(frames) ?? frames.flatMap((one) => Array<string>(weightOf(one)).fill(one));
  known.set(frames, found);
  return found;
}

const weightOf = (frame: string): number =>
  Math.min(
    MOST_WEIGHT,
    [...frame.matchAll(ALTERNATIVES)].reduce((sentences, [, options]) => sentences * options.split("|").length, 1),
  );
