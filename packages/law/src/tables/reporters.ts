import data from "./data/reporters.json" with { type: "json" };

/** One edition of a reporter; `F.`, `F.2d` and `F.3d` are three. */
export interface Edition {
  /** Canonical abbreviation, spaced as rule 15 asks. */
  readonly name: string;
  /** `federal`, `state`, `state_regional`, `neutral`, `specialty` … */
  readonly type: string;
  readonly firstYear: number | null;
  readonly lastYear: number | null;
  /** Short jurisdiction codes: `ny`, `c8`, `us` … */
  readonly places: readonly string[];
}

interface TrieNode {
  readonly next: Map<string, TrieNode>;
  editions: Edition[] | null;
}

interface ReporterIndex {
  readonly byName: ReadonlyMap<string, readonly Edition[]>;
  readonly exact: TrieNode;
  readonly loose: TrieNode;
}

let index: ReporterIndex | null = null;

/**
 * Built on first use: about 3,700 strings, white space left out, so that `F. 2d` and `F.2d` are one path. On the loose paths
 * capitals, stops and apostrophes are left out as well, `&` is also `and`, and `2d` and `3d` are also `2nd` and `3rd`.
 */
function reporterIndex(): ReporterIndex {
  if (index !== null) {
    return index;
  }
  const byName = new Map<string, Edition[]>();
  const exact: TrieNode = { next: new Map(), editions: null };
  const loose: TrieNode = { next: new Map(), editions: null };
  const variations: [string, Edition][] = [];
  for (const row of data.rows) {
    const [name, type, first, last, places, others] = row.split("|");
    const edition: Edition = {
      name,
      type,
      firstYear: first === "" ? null : Number(first),
      lastYear: last === "" ? null : Number(last),
      places: places === "" ? [] : places.split(","),
    };
    byName.set(name, [...(byName.get(name) ?? []), edition]);
    insert(exact, name, edition);
    insertLoosely(loose, name, edition);
    for (const other of others === "" ? [] : others.split("\t")) {
      variations.push([other, edition]);
    }
  }
  // Canonical strings come first in every list of candidates.
  for (const [variation, edition] of variations) {
    insert(exact, variation, edition);
    insertLoosely(loose, variation, edition);
  }
  index = { byName, exact, loose };
  return index;
}

function insert(root: TrieNode, text: string, edition: Edition): void {
  let node = root;
  for (const char of text) {
    if (char === " ") {
      continue;
    }
    let next = node.next.get(char);
    if (next === undefined) {
      next = { next: new Map(), editions: null };
      node.next.set(char, next);
    }
    node = next;
  }
  node.editions ??= [];
  if (!node.editions.includes(edition)) {
    node.editions.push(edition);
  }
}

function insertLoosely(root: TrieNode, text: string, edition: Edition): void {
  const bare = [...text.toLowerCase()].filter((char) => !isUnheeded(char)).join("");
  const ordinals = [bare, bare.replace(/2d$/, "2nd").replace(/3d$/, "3rd")];
  for (const form of new Set(ordinals.flatMap((ordinal) => [ordinal, ordinal.replaceAll("&", "and")]))) {
    insert(root, form, edition);
  }
}

export function editionsNamed(name: string): readonly Edition[] {
  return reporterIndex().byName.get(name) ?? [];
}

/** A reporter string that starts at some offset, with the end offset and the editions it may stand for. */
export interface ReporterMatch {
  readonly end: number;
  readonly editions: readonly Edition[];
}

const MAX_GAP = 3;

/**
 * All reporter strings that start at `start`, longest first. White space inside is skipped (up to three characters at a time),
 * curly apostrophes count as straight ones; `loose` heeds neither capitals nor stops nor apostrophes. The walk is bounded by
 * the longest reporter string, so the cost is constant.
 */
export function reportersAt(text: string, start: number, loose = false): readonly ReporterMatch[] {
  const trie = reporterIndex();
  let node: TrieNode = loose ? trie.loose : trie.exact;
  const found: ReporterMatch[] = [];
  let gap = 0;
  for (let at = start; at < text.length; at += 1) {
    let char = text[at];
    if (isSpace(char) || (loose && isUnheeded(char))) {
      gap += 1;
      if (gap > MAX_GAP) {
        break;
      }
      continue;
    }
    gap = 0;
    char = char === "’" || char === "‘" ? "'" : loose ? char.toLowerCase() : char;
    const next = node.next.get(char);
    if (next === undefined) {
      break;
    }
    node = next;
    if (node.editions !== null) {
      found.push({ end: loose && text[at + 1] === "." ? at + 2 : at + 1, editions: node.editions });
    }
  }
  return found.reverse();
}

function isUnheeded(char: string): boolean {
  return char === "." || char === "'" || char === "’" || char === "‘";
}

export function isSpace(char: string): boolean {
  return (
    char === " " ||
    char === "\n" ||
    char === "\t" ||
    char === "\r" ||
    char === "\u00a0" ||
    char === "\u2009" ||
    char === "\u202f"
  );
}

/**
 * Whether a case of `year` can stand in the edition (rule 17). One year of tolerance; a year before the first one is believed
 * of a low volume only.
 */
export function yearFits(edition: Edition, year: number, volume: number): boolean {
  const { firstYear, lastYear } = edition;
  if (firstYear !== null && (year < firstYear - 1 || (year < firstYear && volume > 20))) {
    return false;
  }
  return lastYear === null || year <= lastYear + 1;
}
