import type { Random } from "@decisis/tensor";
import type { CourtProfile } from "./court-profile.ts";
import { businessName, givenNames, localBodyName, placeName, surname, unionName } from "./fictional-names.ts";

/** How a reporter prints the names of parties. */
type CaptionStyle = "small-caps" | "all-caps" | "short-caps" | "mixed";

/**
 * One party. Braces in `full` mark what reporters print in capitals: `Harold J. {Pelworth}`, `The {Dalmere Paper Company}`.
 * `short` is the party in a citation before any abbreviating of words.
 */
interface Party {
  readonly full: string;
  readonly short: string;
  readonly plural?: boolean;
}

export interface Caption {
  readonly name: string;
  /** The short name a source would list; like CAP's, not gold. */
  readonly nameAbbreviation: string;
}

const AGENCIES = [
  "National Labor Relations Board",
  "Federal Trade Commission",
  "Securities and Exchange Commission",
  "Interstate Commerce Commission",
  "Environmental Protection Agency",
  "Federal Energy Regulatory Commission",
  "Equal Employment Opportunity Commission",
  "Department of Labor",
  "Federal Communications Commission",
  "Nuclear Regulatory Commission",
  "Small Business Administration",
  "Federal Deposit Insurance Corporation",
  "Department of Health & Human Services",
  "Department of Transportation",
];
const STATE_AGENCIES = [
  "Department of Revenue",
  "Department of Transportation",
  "Public Utilities Commission",
  "Board of Medical Examiners",
  "Department of Corrections",
  "Workers' Compensation Appeals Board",
  "Insurance Commission",
  "Department of Natural Resources",
  "Employment Security Commission",
  "State Tax Commission",
  "Department of Social Services",
  "Liquor Control Board",
  "Teachers' Retirement System",
  "Industrial Commission",
];
const OFFICES = [
  "Secretary of Labor",
  "Secretary of Health and Human Services",
  "Commissioner of Social Security",
  "Attorney General",
  "Warden",
  "Director, Department of Corrections",
  "Secretary of Agriculture",
  "Superintendent",
  "Sheriff",
  "Collector of Internal Revenue",
  "Secretary of the Treasury",
  "Commissioner of Patents",
];
const COMMONWEALTHS = new Set(["Kentucky", "Massachusetts", "Pennsylvania", "Virginia"]);
const PEOPLE_STATES = new Set(["California", "Colorado", "Illinois", "Michigan", "New York"]);

function person(random: Random): Party {
  const family = surname(random);
  const suffix = random.uniform() < 0.06 ? random.pick([", Jr.", ", Sr.", " III", ", M.D."]) : "";
  const tail =
    random.uniform() < 0.1
      ? random.pick([
          `, in official capacity as ${random.pick(OFFICES)}`,
          `, individually and as ${random.pick(["trustee", "executor", "guardian"])}`,
          `, d/b/a ${surname(random)} ${random.pick(["Motors", "Market", "Farms", "Plumbing"])}`,
          ", a minor",
          ", et ux.",
        ])
      : "";
  return { full: `${givenNames(random)} {${family}}${suffix}${tail}`, short: family };
}

function official(random: Random): Party {
  const family = surname(random);
  return { full: `${givenNames(random)} {${family}}, ${random.pick(OFFICES)}`, short: family };
}

function people(random: Random): Party {
  const first = surname(random);
  const second = random.uniform() < 0.4 ? first : surname(random);
  const more = random.uniform();
  const full =
    more < 0.55
      ? `${givenNames(random)} {${first}} and ${givenNames(random)} ${second}`
      : more < 0.8
        ? `${givenNames(random)} {${first}}, ${givenNames(random)} ${second}, and ${givenNames(random)} ${surname(random)}`
        : `${givenNames(random)} {${first}}; ${givenNames(random)} ${second}; ${businessName(random)}`;
  return { full, short: first, plural: true };
}

