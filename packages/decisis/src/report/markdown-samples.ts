import { REPAIR, unrepaired } from "../runs/stages.ts";
import { fenced, markdownText as text } from "./markdown.ts";
import type { Report } from "./report.ts";
import type { ShownSample, ShownSamples } from "./sample-selection.ts";
import { figure } from "./terminal-table.ts";

const LONGEST_TEXT = 1200;
const LONGEST_REASONS = 300;
/** Characters of all together. */
const LONGEST = 20_000;

/** Of each skill after the last stage: the held-out completions of lowest, middle and highest reward. Empty if none is known. */
export function markdownSamples(report: Report, { samples, tasks: asked, seeds }: ShownSamples): string {
  const heldOut = samples.filter((s) => s.step === null && s.reward !== null);
  const controls = new Set(report.comparisons.filter((c) => c.against === "control").map((c) => c.from));
  const last = unrepaired(report.stages.findLast((stage) => !controls.has(stage)) ?? "");
  const own = seeds.flatMap((seed) => {
    const of = heldOut.filter((s) => s.seed === seed && (s.stage === last || s.stage.startsWith(last + REPAIR)));
    // Repairs stand last: they are what came of the stage.
    return of.filter((s) => s.stage === of[of.length - 1].stage);
  });
  const shown = report.tasks.flatMap((task) =>
    ofThree(own.filter((s) => s.skill === task)).map((s) => sample(s, asked[s.prompt])),
  );
  let left = LONGEST;
  return shown.filter((text) => (left -= text.length) >= 0).join("\n\n");
}

/** Lowest, middle and highest, as far as there are so many. */
function ofThree(samples: readonly ShownSample[]): ShownSample[] {
  const sorted = samples.toSorted((a, b) => a.reward! - b.reward!);
  const places = new Set([0, (sorted.length - 1) >> 1, sorted.length - 1]);
  return [...places].flatMap((i) => sorted[i] ?? []);
}

function sample(s: ShownSample, task: ShownSamples["tasks"][string] | undefined): string {
  const components = Object.entries(s.subRewards).map(([name, value]) => `${name} ${figure(value)}`);
  const said = [
    ...(s.failedGate === null ? [] : [`failed gate ${s.failedGate}`]),
    ...components,
    ...new Set(s.reasons),
  ].join("; ");
  return [
    `**${text(s.skill)}**, ${text(s.stage)}, seed ${s.seed}, task ${text(s.task)}: reward ${figure(s.reward)}`,
    ...(task === undefined ? [] : [fenced(clip(task.prompt, LONGEST_TEXT))]),
    fenced(s.completion === "" ? "(empty)" : clip(s.completion, LONGEST_TEXT)),
    ...(said === "" ? [] : [text(clip(said, LONGEST_REASONS))]),
  ].join("\n\n");
}

const clip = (whole: string, most: number): string =>
  whole.length <= most ? whole : `${whole.slice(0, most)}\n… ${whole.length - most} more characters`;
