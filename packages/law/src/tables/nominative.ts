/**
 * Early volumes that are cited with the reporter's name in brackets: `68 U.S. (1 Wall.) 101`, `93 Mass. (11 Allen) 367`
 * (Indigo Book T1.1 and T3). Rows: edition, first volume, last volume, name, number of the first volume in the reporter's own series.
 */
const NOMINATIVE: readonly (readonly [string, number, number, string, number])[] = [
  ["U.S.", 1, 4, "Dall.", 1],
  ["U.S.", 5, 13, "Cranch", 1],
  ["U.S.", 14, 25, "Wheat.", 1],
  ["U.S.", 26, 41, "Pet.", 1],
  ["U.S.", 42, 65, "How.", 1],
  ["U.S.", 66, 67, "Black", 1],
  ["U.S.", 68, 90, "Wall.", 1],
  ["Mass.", 2, 17, "Tyng", 1],
  ["Mass.", 18, 41, "Pick.", 1],
  ["Mass.", 42, 54, "Met.", 1],
  ["Mass.", 55, 66, "Cush.", 1],
  ["Mass.", 67, 82, "Gray", 1],
  ["Mass.", 83, 96, "Allen", 1],
];

/** The bracket between reporter and page, e.g. `11 Allen`, or `null` where none belongs. */
export function nominative(edition: string, volume: string): string | null {
  const number = Number(volume);
  for (const [name, first, last, reporter, start] of NOMINATIVE) {
    if (name === edition && number >= first && number <= last) {
      return `${number - first + start} ${reporter}`;
    }
  }
  return null;
}