function business(random: Random): Party {
  const name = businessName(random);
  const the = random.uniform() < 0.12 ? "The " : "";
  const tail =
    random.uniform() < 0.12
      ? random.pick([
          ", a Delaware corporation",
          ", a corporation",
          `, d/b/a ${surname(random)} ${random.pick(["Stores", "Lines", "Foods"])}`,
          `, a ${random.pick(["Nevada", "Ohio", "New York"])} limited liability company`,
        ])
      : "";
  const also =
    random.uniform() < 0.15
      ? random.pick([` and ${givenNames(random)} ${surname(random)}`, `; ${businessName(random)}`, ", et al."])
      : "";
  return { full: `${the}{${name}}${tail}${also}`, short: name, plural: also !== "" };
}

const plain = (name: string, short: string = name): Party => ({ full: `{${name}}`, short });

function unitedStates(random: Random): Party {
  return {
    full: random.pick([
      "{United States} of America",
      "{United States} of America",
      "{United States}",
      "The {United States}",
    ]),
    short: "United States",
  };
}

function sovereign(random: Random, state: string): Party {
  const kind = COMMONWEALTHS.has(state) ? "Commonwealth" : PEOPLE_STATES.has(state) ? "People" : "State";
  if (kind === "People")
    return { full: random.pick([`The {People} of the State of ${state}`, "The {People}"]), short: "People" };
  return { full: random.pick([`{${kind}} of ${state}`, `{${kind}}`]), short: kind };
}

function estate(random: Random): Party {
  const family = surname(random);
  return random.uniform() < 0.5
    ? { full: `Estate of ${givenNames(random)} {${family}}`, short: `Estate of ${family}` }
    : {
        full: `${givenNames(random)} {${family}}, ${random.pick(["Executor", "Administratrix", "Trustee", "Receiver"])} of the Estate of ${givenNames(random)} ${surname(random)}, Deceased`,
        short: family,
      };
}

function anyParty(random: Random, court: CourtProfile): Party {
  const roll = random.uniform();
  const inState = court.jurisdiction === court.state;
  if (roll < 0.36) return person(random);
  if (roll < 0.43) return people(random);
  if (roll < 0.74) return business(random);
  if (roll < 0.82) return plain(localBodyName(random));
  if (roll < 0.88)
    return plain(inState || random.uniform() < 0.4 ? random.pick(STATE_AGENCIES) : random.pick(AGENCIES));
  if (roll < 0.91) return plain(unionName(random));
  if (roll < 0.94) return estate(random);
  if (roll < 0.97) return official(random);
  return plain(
    `${placeName(random)} ${random.pick(["University", "County Board of Commissioners", "Memorial Hospital", "Education Association"])}`,
  );
}

/** Both sides and the words for their roles. */
interface Sides {
  readonly first: Party;
  readonly second: Party;
  readonly roles: readonly [first: string, second: string];
}

function rolesOf(random: Random, court: CourtProfile, criminal: boolean): readonly [string, string] {
  switch (court.kind) {
    case "supreme":
      return random.pick([
        ["Petitioner", "Respondent"],
        ["Petitioners", "Respondents"],
        ["Appellant", "Appellee"],
      ] as const);
    case "circuit":
      return criminal
        ? random.pick([
            ["Plaintiff-Appellee", "Defendant-Appellant"],
            ["Appellee", "Appellant"],
          ] as const)
        : random.pick([
            ["Plaintiff-Appellant", "Defendant-Appellee"],
            ["Plaintiff-Appellee", "Defendant-Appellant"],
            ["Plaintiffs-Appellants", "Defendants-Appellees"],
            ["Appellant", "Appellee"],
            ["Petitioner", "Respondent"],
          ] as const);
    case "district":
    case "bankruptcy":
      return random.pick([
        ["Plaintiff", "Defendant"],
        ["Plaintiffs", "Defendants"],
        ["Plaintiff", "Defendants"],
      ] as const);
    case "tax":
      return ["Petitioner", "Respondent"];
    case "claims":
    case "trade":
      return ["Plaintiff", "Defendant"];
    case "military":
      return ["Appellee", "Appellant"];
    default:
      return criminal
        ? random.pick([
            ["Plaintiff and Respondent", "Defendant and Appellant"],
            ["Appellee", "Appellant"],
            ["Plaintiff-Respondent", "Defendant-Appellant"],
            ["Respondent", "Petitioner"],
          ] as const)
        : random.pick([
            ["Plaintiff and Appellant", "Defendant and Respondent"],
            ["Plaintiff-Respondent", "Defendant-Appellant"],
            ["Appellant", "Appellee"],
            ["Petitioner", "Respondent"],
            ["Plaintiff", "Defendant"],
          ] as const);
  }
}

