import { closest, distance } from "fastest-levenshtein";
import { isMap, isNode, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from "yaml";
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
  /** Gives the issues that a schema found in `value` their places; for an unknown key it names the one of `known` it may mean. */
  locate(issues: readonly z.core.$ZodIssue[], known: readonly string[]): Problem[];
}

/** Parses YAML 1.2 (core schema) and remembers where everything stands. Linear in the text, whatever its keys. */
export function parseYaml(text: string): LocatedYaml {
  const lines = new LineCounter();
  const doc = parseDocument(text, {
    version: "1.2",
    schema: "core",
    // `<<: *stage` takes over another map's settings, as in YAML 1.1.
    merge: true,
    lineCounter: lines,
    prettyErrors: false,
    logLevel: "error",
    // Looks at all earlier keys of a map for each one; `repeatedKeys` does not.
    uniqueKeys: false,
  });
  const at = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problems = [...doc.errors, ...doc.warnings].map((e) => ({ ...at(e.pos[0]), message: oneLine(e.message) }));
  for (const offset of repeatedKeys(doc.contents)) problems.push({ ...at(offset), message: "Map keys must be unique" });
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

  const entries = new Map<YAMLMap, Map<string, Entry>>();
  const entryOf = (map: YAMLMap, key: PropertyKey): Entry | undefined => {
    if (!entries.has(map)) entries.set(map, entriesOf(map));
    return entries.get(map)!.get(String(key));
  };
  /** The key at `path` if it is there, else the nearest thing around it that is. */
  const offsetOf = (path: readonly PropertyKey[]): number => {
    let node: unknown = doc.contents;
    let offset = doc.contents?.range?.[0] ?? 0;
    for (const step of path) {
      const entry: Entry | undefined = isMap(node) ? entryOf(node, step) : undefined;
      const next: unknown = isMap(node) ? entry?.value : isSeq(node) ? node.items[Number(step)] : undefined;
      const found = entry?.key ?? next;
      if (!isNode(found) || !found.range) break;
      offset = found.range[0];
      node = next;
    }
    return offset;
  };

  return {
    value,
    problems,
    locate: (issues, known) =>
      issues
        .flatMap((issue) =>
          issue.code === "unrecognized_keys"
            ? issue.keys.map((key) => ({
                ...at(offsetOf([...issue.path, key])),
                message: `${spell([...issue.path, key])}: unknown setting; ${meant(key, known)}npx decisis train --schema lists all there are`,
              }))
            : [{ ...at(offsetOf(issue.path)), message: describe(issue) }],
        )
        .sort((a, b) => a.line - b.line || a.column - b.column),
  };
}

/** Of a key in the wrong place, or a misspelt one: as many letters may be wrong as a third of it has. */
function meant(key: string, known: readonly string[]): string {
  if (key.length > 80 || known.length === 0) return "";
  if (known.includes(key)) return "it stands elsewhere in a run file; ";
  const nearest = closest(key, known);
  return distance(key, nearest) * 3 <= key.length ? `did you mean ${nearest}? ` : "";
}

interface Entry {
  readonly key: Node;
  readonly value: unknown;
}

/** By the name that a key has in JavaScript. */
const entriesOf = (map: YAMLMap): Map<string, Entry> =>
  new Map(
    map.items.flatMap((p): [string, Entry][] =>
      isPair(p) && isScalar(p.key) ? [[String(p.key.value), { key: p.key, value: p.value }]] : [],
    ),
  );

/** Where keys stand that their map has already. */
function repeatedKeys(root: unknown): number[] {
  const offsets: number[] = [];
  for (const pending = [root]; pending.length > 0; ) {
    const node = pending.pop();
    if (isSeq(node)) for (const item of node.items) pending.push(item);
    if (!isMap(node)) continue;
    const seen = new Set<unknown>();
    for (const { key, value } of node.items) {
      pending.push(key, value);
      if (!isScalar(key)) continue;
      if (seen.has(key.value)) offsets.push(key.range?.[0] ?? 0);
      seen.add(key.value);
    }
  }
  return offsets.sort((a, b) => a - b);
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
