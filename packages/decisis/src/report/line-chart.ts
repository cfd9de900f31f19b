import type { StageSpan } from "./common-axis.ts";
import type { Chart } from "./curves.ts";
import { escapeHtml } from "./escape.ts";

const WIDTH = 560;
const HEIGHT = 240;
const LEFT = 54;
const RIGHT = 12;
const TOP = 22;
const BOTTOM = 26;
/** Width of a letter of a stage's name. */
const LETTER = 6.5;

/** A chart as inline SVG: raw values faint, smoothed ones strong, stages marked. Colours come from the page's classes. */
export function lineChart(chart: Chart, stages: readonly StageSpan[], index: number): string {
  const values = chart.series.flatMap((s) => s.values);
  const [low, high, ticks] = scale(Math.min(...values), Math.max(...values));
  const first = Math.min(...chart.series.map((s) => s.steps[0]), ...stages.map((s) => s.first));
  const last = Math.max(...chart.series.map((s) => s.steps.at(-1)!), ...stages.map((s) => s.last), first + 1);
  const x = (step: number): number => round(LEFT + ((step - first) / (last - first)) * (WIDTH - LEFT - RIGHT));
  const y = (value: number): number =>
    round(HEIGHT - BOTTOM - ((value - low) / (high - low)) * (HEIGHT - TOP - BOTTOM));

  const grid = ticks
    .map(
      (t) =>
        `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(t)}" y2="${y(t)}"/>` +
        `<text class="tick" x="${LEFT - 6}" y="${y(t) + 4}" text-anchor="end">${short(t)}</text>`,
    )
    .join("");
  let free = 0;
  const spans = stages
    .map((s, i) => {
      const start = x(s.first);
      const mark =
        i > 0 ? `<line class="stage" x1="${start}" x2="${start}" y1="${TOP - 12}" y2="${HEIGHT - BOTTOM}"/>` : "";
      // A name that would run into the one before is left to the cursor.
      if (start < free) return mark;
      free = start + 8 + LETTER * s.stage.length;
      return `${mark}<text class="stage-name" x="${start + 4}" y="${TOP - 6}">${escapeHtml(s.stage)}</text>`;
    })
    .join("");
  const lines = chart.series
    .map((s, i) => {
      const path = (ys: readonly number[]): string =>
        ys
          .map(
            (v, j) => `${j === 0 || crosses(stages, s.steps[j - 1], s.steps[j]) ? "M" : "L"}${x(s.steps[j])} ${y(v)}`,
          )
          .join("");
      const dots =
        s.marks || s.values.length <= 40
          ? s.values
              .map((v, j) => `<circle class="s${i}" cx="${x(s.steps[j])}" cy="${y(v)}" r="${s.marks ? 4 : 2}"/>`)
              .join("")
          : "";
      if (s.marks) return dots;
      return `<path class="raw s${i}" d="${path(s.values)}"/>${dots}<path class="smooth s${i}" d="${path(s.smoothed)}"/>`;
    })
    .join("");
  const legend = chart.series
    .map((s, i) => `<li><i class="key s${i}"></i>${escapeHtml(s.name)} <b>${short(s.values.at(-1)!)}</b></li>`)
    .join("");
  return `<figure class="chart" data-chart="${index}" data-left="${LEFT}" data-right="${WIDTH - RIGHT}" data-first="${first}" data-last="${last}">
<figcaption>${escapeHtml(chart.title)} <span>${escapeHtml(chart.unit)}</span></figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" tabindex="0" role="img" aria-label="${escapeHtml(spoken(chart))}">
${grid}${spans}
<text class="tick" x="${LEFT}" y="${HEIGHT - 8}">${first}</text>
<text class="tick" x="${WIDTH - RIGHT}" y="${HEIGHT - 8}" text-anchor="end">step ${last}</text>
${lines}<line class="cursor" x1="-9" x2="-9" y1="${TOP}" y2="${HEIGHT - BOTTOM}"/></svg>
<ul class="legend">${legend}</ul><output aria-live="polite"></output>${chart.note ? `<p class="note">${escapeHtml(chart.note)}</p>` : ""}
</figure>`;
}

/** Lines break where a stage ends: the next one is another model. */
const crosses = (stages: readonly StageSpan[], from: number, to: number): boolean =>
  stages.some((s) => from < s.first && s.first <= to);

const spoken = (chart: Chart): string =>
  `${chart.title}: ${chart.series.map((s) => `${s.name} from ${short(s.values[0])} to ${short(s.values.at(-1)!)}`).join("; ")}`;

/** Round ends and about four round ticks around [min, max]. */
export function scale(min: number, max: number): readonly [low: number, high: number, ticks: readonly number[]] {
  const size = Math.max(Math.abs(min), Math.abs(max));
  if (size < 1e-30) return scale(0, 1);
  // Equal but for rounding: a band around the value.
  if (!(max - min > 1e-9 * size)) return scale(min - 0.1 * size, max + 0.1 * size);
  const rough = (max - min) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough)!;
  const low = Math.floor(min / step + 1e-9) * step;
  const high = Math.ceil(max / step - 1e-9) * step;
  const count = Math.round((high - low) / step);
  return [low, high, Array.from({ length: count + 1 }, (_, i) => low + i * step)];
}

/** Three or four significant digits. */
export function short(x: number): string {
  if (x === 0 || Math.abs(x) < 1e-12) return "0";
  const size = Math.abs(x);
  if (size >= 1e5 || size < 1e-3) return x.toExponential(1).replace("e+", "e").replace("-", "−").replace("e-", "e−");
  return String(Number(x.toPrecision(size >= 100 ? 4 : 3))).replace("-", "−");
}

const round = (x: number): number => Math.round(x * 10) / 10;
