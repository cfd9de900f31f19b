import type { Random } from "@decisis/tensor";
import type { Circumstance, Claim, Detail, LegalDomain } from "./fictional-domain.ts";
import { INSURANCE } from "./fictional-domain-insurance.ts";
import { LEASE } from "./fictional-domain-lease.ts";
import { SALE } from "./fictional-domain-sale.ts";
import { SEARCH } from "./fictional-domain-search.ts";
import type { FictionalHeader } from "./fictional-header.ts";

export const LEGAL_DOMAINS: readonly LegalDomain[] = [SALE, LEASE, INSURANCE, SEARCH];

const PRIVATE_DOMAINS = [SALE, LEASE, INSURANCE];

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

/** A field that the caption and the court allow. */
function domainOf(random: Random, header: FictionalHeader): LegalDomain {
  const criminal =
    /^(United States|State|People|Commonwealth) v\. /.test(header.nameAbbreviation) || /Crim/.test(header.court.name);
  return criminal ? SEARCH : random.pick(PRIVATE_DOMAINS);
}
