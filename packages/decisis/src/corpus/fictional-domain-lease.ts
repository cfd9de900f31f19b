import { TRADES } from "./fictional-details.ts";
import type { LegalDomain } from "./fictional-domain.ts";

export const LEASE: LegalDomain = {
  name: "lease",
  law: "leases",
  claimant: { nouns: ["tenant", "lessee", "renter", "party that paid the rent"] },
  respondent: { nouns: ["landlord", "lessor", "letting party", "party that let the premises"] },
  items: [
    ["shop", "store"],
    ["warehouse", "storehouse"],
    ["flat", "apartment"],
    ["mill", "factory"],
    ["stable", "barn"],
    ["pasture", "field"],
    ["wharf", "dock"],
    ["theater", "playhouse"],
  ],
  detailed: "claimant",
  details: TRADES,
  claims: [
    {
      thing: [
        "the return of the deposit on the {i}",
        "the security paid for the {i}",
        "the money left as security for the {i}",
        "the deposit that had been paid on the {i}",
      ],
      granted: [
        "{c} may recover the deposit on the {i}",
        "{r} must return the security held for the {i}",
        "{c} is to have back what was left as security for the {i}",
        "{r} may not keep the deposit on the {i}",
      ],
      refused: [
        "{c} may not recover the deposit on the {i}",
        "{r} may keep the security held for the {i}",
        "{c} forfeits what was left as security for the {i}",
        "{r} need not return the deposit on the {i}",
      ],
    },
    {
      thing: [
        "the cost of repairs to the {i}",
        "what it had cost to mend the {i}",
        "the bill for putting the {i} right",
        "the sum spent on mending the {i}",
      ],
      granted: [
        "{c} may charge repairs of the {i} to {r}",
        "{r} must bear the cost of mending the {i}",
        "putting the {i} right falls to {r}",
        "{r} must pay for repairs to the {i}",
      ],
      refused: [
        "{c} may not charge repairs of the {i} to {r}",
        "{r} need not bear the cost of mending the {i}",
        "putting the {i} right falls to {c}",
        "{c} must pay for repairs to the {i}",
      ],
    },
    {
      thing: [
        "the right to stay in the {i}",
        "leave to remain in the {i}",
        "a stay of the eviction from the {i}",
        "an order to let matters at the {i} stand",
      ],
      granted: [
        "{c} may remain in possession of the {i}",
        "{r} may not evict {c} from the {i}",
        "the lease of the {i} continues",
        "{c} need not leave the {i}",
      ],
      refused: [
        "{c} may not remain in possession of the {i}",
        "{r} may evict {c} from the {i}",
        "the lease of the {i} is at an end",
        "{c} must leave the {i}",
      ],
    },
  ],
  circumstances: [
    {
      favors: "claimant",
      days: "over",
      told: [
        "{c} had given {n} days of notice, and the lease asked for {m}",
        "the lease asked for {m} days of notice, and {r} had been told {n} days before",
        "word had come {n} days ahead, while {m} were called for",
        "the lease called for {m} days, and {c} gave {n}",
      ],
      clause: [
        "{c} gave more than the {m} days of notice required",
        "notice came sooner than the {m} days that the lease called for",
        "the {m} days of warning had been kept",
        "notice met the limit of {m} days",
      ],
    },
    {
      favors: "respondent",
      days: "within",
      told: [
        "{c} had given only {n} days of notice, although the lease asked for {m}",
        "the lease asked for {m} days of notice, and {r} had been told a mere {n} days before",
        "word had come only {n} days ahead, while {m} were called for",
        "the lease called for {m} days, and {c} gave no more than {n}",
      ],
      clause: [
        "{c} gave less than the {m} days of notice required",
        "notice fell short of the {m} days that the lease called for",
        "the {m} days of warning had not been kept",
        "notice missed the limit of {m} days",
      ],
    },
    {
      favors: "claimant",
      told: [
        "{r} had found a new occupant for the {i} within the week",
        "somebody else was paying for the {i} before the month was out",
        "another family had the keys to the {i} by the next Monday",
        "before the week was out somebody else was paying for the {i}",
      ],
      clause: [
        "{r} had relet the {i} at once",
        "the {i} was let again without a gap",
        "{r} lost no rent on the {i}",
        "{r} had let the {i} again",
      ],
    },
    {
      favors: "respondent",
      told: [
        "no rent had been paid since the spring",
        "{c} had not sent a check for half a year",
        "{r} had been waiting for money since March",
        "{c} had not paid since the spring",
      ],
      clause: [
        "{c} was in arrears",
        "{c} had fallen behind with the rent",
        "the rent was long overdue",
        "the rent had not been paid",
      ],
    },
    {
      favors: "claimant",
      told: [
        "{r} had known of the breach for months and had gone on cashing the checks",
        "{r} took the monthly checks with open eyes",
        "though nothing was hidden, {r} banked one payment after another",
        "{r} had known of it and had gone on taking the money",
      ],
      clause: [
        "{r} had accepted rent with knowledge of the breach",
        "the breach was waived by taking rent",
        "{r} overlooked the default and took payment",
        "{r} knew of the breach and took rent",
      ],
    },
    {
      favors: "respondent",
      told: [
        "{c} had torn out two walls of the {i} without asking",
        "two walls of the {i} were gone, and nobody had asked {r}",
        "{c} had moved the stairs of the {i} and had asked nobody",
        "{c} had asked nobody before two walls of the {i} were torn out",
      ],
      clause: [
        "{c} had altered the {i} without consent",
        "the structure of the {i} was changed without leave",
        "unauthorized alterations had been made to the {i}",
        "{c} changed the {i} without leave",
      ],
    },
    {
      favors: "claimant",
      told: [
        "rain had come through the roof of the {i} for a year, and {r} had been told of it",
        "{r} had been told of the hole in the roof of the {i} and had done nothing",
        "the roof of the {i} leaked, and letters about it went unanswered",
        "{r} had done nothing for a year about rain in the {i}",
      ],
      clause: [
        "{r} had let the {i} fall into disrepair",
        "{r} neglected the upkeep of the {i} after a warning",
        "the {i} was not kept fit for use",
        "{r} had neglected the {i}",
      ],
    },
    {
      favors: "respondent",
      told: [
        "{c} had handed the {i} over to a cousin",
        "a cousin of {c} had been running the {i} for two years",
        "strangers to the lease were found in the {i}, and they paid {c}",
        "{c} had for two years let a cousin have the {i}",
      ],
      clause: [
        "{c} had sublet the {i}",
        "the lease was passed to another without permission",
        "{c} gave up the {i} to a third party",
        "{c} had passed the {i} to another",
      ],
    },
  ],
};
