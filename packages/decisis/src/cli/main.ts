import { Command, CommanderError } from "commander";
import { ownVersion } from "../runs/surroundings.ts";
import { chat } from "./chat.ts";
import { cite } from "./cite.ts";
import { compare } from "./compare.ts";
import { corpus } from "./corpus.ts";
import { demo } from "./demo.ts";
import { env } from "./env.ts";
import { evalCommand } from "./eval.ts";
import { failure, usageLine } from "./fail.ts";
import { preflightCommand } from "./preflight.ts";
import { pretrainCommand } from "./pretrain.ts";
import { report } from "./report.ts";
import { train } from "./train.ts";

/** Runs one command; the process exits with 0 done, 1 a bar failed, 2 bad usage or input, 130 interrupted. */
export async function main(args: readonly string[]): Promise<void> {
  process.exitCode = await runCommand(args);
}

/** The same, returning the exit code. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const program = new Command("decisis")
    .description("Reinforcement fine-tuning of legal language models with verifiable rewards")
    .version(ownVersion())
    .option("--json", "results as JSON on stdout")
    .option("--verbose", "stack traces and more words")
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(usageLine(text)) })
    .showSuggestionAfterError();
  for (const add of [
    demo,
    pretrainCommand,
    preflightCommand,
    train,
    chat,
    corpus,
    env,
    cite,
    evalCommand,
    compare,
    report,
  ])
    add(program);
  if (args.length === 0) {
    program.outputHelp();
    return 0;
  }
  try {
    await program.parseAsync(hoist(args), { from: "user" });
    return 0;
  } catch (error) {
    const { code, text } = failure(error, args.includes("--verbose"));
    if (text !== "" && !(error instanceof CommanderError)) process.stderr.write(`${text}\n`);
    return code;
  }
}

const GLOBAL = new Set(["--json", "--verbose"]);

/** Puts `--json` and `--verbose` in front, wherever they were typed before a lone `--`. */
function hoist(args: readonly string[]): string[] {
  const end = args.includes("--") ? args.indexOf("--") : args.length;
  const head = args.slice(0, end);
  return [...head.filter((a) => GLOBAL.has(a)), ...head.filter((a) => !GLOBAL.has(a)), ...args.slice(end)];
}
