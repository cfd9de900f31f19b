import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { decisis } from "./test-support/decisis.ts";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const pages = ["README.md", "CONTRIBUTING.md", ...globSync("docs/**/*.md", { cwd: root }).sort()];
const read = (page: string): string => readFileSync(join(root, page), "utf8");

/** What a command prints for `--help`. */
const help = async (...verb: string[]): Promise<string> => (await decisis(...verb, "--help")).out;

/** Names under `Commands:`. */
const commandsIn = (text: string): string[] =>
  [...(text.split("\nCommands:\n")[1] ?? "").matchAll(/^ {2}([a-z][a-z-]*)/gm)].map((m) => m[1]);
const optionsIn = (text: string): string[] => [...text.matchAll(/(?<![\w-])--[a-z][a-z-]*/g)].map((m) => m[0]);

/** Fenced blocks line by line, and code spans. */
function codeOf(text: string): string[] {
  const fences = [...text.matchAll(/^ *```[^\n]*\n([\s\S]*?)^ *```/gm)].flatMap((m) => m[1].split("\n"));
  const spans = [...text.replaceAll(/^ *```[\s\S]*?^ *```/gm, "").matchAll(/`([^`\n]+)`/g)].map((m) => m[1]);
  return [...fences, ...spans];
}

/** Anchors as GitHub makes them from headings. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\- ]/gu, "")
      .replaceAll(" ", "-"),
  );

describe("the pages", () => {
  it.each(pages)("%s links to what is there", (page) => {
    for (const [, link] of read(page).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(link)) continue;
      const [path, anchor] = link.split("#");
      const target = path === "" ? page : join(dirname(page), path);
      expect(existsSync(join(root, target)), `${page}: ${link}`).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(read(target)), `${page}: ${link}`).toContain(anchor);
    }
  });

  it("name commands and options that there are", async () => {
    const verbs = commandsIn(await help());
    expect(verbs).toContain("train");
    const known = new Map<string, string>();
    let checked = 0;
    for (const page of pages)
      for (const line of codeOf(read(page)))
        for (const [call, verb, next = ""] of line.matchAll(/\bdecisis ([a-z][a-z-]*)(?: ([a-z]+))?[^&|;]*/g)) {
          const where = `${page}: ${call}`;
          expect(verbs, where).toContain(verb);
          if (!known.has(verb)) known.set(verb, await help(verb));
          const group = commandsIn(known.get(verb)!);
          if (group.length > 0 && next !== "") expect(group, where).toContain(next);
          const key = group.length > 0 ? `${verb} ${next}` : verb;
          if (!known.has(key)) known.set(key, await help(...key.trim().split(" ")));
          for (const option of optionsIn(call))
            expect([...optionsIn(known.get(key)!), "--json", "--verbose"], where).toContain(option);
          checked++;
        }
    expect(checked).toBeGreaterThan(20);
  });
});
