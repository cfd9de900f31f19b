import { Random } from "@decisis/tensor";
import type { CaseCitation, CaseRecord } from "./case-record.ts";
import type { CourtKind, CourtProfile, Series } from "./court-profile.ts";
import { fictionalCaption } from "./fictional-caption.ts";
import { FICTIONAL_COURTS, KIND_SHARES } from "./fictional-courts.ts";

const COURTS_OF_KIND = new Map<CourtKind, CourtProfile[]>();
for (const court of FICTIONAL_COURTS)
  COURTS_OF_KIND.set(court.kind, [...(COURTS_OF_KIND.get(court.kind) ?? []), court]);

/** Everything but the opinion, which cites other cases and would otherwise call for theirs. */
export type FictionalHeader = Omit<CaseRecord, "opinions" | "provenance">;

/**
 * The header of the `index`-th invented case of `seed`: caption, citations, court, date. Each index is independent of the others.
 * The id is `gen:<seed>:<index>`, its own cluster key.
 */
export function fictionalHeader(seed: number, index: number): FictionalHeader {
  const random = Random.at(seed, "fictional-case", index);
  const court = random.pick(COURTS_OF_KIND.get(pickKind(random)) as CourtProfile[]);
  const { year, citations } = reportedAt(random, court);
  const caption = fictionalCaption(random, court, year);
  return {
    id: `gen:${seed}:${index}`,
    name: caption.name,
    nameAbbreviation: caption.nameAbbreviation,
    decisionDate: dateIn(random, year),
    docketNumber: `No. ${court.jurisdiction === "United States" && year > 1965 ? `${String(year % 100).padStart(2, "0")}-` : ""}${10 + random.integer(5000)}`,
    citations,
    court: { name: court.name, abbreviation: court.abbreviation },
    jurisdiction: court.jurisdiction,
  };
}

function pickKind(random: Random): CourtKind {
  let rest = random.uniform();
  for (const [kind, share] of KIND_SHARES) if ((rest -= share) < 0) return kind;
  return KIND_SHARES[0][0];
}

const LAST_PAGE: Readonly<Record<string, number>> = {
  "U.S.": 800,
  "F.3d": 1380,
  "F.2d": 1380,
  "B.R.": 950,
  "T.C.": 900,
};

/** Citations of one decision: same year everywhere, the court's own reporter first, then the parallel ones. */
function reportedAt(random: Random, court: CourtProfile): { year: number; citations: CaseCitation[] } {
  const all = [...court.official, ...court.parallel];
  // A year weighted towards the last half-century, as printed case law is.
  const from = Math.min(...all.map((s) => s[1]));
  const to = Math.max(...all.map((s) => s[3]));
  let year = 0;
  let running: Series[] = [];
  while (running.length === 0) {
    year = from + Math.floor((to - from + 1) * random.uniform() ** 0.6);
    running = court.official.filter((s) => s[1] <= year && year <= s[3]);
    if (running.length > 1) running = [pickSeries(random, running)];
    // The list of a source is not complete: some decisions name their regional reporter, others only the state's.
    const parallel = court.parallel.filter((s) => s[1] <= year && year <= s[3]);
    const keepAll = running.length === 0 || random.uniform() < (court.kind === "supreme" ? 0.5 : 0.8);
    if (keepAll) running = [...running, ...parallel];
    // Within a changeover year two runs of one reporter overlap; keep one.
    running = running.filter((s, i) => running.findIndex((t) => family(t[0]) === family(s[0])) === i);
  }
  const citations = running.map((series, i) => placeIn(random, series, year, i === 0 ? "official" : "parallel"));
  if (court.neutral && year >= court.neutral[1]) {
    const [word] = court.neutral;
    const page = String(1 + random.integer(300));
    citations.push({ type: "parallel", cite: `${year} ${word} ${page}`, volume: String(year), reporter: word, page });
  }
  return { year, citations };
}

const family = (reporter: string): string => reporter.replace(/ ?(2d|3d|4th)$/, "");

/** Lesser series of a court (F. App'x, F.R.D.) take a small share of its years. */
function pickSeries(random: Random, running: readonly Series[]): Series {
  const lesser = running.filter(([reporter]) => reporter === "F. App'x" || reporter === "F.R.D.");
  const main = running.filter((series) => !lesser.includes(series));
  return lesser.length > 0 && (main.length === 0 || random.uniform() < 0.12) ? random.pick(lesser) : random.pick(main);
}

/** Exponent of the volumes over the years: the output of the federal courts grew fast while these series ran. */
function growth(reporter: string): number {
  if (reporter === "F.2d" || reporter === "F. Supp.") return 1.9;
  return /2d$/.test(reporter) && !reporter.startsWith("F.") ? 1.3 : 1;
}

/** A place in the volumes of `series` that came out in `year`. */
export function placeIn(random: Random, series: Series, year: number, type: string): CaseCitation {
  const [reporter, fromYear, fromVolume, toYear, toVolume] = series;
  const elapsed = (year - fromYear + random.uniform()) / (toYear - fromYear + 1);
  const volume = String(fromVolume + Math.round((toVolume - fromVolume) * Math.min(1, elapsed) ** growth(reporter)));
  const page = String(1 + random.integer(LAST_PAGE[reporter] ?? 1100));
  return { type, cite: `${volume} ${reporter} ${page}`, volume, reporter, page };
}

function dateIn(random: Random, year: number): string {
  const roll = random.uniform();
  if (roll < 0.002) return String(year);
  const month = String(1 + random.integer(12)).padStart(2, "0");
  return roll < 0.012 ? `${year}-${month}` : `${year}-${month}-${String(1 + random.integer(28)).padStart(2, "0")}`;
}
