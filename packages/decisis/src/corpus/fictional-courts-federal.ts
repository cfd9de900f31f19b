import type { CourtProfile, Series } from "./court-profile.ts";

const FEDERAL_REPORTER: readonly Series[] = [
  ["F.", 1891, 45, 1924, 300],
  ["F.2d", 1925, 2, 1993, 999],
  ["F.3d", 1993, 1, 2021, 999],
  ["F.4th", 2021, 1, 2023, 85],
  ["F. App'x", 2001, 1, 2020, 840],
];
const FEDERAL_SUPPLEMENT: readonly Series[] = [
  ["F. Supp.", 1932, 1, 1998, 999],
  ["F. Supp. 2d", 1998, 1, 2014, 999],
  ["F. Supp. 3d", 2014, 1, 2022, 630],
  ["F.R.D.", 1940, 1, 2018, 325],
  ["F.", 1912, 193, 1924, 300],
  ["F.2d", 1925, 2, 1931, 54],
];
const CIRCUITS: readonly (readonly [ordinal: string, abbreviation: string, fromYear: number])[] = [
  ["First", "1st Cir.", 1891],
  ["Second", "2d Cir.", 1891],
  ["Third", "3d Cir.", 1891],
  ["Fourth", "4th Cir.", 1891],
  ["Fifth", "5th Cir.", 1891],
  ["Sixth", "6th Cir.", 1891],
  ["Seventh", "7th Cir.", 1891],
  ["Eighth", "8th Cir.", 1891],
  ["Ninth", "9th Cir.", 1891],
  ["Tenth", "10th Cir.", 1929],
  ["Eleventh", "11th Cir.", 1981],
  ["District of Columbia", "D.C. Cir.", 1948],
  ["Federal", "Fed. Cir.", 1982],
];

/** State, its abbreviation in district names, and its districts (`""`: the whole state is one). */
const DISTRICTS: readonly (readonly [state: string, abbreviation: string, parts: string])[] = [
  ["Alabama", "Ala.", "N M S"],
  ["Alaska", "Alaska", ""],
  ["Arizona", "Ariz.", ""],
  ["Arkansas", "Ark.", "E W"],
  ["California", "Cal.", "N E C S"],
  ["Colorado", "Colo.", ""],
  ["Connecticut", "Conn.", ""],
  ["Delaware", "Del.", ""],
  ["Columbia", "D.C.", ""],
  ["Florida", "Fla.", "N M S"],
  ["Georgia", "Ga.", "N M S"],
  ["Hawaii", "Haw.", ""],
  ["Idaho", "Idaho", ""],
  ["Illinois", "Ill.", "N C S"],
  ["Indiana", "Ind.", "N S"],
  ["Iowa", "Iowa", "N S"],
  ["Kansas", "Kan.", ""],
  ["Kentucky", "Ky.", "E W"],
  ["Louisiana", "La.", "E M W"],
  ["Maine", "Me.", ""],
  ["Maryland", "Md.", ""],
  ["Massachusetts", "Mass.", ""],
  ["Michigan", "Mich.", "E W"],
  ["Minnesota", "Minn.", ""],
  ["Mississippi", "Miss.", "N S"],
  ["Missouri", "Mo.", "E W"],
  ["Montana", "Mont.", ""],
  ["Nebraska", "Neb.", ""],
  ["Nevada", "Nev.", ""],
  ["New Hampshire", "N.H.", ""],
  ["New Jersey", "N.J.", ""],
  ["New Mexico", "N.M.", ""],
  ["New York", "N.Y.", "N E S W"],
  ["North Carolina", "N.C.", "E M W"],
  ["North Dakota", "N.D.", ""],
  ["Ohio", "Ohio", "N S"],
  ["Oklahoma", "Okla.", "N E W"],
  ["Oregon", "Or.", ""],
  ["Pennsylvania", "Pa.", "E M W"],
  ["Rhode Island", "R.I.", ""],
  ["South Carolina", "S.C.", ""],
  ["South Dakota", "S.D.", ""],
  ["Tennessee", "Tenn.", "E M W"],
  ["Texas", "Tex.", "N E S W"],
  ["Utah", "Utah", ""],
  ["Vermont", "Vt.", ""],
  ["Virginia", "Va.", "E W"],
  ["Washington", "Wash.", "E W"],
  ["West Virginia", "W. Va.", "N S"],
  ["Wisconsin", "Wis.", "E W"],
  ["Wyoming", "Wyo.", ""],
];
const DIRECTIONS: Readonly<Record<string, string>> = {
  N: "Northern",
  E: "Eastern",
  S: "Southern",
  W: "Western",
  M: "Middle",
  C: "Central",
};

