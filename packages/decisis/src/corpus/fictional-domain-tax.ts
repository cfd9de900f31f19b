import { TRADES } from "./fictional-details.ts";
import type { LegalDomain, Phrases } from "./fictional-domain.ts";

/** What is told whether the days were kept or not: the two numbers alone say which. */
const DAYS_TOLD: Phrases = [
  "the return was sent in {n} days after the notice, and the notice gave {m} days",
  "the notice gave {m} days, and {c} sent the return in after {n}",
  "on day {n} the return came in, while the notice spoke of {m} days",
  "the notice gave {m} days, and {c} was silent for {n}",
];

export const TAX: LegalDomain = {
  name: "tax",
  law: "taxation",
  claimant: { nouns: ["taxpayer", "party assessed", "payer of the tax", "party that paid the tax"] },
  respondent: { nouns: ["tax collector", "revenue", "treasury", "tax office", "collector"], definite: true },
  items: [
    ["travel", "journeys"],
    ["meals", "food"],
    ["advertising", "publicity"],
    ["repairs", "upkeep"],
    ["postage", "mailing"],
    ["tools", "implements"],
    ["uniforms", "work clothes"],
    ["training", "instruction"],
  ],
  detailed: "claimant",
  details: TRADES,
  claims: [
    {
      thing: [
        "a deduction for {i}",
        "leave to take {i} off the income",
        "a lower income on account of {i}",
        "a deduction on account of {i}",
      ],
      granted: [
        "{c} may deduct the cost of {i}",
        "{r} must allow a deduction for {i}",
        "money spent on {i} comes off the income of {c}",
        "the cost of {i} comes off the income of {c}",
      ],
      refused: [
        "{c} may not deduct the cost of {i}",
        "{r} may disallow a deduction for {i}",
        "money spent on {i} does not come off the income of {c}",
        "the cost of {i} does not come off the income of {c}",
      ],
    },
    {
      thing: [
        "a refund of tax on account of {i}",
        "some of the tax back on account of {i}",
        "the tax that had been paid without regard to {i}",
        "the tax back on account of {i}",
      ],
      granted: [
        "{c} is entitled to a refund for {i}",
        "{r} must repay the tax on the sum spent on {i}",
        "tax on the cost of {i} was paid without need",
        "{r} must give {c} a refund for {i}",
      ],
      refused: [
        "{c} is not entitled to a refund for {i}",
        "{r} need not repay the tax on the sum spent on {i}",
        "tax on the cost of {i} was rightly paid",
        "{r} need not give {c} a refund for {i}",
      ],
    },
    {
      thing: [
        "relief from a penalty over {i}",
        "an end to the penalty over {i}",
        "a release from the fine over {i}",
        "relief from the fine over {i}",
      ],
      granted: [
        "{c} owes no penalty over {i}",
        "{r} may not fine {c} over {i}",
        "a penalty over {i} is not due",
        "no penalty over {i} is due",
      ],
      refused: [
        "{c} owes a penalty over {i}",
        "{r} may fine {c} over {i}",
        "a penalty over {i} is due",
        "the penalty over {i} is due",
      ],
    },
  ],
  circumstances: [
    {
      favors: "respondent",
      told: [
        "{c} had kept no papers and spoke from memory",
        "no receipt could be found for any of it",
        "all that {c} could show was a guess",
        "{c} could find no papers and no receipt",
      ],
      clause: [
        "{c} had no records",
        "the expense was not substantiated",
        "proof of the amount was wanting",
        "there were no records",
      ],
    },
    {
      favors: "claimant",
      told: [
        "{c} had kept a receipt for every dollar",
        "each dollar was written down in a book on the day it was spent",
        "{c} could show a paper for each of the payments",
        "for each dollar {c} had a receipt",
      ],
      clause: [
        "{c} had kept full records",
        "the expense was substantiated",
        "the amount was proved to the cent",
        "the records were full",
      ],
    },
    {
      favors: "respondent",
      told: [
        "most of it had gone to the children of {c}",
        "the family of {c} had the use of it at the weekend",
        "{c} had spent it on pleasure and not on work",
        "it was spent on the family of {c} and not on work",
      ],
      clause: [
        "the expense was personal",
        "the money served private ends",
        "there was no business purpose",
        "the expense served no business purpose",
      ],
    },
    {
      favors: "claimant",
      told: [
        "without it {c} could not have earned a cent",
        "every bit of it was needed to keep the work going",
        "{c} would have had to shut down without it",
        "{c} needed it to keep the work going",
      ],
      clause: [
        "the expense was ordinary and necessary",
        "the money was spent for the business",
        "the cost was needed to produce income",
        "the expense was needed for the business",
      ],
    },
    {
      favors: "respondent",
      days: "over",
      told: DAYS_TOLD,
      clause: [
        "the return came after the {m} days allowed had run",
        "{c} filed later than the {m} days of the notice",
        "{c} let more than {m} days go by before filing",
        "the return missed the limit of {m} days",
      ],
    },
    {
      favors: "claimant",
      days: "within",
      told: DAYS_TOLD,
      clause: [
        "the return came before the {m} days allowed had run",
        "{c} filed inside the {m} days of the notice",
        "{c} let fewer than {m} days go by before filing",
        "the return met the limit of {m} days",
      ],
    },
    {
      favors: "claimant",
      told: [
        "{c} had asked an officer of {r} and had been told to go ahead",
        "a letter from {r} had said that all was in order",
        "{c} had done no more than what {r} had advised",
        "{c} had been told by letter that all was in order",
      ],
      clause: [
        "{c} had relied on advice from {r}",
        "{r} had approved the practice",
        "{r} itself had misled {c}",
        "{r} had approved it by letter",
      ],
    },
    {
      favors: "respondent",
      told: [
        "{c} had written the same sum down in two years",
        "the sum had been taken once before, in the year that went before",
        "{c} had already had the good of it in the last year",
        "{c} had written the sum down in the year that went before",
      ],
      clause: [
        "{c} had claimed the expense twice",
        "the expense was counted in an earlier year",
        "it was a double claim",
        "the expense was claimed in an earlier year",
      ],
    },
  ],
};
