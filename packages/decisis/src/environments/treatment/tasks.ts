import { Random } from "@decisis/tensor";
import { placesOfCase } from "../../corpus/as-cited.ts";
import { Authorities } from "../../corpus/authorities.ts";
import { caseInVariedWords } from "../../corpus/fictional-case.ts";
import { sha256 } from "../../corpus/sha256.ts";
import type { Split, SplitCase } from "../../corpus/split-case.ts";
import type { BuildResult, Skipped, Task } from "../environment.ts";
import { canonicalJson, identified } from "../task-id.ts";
import { taskProvenance } from "../task-provenance.ts";
import { TwinWords } from "../twin-words.ts";
import { balancedClasses } from "./class-balance.ts";
import type { TreatmentFacts } from "./facts.ts";
import { TREATMENT_LABELS } from "./labels.ts";
import { type TreatmentRow, treatmentRows } from "./rows.ts";
import { treatmentTwin } from "./twin.ts";

export const TREATMENT_ID = "treatment";
/** Changes whenever tasks, prompt or reward change. */
export const TREATMENT_VERSION = "5";

export interface TreatmentBuildOptions {
  readonly seed: number;
  /** `masked`, unless asked otherwise. */
  readonly variant?: TreatmentFacts["variant"];
  /** Even out the classes of the training part (`balancedClasses`); on by default. */
  readonly balance?: boolean;
  /** Perturbed twins of each training task, generated or real; 0 by default. */
  readonly twins?: number;
}

export const goldAnswer = (label: string): string => `<answer>${label}</answer>`;

interface SplitRow {
  readonly id: string;
  readonly label: string;
  readonly row: TreatmentRow;
  readonly from: SplitCase;
}

/**
 * One task for every treatment that an opinion states and whose citing case and both decisions belong to one part of the split.
 * What gives no task is listed with the reason, links of history by `<case>/<opinion>/<offset>`.
 */
export function treatmentTasks(
  given: readonly SplitCase[],
  options: TreatmentBuildOptions,
): BuildResult<TreatmentFacts> {
  const cases = given.map(caseInVariedWords);
  const variant = options.variant ?? "masked";
  const skipped: Skipped[] = [];
  const all: SplitRow[] = [];
  const authorities = new Authorities();
  for (const from of cases) {
    authorities.add(placesOfCase(from.record), from.split);
    const found = treatmentRows(from, variant === "masked");
    skipped.push(...found.skipped);
    if (found.rows.length === 0 && found.skipped.length === 0)
      skipped.push({ id: from.record.id, reason: "no-treatment: no history and no comparison" });
    for (const row of found.rows) {
      authorities.add(row.earlier.places, from.split);
      authorities.add(row.later.places, from.split);
      const id = sha256(canonicalJson([from.record.id, row.source, row.earlier.places, row.label]));
      all.push({ id, label: row.label, row, from });
    }
  }
  const seen = new Set<string>();
  const kept = all.filter(({ row, from }) => {
    const at = `${from.record.id}/${row.source.opinion}/${row.source.start}`;
    if (![row.earlier, row.later].every(({ places }) => authorities.isOf(places, from.split))) {
      skipped.push({ id: at, reason: "straddles: a decision is named in more than one part of the split" });
      return false;
    }
    const same = canonicalJson([authorities.key(row.earlier.places), authorities.key(row.later.places), row.text]);
    if (seen.has(same)) skipped.push({ id: at, reason: "duplicate: the same passage stands in another case" });
    return !seen.has(same) && seen.add(same) !== undefined;
  });
  const part = (split: Split) => kept.filter(({ from }) => from.split === split);
  const training = options.balance === false ? { rows: part("train"), skipped: [] } : balancedClasses(part("train"));
  skipped.push(...training.skipped);
  const taskOf = ({ row, from }: SplitRow): Task<TreatmentFacts> =>
    treatmentTask(from, { ...row, variant, labels: TREATMENT_LABELS });
  return {
    tasks: [...[...training.rows, ...part("validation"), ...part("test")].map(taskOf), ...twins()],
    skipped,
  };

  function twins(): Task<TreatmentFacts>[] {
    const count = options.twins ?? 0;
    const words = count > 0 ? new TwinWords(cases) : null;
    if (words === null || words.empty) return [];
    return training.rows.flatMap((row) =>
      Array.from({ length: count }, (_, draw) =>
        treatmentTwin(taskOf(row), words, Random.at(options.seed, "treatment twin", row.id, draw)),
      ).filter((twin) => twin !== null),
    );
  }
}

/** The task that asks for `facts`, read in the opinion of the case given. */
export function treatmentTask(
  { record, split, cluster, origin }: SplitCase,
  facts: TreatmentFacts,
): Task<TreatmentFacts> {
  return identified<TreatmentFacts>({
    environment: TREATMENT_ID,
    version: TREATMENT_VERSION,
    split,
    cluster,
    origin,
    provenance: taskProvenance(record),
    facts,
    gold: goldAnswer(facts.label),
  });
}
