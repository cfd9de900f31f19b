import data from "./data/words.json" with { type: "json" };

export interface WordTables {
  /** Lower-case word, plurals included, to its abbreviation (T11). */
  readonly abbreviations: ReadonlyMap<string, string>;
  /** Lower-case abbreviations without stops, plurals included. */
  readonly known: ReadonlySet<string>;
}

let tables: WordTables | null = null;

/** Words of case names and their abbreviations (T11), plurals included. */
export function caseNameWords(): WordTables {
  if (tables !== null) {
    return tables;
  }
  const abbreviations = new Map<string, string>();
  for (const row of data.rows) {
    const [word, abbreviation] = row.split("|");
    abbreviations.set(word.toLowerCase(), abbreviation);
  }
  for (const [word, abbreviation] of [...abbreviations]) {
    for (const plural of pluralsOf(word)) {
      if (!abbreviations.has(plural)) {
        abbreviations.set(plural, pluralAbbreviation(abbreviation));
      }
    }
  }
  const known = new Set<string>();
  for (const abbreviation of abbreviations.values()) {
    for (const part of abbreviation.split(" ")) {
      known.add(part.toLowerCase());
    }
  }
  tables = { abbreviations, known };
  return tables;
}

function pluralsOf(word: string): readonly string[] {
  if (word.endsWith("s") || word.includes(" ")) {
    return [];
  }
  if (/[^aeiou]y$/.test(word)) {
    return [`${word.slice(0, -1)}ies`];
  }
  return /(ch|sh|x|z)$/.test(word) ? [`${word}es`] : [`${word}s`];
}

/** T11: a plural adds s, before the stop: `Assoc.` to `Assocs.`; words like `Indus.` and `Bros.` stand for both. */
function pluralAbbreviation(abbreviation: string): string {
  if (/^[A-Z]\.|s\.?$|'[a-z]+s$/.test(abbreviation) || abbreviation === "&") {
    return abbreviation;
  }
  return abbreviation.endsWith(".") ? `${abbreviation.slice(0, -1)}s.` : `${abbreviation}s`;
}
