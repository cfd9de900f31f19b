import type { Random } from "@decisis/tensor";
import type { Circumstance, Claim, Detail, LegalDomain } from "./fictional-domain.ts";
import { CARRIAGE } from "./fictional-domain-carriage.ts";
import { DEBT } from "./fictional-domain-debt.ts";
import { EMPLOYMENT } from "./fictional-domain-employment.ts";
import { INSURANCE } from "./fictional-domain-insurance.ts";
import { LEASE } from "./fictional-domain-lease.ts";
import { LICENSE } from "./fictional-domain-license.ts";
import { PREMISES } from "./fictional-domain-premises.ts";
import { SALE } from "./fictional-domain-sale.ts";
import { SEARCH } from "./fictional-domain-search.ts";
import { TAX } from "./fictional-domain-tax.ts";
import { ZONING } from "./fictional-domain-zoning.ts";
import type { FictionalHeader } from "./fictional-header.ts";
import { partyWords } from "./fictional-house-style.ts";

/** Fields in which anyone may sue anyone. */
const TRADE_DOMAINS = [SALE, LEASE, INSURANCE, CARRIAGE, DEBT];
/** Fields in which a person sues. */
const PERSONAL_DOMAINS = [EMPLOYMENT, PREMISES];

/** Captions that tell the field, the first that fits; tax and bankruptcy courts hear nothing else. */
const CAPTION_DOMAINS: readonly (readonly [RegExp, LegalDomain])[] = [
  [/^(United States|State|People|Commonwealth) v\. /, SEARCH],
  [/Commissioner$|Revenue|Tax Commission|Collector/, TAX],
  [/City of|Town of|Village of|Township of|County|Zoning|Planning Commission/, ZONING],
  [
    /Board|Commission|Department|Agency|Administration|United States|State|People|Commonwealth|Attorney General|Warden/,
    LICENSE,
  ],
];

/** A natural person: reporters name one by the surname alone. */
export const isPerson = (party: string): boolean => /^(Mc|O')?[A-Z][a-z]+(-[A-Z][a-z]+)?$/.test(party);

/** What a case decided, apart from the words that say so. */
export interface Holding {
  readonly domain: LegalDomain;
  readonly claim: Claim;
  /** The two names of the thing in dispute. */
  readonly item: readonly [string, string];
  readonly circumstance: Circumstance;
  readonly detail: Detail;
  /** Days that passed and days that were allowed; null where no time limit is at stake. */
  readonly days: { readonly passed: number; readonly allowed: number } | null;
  /** Whether the claim succeeds. */
  readonly granted: boolean;
  /** Whether it does so against the circumstance. */
  readonly contrary: boolean;
}

const PERIODS = [10, 14, 20, 30, 45, 60, 90];

/** One case in this many goes against the circumstance that the opinion turns on. */
const CONTRARY_SHARE = 0.25;

export function pickHolding(random: Random, header: FictionalHeader): Holding {
  const domain = domainOf(random, header);
  const circumstance = random.pick(domain.circumstances);
  const contrary = random.uniform() < CONTRARY_SHARE;
  return {
    domain,
    claim: random.pick(domain.claims),
    item: random.pick(domain.items),
    circumstance,
    detail: random.pick(domain.details),
    days: pickDays(random, circumstance),
    granted: (circumstance.favors === "claimant") !== contrary,
    contrary,
  };
}

function pickDays(random: Random, circumstance: Circumstance): Holding["days"] {
  if (circumstance.days === undefined) return null;
  const allowed = random.pick(PERIODS);
  const passed =
    circumstance.days === "over" ? allowed + 1 + random.integer(allowed) : allowed - 1 - random.integer(allowed - 2);
  return { passed, allowed };
}

/** A field that the court and the caption allow. */
function domainOf(random: Random, header: FictionalHeader): LegalDomain {
  const { court, nameAbbreviation } = header;
  if (/Crim|Armed Forces|Military/.test(court.name)) return SEARCH;
  if (/Tax/.test(court.name)) return TAX;
  if (/Bankruptcy/.test(court.name)) return DEBT;
  const told = CAPTION_DOMAINS.find(([caption]) => caption.test(nameAbbreviation));
  if (told !== undefined) return told[1];
  return random.pick(
    partyWords(nameAbbreviation).some(isPerson) ? [...TRADE_DOMAINS, ...PERSONAL_DOMAINS] : TRADE_DOMAINS,
  );
}

/** Whether a case of one field may speak to the law of the other. */
export const neighbors = (a: LegalDomain, b: LegalDomain): boolean =>
  a === b || [a, b].every((domain) => TRADE_DOMAINS.includes(domain) || PERSONAL_DOMAINS.includes(domain));

/** Whether only a person can claim in this field. */
export const isPersonal = (domain: LegalDomain): boolean => PERSONAL_DOMAINS.includes(domain);
