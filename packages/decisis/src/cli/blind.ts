import { escapeControls } from "../corpus/escape-controls.ts";
import { readBlindAnswers } from "../report/preference/blind-answers.ts";
import { blindForm } from "../report/preference/blind-form.ts";
import { formPage } from "../report/preference/form-page.ts";
import { preferenceText } from "../report/preference/preference-text.ts";
import { preferences } from "../report/preference/preferences.ts";
import { readForm } from "../report/preference/read-form.ts";
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
    escapeControls(
      `${file}: ${form.pairs.length} pairs of ${skill}.${identical} Open it in a browser; give what it exports to --answers, with this --form.`,
    ),
  );
  output.data({ file, form: form.id, pairs: form.pairs.length, identical: form.identical });
}

export function readAnswers(
  from: string,
  to: string,
  pairs: Pairs,
  { form: page, answers = [] }: BlindOptions,
  output: Output,
): void {
  if (page === undefined)
    throw new UsageError("compare: --answers needs the page that was answered, with --form <file>");
  const form = readForm(page);
  const skill = form.environment.id;
  const evaluations = pairs.get(skill);
  if (evaluations === undefined)
    throw new UsageError(`${page} is of ${skill}, and ${[...pairs.keys()].join(", ")} is compared`);
  const judged = preferences(evaluations, form, readBlindAnswers(form, answers));
  if (judged.n === 0) throw new UsageError(`${answers.join(", ")}: no pair was judged`);
  output.print(preferenceText(skill, from, to, judged));
  output.data({ from, to, skill, ...judged });
}

function oneSkill(pairs: Pairs): string {
  if (pairs.size > 1)
    throw new UsageError(`choose the skill to judge with --environment: ${[...pairs.keys()].join(", ")}`);
  return [...pairs.keys()][0];
}
