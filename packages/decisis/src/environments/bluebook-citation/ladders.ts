import type { Ladder as AuditLadder } from "@decisis/graders";
import type { CaseRecord } from "../../corpus/case-record.ts";
import type { Task } from "../environment.ts";
import type { BluebookFacts } from "./facts.ts";
import { bluebookTasks } from "./tasks.ts";

/** Hand-made answers to one invented case, best first, each strictly worse than the one before. */
export interface Ladder {
  readonly record: Omit<CaseRecord, "provenance" | "opinions">;
  readonly rungs: readonly string[];
}

/** What a source would list as the short names, not yet in the form of a citation. */
const SHORT_NAMES = [
  "Pelworth v. Dalmere Paper Company",
  "United States v. Kelman",
  "In re Stenford",
  "Wenley v. City of Torberg",
  "Marholt v. Commissioner",
  "Nordale Insurance Company v. Selbeck",
  "State v. Halstrom",
  "Brenwick v. Galmore & Sons, Inc.",
  "Tamford v. National Labor Relations Board",
];

const ladder = (
  id: number,
  name: string,
  cite: string,
  court: readonly [name: string, abbreviation: string],
  jurisdiction: string,
  decisionDate: string,
  rungs: readonly string[],
): Ladder => ({
  record: {
    id: `gen:ladder:${id}`,
    name,
    nameAbbreviation: SHORT_NAMES[id - 1],
    decisionDate,
    citations: [{ type: "official", cite }],
    court: { name: court[0], abbreviation: court[1] },
    jurisdiction,
  },
  rungs,
});

