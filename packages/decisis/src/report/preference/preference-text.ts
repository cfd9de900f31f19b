import { escapeControls } from "../../corpus/escape-controls.ts";
import type { Rate } from "../../statistics/preference-rates.ts";
import { drawnOtherwiseText } from "../drawn-otherwise.ts";
import { figure, interval, percent, pValue, signed } from "../terminal-table.ts";
import type { Preferences } from "./preferences.ts";

/** Preferences in words. */
export function preferenceText(skill: string, from: string, to: string, p: Preferences): string {
  const { rates, correlation } = p;
  const identical = p.identical === 0 ? "" : `; ${p.identical} more were the same on both sides and not shown`;
  return [
    `${skill}: ${from} (from) and ${to} (to), ${p.n} pairs in ${p.clusters} clusters judged by ${p.raters} ${p.raters === 1 ? "person" : "people"}, ${p.seeds.length === 1 ? "seed" : "seeds"} ${p.seeds.join(", ")}${identical}`,
    `to preferred: ${rateText(rates.to)}`,
    `from preferred: ${rateText(rates.from)}`,
    `no difference: ${rateText(rates.same)}`,
    `to where one is preferred: ${rateText(rates.decided)}, exact sign test p ${pValue(rates.p)}`,
    ...(p.agreement === null ? [] : [`all said the same, where several judged: ${rateText(p.agreement)}`]),
    `rewards of these completions: ${figure(p.fromMean)} and ${figure(p.toMean)}, as shares of the range`,
    ...drawnOtherwiseText(p.drawnOtherwise),
    `rank correlation of preference and difference of rewards: ${correlation.rho === null ? "–" : signed(correlation.rho)}, 95 % interval ${interval(correlation.ci95)}`,
    "Wilson intervals, 95 %; Spearman's coefficient with a bootstrap interval over clusters.",
  ]
    .map((line) => escapeControls(line))
    .join("\n");
}

const rateText = ({ count, of, share, ci95 }: Rate): string =>
  `${count} of ${of}, ${percent(share)} [${percent(ci95[0])} … ${percent(ci95[1])}]`;
