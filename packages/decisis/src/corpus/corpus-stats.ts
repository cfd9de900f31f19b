import type { Split, SplitCase } from "./split-case.ts";

/** What a corpus holds. Lists are sorted by falling count, then by name. */
export interface CorpusStats {
  readonly cases: number;
  readonly clusters: number;
  readonly parts: Readonly<Record<Split, number>>;
  readonly origins: Readonly<Record<"real" | "generated", number>>;
  readonly opinions: number;
  /** UTF-16 units of all opinion texts. */
  readonly characters: number;
  readonly casesWithoutOpinion: number;
  readonly years: readonly [first: string, last: string] | null;
  readonly jurisdictions: readonly Count[];
  readonly courts: readonly Count[];
  /** By reporter of the first citation. */
  readonly reporters: readonly Count[];
  readonly decades: readonly Count[];
  readonly licences: readonly Count[];
}

export interface Count {
  readonly name: string;
  readonly cases: number;
}

export function corpusStats(cases: readonly SplitCase[]): CorpusStats {
  const proper = (c: SplitCase) => c.record.opinions.filter((o) => o.type !== "head-matter");
  const years = cases.map((c) => c.record.decisionDate.slice(0, 4)).sort();
  return {
    cases: cases.length,
    clusters: new Set(cases.map((c) => c.cluster)).size,
    parts: {
      train: cases.filter((c) => c.split === "train").length,
      validation: cases.filter((c) => c.split === "validation").length,
      test: cases.filter((c) => c.split === "test").length,
    },
    origins: {
      real: cases.filter((c) => c.origin === "real").length,
      generated: cases.filter((c) => c.origin === "generated").length,
    },
    opinions: cases.reduce((sum, c) => sum + proper(c).length, 0),
    characters: cases.reduce((sum, c) => sum + proper(c).reduce((s, o) => s + o.text.length, 0), 0),
    casesWithoutOpinion: cases.filter((c) => proper(c).length === 0).length,
    years: years.length === 0 ? null : [years[0], years[years.length - 1]],
    jurisdictions: counts(cases, (c) => c.record.jurisdiction || "(none)"),
    courts: counts(cases, (c) => c.record.court.name),
    reporters: counts(cases, (c) => c.record.citations[0]?.reporter ?? "(none)"),
    decades: counts(cases, (c) => `${c.record.decisionDate.slice(0, 3)}0s`),
    licences: counts(cases, (c) => c.record.provenance.licence),
  };
}

function counts(cases: readonly SplitCase[], of: (c: SplitCase) => string): Count[] {
  const found = new Map<string, number>();
  for (const c of cases) found.set(of(c), (found.get(of(c)) ?? 0) + 1);
  return [...found]
    .map(([name, n]) => ({ name, cases: n }))
    .sort((a, b) => b.cases - a.cases || (a.name < b.name ? -1 : 1));
}
