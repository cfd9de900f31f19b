import { TRADES } from "./fictional-details.ts";
import type { LegalDomain, Phrases } from "./fictional-domain.ts";

/** What is told whether the days were kept or not: the two numbers alone say which. */
const DAYS_TOLD: Phrases = [
  "{c} sent in a claim {n} days after the petition, and the order gave {m} days",
  "the order gave {m} days for claims, and {c} wrote after {n}",
  "on day {n} {c} sent in a claim, while the order spoke of {m} days",
  "the order gave {m} days, and {c} was silent for {n}",
];

export const DEBT: LegalDomain = {
  name: "debt",
  law: "debtor and creditor",
  claimant: { nouns: ["creditor", "lender", "lending party", "party that lent the money"] },
  respondent: { nouns: ["debtor", "borrower", "borrowing party", "party that had the money"] },
  items: [
    ["tractor", "farm machine"],
    ["boat", "vessel"],
    ["piano", "musical instrument"],
    ["truck", "goods vehicle"],
    ["loom", "weaving machine"],
    ["press", "printing machine"],
    ["oven", "baking furnace"],
    ["engine", "motor"],
  ],
  detailed: "respondent",
  details: TRADES,
  claims: [
    {
      thing: [
        "payment of the loan on the {i}",
        "the money lent for the {i}",
        "the balance of the loan on the {i}",
        "payment of the money lent for the {i}",
      ],
      granted: [
        "the loan on the {i} is not discharged",
        "{r} must still pay the loan on the {i}",
        "{c} may collect the debt on the {i}",
        "{r} must still pay the debt on the {i}",
      ],
      refused: [
        "the loan on the {i} is discharged",
        "{r} need not pay the loan on the {i}",
        "{c} may no longer collect the debt on the {i}",
        "{r} need no longer pay the debt on the {i}",
      ],
    },
    {
      thing: [
        "a lien on the {i}",
        "the first claim to the {i}",
        "a right in the {i} ahead of others",
        "a claim to the {i} ahead of others",
      ],
      granted: [
        "{c} has a lien on the {i}",
        "the lien on the {i} is good against others",
        "{r} holds the {i} subject to a lien",
        "{c} has a good lien on the {i}",
      ],
      refused: [
        "{c} has no lien on the {i}",
        "the lien on the {i} is not good against others",
        "{r} holds the {i} free of any lien",
        "{c} has no good lien on the {i}",
      ],
    },
    {
      thing: [
        "a sale of the {i}",
        "an order to sell the {i}",
        "the proceeds of a sale of the {i}",
        "an order for a sale of the {i}",
      ],
      granted: [
        "the {i} is not exempt",
        "{c} may have the {i} sold",
        "{r} must give up the {i}",
        "{r} must let the {i} be sold",
      ],
      refused: [
        "the {i} is exempt",
        "{c} may not have the {i} sold",
        "{r} need not give up the {i}",
        "{r} need not let the {i} be sold",
      ],
    },
  ],
  circumstances: [
    {
      favors: "claimant",
      told: [
        "{r} had moved the {i} to the house of a brother a week before",
        "a brother of {r} had been given the {i} for a dollar",
        "the {i} was found under straw at the farm of a brother",
        "a week before, {r} had given the {i} to a brother for a dollar",
      ],
      clause: [
        "{r} had hidden the {i} from creditors",
        "there was a fraudulent transfer",
        "{r} meant to put property out of reach",
        "{r} had hidden the {i}",
      ],
    },
    {
      favors: "respondent",
      told: [
        "without the {i} {r} could not have earned a living",
        "{r} worked with the {i} on every day of the week",
        "the daily bread of {r} came from the {i}",
        "on every day of the week {r} earned a living with the {i}",
      ],
      clause: [
        "the {i} was a tool of the trade",
        "{r} needed the {i} for a livelihood",
        "the {i} was used to earn an income",
        "{r} needed the {i} as a tool",
      ],
    },
    {
      favors: "claimant",
      told: [
        "{r} had shown {c} books in which half of the debts were missing",
        "{r} had left four large debts off the list that {c} asked for",
        "the figures that {r} had given to {c} were made up",
        "{r} had given {c} books in which four large debts were missing",
      ],
      clause: [
        "{r} had obtained the money by fraud",
        "a false statement had been made to {c}",
        "{r} lied about the state of affairs",
        "{r} made a false statement to obtain the money",
      ],
    },
    {
      favors: "respondent",
      told: [
        "nothing had been filed at the office of the county",
        "{c} had left the paper in a drawer and had filed it nowhere",
        "nobody who searched the county office would have found the paper",
        "{c} had left the paper in a drawer of the office",
      ],
      clause: [
        "{c} had not recorded the interest",
        "the security interest was never perfected",
        "no public notice had been given",
        "{c} had given no public notice of the interest",
      ],
    },
    {
      favors: "respondent",
      days: "over",
      told: DAYS_TOLD,
      clause: [
        "the proof of claim came after the {m} days allowed had run",
        "{c} filed later than the {m} days of the order",
        "{c} let more than {m} days go by before filing",
        "the proof of claim missed the limit of {m} days",
      ],
    },
    {
      favors: "claimant",
      days: "within",
      told: DAYS_TOLD,
      clause: [
        "the proof of claim came before the {m} days allowed had run",
        "{c} filed inside the {m} days of the order",
        "{c} let fewer than {m} days go by before filing",
        "the proof of claim met the limit of {m} days",
      ],
    },
    {
      favors: "respondent",
      told: [
        "{c} had written that the matter was closed and had sent the note back",
        "the note had come back to {r} with a line through it",
        "{c} had told {r} to forget the whole thing",
        "{c} had told {r} that the matter was closed",
      ],
      clause: [
        "{c} had forgiven the debt",
        "{c} had released {r}",
        "the claim had been given up",
        "{c} had given up the claim",
      ],
    },
    {
      favors: "claimant",
      told: [
        "{r} had gone on sending small sums for years",
        "every spring {r} had sent a little and had said that more would come",
        "{r} had written that the rest would follow in the autumn",
        "{r} had written for years that more would come",
      ],
      clause: [
        "{r} had acknowledged the debt",
        "there was a renewed promise by {r}",
        "part payment kept the debt alive",
        "{r} had promised again to pay the debt",
      ],
    },
  ],
};
