import { stdin, stdout } from "node:process";
import { createInterface } from "node:readline/promises";
import type { Command } from "commander";
import type { Message } from "../environments/environment.ts";
import { refuseNoModel } from "./model-folder.ts";
import { countNumber, number, wholeNumber } from "./numbers.ts";
import { openEngine } from "./open-engine.ts";
import { type GlobalOptions, outputOf } from "./output.ts";

interface ChatOptions {
  readonly temperature: number;
  readonly maxTokens: number;
  readonly seed: number;
  readonly keep?: boolean;
}

export function chat(program: Command): void {
  program
    .command("chat")
    .description("talk to a model: one answer for every line that is typed or piped in")
    .argument("<model>", "model or adapter folder")
    .option("--temperature <t>", "0 = greedy", number, 0)
    .option("--max-tokens <n>", "longest answer", countNumber, 128)
    .option("--seed <seed>", "seed of sampling", wholeNumber, 1)
    .option("--keep", "answers see the conversation so far (default: each line alone)")
    .action(async (model: string, options: ChatOptions) => {
      const output = outputOf(program.opts<GlobalOptions>());
      refuseNoModel(model);
      const engine = await openEngine("embedded", null);
      const lines = createInterface({ input: stdin, output: stdin.isTTY ? stdout : undefined, prompt: "> " });
      let conversation: readonly Message[] = [];
      let turn = 0;
      try {
        if (stdin.isTTY) lines.prompt();
        for await (const line of lines) {
          if (line.trim() !== "") {
            const asked: readonly Message[] = [
              ...(options.keep ? conversation : []),
              { role: "user", content: line.replaceAll("\\n", "\n") },
            ];
            const [[completion]] = await engine.sample(model, [asked], {
              seed: options.seed + turn++,
              temperature: options.temperature,
              samplesPerPrompt: 1,
              maxCompletionLength: options.maxTokens,
            });
            output.print(completion.text);
            output.data({ prompt: line, completion: completion.text, truncated: completion.truncated });
            conversation = [...asked, { role: "assistant", content: completion.text }];
          }
          if (stdin.isTTY) lines.prompt();
        }
      } finally {
        lines.close();
        await engine.close();
      }
    });
}