export const LADDERS: readonly Ladder[] = [
  ladder(
    1,
    "Harold J. PELWORTH, Plaintiff-Appellant, v. DALMERE PAPER COMPANY, Defendant-Appellee",
    "239 F.2d 537",
    ["United States Court of Appeals for the Eighth Circuit", "8th Cir."],
    "United States",
    "1957-01-02",
    [
      "Pelworth v. Dalmere Paper Co., 239 F.2d 537 (8th Cir. 1957)",
      "Harold J. Pelworth v. Dalmere Paper Co., 239 F.2d 537 (8th Cir. 1957)",
      "Pelworth v. Dalmere Paper Co., 239 F.2d 537 (1957)",
      "Pelworth v. Dalmere Paper Co., 240 F.2d 537 (8th Cir. 1957)",
      "Pelworth v. Dalmere Paper Co., 240 F.2d 538 (1957)",
      "Pelworth v. Dalmere Paper Co.",
    ],
  ),
  ladder(
    2,
    "UNITED STATES of America, Plaintiff, v. Rosa KELMAN, Defendant",
    "512 F. Supp. 2d 44",
    ["United States District Court for the Eastern District of New York", "E.D.N.Y."],
    "United States",
    "2007-06-11",
    [
      "United States v. Kelman, 512 F. Supp. 2d 44 (E.D.N.Y. 2007)",
      "United States v. Kelmen, 512 F. Supp. 2d 44 (E.D.N.Y. 2007)",
      "United States v. Kelman, 512 F. Supp. 2d 44 (S.D. Tex. 2007)",
      "United States v. Kelman, 512 F. Supp. 2d 45 (E.D.N.Y. 2007)",
      "Torberg v. Wenley, 99 F.3d 12 (1st Cir. 1999)",
      "",
    ],
  ),
  ladder(
    3,
    "In re Daniel STENFORD, Debtor",
    "301 B.R. 118",
    ["United States Bankruptcy Court for the District of Maryland", "Bankr. D. Md."],
    "United States",
    "2003-10-20",
    [
      "In re Stenford, 301 B.R. 118 (Bankr. D. Md. 2003)",
      "In re Stenford, 301 B.R. 118 (D. Md. 2003)",
      "In re Stenford, 301 B.R. 118 (2003)",
      "In re Stenford, 301 B.R. 119 (Bankr. D. Md. 2003)",
      "In re Stenford, 310 B.R. 119 (D. Md. 2002)",
      "In re Stenford",
    ],
  ),
  ladder(4, "WENLEY v. CITY OF TORBERG", "221 Ga. 310", ["Supreme Court of Georgia", "Ga."], "Georgia", "1965-09-09", [
    "Wenley v. City of Torberg, 221 Ga. 310 (1965)",
    "Wenley v. Torberg, 221 Ga. 310 (1965)",
    "Wenley v. City of Torberg, 221 Ga. 310 (1966)",
    "Wenley v. City of Torberg, 212 Ga. 310 (1965)",
    "Wenley v. City of Torberg, 212 Ga. 301 (1956)",
    "221 Ga.",
  ]),
  ladder(
    5,
    "Clara MARHOLT and Leon Marholt, Petitioners, v. COMMISSIONER OF INTERNAL REVENUE, Respondent",
    "88 T.C. 1201",
    ["United States Tax Court", "T.C."],
    "United States",
    "1987-05-28",
    [
      "Marholt v. Comm'r, 88 T.C. 1201 (1987)",
      "Clara Marholt v. Comm'r, 88 T.C. 1201 (1987)",
      "Marholt v. Comm'r, 88 T.C. 1201 (1986)",
      "Marholt v. Comm'r, 88 T.C. 1210 (1987)",
      "Comm'r v. Marholt, 88 T.C. 1201 (1988)",
      "Marholt v. Comm'r, T.C. (1987)",
    ],
  ),
  ladder(
    6,
    "NORDALE INSURANCE COMPANY, Appellant, v. Edith SELBECK, Appellee",
    "640 S.W.2d 77",
    ["Texas Courts of Appeals", "Tex. App."],
    "Texas",
    "1982-11-18",
    [
      "Nordale Ins. Co. v. Selbeck, 640 S.W.2d 77 (Tex. App. 1982)",
      "Nordale Insurance Company v. Selbeck, 640 S.W.2d 77 (Tex. App. 1982)",
      "nordale insurance company v. selbeck, 640 S.W.2d 77 (tex. app. 1982)",
      "Nordale Ins. Co. v. Selbeck, 640 S.W.2d 77 (Tex. 1982)",
      "Nordale Ins. Co. v. Selbeck, 640 S.W.2d 77 (1982)",
      "Nordale Ins. Co. v. Selbeck, 640 S.W.3d 77 (Tex. App. 1982)",
      "Nordale Ins. Co. v. Selbeck, 640 S.W.3d 78 (Tex. App. 1983)",
      "Selbeck",
    ],
  ),
  ladder(
    7,
    "STATE of Iowa, Appellee, v. Victor HALSTROM, Appellant",
    "702 N.W.2d 15",
    ["Iowa Supreme Court", "Iowa"],
    "Iowa",
    "2005-08-05",
    [
      "State v. Halstrom, 702 N.W.2d 15 (Iowa 2005)",
      "State v. Victor Halstrom, 702 N.W.2d 15 (Iowa 2005)",
      "State v. Halstrom, 702 N.W.2d 15 (2005)",
      "State v. Halstrom, 702 N.W.2d 51 (Iowa 2005)",
      "State v. Halstrom, 720 N.W.2d 51 (Iowa 2005)",
      "702 N.W.2d 15; 703 N.W.2d 16 (Iowa 2005)",
    ],
  ),
  ladder(
    8,
    "Martha BRENWICK v. GALMORE & SONS, INC.",
    "14 Cal. App. 4th 220",
    ["Court of Appeal of the State of California", "Cal. Ct. App."],
    "California",
    "1993-03-15",
    [
      "Brenwick v. Galmore & Sons, Inc., 14 Cal. App. 4th 220 (1993)",
      "Martha Brenwick v. Galmore & Sons, Inc., 14 Cal. App. 4th 220 (1993)",
      "Brenwick v. Galmore & Sons, Inc., 14 Cal. App. 4th 220 (9th Cir. 1993)",
      "Brenwick v. Galmore & Sons, Inc., 14 Cal. App. 3d 220 (1993)",
      "Galmore v. Brenwick, 14 Cal. App. 3d 202 (1993)",
      "Brenwick v. Galmore & Sons, Inc., ___ Cal. App. 4th ___ (___)",
    ],
  ),
  ladder(
    9,
    "Oscar TAMFORD, Petitioner, v. NATIONAL LABOR RELATIONS BOARD, Respondent",
    "388 U.S. 92",
    ["Supreme Court of the United States", "U.S."],
    "United States",
    "1967-05-29",
    [
      "Tamford v. NLRB, 388 U.S. 92 (1967)",
      "Tamford v. NLRB, 388 U.S. 92 (1968)",
      "Tamford v. NLRB, 388 U.S. 29 (1967)",
      "Tamford v. NLRB, 388 U.S. 29 (1968)",
      "Tamford v. NLRB, 383 F.2d 29 (1968)",
      "___ U.S. ___ (___)",
    ],
  ),
];

/** The ladders with the tasks that their cases give. */
export function bluebookLadders(): AuditLadder<Task<BluebookFacts>>[] {
  const provenance = { source: "generated", licence: "Apache-2.0", revision: "1", retrieved: null, sha256: "" };
  return LADDERS.flatMap(({ record, rungs }) => {
    const split = "test" as const;
    const ofCase = {
      record: { ...record, opinions: [], provenance },
      cluster: record.id,
      split,
      origin: "generated" as const,
    };
    return bluebookTasks([ofCase], { seed: 1 })
      .tasks.slice(0, 1)
      .map((item) => ({ item, rungs }));
  });
}
