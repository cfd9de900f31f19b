import type { BuildResult, Split } from "../environment.ts";
import { TREATMENT_BASELINES } from "./baselines.ts";
import type { TreatmentFacts } from "./facts.ts";
import { type TreatmentMetrics, treatmentMetrics } from "./metrics.ts";
import { TREATMENT_ID, TREATMENT_VERSION } from "./tasks.ts";

const PARTS: readonly Split[] = ["train", "validation", "test"];

/** What is published with a set of tasks. Plain JSON data. */
export interface TreatmentCard {
  readonly environment: string;
  readonly version: string;
  readonly variant: TreatmentFacts["variant"] | null;
  readonly classes: Readonly<Record<string, Readonly<Record<Split, number>>>>;
  /** What gave no task, by the word before the colon of its reason. */
  readonly skipped: Readonly<Record<string, number>>;
  /** On the test part, with what they need from the training part. */
  readonly baselines: readonly (TreatmentMetrics & { readonly name: string })[];
}

/** Sizes, reasons and baselines of a build. */
export function treatmentCard({ tasks, skipped }: BuildResult<TreatmentFacts>): TreatmentCard {
  const part = (split: Split) => tasks.filter((task) => task.split === split);
  const [train, test] = [part("train"), part("test")];
  const labels = [...new Set(tasks.map((task) => task.facts.label))].sort();
  const sizes = (label: string) =>
    Object.fromEntries(
      PARTS.map((split) => [split, part(split).filter((task) => task.facts.label === label).length]),
    ) as Record<Split, number>;
  const reasons = Map.groupBy(skipped, ({ reason }) => reason.split(":")[0]);
  return {
    environment: TREATMENT_ID,
    version: TREATMENT_VERSION,
    variant: tasks[0]?.facts.variant ?? null,
    classes: Object.fromEntries(labels.map((label) => [label, sizes(label)])),
    skipped: Object.fromEntries([...reasons].map(([reason, own]) => [reason, own.length])),
    baselines: TREATMENT_BASELINES.map(({ name, answer }) => ({
      name,
      ...treatmentMetrics(test.map((task) => ({ label: task.facts.label, completion: answer(task, train) }))),
    })),
  };
}

/** The card as Markdown. */
export function treatmentCardText({
  environment,
  version,
  variant,
  classes,
  skipped,
  baselines,
}: TreatmentCard): string {
  const row = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;
  const total = (split: Split) => Object.values(classes).reduce((sum, sizes) => sum + sizes[split], 0);
  return [
    `# ${environment} ${version}, ${variant}`,
    "",
    row(["class", ...PARTS]),
    "|---|---|---|---|",
    ...Object.entries(classes).map(([label, sizes]) => row([label, ...PARTS.map((split) => sizes[split])])),
    row(["all", ...PARTS.map(total)]),
    "",
    row(["test part", "macro-F1", "macro-F1 of the headline's groups", "balanced accuracy", "accuracy (95 %)"]),
    "|---|---|---|---|---|",
    ...baselines.map(({ name, accuracy, accuracyInterval, balancedAccuracy, macroF1, headlineMacroF1 }) =>
      row([
        name,
        macroF1.toFixed(3),
        headlineMacroF1.toFixed(3),
        balancedAccuracy.toFixed(3),
        `${accuracy.toFixed(3)} (${accuracyInterval.map((end) => end.toFixed(3)).join(" to ")})`,
      ]),
    ),
    "",
    "What gave no task:",
    "",
    ...Object.entries(skipped).map(([reason, n]) => `- ${reason}: ${n}`),
    "",
  ].join("\n");
}
