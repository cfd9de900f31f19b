import { answerFrame, reframed } from "./answer-frame.ts";
import type { Equivalent } from "./audit-subject.ts";

/** Changes that leave any right answer right; those that do not apply to this one are left out. */
export function defaultEquivalents(gold: string): readonly Equivalent[] {
  const frame = answerFrame(gold);
  const { content } = frame;
  const oneLine = !content.includes("\n");
  const isBare = frame.head === "" && oneLine;
  const inside = (name: string, changed: string): Equivalent => ({ name, completion: reframed(frame, changed) });
  const all: Equivalent[] = [
    { name: "white space around", completion: `  \n${gold}\n\n` },
    { name: "Windows line ends", completion: `\r\n${gold.replaceAll("\n", "\r\n")}\r\n` },
    { name: "code fence", completion: `\`\`\`\n${gold}\n\`\`\`` },
    { name: "thought before", completion: `<think>One thing after the other.</think>\n${gold}` },
    inside("blanks inside the frame", ` ${content} `),
    inside("no-break spaces", content.replaceAll(" ", "\u00A0")),
    inside("curly apostrophes", content.replaceAll("'", "\u2019")),
    ...(/[\p{L}\p{N})]$/u.test(content) ? [inside("trailing stop", `${content}.`)] : []),
    ...(oneLine ? [inside("bold", `**${content}**`)] : []),
    ...(isBare
      ? [
          { name: "answer tags", completion: `<answer>${content}</answer>` },
          { name: "lead-in", completion: `Answer: ${content}` },
          { name: "lead-in in bold", completion: `The answer is **${content}**` },
        ]
      : []),
    ...(/^[A-Z]$/.test(content)
      ? [
          inside("letter in brackets", `(${content})`),
          inside("letter with bracket", `${content})`),
          inside("letter as option", `Option ${content}`),
          inside("small letter", content.toLowerCase()),
        ]
      : []),
  ];
  return all.filter(({ completion }) => completion !== gold);
}
