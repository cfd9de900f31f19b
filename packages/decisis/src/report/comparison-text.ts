import { escapeControls } from "../corpus/escape-controls.ts";
import type { Interval } from "../statistics/comparison.ts";
import { drawnOtherwiseText } from "./drawn-otherwise.ts";
import type { SkillComparison } from "./skill-comparison.ts";
import { detectable, figure, interval, percent, pValue, signed } from "./terminal-table.ts";

/** One skill's comparison in words. `skills`: how many are compared. */
export function comparisonText(from: string, to: string, c: SkillComparison, skills: number): string {
  const p =
    skills === 1 ? `p ${pValue(c.p)}` : `p ${pValue(c.p)}, ${pValue(c.pAdjusted)} by Holm over ${skills} skills`;
  const seeds = c.perSeed.length === 1 ? "one seed" : `${c.perSeed.length} seeds`;
  return [
    `${skills === 1 ? "" : `${c.skill}: `}${from} → ${to}: ${c.verdict}`,
    `${change(c, figure)}, ${p}`,
    `${c.n} tasks in ${c.clusters} clusters, ${seeds}; smallest detectable difference ${detectable(c.smallestDetectable)}; ${neededText(c)}`,
    ...unpairedText(c),
    ...drawnOtherwiseText(c.drawnOtherwise),
    ...c.perSeed.map((s) => `seed ${s.seed}: ${signed(s.difference)} [${interval(s.ci95)}]${mcnemarText(c, s.seed)}`),
    ...(c.exact === null ? [] : [`exact answers: ${change(c.exact, percent)}`]),
    ...c.pass.flatMap(({ k, passAtK, passHatK }) => [
      `pass@${k} (one of ${k} exact): ${change(passAtK, figure)}`,
      `pass^${k} (all of ${k} exact): ${change(passHatK, figure)}`,
    ]),
    ...(c.classes === null
      ? []
      : [
          `macro-F1: ${change(c.classes.macroF1, figure)}, p ${pValue(c.classes.macroF1.p)}`,
          `balanced accuracy: ${change(c.classes.balancedAccuracy, figure)}, p ${pValue(c.classes.balancedAccuracy.p)}`,
          `macro-F1 of the groups: ${change(c.classes.groupedMacroF1, figure)}, p ${pValue(c.classes.groupedMacroF1.p)}`,
        ]),
    `Shares of the reward's range, paired by task.${clusterText(c)}`,
  ]
    .map((line) => escapeControls(line))
    .join("\n");
}

const change = (
  c: { readonly fromMean: number; readonly toMean: number; readonly difference: number; readonly ci95: Interval },
  shown: (x: number) => string,
): string =>
  `${shown(c.fromMean)} → ${shown(c.toMean)}, difference ${signed(c.difference)}, 95 % interval ${interval(c.ci95)}`;

function unpairedText({ unpaired: { from, to }, n }: SkillComparison): string[] {
  if (from + to === 0) return [];
  return [
    `left out, since the other side lacks them: ${from} scored tasks of the first, ${to} of the second (${n} are paired)`,
  ];
}

function neededText({ tasksNeeded: { difference, tasks }, smallestDetectable }: SkillComparison): string {
  if (!(smallestDetectable > 0) || !Number.isFinite(smallestDetectable)) return "nothing is known of the spread";
  return Number.isFinite(tasks)
    ? `${difference} takes ${tasks} tasks under as many seeds`
    : `${difference} takes more seeds, whatever the tasks`;
}

function mcnemarText({ exact }: SkillComparison, seed: number): string {
  const test = exact?.mcnemar.find((m) => m.seed === seed);
  if (test === undefined) return "";
  return `; exact: ${test.gained} gained, ${test.lost} lost, McNemar's exact p ${pValue(test.p)}`;
}

const clusterText = ({ exact, n, clusters }: SkillComparison): string =>
  clusters < n && exact !== null && exact.mcnemar.length > 0
    ? " McNemar's test takes tasks as independent, and these come in clusters: the interval is the judge."
    : "";
