/** Arms that go on from one start: one stage after another with replay and gate, the same without, and all skills in one stage. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { markdownTable } from "../src/report/markdown.ts";
import type { Report } from "../src/report/report.ts";
import { figure, interval, pValue, signed } from "../src/report/terminal-table.ts";
import { REPAIR, unrepaired } from "../src/runs/stages.ts";
import { comparePaired, type ScoredTask, type SeedPair } from "../src/statistics/comparison.ts";
import { holm } from "../src/statistics/holm.ts";
import { verdict } from "../src/statistics/verdict.ts";

type Scores = Readonly<Record<string, readonly (readonly [id: string, cluster: string, reward: number | null])[]>>;

interface Arm {
  readonly name: string;
  readonly folder: string;
}

interface Kept extends Arm {
  readonly report: Report;
  readonly scores: Scores;
  /** The last stage that is no control. */
  readonly last: string;
}

/**
 * Means of the arms after their last stage on the seeds that all of them have, each arm's difference from the common start, and the
 * first arm (with replay) against the others. Empty as long as an arm is missing. Rewards have to lie in [0, 1].
 *
 * @param start stage of the first arm whose model all of them go on from
 */
export function armsTable(results: string, arms: readonly Arm[], start: string): string {
  if (arms.some(({ folder }) => !existsSync(join(results, folder, "scores.json.gz")))) return "";
  const kept = arms.map((arm) => keptArm(results, arm));
  const seeds = kept[0].report.seeds.filter((seed) => kept.every(({ report }) => report.seeds.includes(seed)));
  const skills = kept[0].report.tasks;
  // What came of a stage is its last repair.
  const scored = (arm: Kept, stage: string, skill: string, seed: number): ScoredTask[] => {
    const of = (model: string): Scores[string] | undefined => arm.scores[`seeds/${seed}/${skill}/${model}/sampled`];
    const models = [stage];
    while (of(`${stage}${REPAIR}${models.length}`) !== undefined) models.push(`${stage}${REPAIR}${models.length}`);
    const tasks = of(models.at(-1)!);
    if (tasks === undefined) throw new Error(`${arm.folder}: no scores of ${skill} after ${stage} under seed ${seed}`);
    return tasks.flatMap(([id, cluster, reward]) => (reward === null ? [] : [{ id, cluster, score: reward }]));
  };
  const pairs = (skill: string, from: [Kept, string], to: [Kept, string]): SeedPair[] =>
    seeds.map((seed) => ({ seed, from: scored(...from, skill, seed), to: scored(...to, skill, seed) }));
  const compared = skills.flatMap((skill) => [
    ...kept.map((arm) => ({ skill, arm, from: [kept[0], start] as [Kept, string], what: start })),
    ...kept.slice(1).map((other) => ({
      skill,
      arm: kept[0],
      from: [other, other.last] as [Kept, string],
      what: other.name,
    })),
  ]);
  const found = compared.map((c) => ({
    ...c,
    result: comparePaired(pairs(c.skill, c.from, [c.arm, c.arm.last]), c.what, c.arm.name, c.skill),
  }));
  const adjusted = holm(found.map(({ result }) => result.p));
  const rows = found.map(({ skill, arm, what, result }, i) => {
    const word = verdict({ ...result, pAdjusted: adjusted[i] });
    return [
      skill,
      arm.name,
      figure(result.toMean),
      `${what} ${figure(result.fromMean)}`,
      signed(result.difference),
      interval(result.ci95),
      pValue(adjusted[i]),
      word,
    ];
  });
  const head = ["skill", "arm", "at its end", "against", "difference", "95 % interval", "p (Holm)", "verdict"];
  const n = Math.min(...found.map(({ result }) => result.n));
  const seconds = kept.map(({ name, report }) => `${name} ${Math.round(report.wallSeconds / 60)} min`);
  return [
    markdownTable(head, rows),
    "",
    `Seeds ${seeds.join(", ")}, n = ${n} held-out tasks a skill and seed. Wall time of all its seeds: ${seconds.join(", ")}.`,
  ].join("\n");
}

function keptArm(results: string, arm: Arm): Kept {
  const folder = join(results, arm.folder);
  const report = JSON.parse(readFileSync(join(folder, "report.json"), "utf8")) as Report;
  const scores = JSON.parse(gunzipSync(readFileSync(join(folder, "scores.json.gz"))).toString()) as Scores;
  return { ...arm, report, scores, last: unrepaired(report.forgetting[0].final) };
}
