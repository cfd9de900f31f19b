import { Random } from "@decisis/tensor";
import { ShuffledPasses } from "./shuffled-passes.ts";

/**
 * Share of each source among the tasks drawn; any positive numbers, only their ratios count. A source is a skill, or a skill's
 * real or generated tasks alone (`bluebook-citation/real`).
 */
export type Mixture = Readonly<Record<string, number>>;

/** The skill of a source: `treatment` of `treatment/real`. */
export const skillOf = (source: string): string => source.split("/")[0];

export interface ScheduleOptions {
  readonly mixture: Mixture;
  /**
   * `fixed`: sources are drawn by the mixture. `adaptive`: the mixture times what each source's groups had to teach lately, never
   * below a fifth of the mixture.
   */
  readonly mixing: "fixed" | "adaptive";
  /**
   * Draw tasks less whose last group all succeeded or all failed: they are passed over, three times out of four at first, seven
   * out of eight after a second such group.
   */
  readonly avoid_flat: boolean;
}

/** What a group of completions of one task showed. */
export interface GroupOutcome {
  readonly task: string;
  readonly source: string;
  /** Standard deviation of its rewards as a share of half the reward's range, in [0, 1]; `null` = unscorable. */
  readonly spread: number | null;
}

/** Everything that the next draw depends on; JSON. */
export interface ScheduleState {
  /** Tasks handed out so far. */
  readonly drawn: number;
  /** Position of each source in its endless sequence of passes. */
  readonly position: Readonly<Record<string, number>>;
  /** What each source is owed, in tasks. */
  readonly credit: Readonly<Record<string, number>>;
  /** Moving mean of the spread of each source's groups. */
  readonly signal: Readonly<Record<string, number>>;
  /** Groups in a row without spread, by task; tasks that had some are absent. */
  readonly flat: Readonly<Record<string, number>>;
}

export const freshSchedule: ScheduleState = { drawn: 0, position: {}, credit: {}, signal: {}, flat: {} };

/** A task handed out, and how many passes over its source came before. */
export interface Draw<T> {
  readonly task: T;
  readonly visit: number;
}

/** Weight of a new group in the moving mean of a source's spread: the last 30 groups or so count. */
const SIGNAL_RATE = 1 / 30;
/** Adaptive mixing leaves every source this share of its fixed weight. */
const FLOOR = 0.2;

/**
 * The order in which a stage trains on its tasks. Each source is an endless sequence of passes over its tasks, each pass shuffled
 * anew; the mixture decides whose turn it is, by credit, so that shares hold to within one task over any stretch. Depends on
 * seed, options, state and what was observed alone: a stage resumed from a stored state draws the same tasks.
 *
 * Adaptive mixing favors sources in whose groups rewards differ, since groups of equal rewards have no gradient; the same idea
 * for single tasks is learnability sampling (Rutherford et al. 2024, arXiv 2408.15099).
 */
export class TaskSchedule<T extends { readonly id: string; readonly source: string }> {
  private readonly options: ScheduleOptions;
  private readonly seed: number;
  private readonly label: string;
  private readonly tasks: ReadonlyMap<string, readonly T[]>;
  private readonly passes: ReadonlyMap<string, ShuffledPasses<T>>;
  private drawn: number;
  private readonly position: Map<string, number>;
  private readonly credit: Map<string, number>;
  private readonly signal: Map<string, number>;
  private readonly flat: Map<string, number>;

  /** @throws RangeError if a source of the mixture has no task, or none has */
  constructor(
    tasks: readonly T[],
    options: ScheduleOptions,
    seed: number,
    label: string,
    state: ScheduleState = freshSchedule,
  ) {
    this.options = options;
    this.seed = seed;
    this.label = label;
    this.tasks = Map.groupBy(
      tasks.filter((t) => (options.mixture[t.source] ?? 0) > 0),
      (t) => t.source,
    );
    const missing = Object.keys(options.mixture).filter((s) => options.mixture[s] > 0 && !this.tasks.has(s));
    if (missing.length > 0 || this.tasks.size === 0)
      throw new RangeError(`${label}: there are no training tasks${missing.length > 0 ? ` of ${missing[0]}` : ""}`);
    this.passes = new Map([...this.tasks].map(([source, items]) => [source, new ShuffledPasses(items, seed, label)]));
    this.drawn = state.drawn;
    this.position = new Map(Object.entries(state.position));
    this.credit = new Map(Object.entries(state.credit));
    this.signal = new Map(Object.entries(state.signal));
    this.flat = new Map(Object.entries(state.flat));
  }

  get state(): ScheduleState {
    const { drawn } = this;
    const [position, credit, signal, flat] = [this.position, this.credit, this.signal, this.flat].map((m) =>
      Object.fromEntries(m),
    );
    return { drawn, position, credit, signal, flat };
  }

  /** Passes over all training tasks so far: tasks drawn over tasks there are. */
  get epoch(): number {
    return this.drawn / [...this.tasks.values()].reduce((n, tasks) => n + tasks.length, 0);
  }

  /** Share of each source in the next draws, summing to 1. */
  shares(): ReadonlyMap<string, number> {
    const { mixture, mixing } = this.options;
    const weights = [...this.tasks.keys()].map((source): [string, number] => {
      const signal = mixing === "fixed" ? 1 : Math.max(FLOOR, this.signal.get(source) ?? 1);
      return [source, mixture[source] * signal];
    });
    const sum = weights.reduce((total, [, w]) => total + w, 0);
    return new Map(weights.map(([source, w]) => [source, w / sum]));
  }

  next(count: number): Draw<T>[] {
    const shares = this.shares();
    return Array.from({ length: count }, () => {
      let turn = "";
      for (const [source, share] of shares) {
        this.credit.set(source, (this.credit.get(source) ?? 0) + share);
        if (turn === "" || this.credit.get(source)! > this.credit.get(turn)!) turn = source;
      }
      this.credit.set(turn, this.credit.get(turn)! - 1);
      this.drawn++;
      return this.take(turn);
    });
  }

  /** Takes in what the groups of a step showed. */
  observe(outcomes: readonly GroupOutcome[]): void {
    for (const { task, source, spread } of outcomes) {
      if (spread === null) continue;
      const before = this.signal.get(source) ?? 1;
      this.signal.set(source, before + SIGNAL_RATE * (spread - before));
      if (spread > 0) this.flat.delete(task);
      else this.flat.set(task, (this.flat.get(task) ?? 0) + 1);
    }
  }

  private take(source: string): Draw<T> {
    const tasks = this.tasks.get(source)!;
    for (let passedOver = 0; ; passedOver++) {
      const position = this.position.get(source) ?? 0;
      this.position.set(source, position + 1);
      const visit = Math.floor(position / tasks.length);
      const task = this.passes.get(source)!.at(position);
      // A source of flat tasks alone still has to be drawn from.
      if (passedOver >= tasks.length || !this.passOver(task, visit)) return { task, visit };
    }
  }

  private passOver(task: T, visit: number): boolean {
    const flat = this.options.avoid_flat ? (this.flat.get(task.id) ?? 0) : 0;
    if (flat === 0) return false;
    return Random.at(this.seed, "pass over", this.label, task.id, visit).uniform() > (flat === 1 ? 1 / 4 : 1 / 8);
  }
}
