import type { Series } from "./court-profile.ts";
import type { Region } from "./fictional-reporters-regional.ts";

type AppealsCourt = readonly [name: string, abbreviation: string, fromYear: number, ...official: Series[]];

/** Lower courts whose decisions are printed, as CAP names them, by state. */
export const STATE_APPEALS_COURTS: Readonly<Record<string, readonly AppealsCourt[]>> = {
  Alabama: [
    ["Alabama Court of Civil Appeals", "Ala. Civ. App.", 1970],
    ["Alabama Court of Criminal Appeals", "Ala. Crim. App.", 1970],
  ],
  Alaska: [["Alaska Court of Appeals", "Alaska Ct. App.", 1981]],
  Arizona: [["Arizona Court of Appeals", "Ariz. Ct. App.", 1977, ["Ariz.", 1977, 115, 2018, 245]]],
  Arkansas: [["Arkansas Court of Appeals", "Ark. Ct. App.", 1981, ["Ark. App.", 1981, 1, 2008, 104]]],
  California: [
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
  Colorado: [["Colorado Court of Appeals", "Colo. App.", 1971]],
  Connecticut: [["Connecticut Appellate Court", "Conn. App. Ct.", 1983, ["Conn. App.", 1984, 1, 2018, 185]]],
  Delaware: [
    ["Delaware Court of Chancery", "Del. Ch.", 1950],
    ["Delaware Superior Court", "Del. Super. Ct.", 1952],
  ],
  Florida: [["Florida District Court of Appeal", "Fla. Dist. Ct. App.", 1958]],
  Georgia: [["Court of Appeals of Georgia", "Ga. Ct. App.", 1907, ["Ga. App.", 1907, 1, 2018, 347]]],
  Hawaii: [["Hawaii Intermediate Court of Appeals", "Haw. Ct. App.", 1980, ["Haw. App.", 1980, 1, 1993, 10]]],
  Idaho: [["Idaho Court of Appeals", "Idaho Ct. App.", 1982, ["Idaho", 1982, 103, 2018, 163]]],
  Illinois: [
    [
      "Illinois Appellate Court",
      "Ill. App. Ct.",
      1936,
      ["Ill. App.", 1936, 283, 1953, 351],
      ["Ill. App. 2d", 1954, 1, 1971, 133],
      ["Ill. App. 3d", 1972, 3, 2010, 405],
    ],
  ],
  Indiana: [["Court of Appeals of Indiana", "Ind. Ct. App.", 1972]],
  Iowa: [["Court of Appeals of Iowa", "Iowa Ct. App.", 1977]],
  Kansas: [["Kansas Court of Appeals", "Kan. Ct. App.", 1977, ["Kan. App. 2d", 1977, 1, 2018, 55]]],
  Kentucky: [["Kentucky Court of Appeals", "Ky. Ct. App.", 1976]],
  Louisiana: [["Louisiana Court of Appeal", "La. Ct. App.", 1930]],
  Maryland: [["Court of Special Appeals of Maryland", "Md. Ct. Spec. App.", 1967, ["Md. App.", 1967, 1, 2018, 238]]],
  Massachusetts: [["Massachusetts Appeals Court", "Mass. App. Ct.", 1973, ["Mass. App. Ct.", 1973, 1, 2018, 93]]],
  Michigan: [["Michigan Court of Appeals", "Mich. Ct. App.", 1965, ["Mich. App.", 1965, 1, 2018, 325]]],
  Minnesota: [["Minnesota Court of Appeals", "Minn. Ct. App.", 1983]],
  Mississippi: [["Mississippi Court of Appeals", "Miss. Ct. App.", 1995]],
  Missouri: [["Missouri Court of Appeals", "Mo. Ct. App.", 1930]],
  Nebraska: [["Nebraska Court of Appeals", "Neb. Ct. App.", 1992, ["Neb. App.", 1992, 1, 2018, 26]]],
  "New Jersey": [
    [
      "New Jersey Superior Court, Appellate Division",
      "N.J. Super. Ct. App. Div.",
      1949,
      ["N.J. Super.", 1949, 1, 2018, 455],
    ],
  ],
  "New Mexico": [["Court of Appeals of New Mexico", "N.M. Ct. App.", 1967, ["N.M.", 1967, 78, 2012, 150]]],
  "New York": [
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
  "North Carolina": [["North Carolina Court of Appeals", "N.C. Ct. App.", 1968, ["N.C. App.", 1968, 1, 2018, 260]]],
  Ohio: [
    [
      "Ohio Court of Appeals",
      "Ohio Ct. App.",
      1914,
      ["Ohio App.", 1914, 2, 1964, 120],
      ["Ohio App. 2d", 1965, 1, 1982, 70],
      ["Ohio App. 3d", 1982, 3, 2010, 191],
    ],
  ],
  Oklahoma: [
    ["Oklahoma Court of Civil Appeals", "Okla. Civ. App.", 1971],
    ["Oklahoma Court of Criminal Appeals", "Okla. Crim. App.", 1959],
  ],
  Oregon: [["Oregon Court of Appeals", "Or. Ct. App.", 1970, ["Or. App.", 1970, 2, 2018, 292]]],
  Pennsylvania: [
    ["Superior Court of Pennsylvania", "Pa. Super. Ct.", 1930, ["Pa. Super.", 1930, 98, 1996, 455]],
    ["Commonwealth Court of Pennsylvania", "Pa. Commw. Ct.", 1970, ["Pa. Commw.", 1970, 1, 1994, 168]],
  ],
  "South Carolina": [["South Carolina Court of Appeals", "S.C. Ct. App.", 1983, ["S.C.", 1983, 279, 2018, 423]]],
  Tennessee: [
    ["Tennessee Court of Appeals", "Tenn. Ct. App.", 1932],
    ["Tennessee Court of Criminal Appeals", "Tenn. Crim. App.", 1967],
  ],
  Texas: [
    ["Texas Courts of Appeals", "Tex. App.", 1981],
    ["Texas Courts of Civil Appeals", "Tex. Civ. App.", 1900],
    ["Texas Court of Criminal Appeals", "Tex. Crim. App.", 1900],
  ],
  Utah: [["Utah Court of Appeals", "Utah Ct. App.", 1987]],
  Virginia: [["Court of Appeals of Virginia", "Va. Ct. App.", 1985, ["Va. App.", 1985, 1, 2018, 68]]],
  Washington: [["Washington Court of Appeals", "Wash. Ct. App.", 1969, ["Wash. App.", 1969, 1, 2017, 199]]],
  Wisconsin: [["Wisconsin Court of Appeals", "Wis. Ct. App.", 1978, ["Wis. 2d", 1978, 84, 2018, 380]]],
};

/** Whose lower courts are printed in other regional reporters than the highest. */
export const REGION_OF_APPEALS: Readonly<Record<string, Region>> = { California: "CA", "New York": "NY" };