function sidesOf(random: Random, court: CourtProfile): Sides {
  const commissioner = plain("Commissioner of Internal Revenue", "Commissioner");
  const individual = () => (random.uniform() < 0.85 ? person(random) : people(random));
  const taxpayer = () =>
    random.uniform() < 0.5 ? individual() : random.uniform() < 0.8 ? business(random) : estate(random);
  const state = court.state ?? "Ohio";
  switch (court.kind) {
    case "tax":
      return { first: taxpayer(), second: commissioner, roles: rolesOf(random, court, false) };
    case "claims":
    case "trade":
      return {
        first: random.uniform() < 0.75 ? business(random) : individual(),
        second: unitedStates(random),
        roles: rolesOf(random, court, false),
      };
    case "military":
      return { first: unitedStates(random), second: person(random), roles: rolesOf(random, court, true) };
  }
  const roll = random.uniform();
  const inState = court.jurisdiction === court.state;
  if (inState && roll < 0.22)
    return { first: sovereign(random, state), second: individual(), roles: rolesOf(random, court, true) };
  if (inState && roll < 0.28)
    return { first: individual(), second: sovereign(random, state), roles: rolesOf(random, court, true) };
  if (!inState && roll < 0.17)
    return { first: unitedStates(random), second: individual(), roles: rolesOf(random, court, true) };
  if (!inState && roll < 0.22)
    return { first: anyParty(random, court), second: unitedStates(random), roles: rolesOf(random, court, false) };
  if (!inState && court.kind === "circuit" && roll < 0.27)
    return { first: taxpayer(), second: commissioner, roles: ["Petitioner", "Respondent"] };
  if (court.kind === "circuit" && roll < 0.33)
    return { first: plain(AGENCIES[0]), second: business(random), roles: ["Petitioner", "Respondent"] };
  return { first: anyParty(random, court), second: anyParty(random, court), roles: rolesOf(random, court, false) };
}

const print = (text: string, style: CaptionStyle): string => {
  if (style === "mixed") return text.replace(/[{}]/g, "");
  if (style === "all-caps" || style === "short-caps") return text.replace(/[{}]/g, "").toUpperCase();
  return text.replace(/\{([^}]*)\}/g, (_, inner: string) => inner.toUpperCase().replace(/\bMC(?=[A-Z])/g, "Mc"));
};

/** Only the capitals of a party, as older volumes head a case: `PELWORTH et al. v. CITY OF DALEBURY`. */
function printShort(party: Party): string {
  return `${party.short.toUpperCase().replace(/\bMC(?=[A-Z])/g, "Mc")}${party.plural ? " et al." : ""}`;
}

function adversary(random: Random, sides: Sides, style: CaptionStyle): string {
  const { first, second, roles } = sides;
  if (style === "short-caps") return `${printShort(first)} v. ${printShort(second)}`;
  const withRoles = style !== "mixed" || random.uniform() < 0.5;
  const versus = style === "mixed" && random.uniform() < 0.15 ? "vs." : "v.";
  if (!withRoles) {
    return `${print(first.full, style)}${random.uniform() < 0.15 ? " et al." : ""} ${versus} ${print(second.full, style)}`;
  }
  const role = (word: string) => (style === "all-caps" ? word.toUpperCase() : word);
  const alii = () => (random.uniform() < 0.1 ? (style === "all-caps" ? ", ET AL." : ", et al.") : "");
  return `${print(first.full, style)}${alii()}, ${role(roles[0])}, ${versus} ${print(second.full, style)}${alii()}, ${role(roles[1])}`;
}

