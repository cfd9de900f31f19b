import type { Message, Task } from "../environment.ts";
import type { IracFacts } from "./facts.ts";

export const INSTRUCTION = "Summarize this opinion in four parts: Issue, Rule, Application, Conclusion.";

/** One short user message: what is asked, then the excerpt, one sentence behind the other. */
export function iracPrompt(task: Task<IracFacts>): readonly Message[] {
  return [{ role: "user", content: `${INSTRUCTION}\n${excerptText(task.facts)}` }];
}

export const excerptText = ({ excerpt }: IracFacts): string => excerpt.map(({ text }) => text).join(" ");
