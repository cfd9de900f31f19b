import data from "./data/places.json" with { type: "json" };

/** `state`: American states, territories and the District of Columbia; `city`: American cities; `foreign`: the rest (T12). */
export type PlaceKind = "state" | "city" | "foreign";

export interface Place {
  readonly name: string;
  readonly abbreviation: string;
  readonly kind: PlaceKind;
}

let byName: ReadonlyMap<string, Place> | null = null;

/** Lower-case name to place; American names win over foreign ones (Georgia). */
export function places(): ReadonlyMap<string, Place> {
  if (byName !== null) {
    return byName;
  }
  const map = new Map<string, Place>();
  for (const row of data.rows) {
    const [name, abbreviation, kind] = row.split("|");
    if (!map.has(name.toLowerCase())) {
      const place: Place = { name, abbreviation, kind: kind === "s" ? "state" : kind === "c" ? "city" : "foreign" };
      map.set(name.toLowerCase(), place);
    }
  }
  byName = map;
  return map;
}

/** Abbreviations of states and territories, e.g. `N.Y.`, longest first. */
export function stateAbbreviations(): readonly string[] {
  const list = [...places().values()].filter((place) => place.kind === "state").map((place) => place.abbreviation);
  return [...new Set([...list, "Am. Samoa"])].sort((a, b) => b.length - a.length);
}

/** The state whose abbreviation is `abbreviation`. */
export function stateByAbbreviation(abbreviation: string): Place | null {
  for (const place of places().values()) {
    if (place.kind === "state" && place.abbreviation === abbreviation) {
      return place;
    }
  }
  return null;
}