function inRe(random: Random, court: CourtProfile, style: CaptionStyle): Caption {
  const lead =
    style === "all-caps" || style === "short-caps"
      ? "IN RE"
      : random.pick(["In re", "In re", "In the Matter of", "In re:"]);
  const one =
    court.kind === "bankruptcy" ? (random.uniform() < 0.7 ? person(random) : business(random)) : person(random);
  if (court.kind === "bankruptcy") {
    const debtor = `${lead} ${print(one.full, style)}, ${style === "all-caps" ? "DEBTOR" : "Debtor"}`;
    if (random.uniform() < 0.6) return { name: debtor, nameAbbreviation: `In re ${one.short}` };
    const plaintiff = random.uniform() < 0.5 ? business(random) : person(random);
    return {
      name: `${debtor}. ${adversary(random, { first: plaintiff, second: one, roles: ["Plaintiff", "Defendant"] }, style)}`,
      nameAbbreviation: `${plaintiff.short} v. ${one.short} (In re ${one.short})`,
    };
  }
  const initials = `${random.pick([..."ABCDEHJKLMRST"])}.${random.pick([..."ABCDEGHLMPRSW"])}.`;
  const family = court.jurisdiction === court.state;
  const subjects: Party[] = [
    { full: one.full, short: one.short },
    { full: `{Estate} of ${givenNames(random)} {${one.short}}`, short: `Estate of ${one.short}` },
    {
      full: `{${businessName(random).replace(/, (Inc\.|Incorporated|LLC|L\.L\.C\.|L\.P\.|Ltd\.)$/, "")} Securities Litigation}`,
      short: "",
    },
  ];
  if (family) {
    subjects.push(
      {
        full: `{Marriage} of ${givenNames(random)} and ${givenNames(random)} {${one.short}}`,
        short: `Marriage of ${one.short}`,
      },
      { full: `{${initials}}, a Minor`, short: initials },
    );
  }
  const subject = random.pick(subjects);
  const name = `${lead} ${print(subject.full, style)}`;
  return {
    name,
    nameAbbreviation: subject.short === "" ? `In re ${subject.full.replace(/[{}]/g, "")}` : `In re ${subject.short}`,
  };
}

function exRelatione(random: Random, court: CourtProfile, style: CaptionStyle): Caption {
  const state = court.state ?? "Ohio";
  const relator = random.uniform() < 0.6 ? person(random) : plain(localBodyName(random));
  const lead =
    court.jurisdiction === court.state
      ? sovereign(random, state)
      : { full: "{United States} ex rel.", short: "United States" };
  const body = random.uniform() < 0.5 ? plain(random.pick(STATE_AGENCIES)) : person(random);
  const first: Party = {
    full: `${lead.full.replace(/ ex rel\.$/, "")} ex rel. ${relator.full}`,
    short: `${lead.short} ex rel. ${relator.short}`,
  };
  return {
    name: adversary(
      random,
      {
        first,
        second: body,
        roles: random.pick([
          ["Relator", "Respondent"],
          ["Appellant", "Appellee"],
        ] as const),
      },
      style,
    ),
    nameAbbreviation: `${first.short} v. ${body.short}`,
  };
}

/** The caption of an invented case before `court`, in the manner of the reporters of `year`. */
export function fictionalCaption(random: Random, court: CourtProfile, year: number): Caption {
  const roll = random.uniform();
  const style: CaptionStyle =
    year < 1945
      ? roll < 0.6
        ? "short-caps"
        : roll < 0.85
          ? "mixed"
          : "all-caps"
      : roll < 0.62
        ? "small-caps"
        : roll < 0.74
          ? "all-caps"
          : roll < 0.84
            ? "short-caps"
            : "mixed";
  const inReShare =
    court.kind === "bankruptcy"
      ? 0.75
      : court.kind === "military" || court.kind === "claims" || court.kind === "tax"
        ? 0
        : 0.07;
  if (random.uniform() < inReShare) return inRe(random, court, style);
  if (/^state|circuit|supreme/.test(court.kind) && random.uniform() < 0.03) return exRelatione(random, court, style);
  const sides = sidesOf(random, court);
  return { name: adversary(random, sides, style), nameAbbreviation: `${sides.first.short} v. ${sides.second.short}` };
}
