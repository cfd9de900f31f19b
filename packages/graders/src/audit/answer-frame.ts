/** An answer taken apart: what is said, and the markup around it. `head + content + tail` is the whole. */
export interface AnswerFrame {
  readonly head: string;
  readonly content: string;
  readonly tail: string;
}

const HEAD = /^(?:\s|```\w*\n|<[a-z][\w-]*>|\*\*|\{\s*"\w+"\s*:\s*")*/i;
const OPENED = /```\w*\n|<([a-z][\w-]*)>|\*\*|\{\s*"\w+"\s*:\s*"/gi;

/** Markup counts as a frame only if it is closed at the end in the order in which it was opened. */
export function answerFrame(answer: string): AnswerFrame {
  const head = HEAD.exec(answer)?.[0] ?? "";
  const closers = [...head.matchAll(OPENED)].map(([opener, tag]) =>
    tag !== undefined ? `</${tag}>` : opener.startsWith("`") ? "```" : opener.startsWith("{") ? '"}' : "**",
  );
  let end = answer.trimEnd().length;
  for (const closer of closers) {
    if (!answer.slice(head.length, end).endsWith(closer)) return bare(answer);
    end -= closer.length;
    while (end > head.length && /\s/.test(answer[end - 1])) end--;
  }
  return { head, content: answer.slice(head.length, end), tail: answer.slice(end) };
}

/** The answer with other content in the same frame. */
export function reframed({ head, tail }: AnswerFrame, content: string): string {
  return head + content + tail;
}

/** The answer cut within its content, its markup left open, as a length limit cuts it. `share` in [0, 1]. */
export function cutAt({ head, content }: AnswerFrame, share: number): string {
  return head + content.slice(0, Math.floor(content.length * share));
}

function bare(answer: string): AnswerFrame {
  const content = answer.trim();
  const start = answer.indexOf(content);
  return { head: answer.slice(0, start), content, tail: answer.slice(start + content.length) };
}
