import { places } from "../tables/places.ts";
import { abbreviateWords, closeUpCapitals } from "./abbreviate-words.ts";

export interface PartyContext {
  readonly context: "citation" | "text";
  /** Full name of the state whose court decides, `null` for federal courts (rule 8). */
  readonly courtState: string | null;
  /** The full caption, to look things up in. */
  readonly caption: string;
  /** The case has an adversary: procedural phrases other than `ex rel.` go (R11.5.7). */
  readonly adversary: boolean;
  /** The party is the thing sued (in rem) and keeps its `The` (R11.5.12). */
  readonly thingSued?: boolean;
}

/** Rules 3 to 12 on one party. */
export function partyName(raw: string, context: PartyContext): string {
  const parts = withRelator(raw).split(/ ex rel\. /);
  return parts.map((part) => simpleParty(part, context)).join(" ex rel. ");
}

/** R11.5.7: `on behalf of`, `on the relation of` and the like become `ex rel.` */
function withRelator(party: string): string {
  const own = party.replace(
    /,? (?:individually and )?on behalf of (?:(?:him|her|it)self|themselves|all others?|others)\b.*$/i,
    "",
  );
  return own.replace(
    /,? (?:on (?:the )?relation of|on behalf of|for the use of|for the use and benefit of|ex relatione|ex rel\.?|by and through|as next friend of) (?:the )?/i,
    " ex rel. ",
  );
}

/** R11.5.7: one procedural phrase, and none but `ex rel.` where there is an adversary. */
const PROCEDURAL =
  /^(?:In the Matters? of|In re|Matter of|Petition of|Application of|Appeal of|In the Interests? of|Interest of|(?=Complaint of )) ?(?:the )?/i;

function simpleParty(raw: string, context: PartyContext): string {
  const party = raw
    .trim()
    .replace(/[,;.]? et (?:al|ux|vir)s?\.?$/i, "")
    .replace(context.thingSued ? /^$/ : /^The (?!(?:King|Queen)$)/i, "")
    .trim();
  if (/^ex parte /i.test(party)) {
    return `Ex parte ${bareParty(party.slice(9), context)}`;
  }
  const procedural = PROCEDURAL.exec(party);
  if (procedural === null) {
    return bareParty(party, context);
  }
  const rest = bareParty(party.slice(procedural[0].length).replace(/^(?:In the )?Interests? of /i, ""), context);
  return context.adversary ? rest : `In re ${rest}`;
}

