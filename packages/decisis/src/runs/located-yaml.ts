import { isMap, isPair, isScalar, LineCounter, type Node, parseDocument } from "yaml";
import type { z } from "zod";

/** One thing wrong with a file, where it stands. Lines and columns count from 1. */
export interface Problem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface LocatedYaml {
  readonly value: unknown;
  /** Faults of the YAML itself. */
  readonly problems: readonly Problem[];
  /** Gives the issues that a schema found in `value` their places. */
  locate(issues: readonly z.core.$ZodIssue[]): Problem[];
}

/** Parses YAML 1.2 (core schema) and remembers where everything stands. */
export function parseYaml(text: string): LocatedYaml {
  const lines = new LineCounter();
  const doc = parseDocument(text, {
    version: "1.2",
    schema: "core",
    lineCounter: lines,
    prettyErrors: false,
    logLevel: "error",
  });
  const at = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problems = [...doc.errors, ...doc.warnings].map((e) => ({ ...at(e.pos[0]), message: oneLine(e.message) }));
  // Every bracket that was open then is reported as unclosed too.
  const deep = problems.find((p) => /call stack|Stack overflow/.test(p.message));
  if (deep !== undefined) problems.splice(0, problems.length, { ...deep, message: "is nested too deeply" });

  let value: unknown = null;
  if (problems.length === 0) {
    try {
      value = doc.toJS({ maxAliasCount: 100 });
    } catch (error) {
      problems.push({ line: 1, column: 1, message: oneLine((error as Error).message) });
    }
  }

  /** The key at `path` if it is there, else the nearest thing around it that is. */
  const offsetOf = (path: readonly PropertyKey[]): number => {
    const last = path.at(-1);
    const parent = path.length === 0 ? null : (doc.getIn(path.slice(0, -1), true) as Node | undefined);
    if (isMap(parent)) {
      const pair = parent.items.find((p) => isPair(p) && isScalar(p.key) && p.key.value === last);
      const key = pair?.key as Node | undefined;
      if (key?.range) return key.range[0];
    }
    const node = doc.getIn(path, true) as Node | undefined;
    if (node?.range) return node.range[0];
    return path.length === 0 ? 0 : offsetOf(path.slice(0, -1));
  };

  return {
    value,
    problems,
    locate: (issues) =>
      issues
        .flatMap((issue) =>
          issue.code === "unrecognized_keys"
            ? issue.keys.map((key) => ({
                ...at(offsetOf([...issue.path, key])),
                message: `${spell([...issue.path, key])}: unknown setting; check the spelling against the run-file reference`,
              }))
            : [{ ...at(offsetOf(issue.path)), message: describe(issue) }],
        )
        .sort((a, b) => a.line - b.line || a.column - b.column),
  };
}

function describe(issue: z.core.$ZodIssue): string {
  const where = issue.path.length > 0 ? `${spell(issue.path)}: ` : "";
  return (
    where +
    oneLine(issue.message.replace(/^Invalid input: /, "").replace(/, received undefined$/, ", but it is missing"))
  );
}

/** `stages[1].epsilon`; keys that would not read as one word are quoted and cut. */
const spell = (path: readonly PropertyKey[]): string =>
  path.map((p, i) => (typeof p === "number" ? `[${p}]` : `${i > 0 ? "." : ""}${word(String(p))}`)).join("");

const word = (key: string): string => (/^[\w-]{1,80}$/.test(key) ? key : JSON.stringify(key.slice(0, 80)));

const oneLine = (text: string): string => text.split("\n")[0].trim();
