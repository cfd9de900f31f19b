/**
 * Generates `src/tables/data/*.json` from a folder with the source tables.
 *
 *     node scripts/make-tables.ts <folder>
 *
 * Only facts are taken over (abbreviations, dates, court strings), each file with its source, revision and licence in the header.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const REPORTERS = {
  source: "https://github.com/freelawproject/reporters-db",
  revision: "6b3af4897cc03126665c32e4db683461d768fd97",
  licence: "BSD-2-Clause",
};
const COURTS = {
  source: "https://github.com/freelawproject/courts-db",
  revision: "b8918b528a45516b28f67a4e9ab769325e986b7e",
  licence: "BSD-2-Clause",
};
const INDIGO = {
  source: "The Indigo Book 2.0, rev. 2023-1, https://github.com/indigobook/text",
  revision: "25058d332db290c76b5471c84b291ccd0efa44cb",
  licence: "CC0-1.0",
};

interface Reporter {
  readonly key: string;
  readonly cite_type: string;
  readonly editions: Readonly<Record<string, { readonly start: string | null; readonly end: string | null }>>;
  readonly mlz_jurisdiction: readonly string[];
  readonly variations: Readonly<Record<string, string>>;
}

/** First and last year of editions that the source dates wrongly (citation rules 5.2); `null` = still published. */
const DATE_CORRECTIONS: Readonly<Record<string, readonly [number, number | null]>> = {
  "F. Supp.": [1932, 1998],
  "F.R.D.": [1938, null],
  "Mass.": [1804, null],
  "U.S.": [1790, null],
  "F. Supp. 2d": [1997, 2014],
  "F. Supp. 3d": [2013, null],
};

/** Variations that the source lacks or sends to the wrong place. */
const MORE_VARIATIONS: Readonly<Record<string, string>> = {
  "Mass. Law Rep.": "Mass. L. Rptr.",
  "Ohio Law. Abs.": "Ohio Law Abs.",
  "F. Appx.": "F. App'x",
  "F. App'x.": "F. App'x",
  "Fed. Appx.": "F. App'x",
  "Fed. App'x": "F. App'x",
  "F. Appendix": "F. App'x",
  Pac: "P.",
  "Pac.": "P.",
};

/** Editions that the source spells otherwise than the tables of the Indigo Book (T1, T3). */
const EDITION_NAMES: Readonly<Record<string, string>> = {
  "Ohio Law. Abs.": "Ohio Law Abs.",
};