function districtCourts(): CourtProfile[] {
  return DISTRICTS.flatMap(([state, place, parts]) =>
    (parts === "" ? [""] : parts.split(" ")).flatMap((part): CourtProfile[] => {
      const letter = part === "" ? "D." : `${part}.D.`;
      // Single capitals close up (S.D.N.Y., D.D.C.), longer abbreviations take a space (S.D. Cal., N.D. W. Va.).
      const abbreviation = /^([A-Z]\.)+$/.test(place) ? `${letter}${place}` : `${letter} ${place}`;
      const region = `${part === "" ? "" : `${DIRECTIONS[part]} `}District of ${state}`;
      const shared = {
        jurisdiction: "United States",
        state: state === "Columbia" ? "District of Columbia" : state,
        parallel: [],
      };
      return [
        {
          ...shared,
          name: `United States District Court for the ${region}`,
          abbreviation,
          kind: "district",
          official: FEDERAL_SUPPLEMENT,
        },
        {
          ...shared,
          name: `United States Bankruptcy Court for the ${region}`,
          abbreviation: `Bankr. ${abbreviation}`,
          kind: "bankruptcy",
          official: [["B.R.", 1980, 1, 2021, 630]],
        },
      ];
    }),
  );
}

function circuitCourts(): CourtProfile[] {
  return CIRCUITS.map(([ordinal, abbreviation, fromYear]) => ({
    name: `United States Court of Appeals for the ${ordinal} Circuit`,
    abbreviation,
    jurisdiction: "United States",
    kind: "circuit",
    state: null,
    official: FEDERAL_REPORTER.flatMap((series): Series[] => {
      const [reporter, from, first, to, last] = series;
      if (fromYear <= from) return [series];
      if (fromYear >= to) return [];
      return [[reporter, fromYear, Math.round(first + ((last - first) * (fromYear - from)) / (to - from)), to, last]];
    }),
    parallel: abbreviation === "D.C. Cir." ? [["U.S. App. D.C.", 1948, 83, 2013, 405]] : [],
  }));
}

const single = (
  kind: CourtProfile["kind"],
  name: string,
  abbreviation: string,
  official: readonly Series[],
  parallel: readonly Series[] = [],
): CourtProfile => ({ name, abbreviation, jurisdiction: "United States", kind, state: null, official, parallel });

export const FEDERAL_COURTS: readonly CourtProfile[] = [
  single(
    "supreme",
    "Supreme Court of the United States",
    "U.S.",
    [["U.S.", 1880, 102, 2016, 580]],
    [
      ["S. Ct.", 1883, 2, 2016, 136],
      ["L. Ed.", 1880, 26, 1955, 99],
      ["L. Ed. 2d", 1957, 1, 2016, 195],
    ],
  ),
  ...circuitCourts(),
  ...districtCourts(),
  single("claims", "United States Court of Federal Claims", "Fed. Cl.", [["Fed. Cl.", 1993, 27, 2021, 155]]),
  single("claims", "United States Claims Court", "Cl. Ct.", [["Cl. Ct.", 1983, 1, 1992, 26]]),
  single("claims", "United States Court of Claims", "Ct. Cl.", [["Ct. Cl.", 1890, 25, 1981, 229]]),
  single("tax", "United States Tax Court", "T.C.", [["T.C.", 1943, 1, 2020, 155]]),
  single("tax", "United States Board of Tax Appeals", "B.T.A.", [["B.T.A.", 1925, 1, 1941, 45]]),
  single("trade", "United States Court of International Trade", "Ct. Int'l Trade", [
    ["Ct. Int'l Trade", 1981, 1, 2010, 34],
  ]),
  single("trade", "United States Customs Court", "Cust. Ct.", [["Cust. Ct.", 1938, 1, 1980, 85]]),
  single("trade", "United States Court of Customs and Patent Appeals", "C.C.P.A.", [["C.C.P.A.", 1930, 17, 1981, 68]]),
  single("military", "United States Court of Appeals for the Armed Forces", "C.A.A.F.", [["M.J.", 1995, 41, 2018, 78]]),
  single("military", "United States Army Court of Criminal Appeals", "A. Ct. Crim. App.", [
    ["M.J.", 1995, 41, 2018, 78],
  ]),
  single("military", "United States Court of Military Appeals", "C.M.A.", [["M.J.", 1977, 3, 1994, 40]]),
];
