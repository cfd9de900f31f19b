import { readBlindAnswers } from "../report/preference/blind-answers.ts";
import { blindForm } from "../report/preference/blind-form.ts";
import { formPage } from "../report/preference/form-page.ts";
import { preferenceText } from "../report/preference/preference-text.ts";
import { preferences } from "../report/preference/preferences.ts";
import type { EvaluationPair } from "../report/skill-comparison.ts";
import type { TaskText } from "../report/task-texts.ts";
import { writeFileAtomically } from "../runs/durable-file.ts";
import { type Output, UsageError } from "./output.ts";

/** Options of `compare` that put it to people. */
export interface BlindOptions {
  readonly form?: string;
  readonly pairs: number;
  readonly seed: number;
  readonly answers?: readonly string[];
}

type Pairs = ReadonlyMap<string, readonly EvaluationPair[]>;

/** Writes the page, and says nothing of which side is which or better: whoever makes it may judge. */
export async function writeForm(
  pairs: Pairs,
  textsOf: (skills: readonly string[]) => Promise<ReadonlyMap<string, TaskText>>,
  { form: file, ...options }: BlindOptions,
  output: Output,
): Promise<void> {
  const skill = oneSkill(pairs);
  const form = blindForm(pairs.get(skill)!, await textsOf([skill]), options);
  if (form.pairs.length === 0)
    throw new UsageError(
      form.identical > 0
        ? `both wrote the same on all ${form.identical} tasks: there is nothing to judge`
        : "no prompt of the tasks is known: give their file with --tasks (tasks.jsonl of a run, or what `decisis env build` writes)",
    );
  writeFileAtomically(file!, formPage(form));
  const identical = form.identical === 0 ? "" : ` ${form.identical} more were the same on both sides and left out.`;
  output.print(
    `${file}: ${form.pairs.length} pairs of ${skill}.${identical} Open it in a browser; give what it exports to --answers.`,
  );
  output.data({ file, form: form.id, pairs: form.pairs.length, identical: form.identical });
}

export function readAnswers(from: string, to: string, pairs: Pairs, files: readonly string[], output: Output): void {
  const raters = files.map(readBlindAnswers);
  const skill = pairs.has(raters[0].environment.id) ? raters[0].environment.id : oneSkill(pairs);
  const judged = preferences(pairs.get(skill)!, raters);
  if (judged.n === 0) throw new UsageError(`${files.join(", ")}: no pair was judged`);
  output.print(preferenceText(skill, from, to, judged));
  output.data({ from, to, skill, ...judged });
}

function oneSkill(pairs: Pairs): string {
  if (pairs.size > 1)
    throw new UsageError(`choose the skill to judge with --environment: ${[...pairs.keys()].join(", ")}`);
  return [...pairs.keys()][0];
}