function main(folder: string): void {
  const rows = <Row>(name: string): Row[] =>
    readFileSync(join(folder, name), "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Row);

  writeTable("reporters.json", REPORTERS, reporterRows(rows<Reporter>("reporters.jsonl")));
  const courts = rows<{ citation_string: string; id: string }>("courts.jsonl");
  writeTable("courts.json", COURTS, courtRows(courts));
  const indigo = rows<{ table: string; row: number; cells: string[] }>("indigobook.jsonl");
  const cells = (table: string): string[][] => indigo.filter((r) => r.table === table && r.row > 0).map((r) => r.cells);
  const extra = rows<{ abbreviation: string; words: string[] }>("case_name_abbreviations.jsonl");
  writeTable("words.json", [INDIGO, REPORTERS], wordRows(cells("T11"), extra));
  writeTable("places.json", INDIGO, placeRows(cells("T12.1"), [...cells("T12.2"), ...cells("T12.3")]));
}

/** `edition|type|first year|last year|jurisdictions|variations separated by tabs` */
function reporterRows(reporters: readonly Reporter[]): string[] {
  const lines: string[] = [];
  const extra = Object.entries(MORE_VARIATIONS);
  for (const reporter of reporters) {
    for (const [sourceEdition, dates] of Object.entries(reporter.editions)) {
      const edition = EDITION_NAMES[sourceEdition] ?? sourceEdition;
      const [start, end] = DATE_CORRECTIONS[edition] ?? [year(dates.start), year(dates.end)];
      const variations = Object.entries(reporter.variations)
        .filter(([variation, target]) => target === sourceEdition && variation !== edition)
        .map(([variation]) => straight(variation));
      for (const [variation, target] of extra) {
        if (target === edition && variation !== edition) {
          variations.push(variation);
        }
      }
      const places = [...new Set(reporter.mlz_jurisdiction.map((place) => place.split(";")[0].replace(/^us:/, "")))];
      lines.push(
        [straight(edition), reporter.cite_type, start ?? "", end ?? "", places.join(","), variations.join("\t")].join(
          "|",
        ),
      );
    }
  }
  return lines;
}

function courtRows(courts: readonly { citation_string: string; id: string }[]): string[] {
  const strings = new Set<string>();
  for (const court of courts) {
    if (court.citation_string !== "") {
      strings.add(court.id === "scotus" ? "U.S." : straight(court.citation_string).trim());
    }
  }
  return [...strings].sort();
}

/** `word|abbreviation`; T11 first, then the words that only the older list has. */
function wordRows(table: readonly string[][], older: readonly { abbreviation: string; words: string[] }[]): string[] {
  const words = new Map<string, string>();
  const put = (word: string, abbreviation: string): void => {
    const key = straight(word).trim();
    if (key !== "" && !words.has(key)) {
      words.set(key, straight(abbreviation).trim());
    }
  };
  for (const [left, right] of table) {
    const list = left.replace(/\(.*/s, "").split(/,\s*/);
    const abbreviations = T11_OVERRIDES[list[0].trim()] ?? right.replace(/\(.*/s, "").split(/,\s*/);
    for (const [index, word] of list.entries()) {
      const feminine = abbreviations.length > 1 && index > 0;
      put(word, feminine ? abbreviations[1] : abbreviations[0]);
    }
  }
  for (const row of older) {
    for (const word of row.words) {
      if (!OLDER_WORDS_LEFT_OUT.has(word)) {
        put(word, row.abbreviation);
      }
    }
  }
  for (const word of T11_LEFT_OUT) {
    words.delete(word);
  }
  return [...words].map(([word, abbreviation]) => `${word}|${abbreviation}`).sort();
}

const T11_OVERRIDES: Readonly<Record<string, readonly string[]>> = {
  Executor: ["Ex'r", "Ex'x"],
  Laboratory: ["Lab'y"],
  University: ["Univ."],
  County: ["Cnty."],
};

/** Words whose abbreviation the table itself calls optional, or that serve periodical titles only. */
const T11_LEFT_OUT: readonly string[] = ["Reporter", "Report", "Revista", "Forum", "English", "Fortnightly"];
const OLDER_WORDS_LEFT_OUT: ReadonlySet<string> = new Set([
  "America",
  "Advertising",
  "County",
  "Laboratory",
  "Schools",
]);

/** `place|abbreviation|s` for American states and territories, `c` for cities, `f` for the rest. */
function placeRows(american: readonly string[][], foreign: readonly string[][]): string[] {
  const lines: string[] = [];
  let section = "s";
  for (const [place, abbreviation] of american) {
    if (abbreviation === undefined) {
      section = place === "Cities" ? "c" : "s";
    } else if (!(section === "c" && place === "New York")) {
      lines.push(`${straight(place)}|${straight(abbreviation)}|${place === "District of Columbia" ? "s" : section}`);
    }
  }
  const known = new Set(american.map(([place]) => place));
  for (const [place, abbreviation] of foreign) {
    const plain = place.replace(/[,(].*/s, "").trim();
    if (abbreviation !== undefined && plain === place && !known.has(place) && place !== "Africa") {
      lines.push(`${straight(place)}|${straight(abbreviation)}|f`);
    }
  }
  return lines;
}

const straight = (text: string): string => text.replace(/[‘’]/g, "'");

function year(date: string | null): number | null {
  const first = date === null ? Number.NaN : Number(date.slice(0, 4));
  return Number.isNaN(first) || first < 1600 ? null : first;
}

function writeTable(name: string, header: object, lines: readonly string[]): void {
  const path = fileURLToPath(new URL(`../src/tables/data/${name}`, import.meta.url));
  const body = lines.map((line) => `    ${JSON.stringify(line)}`).join(",\n");
  writeFileSync(path, `{\n  "header": ${JSON.stringify(header)},\n  "rows": [\n${body}\n  ]\n}\n`);
  process.stdout.write(`${name}: ${lines.length} rows\n`);
}

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write("make-tables: give the folder with reporters.jsonl, courts.jsonl and indigobook.jsonl\n");
  process.exitCode = 2;
} else {
  main(folder);
}
