import data from "./data/courts.json" with { type: "json" };

let strings: ReadonlySet<string> | null = null;

/** Whether `text` is a court string of the table, e.g. `S.D.N.Y.`, `Bankr. N.D. Ohio`, `Wis. Ct. App.` */
export function isCourtString(text: string): boolean {
  strings ??= new Set(data.rows);
  return strings.has(text);
}
