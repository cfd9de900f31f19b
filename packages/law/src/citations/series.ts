const SERIES = /\s?(?:2d|3d|[4-9]th)$/;

/** `F. Supp. 2d` without its series: `F. Supp.`; `P.3d`: `P.` */
export function seriesBase(edition: string): string {
  return edition.replace(SERIES, "");
}

/** Whether the edition is of the `least`-th series or later. */
export function isSeries(edition: string, least: number): boolean {
  const match = /(\d)(?:d|th)$/.exec(edition);
  return match !== null && Number(match[1]) >= least;
}