function bareParty(name: string, context: PartyContext): string {
  let party = name.replace(/^U\. ?S\.(?: A\.)?$|^United States of America$/i, "United States");
  if (party === "United States") {
    return party;
  }
  const forOrder = /^United States (?=for an? )/.exec(party);
  if (forOrder !== null) {
    // Still the party, though the caption goes on: In re United States for an Order …
    return `${forOrder[0]}${abbreviateWords(party.slice(forOrder[0].length), { context: context.context })}`;
  }
  const sovereign = sovereignName(party, context);
  if (sovereign !== null) {
    return sovereign;
  }
  if (/^Comm(?:issione|')r of (?:the )?Internal Revenue$|^C\.?I\.?R\.?$/i.test(party)) {
    party = "Commissioner";
  }
  const acronym = ACRONYMS.get(party.toLowerCase().replaceAll(" and ", " & "));
  if (acronym !== undefined && context.context === "citation") {
    return acronym;
  }
  party = withoutLocation(withoutSecondDesignator(party));
  return abbreviateParty(party, context);
}

/** Commonly recognised organisations go by their letters (R11.5.3). */
const ACRONYMS: ReadonlyMap<string, string> = new Map([
  ["american civil liberties union", "ACLU"],
  ["central intelligence agency", "CIA"],
  ["environmental protection agency", "EPA"],
  ["equal employment opportunity commission", "EEOC"],
  ["federal aviation administration", "FAA"],
  ["federal bureau of investigation", "FBI"],
  ["federal communications commission", "FCC"],
  ["federal deposit insurance corp.", "FDIC"],
  ["federal deposit insurance corporation", "FDIC"],
  ["federal energy regulatory commission", "FERC"],
  ["federal trade commission", "FTC"],
  ["food & drug administration", "FDA"],
  ["internal revenue service", "IRS"],
  ["national aeronautics & space administration", "NASA"],
  ["national association for the advancement of colored people", "NAACP"],
  ["national labor relations board", "NLRB"],
  ["securities & exchange commission", "SEC"],
]);

/** Known by their letters to fewer readers: written out, the letters accepted. */
const LESSER_ACRONYMS: ReadonlyMap<string, string> = new Map([
  ["commodity futures trading commission", "CFTC"],
  ["consumer product safety commission", "CPSC"],
  ["federal election commission", "FEC"],
  ["interstate commerce commission", "ICC"],
  ["national security agency", "NSA"],
  ["national transportation safety board", "NTSB"],
  ["nuclear regulatory commission", "NRC"],
  ["occupational safety & health review commission", "OSHRC"],
  ["securities investor protection corp.", "SIPC"],
]);

/** The letters of an organisation that is written out in gold, or `null`. */
export function lesserAcronym(party: string): string | null {
  const key = party
    .toLowerCase()
    .replace(/^(?:the |united states )/, "")
    .replaceAll(" and ", " & ");
  return LESSER_ACRONYMS.get(key) ?? ACRONYMS.get(key) ?? null;
}

const SOVEREIGN = /^(State|People|Commonwealth)(?: of (?:the )?(?:State of |Commonwealth of )?(.+))?$/i;

/** Rule 8 (R11.5.9): the bare word where the court sits in the state, the state's name elsewhere. */
function sovereignName(party: string, context: PartyContext): string | null {
  const match = SOVEREIGN.exec(party);
  if (match === null) {
    return context.courtState === party ? ownState(party, context.caption) : null;
  }
  const word = match[1][0].toUpperCase() + match[1].slice(1).toLowerCase();
  const named =
    match[2] === undefined ? stateInCaption(word, context.caption) : (places().get(match[2].toLowerCase()) ?? null);
  if (match[2] !== undefined && named === null) {
    return null;
  }
  if (context.courtState !== null && (named === null || named.name === context.courtState)) {
    return word;
  }
  return named === null ? word : named.name;
}

/** A state before its own court, named as such by the short name: `Michigan` becomes `State` if the caption says State of Michigan. */
function ownState(state: string, caption: string): string | null {
  const match = new RegExp(`\\b(State|People|Commonwealth) of (?:the )?(?:State of )?${state}\\b`, "i").exec(caption);
  return match === null ? null : match[1][0].toUpperCase() + match[1].slice(1).toLowerCase();
}

function stateInCaption(word: string, caption: string): { readonly name: string } | null {
  const pattern = new RegExp(
    `\\b${word} of (?:the )?(?:State of |Commonwealth of )?([A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*){0,3})`,
    "i",
  );
  const match = pattern.exec(caption);
  const words = match === null ? [] : match[1].split(" ");
  for (let length = words.length; length > 0; length -= 1) {
    const place = places().get(words.slice(0, length).join(" ").toLowerCase());
    if (place?.kind === "state") {
      return place;
    }
  }
  return null;
}

const FIRST_DESIGNATOR =
  /\b(?:Co\.?|Cos\.|Company|Companies|Corp\.?|Corporation|Ass'n|Association|Bros\.|Brothers|R\.R\.|Railroad|Ry\.|Railway|Ins\.|Insurance)(?=[ ,]|$)/g;
const SECOND_DESIGNATOR =
  /,? (?:Inc\.?|Incorporated|Ltd\.?|Limited|P?\.?L\.?L\.?C\.?|L\.?L\.?P\.?|L\. ?P\.|LP|N\. ?A\.|F\. ?S\. ?B\.|FSB|S\. ?A\.|P\. ?[AC]\.)$/;
/** What may stand between the two: the place of a business, `Oak Co. of Memphis, Inc.` */
const ITS_PLACE = /^(?: of [A-Z][\w.]*(?: [A-Z][\w.]*){0,2})?$/;

/** Rule 5 (R11.5.6): `Inc.` and the like go where another word already tells a business. */
export function withoutSecondDesignator(party: string): string {
  const second = SECOND_DESIGNATOR.exec(party);
  if (second === null) {
    return party;
  }
  const head = party.slice(0, second.index);
  const match = [...head.matchAll(FIRST_DESIGNATOR)].at(-1);
  return match !== undefined && ITS_PLACE.test(head.slice(match.index + match[0].length).replace(/,$/, ""))
    ? head.replace(/,$/, "")
    : party;
}

/** Rule 9 (R11.5.11): geography after a comma goes: `City of Memphis, Tennessee`. */
function withoutLocation(party: string): string {
  const match = /^(.+), ([A-Z][A-Za-z. ]+)$/.exec(party);
  if (match === null) {
    return party;
  }
  const last = match[2].trim().toLowerCase();
  const isPlace =
    places().has(last) || [...places().values()].some((place) => place.abbreviation.toLowerCase() === last);
  return isPlace || /^(?:D\. ?C\.|Tenn\.|Mo\.|Calif\.)$/i.test(match[2].trim()) ? match[1] : party;
}

const WHOLE_PLACE =
  /^(?:(?:City|Town|Village|County|Borough|Township|Parish|Municipality|Republic|Kingdom|Territory|Commonwealth|State|Government)(?: (?:and|&) (?:County|City|Borough))? of (?:the )?)([A-Z].*)$/;
const OFFICES = new Set(
  "commissioner commission secretary director administrator board department university corporation association attorney hospital bank trustees company society county".split(
    " ",
  ),
);

function abbreviateParty(party: string, context: PartyContext): string {
  const words = party.split(" ");
  if (words.length === 1 && !OFFICES.has(party.toLowerCase()) && !/['.]/.test(party)) {
    // A surname or a place that is the whole party stays (rules 3, 12).
    return party;
  }
  if (isPlaceAlone(party)) {
    return party;
  }
  const whole = WHOLE_PLACE.exec(party);
  if (whole !== null && !/ (?:of|for|Board|Department|Authority|Bd\.|Dep't) /.test(whole[1])) {
    return abbreviateWords(party, { context: context.context, keepPlaces: true });
  }
  const estate =
    /^((?:.* )?(?:Estate|Marriage|Guardianship|Adoption|Custody|Conservatorship|Interest|Will|Parentage|Paternity|Welfare|Est\.) of (?:the )?)(.+)$/.exec(
      party,
    );
  if (estate !== null && !/\b(?:Co|Corp|Inc|Company|Corporation|Bank|Trust)\b/.test(estate[2])) {
    // What follows is a person: surnames such as West or Street stay.
    return `${abbreviateWords(estate[1].trim().replace(/ the$/, ""), { context: context.context })} ${closeUpCapitals(estate[2])}`;
  }
  return abbreviateWords(party, { context: context.context });
}

function isPlaceAlone(party: string): boolean {
  return places().has(party.toLowerCase()) || party === "New York City";
}
