import type { CourtProfile, Series } from "./court-profile.ts";

const REGIONAL: Readonly<Record<string, readonly Series[]>> = {
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

/** `null`: the state has no official series of its own in these years. */
interface StateRow {
  readonly state: string;
  readonly abbreviation: string;
  readonly region: keyof typeof REGIONAL;
  /** CAP's name of the highest court, and its official reporters. */
  readonly high: readonly [name: string, ...official: Series[]];
  readonly appeals: readonly (readonly [name: string, abbreviation: string, fromYear: number, ...official: Series[]])[];
  /** Regional series of the lower courts where it is another one. */
  readonly appealsRegion?: keyof typeof REGIONAL;
  readonly neutral?: readonly [word: string, fromYear: number];
}

const STATES: readonly StateRow[] = [
  {
    state: "Alabama",
    abbreviation: "Ala.",
    region: "SO",
    high: ["Supreme Court of Alabama", ["Ala.", 1890, 90, 1976, 295]],
    appeals: [
      ["Alabama Court of Civil Appeals", "Ala. Civ. App.", 1970],
      ["Alabama Court of Criminal Appeals", "Ala. Crim. App.", 1970],
    ],
  },
  {
    state: "Alaska",
    abbreviation: "Alaska",
    region: "P",
    high: ["Alaska Supreme Court"],
    appeals: [["Alaska Court of Appeals", "Alaska Ct. App.", 1981]],
  },
  {
    state: "Arizona",
    abbreviation: "Ariz.",
    region: "P",
    high: ["Arizona Supreme Court", ["Ariz.", 1912, 14, 2018, 245]],
    appeals: [["Arizona Court of Appeals", "Ariz. Ct. App.", 1977, ["Ariz.", 1977, 115, 2018, 245]]],
  },
  {
    state: "Arkansas",
    abbreviation: "Ark.",
    region: "SW",
    high: ["Arkansas Supreme Court", ["Ark.", 1900, 68, 2008, 375]],
    appeals: [["Arkansas Court of Appeals", "Ark. Ct. App.", 1981, ["Ark. App.", 1981, 1, 2008, 104]]],
  },
  {
    state: "California",
    abbreviation: "Cal.",
    region: "P",
    appealsRegion: "CA",
    high: [
      "Supreme Court of California",
      ["Cal.", 1900, 128, 1934, 220],
      ["Cal. 2d", 1935, 2, 1969, 71],
      ["Cal. 3d", 1970, 2, 1991, 54],
      ["Cal. 4th", 1992, 2, 2016, 63],
    ],
    appeals: [
      [
        "Court of Appeal of the State of California",
        "Cal. Ct. App.",
        1906,
        ["Cal. App.", 1906, 2, 1934, 140],
        ["Cal. App. 2d", 1935, 4, 1969, 276],
        ["Cal. App. 3d", 1970, 3, 1991, 235],
        ["Cal. App. 4th", 1992, 2, 2016, 248],
      ],
    ],
  },
  {
    state: "Colorado",
    abbreviation: "Colo.",
    region: "P",
    high: ["Colorado Supreme Court", ["Colo.", 1900, 27, 1979, 198]],
    appeals: [["Colorado Court of Appeals", "Colo. App.", 1971]],
  },
  {
    state: "Connecticut",
    abbreviation: "Conn.",
    region: "A",
    high: ["Supreme Court of Connecticut", ["Conn.", 1900, 72, 2018, 330]],
    appeals: [["Connecticut Appellate Court", "Conn. App. Ct.", 1983, ["Conn. App.", 1984, 1, 2018, 185]]],
  },
  {
    state: "Delaware",
    abbreviation: "Del.",
    region: "A",
    high: ["Delaware Supreme Court"],
    appeals: [
      ["Delaware Court of Chancery", "Del. Ch.", 1950],
      ["Delaware Superior Court", "Del. Super. Ct.", 1952],
    ],
  },
  {
    state: "District of Columbia",
    abbreviation: "D.C.",
    region: "A",
    high: ["District of Columbia Court of Appeals"],
    appeals: [],
  },
  {
    state: "Florida",
    abbreviation: "Fla.",
    region: "SO",
    high: ["Supreme Court of Florida", ["Fla.", 1900, 42, 1947, 159]],
    appeals: [["Florida District Court of Appeal", "Fla. Dist. Ct. App.", 1958]],
  },
  {
    state: "Georgia",
    abbreviation: "Ga.",
    region: "SE",
    high: ["Supreme Court of Georgia", ["Ga.", 1900, 110, 2018, 304]],
    appeals: [["Court of Appeals of Georgia", "Ga. Ct. App.", 1907, ["Ga. App.", 1907, 1, 2018, 347]]],
  },
  {
    state: "Hawaii",
    abbreviation: "Haw.",
    region: "P",
    high: ["Hawaii Supreme Court", ["Haw.", 1962, 46, 2018, 143]],
    appeals: [["Hawaii Intermediate Court of Appeals", "Haw. Ct. App.", 1980, ["Haw. App.", 1980, 1, 1993, 10]]],
  },
  {
    state: "Idaho",
    abbreviation: "Idaho",
    region: "P",
    high: ["Idaho Supreme Court", ["Idaho", 1900, 7, 2018, 163]],
    appeals: [["Idaho Court of Appeals", "Idaho Ct. App.", 1982, ["Idaho", 1982, 103, 2018, 163]]],
  },
  {
    state: "Illinois",
    abbreviation: "Ill.",
    region: "NE",
    high: ["Illinois Supreme Court", ["Ill.", 1900, 184, 1953, 415], ["Ill. 2d", 1954, 2, 2010, 240]],
    appeals: [
      [
        "Illinois Appellate Court",
        "Ill. App. Ct.",
        1936,
        ["Ill. App.", 1936, 283, 1953, 351],
        ["Ill. App. 2d", 1954, 1, 1971, 133],
        ["Ill. App. 3d", 1972, 3, 2010, 405],
      ],
    ],
  },
  {
    state: "Indiana",
    abbreviation: "Ind.",
    region: "NE",
    high: ["Supreme Court of Indiana", ["Ind.", 1900, 154, 1980, 274]],
    appeals: [["Court of Appeals of Indiana", "Ind. Ct. App.", 1972]],
  },
  {
    state: "Iowa",
    abbreviation: "Iowa",
    region: "NW",
    high: ["Iowa Supreme Court", ["Iowa", 1900, 110, 1967, 260]],
    appeals: [["Court of Appeals of Iowa", "Iowa Ct. App.", 1977]],
  },
  {
    state: "Kansas",
    abbreviation: "Kan.",
    region: "P",
    high: ["Kansas Supreme Court", ["Kan.", 1900, 61, 2018, 308]],
    appeals: [["Kansas Court of Appeals", "Kan. Ct. App.", 1977, ["Kan. App. 2d", 1977, 1, 2018, 55]]],
  },
  {
    state: "Kentucky",
    abbreviation: "Ky.",
    region: "SW",
    high: ["Kentucky Supreme Court"],
    appeals: [["Kentucky Court of Appeals", "Ky. Ct. App.", 1976]],
  },
  {
    state: "Louisiana",
    abbreviation: "La.",
    region: "SO",
    high: ["Louisiana Supreme Court", ["La.", 1901, 105, 1972, 263]],
    appeals: [["Louisiana Court of Appeal", "La. Ct. App.", 1930]],
  },
  {
    state: "Maine",
    abbreviation: "Me.",
    region: "A",
    high: ["Maine Supreme Judicial Court", ["Me.", 1900, 94, 1965, 161]],
    appeals: [],
    neutral: ["ME", 1997],
  },
  {
    state: "Maryland",
    abbreviation: "Md.",
    region: "A",
    high: ["Court of Appeals of Maryland", ["Md.", 1900, 90, 2018, 460]],
    appeals: [["Court of Special Appeals of Maryland", "Md. Ct. Spec. App.", 1967, ["Md. App.", 1967, 1, 2018, 238]]],
  },
  {
    state: "Massachusetts",
    abbreviation: "Mass.",
    region: "NE",
    high: ["Massachusetts Supreme Judicial Court", ["Mass.", 1900, 175, 2018, 480]],
    appeals: [["Massachusetts Appeals Court", "Mass. App. Ct.", 1973, ["Mass. App. Ct.", 1973, 1, 2018, 93]]],
  },
  {
    state: "Michigan",
    abbreviation: "Mich.",
    region: "NW",
    high: ["Michigan Supreme Court", ["Mich.", 1900, 123, 2018, 502]],
    appeals: [["Michigan Court of Appeals", "Mich. Ct. App.", 1965, ["Mich. App.", 1965, 1, 2018, 325]]],
  },
  {
    state: "Minnesota",
    abbreviation: "Minn.",
    region: "NW",
    high: ["Supreme Court of Minnesota", ["Minn.", 1900, 79, 1977, 312]],
    appeals: [["Minnesota Court of Appeals", "Minn. Ct. App.", 1983]],
  },
  {
    state: "Mississippi",
    abbreviation: "Miss.",
    region: "SO",
    high: ["Mississippi Supreme Court", ["Miss.", 1900, 77, 1966, 254]],
    appeals: [["Mississippi Court of Appeals", "Miss. Ct. App.", 1995]],
  },
  {
    state: "Missouri",
    abbreviation: "Mo.",
    region: "SW",
    high: ["Supreme Court of Missouri", ["Mo.", 1900, 153, 1956, 365]],
    appeals: [["Missouri Court of Appeals", "Mo. Ct. App.", 1930]],
  },
  {
    state: "Montana",
    abbreviation: "Mont.",
    region: "P",
    high: ["Montana Supreme Court", ["Mont.", 1900, 24, 2018, 392]],
    appeals: [],
    neutral: ["MT", 1998],
  },
  {
    state: "Nebraska",
    abbreviation: "Neb.",
    region: "NW",
    high: ["Nebraska Supreme Court", ["Neb.", 1900, 59, 2018, 300]],
    appeals: [["Nebraska Court of Appeals", "Neb. Ct. App.", 1992, ["Neb. App.", 1992, 1, 2018, 26]]],
  },
  {
    state: "Nevada",
    abbreviation: "Nev.",
    region: "P",
    high: ["Supreme Court of Nevada", ["Nev.", 1900, 25, 2018, 134]],
    appeals: [],
  },
  {
    state: "New Hampshire",
    abbreviation: "N.H.",
    region: "A",
    high: ["New Hampshire Supreme Court", ["N.H.", 1900, 70, 2018, 171]],
    appeals: [],
  },
  {
    state: "New Jersey",
    abbreviation: "N.J.",
    region: "A",
    high: ["Supreme Court of New Jersey", ["N.J.", 1949, 1, 2018, 233]],
    appeals: [
      [
        "New Jersey Superior Court, Appellate Division",
        "N.J. Super. Ct. App. Div.",
        1949,
        ["N.J. Super.", 1949, 1, 2018, 455],
      ],
    ],
  },
  {
    state: "New Mexico",
    abbreviation: "N.M.",
    region: "P",
    high: ["Supreme Court of New Mexico", ["N.M.", 1912, 16, 2012, 150]],
    appeals: [["Court of Appeals of New Mexico", "N.M. Ct. App.", 1967, ["N.M.", 1967, 78, 2012, 150]]],
  },
  {
    state: "New York",
    abbreviation: "N.Y.",
    region: "NE",
    appealsRegion: "NY",
    high: [
      "New York Court of Appeals",
      ["N.Y.", 1900, 161, 1955, 309],
      ["N.Y.2d", 1956, 1, 2003, 100],
      ["N.Y.3d", 2004, 2, 2018, 31],
    ],
    appeals: [
      [
        "New York Supreme Court, Appellate Division",
        "N.Y. App. Div.",
        1900,
        ["A.D.", 1925, 212, 1955, 286],
        ["A.D.2d", 1956, 1, 2003, 309],
        ["A.D.3d", 2004, 3, 2018, 165],
      ],
      [
        "New York Supreme Court",
        "N.Y. Sup. Ct.",
        1900,
        ["Misc.", 1900, 30, 1955, 208],
        ["Misc. 2d", 1956, 2, 2003, 197],
        ["Misc. 3d", 2004, 2, 2018, 60],
      ],
    ],
  },
  {
    state: "North Carolina",
    abbreviation: "N.C.",
    region: "SE",
    high: ["Supreme Court of North Carolina", ["N.C.", 1900, 126, 2018, 371]],
    appeals: [["North Carolina Court of Appeals", "N.C. Ct. App.", 1968, ["N.C. App.", 1968, 1, 2018, 260]]],
  },
  {
    state: "North Dakota",
    abbreviation: "N.D.",
    region: "NW",
    high: ["North Dakota Supreme Court", ["N.D.", 1900, 9, 1953, 79]],
    appeals: [],
    neutral: ["ND", 1997],
  },
  {
    state: "Ohio",
    abbreviation: "Ohio",
    region: "NE",
    high: [
      "Supreme Court of Ohio",
      ["Ohio St.", 1900, 62, 1964, 177],
      ["Ohio St. 2d", 1965, 1, 1982, 70],
      ["Ohio St. 3d", 1982, 1, 2018, 155],
    ],
    appeals: [
      [
        "Ohio Court of Appeals",
        "Ohio Ct. App.",
        1914,
        ["Ohio App.", 1914, 2, 1964, 120],
        ["Ohio App. 2d", 1965, 1, 1982, 70],
        ["Ohio App. 3d", 1982, 3, 2010, 191],
      ],
    ],
  },
  {
    state: "Oklahoma",
    abbreviation: "Okla.",
    region: "P",
    high: ["Oklahoma Supreme Court", ["Okla.", 1907, 19, 1953, 208]],
    appeals: [
      ["Oklahoma Court of Civil Appeals", "Okla. Civ. App.", 1971],
      ["Oklahoma Court of Criminal Appeals", "Okla. Crim. App.", 1959],
    ],
    neutral: ["OK", 1998],
  },
  {
    state: "Oregon",
    abbreviation: "Or.",
    region: "P",
    high: ["Oregon Supreme Court", ["Or.", 1900, 36, 2018, 363]],
    appeals: [["Oregon Court of Appeals", "Or. Ct. App.", 1970, ["Or. App.", 1970, 2, 2018, 292]]],
  },
  {
    state: "Pennsylvania",
    abbreviation: "Pa.",
    region: "A",
    high: ["Supreme Court of Pennsylvania", ["Pa.", 1900, 194, 2018, 648]],
    appeals: [
      ["Superior Court of Pennsylvania", "Pa. Super. Ct.", 1930, ["Pa. Super.", 1930, 98, 1996, 455]],
      ["Commonwealth Court of Pennsylvania", "Pa. Commw. Ct.", 1970, ["Pa. Commw.", 1970, 1, 1994, 168]],
    ],
  },
  {
    state: "Rhode Island",
    abbreviation: "R.I.",
    region: "A",
    high: ["Supreme Court of Rhode Island", ["R.I.", 1900, 21, 1980, 122]],
    appeals: [],
  },
  {
    state: "South Carolina",
    abbreviation: "S.C.",
    region: "SE",
    high: ["Supreme Court of South Carolina", ["S.C.", 1900, 57, 2018, 423]],
    appeals: [["South Carolina Court of Appeals", "S.C. Ct. App.", 1983, ["S.C.", 1983, 279, 2018, 423]]],
  },
  {
    state: "South Dakota",
    abbreviation: "S.D.",
    region: "NW",
    high: ["South Dakota Supreme Court", ["S.D.", 1900, 13, 1976, 90]],
    appeals: [],
    neutral: ["SD", 1996],
  },
  {
    state: "Tennessee",
    abbreviation: "Tenn.",
    region: "SW",
    high: ["Tennessee Supreme Court", ["Tenn.", 1900, 104, 1971, 225]],
    appeals: [
      ["Tennessee Court of Appeals", "Tenn. Ct. App.", 1932],
      ["Tennessee Court of Criminal Appeals", "Tenn. Crim. App.", 1967],
    ],
  },
  {
    state: "Texas",
    abbreviation: "Tex.",
    region: "SW",
    high: ["Supreme Court of Texas", ["Tex.", 1900, 93, 1962, 163]],
    appeals: [
      ["Texas Courts of Appeals", "Tex. App.", 1981],
      ["Texas Courts of Civil Appeals", "Tex. Civ. App.", 1900],
      ["Texas Court of Criminal Appeals", "Tex. Crim. App.", 1900],
    ],
  },
  {
    state: "Utah",
    abbreviation: "Utah",
    region: "P",
    high: ["Utah Supreme Court", ["Utah", 1900, 21, 1952, 123], ["Utah 2d", 1953, 1, 1974, 30]],
    appeals: [["Utah Court of Appeals", "Utah Ct. App.", 1987]],
    neutral: ["UT", 1999],
  },
  {
    state: "Vermont",
    abbreviation: "Vt.",
    region: "A",
    high: ["Vermont Supreme Court", ["Vt.", 1900, 72, 2018, 207]],
    appeals: [],
  },
  {
    state: "Virginia",
    abbreviation: "Va.",
    region: "SE",
    high: ["Supreme Court of Virginia", ["Va.", 1900, 98, 2018, 295]],
    appeals: [["Court of Appeals of Virginia", "Va. Ct. App.", 1985, ["Va. App.", 1985, 1, 2018, 68]]],
  },
  {
    state: "Washington",
    abbreviation: "Wash.",
    region: "P",
    high: ["Washington Supreme Court", ["Wash.", 1900, 22, 1938, 200], ["Wash. 2d", 1939, 1, 2018, 191]],
    appeals: [["Washington Court of Appeals", "Wash. Ct. App.", 1969, ["Wash. App.", 1969, 1, 2017, 199]]],
  },
  {
    state: "West Virginia",
    abbreviation: "W. Va.",
    region: "SE",
    high: ["Supreme Court of Appeals of West Virginia", ["W. Va.", 1900, 47, 2018, 240]],
    appeals: [],
  },
  {
    state: "Wisconsin",
    abbreviation: "Wis.",
    region: "NW",
    high: ["Wisconsin Supreme Court", ["Wis.", 1900, 105, 1956, 274], ["Wis. 2d", 1957, 1, 2018, 380]],
    appeals: [["Wisconsin Court of Appeals", "Wis. Ct. App.", 1978, ["Wis. 2d", 1978, 84, 2018, 380]]],
    neutral: ["WI", 2000],
  },
  {
    state: "Wyoming",
    abbreviation: "Wyo.",
    region: "P",
    high: ["Supreme Court of Wyoming", ["Wyo.", 1900, 9, 1959, 80]],
    appeals: [],
    neutral: ["WY", 2001],
  },
];

const SINCE = (fromYear: number, series: readonly Series[]): Series[] =>
  series.flatMap(([reporter, from, first, to, last]): Series[] => {
    if (to < fromYear) return [];
    const start = Math.max(from, fromYear);
    return [
      [reporter, start, Math.round(first + ((last - first) * (start - from)) / Math.max(1, to - from)), to, last],
    ];
  });

export const STATE_COURTS: readonly CourtProfile[] = STATES.flatMap((row): CourtProfile[] => {
  const [highName, ...highOfficial] = row.high;
  const regional = REGIONAL[row.region];
  const shared = { jurisdiction: row.state, state: row.state };
  const neutral = row.neutral === undefined ? {} : { neutral: row.neutral };
  return [
    // CAP lists the state's own reporter first and the regional one as parallel; without the former the regional is official.
    {
      ...shared,
      ...neutral,
      name: highName,
      abbreviation: row.abbreviation,
      kind: "state-high",
      official: highOfficial,
      parallel: SINCE(row.state === "Alaska" ? 1960 : row.state === "District of Columbia" ? 1971 : 1890, regional),
    },
    ...row.appeals.map(
      ([name, abbreviation, fromYear, ...official]): CourtProfile => ({
        ...shared,
        name,
        abbreviation,
        kind: "state-appeals",
        official,
        parallel: SINCE(fromYear, REGIONAL[row.appealsRegion ?? row.region]),
      }),
    ),
  ];
});
