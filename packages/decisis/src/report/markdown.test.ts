import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeSpan, fenced, markdownFold, markdownTable, markdownText } from "./markdown.ts";

const anything = fc.string({ unit: "binary", maxLength: 60 });
/** Letters that Markdown is made of, in likely places. */
const marked = fc.string({ unit: fc.constantFrom(..."`~\n\r<>&|[]()!*_\\#@:/$-+=1. aw"), maxLength: 60 });
const hostile = fc.oneof(anything, marked);

/** What a fence holds by CommonMark: lines up to one that is a fence of the same letter, as long at least, and nothing else. */
function fenceContent(block: string): { content: string; behind: string } {
  const [first, ...lines] = block.split("\n");
  const opening = first.match(/^(`{3,})text$/)![1];
  const end = lines.findIndex((line) => new RegExp(`^ {0,3}\`{${opening.length},}[ \\t]*$`).test(line));
  return { content: lines.slice(0, end).join("\n"), behind: lines.slice(end + 1).join("\n") };
}

describe("a fence", () => {
  it("holds whatever it is given, to its last line", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(fenceContent(fenced(text))).toEqual({ content: text.replace(/\r\n?/g, "\n"), behind: "" });
      }),
    );
    expect(fenceContent(fenced("```\n</details><script>alert(1)</script>\n`````")).behind).toBe("");
  });
});

describe("text in a line", () => {
  it("has no markup, no HTML, no cell border, no link and no mention left", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const line = markdownText(text);
        expect(line).not.toMatch(/[\n\r]/);
        // Every letter that marks up stands behind a backslash of its own.
        const bare = line.replace(/\\[!-/:-@[-`{-~]/g, " ");
        expect(bare).not.toMatch(/[\\`*_[\]<>#|~&$]|:\/|:[\w+-]+:|www\.|@(?!\u2060)/i);
        expect(line).not.toMatch(/^([-+=]|\d+[.)])/);
      }),
    );
  });

  it("reads as it was written", () => {
    const rendered = (line: string) => line.replace(/\\([!-/:-@[-`{-~])/g, "$1").replaceAll("\u2060", "");
    fc.assert(
      fc.property(hostile, (text) => {
        expect(rendered(markdownText(text))).toBe(text.replace(/\s+/g, " ").trim());
      }),
    );
    expect(markdownText("bluebook-citation: 0.5 (n = 3)")).toBe("bluebook-citation: 0.5 (n = 3)");
  });
});

it("a code span ends where it should", () => {
  expect(codeSpan("decisis train run.yaml")).toBe("`decisis train run.yaml`");
  expect(codeSpan("a `` b\nc")).toBe("``` a `` b c ```");
});

it("a table and a fold are what GitHub reads as such", () => {
  expect(markdownTable(["a", "b"], [["x", "1"]])).toBe("| a | b |\n| --- | --: |\n| x | 1 |");
  expect(markdownFold("<b>", "text")).toBe("<details><summary>&lt;b&gt;</summary>\n\ntext\n\n</details>");
});
