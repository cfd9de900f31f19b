import type { Series } from "./court-profile.ts";

export type Region = "A" | "NE" | "NW" | "P" | "SE" | "SW" | "NY" | "CA" | "SO";

/** Reporters that print the decisions of several states, and of the lower courts of two. */
const REGIONAL: Readonly<Record<Region, readonly Series[]>> = {
  A: [
    ["A.", 1886, 2, 1938, 200],
    ["A.2d", 1939, 1, 2010, 999],
    ["A.3d", 2010, 1, 2022, 280],
  ],
  NE: [
    ["N.E.", 1886, 2, 1936, 200],
    ["N.E.2d", 1936, 1, 2013, 999],
    ["N.E.3d", 2014, 1, 2022, 190],
  ],
  NW: [
    ["N.W.", 1880, 4, 1941, 300],
    ["N.W.2d", 1942, 1, 2022, 980],
  ],
  P: [
    ["P.", 1884, 2, 1931, 300],
    ["P.2d", 1932, 6, 2000, 999],
    ["P.3d", 2000, 1, 2022, 510],
  ],
  SE: [
    ["S.E.", 1888, 4, 1939, 200],
    ["S.E.2d", 1939, 1, 2022, 870],
  ],
  SW: [
    ["S.W.", 1887, 2, 1928, 300],
    ["S.W.2d", 1928, 1, 1999, 999],
    ["S.W.3d", 1999, 1, 2022, 640],
  ],
  NY: [
    ["N.Y.S.", 1890, 8, 1937, 300],
    ["N.Y.S.2d", 1938, 1, 2015, 999],
    ["N.Y.S.3d", 2015, 1, 2020, 130],
  ],
  CA: [
    ["P.", 1906, 83, 1931, 300],
    ["P.2d", 1932, 6, 1959, 345],
    ["Cal. Rptr.", 1960, 1, 1991, 286],
    ["Cal. Rptr. 2d", 1992, 3, 2003, 135],
    ["Cal. Rptr. 3d", 2004, 7, 2020, 270],
  ],
  SO: [
    ["So.", 1888, 3, 1941, 200],
    ["So. 2d", 1941, 1, 2008, 999],
    ["So. 3d", 2009, 1, 2022, 335],
  ],
};

/** The series of a region from a year on, the first with the volume that it had reached. */
export function regionalSince(fromYear: number, region: Region): Series[] {
  return REGIONAL[region].flatMap(([reporter, from, first, to, last]): Series[] => {
    if (to < fromYear) return [];
    const start = Math.max(from, fromYear);
    const volume = Math.round(first + ((last - first) * (start - from)) / Math.max(1, to - from));
    return [[reporter, start, volume, to, last]];
  });
}
