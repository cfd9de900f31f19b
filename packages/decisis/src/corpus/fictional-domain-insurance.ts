import { TRADES } from "./fictional-details.ts";
import type { LegalDomain } from "./fictional-domain.ts";

export const INSURANCE: LegalDomain = {
  name: "insurance",
  law: "insurance",
  claimant: { nouns: ["insured", "policyholder", "holder of the policy", "party that took the policy"] },
  respondent: { nouns: ["insurer", "underwriter", "insurance carrier", "party that sold the policy"] },
  items: [
    ["barn", "stable"],
    ["boat", "vessel"],
    ["car", "automobile"],
    ["warehouse", "storehouse"],
    ["house", "dwelling"],
    ["harvest", "crop"],
    ["truck", "goods vehicle"],
    ["painting", "picture"],
  ],
  detailed: "claimant",
  details: TRADES,
  claims: [
    {
      thing: [
        "payment for the loss of the {i}",
        "the sum insured on the {i}",
        "the value of the {i}",
        "the money for the {i}",
      ],
      granted: [
        "{c} may recover the value of the {i} under the policy",
        "{r} must pay for the loss of the {i}",
        "the loss of the {i} is covered",
        "{r} owes the value of the {i}",
      ],
      refused: [
        "{c} may not recover the value of the {i} under the policy",
        "{r} need not pay for the loss of the {i}",
        "the loss of the {i} is not covered",
        "{r} need not pay the value of the {i}",
      ],
    },
    {
      thing: [
        "the cost of defending the suit over the {i}",
        "the fees of counsel in the suit over the {i}",
        "a lawyer in the suit over the {i}",
        "the bill of counsel in the matter of the {i}",
      ],
      granted: [
        "{r} has a duty to defend {c} in the suit over the {i}",
        "{c} is entitled to a defense in the suit over the {i}",
        "defending the suit over the {i} falls to {r}",
        "{r} must pay for counsel in the suit over the {i}",
      ],
      refused: [
        "{r} has no duty to defend {c} in the suit over the {i}",
        "{c} is not entitled to a defense in the suit over the {i}",
        "defending the suit over the {i} falls to {c}",
        "{r} need not pay for counsel in the suit over the {i}",
      ],
    },
    {
      thing: [
        "renewal of the policy on the {i}",
        "another year of cover for the {i}",
        "a new term of the policy on the {i}",
        "cover for the {i} in the next year",
      ],
      granted: [
        "{r} must renew the policy on the {i}",
        "{c} is entitled to further cover for the {i}",
        "the policy on the {i} runs on",
        "the policy on the {i} must be renewed",
      ],
      refused: [
        "{r} may decline to renew the policy on the {i}",
        "{c} is not entitled to further cover for the {i}",
        "the policy on the {i} has come to an end",
        "the policy on the {i} need not be renewed",
      ],
    },
  ],
  circumstances: [
    {
      favors: "respondent",
      days: "over",
      told: [
        "{c} reported the matter {n} days after it happened, although the policy gave {m}",
        "the policy gave {m} days for a report, and {c} took {n}",
        "{r} heard of it on day {n}, while the form spoke of {m} days",
        "the policy gave {m} days, and {c} was silent for {n}",
      ],
      clause: [
        "{c} gave notice after the {m} days in the policy",
        "the report came later than the {m} days allowed",
        "{c} let more than {m} days go by before notice",
        "the report missed the limit of {m} days",
      ],
    },
    {
      favors: "claimant",
      days: "within",
      told: [
        "{c} reported the matter {n} days after it happened, and the policy gave {m}",
        "the policy gave {m} days for a report, and {c} took only {n}",
        "{r} heard of it as early as day {n}, while the form spoke of {m} days",
        "the policy gave {m} days, and {c} was silent for no more than {n}",
      ],
      clause: [
        "{c} gave notice before the {m} days in the policy had run",
        "the report came inside the {m} days allowed",
        "{c} let fewer than {m} days go by before notice",
        "the report met the limit of {m} days",
      ],
    },
    {
      favors: "respondent",
      told: [
        "{c} had written on the form that nobody smoked there, which was not so",
        "the form said that there had been no fire before, and {c} knew of two",
        "{c} had left two earlier losses off the form",
        "{c} had known of an earlier fire and had left it off the form",
      ],
      clause: [
        "{c} had given a false answer in the application",
        "the application was untrue",
        "{c} misstated the risk",
        "{c} had given an untrue answer",
      ],
    },
    {
      favors: "claimant",
      told: [
        "the clause could be read in two ways",
        "two careful readers of the clause would have come to two results",
        "nobody could say for certain what the clause meant",
        "two careful readers could not say what the clause meant",
      ],
      clause: [
        "the words of the policy were ambiguous",
        "the exclusion was open to more than one meaning",
        "the language of the exclusion was unclear",
        "the exclusion was ambiguous",
      ],
    },
    {
      favors: "respondent",
      told: [
        "{c} had not sent the money for that quarter",
        "the money for that quarter had never come in",
        "the bill for the last quarter still lay unpaid on the desk of {c}",
        "the money for the last quarter had not been sent",
      ],
      clause: [
        "the policy had lapsed for want of a premium",
        "the premium was never paid",
        "cover had ended through default in the premium",
        "the premium had not been paid",
      ],
    },
    {
      favors: "claimant",
      told: [
        "{r} had taken the late payment and had sent a receipt",
        "the late check had been cashed and a receipt had gone to {c}",
        "{r} banked the overdue sum without a word",
        "{r} had taken the money late and without a word",
      ],
      clause: [
        "{r} had accepted the premium after the due date",
        "the delay in the premium was waived",
        "{r} forgave the lateness of the premium",
        "{r} had accepted a premium after the due date had passed",
      ],
    },
    {
      favors: "respondent",
      told: [
        "{c} had meant it to happen",
        "it was no accident, and {c} had planned it for weeks",
        "{c} had been heard to say that it would be done by nightfall, and it was",
        "{c} had planned it and it was no accident",
      ],
      clause: [
        "{c} had brought the event about on purpose",
        "the event was caused by the intent of {c}",
        "{c} acted with design",
        "the event was no accident",
      ],
    },
    {
      favors: "claimant",
      told: [
        "the adjuster had told {c} that no further papers were needed",
        "{c} had asked whether more papers were wanted, and the adjuster had said no",
        "a man from {r} had waved the remaining papers away",
        "the adjuster had said no when {c} asked about further papers",
      ],
      clause: [
        "{r} had waived proof of loss through its agent",
        "formal proof had been excused by the adjuster",
        "{r} dispensed with the documents",
        "the adjuster had waived proof",
      ],
    },
  ],
};
