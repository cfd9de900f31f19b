/** How often two models differ in being right on the same tasks; tasks on which they agree say nothing of the difference. */
export interface Discordance {
  /** Wrong before, right after. */
  readonly gained: number;
  /** Right before, wrong after. */
  readonly lost: number;
}

export interface McNemarTest extends Discordance {
  /** Two-sided exact binomial p: at most the stated level of false alarms, mostly far fewer. */
  readonly p: number;
  /** Mid-p: half the probability of the observed table; nearer to the level (Fagerland, Lydersen and Laake 2013). */
  readonly midP: number;
}

/** Whether one model is right on a task. */
export interface JudgedTask {
  readonly id: string;
  readonly right: boolean;
}

/** Counts over the tasks that both models have, paired by id. */
export function discordance(from: readonly JudgedTask[], to: readonly JudgedTask[]): Discordance {
  const start = new Map(from.map(({ id, right }) => [id, right]));
  const changed = to.filter(({ id, right }) => start.has(id) && start.get(id) !== right);
  const gained = changed.filter(({ right }) => right).length;
  return { gained, lost: changed.length - gained };
}

/**
 * McNemar's test (1947) in its exact form: under no difference `gained` is binomial with n = gained + lost and probability
 * 1/2. It takes tasks as independent; where several come of one case, `comparePaired` with its clusters is the judge.
 *
 * @throws RangeError for what is no pair of counts
 */
export function mcnemar({ gained, lost }: Discordance): McNemarTest {
  if (!isCount(gained) || !isCount(lost))
    throw new RangeError(`mcnemar: gained and lost are counts of tasks, got ${gained} and ${lost}`);
  const fewer = Math.min(gained, lost);
  const { at, upTo } = fairBinomial(gained + lost, fewer);
  return { gained, lost, p: Math.min(1, 2 * upTo), midP: Math.min(1, 2 * upTo - at) };
}

/** P(X = k) and P(X ≤ k) of n throws of a fair coin; k ≤ n / 2, so that terms fall from k downwards. */
function fairBinomial(n: number, k: number): { readonly at: number; readonly upTo: number } {
  let logarithm = -n * Math.LN2;
  for (let i = 1; i <= k; i++) logarithm += Math.log((n - k + i) / i);
  const at = Math.exp(logarithm);
  let term = 1;
  let ratios = 1;
  for (let i = k; i > 0 && term > 1e-18; i--) {
    term *= i / (n - i + 1);
    ratios += term;
  }
  return { at, upTo: at * ratios };
}

const isCount = (x: number): boolean => Number.isSafeInteger(x) && x >= 0;
