import { existsSync } from "node:fs";
import { type Command, Option } from "commander";
import { classAnswersOf } from "../environments/registry.ts";
import { comparisonText } from "../report/comparison-text.ts";
import { compareSkills, type EvaluationPair } from "../report/skill-comparison.ts";
import { readTaskTexts, type TaskText } from "../report/task-texts.ts";
import { SMALLEST_GAIN, type Verdict } from "../statistics/verdict.ts";
import { type BlindOptions, readAnswers, writeForm } from "./blind.ts";
import { commonSkills, readModel } from "./compared-models.ts";
import { countNumber, number, wholeNumber } from "./numbers.ts";
import { BarError, type GlobalOptions, outputOf, UsageError } from "./output.ts";
import { pairUp } from "./pair-up.ts";

const BARS: Readonly<Record<string, readonly Verdict[]>> = {
  better: ["better"],
  "as-good": ["better", "as good as"],
  "not-worse": ["better", "as good as", "no significant change"],
};

interface CompareOptions extends BlindOptions {
  readonly require: string;
  readonly environment?: string;
  readonly detect: number;
  readonly tasks: readonly string[];
}

export function compare(program: Command): void {
  program
    .command("compare")
    .description("compare two models task by task: runs (their last stage, or run@stage) or evaluation files")
    .argument("<from>", "run folder, run@stage, or evaluation file")
    .argument("<to>", "the same")
    .addOption(
      new Option("--require <bar>", "exit with 1 unless `to` is this against `from`, on every skill")
        .choices(Object.keys(BARS))
        .default("not-worse"),
    )
    .option("--environment <id>", "this skill alone")
    .option(
      "--detect <difference>",
      "say how many tasks find this difference, a share of the range",
      number,
      SMALLEST_GAIN,
    )
    .option("--tasks <file...>", "tasks with prompts and golds, where the sides are lone evaluation files", [])
    .option("--form <file>", "write a page on which people say which completion is better, blind, and compare nothing")
    .option("--pairs <n>", "with --form: most pairs", countNumber, 50)
    .option("--seed <seed>", "with --form: of the draw of pairs and sides", wholeNumber, 1)
    .option(
      "--answers <file...>",
      "what people said on the page of --form: rates, and rank correlation with the reward",
    )
    .action(async (from: string, to: string, options: CompareOptions) => {
      const output = outputOf(program.opts<GlobalOptions>());
      if (!(options.detect > 0 && options.detect <= 1))
        throw new UsageError(`--detect ${options.detect}: give a share of the range, above 0 and at most 1`);
      const [start, end] = [readModel(from), readModel(to)];
      const skills = commonSkills(start, end, options.environment);
      const pairs = new Map(skills.map((s) => [s, pairUp(start.evaluations.get(s)!, end.evaluations.get(s)!)]));
      const textsOf = (wanted: readonly string[]): Promise<ReadonlyMap<string, TaskText>> =>
        taskTexts(pairs, wanted, [...options.tasks, ...start.taskFiles, ...end.taskFiles]);
      if (options.answers !== undefined) return readAnswers(from, to, pairs, options, output);
      if (options.form !== undefined) return writeForm(pairs, textsOf, options, output);

      const texts = await textsOf(skills.filter((s) => classAnswersOf(s) !== undefined));
      const golds = new Map([...texts].map(([id, { gold }]) => [id, gold]));
      const compared = compareSkills(pairs, golds, options.detect);
      output.print(compared.map((c) => comparisonText(from, to, c, skills.length)).join("\n\n"));
      output.data(skills.length === 1 ? { from, to, ...compared[0] } : { from, to, skills: compared });
      const failed = compared.filter((c) => !BARS[options.require].includes(c.verdict));
      if (failed.length > 0)
        throw new BarError(
          `${to} is not ${options.require} against ${from}: ${failed.map((c) => (skills.length === 1 ? c.verdict : `${c.skill} ${c.verdict}`)).join(", ")}`,
        );
    });
}

/** Prompts and golds of the tasks of some skills. @throws UsageError for a file that is not there */
function taskTexts(
  pairs: ReadonlyMap<string, readonly EvaluationPair[]>,
  skills: readonly string[],
  files: readonly string[],
): Promise<ReadonlyMap<string, TaskText>> {
  const missing = files.find((file) => !existsSync(file));
  if (missing !== undefined) throw new UsageError(`${missing}: no such file of tasks`);
  const wanted = skills.flatMap((s) => pairs.get(s)!.flatMap(({ to }) => to.tasks.map((t) => t.id)));
  return readTaskTexts(files, new Set(wanted));
}
