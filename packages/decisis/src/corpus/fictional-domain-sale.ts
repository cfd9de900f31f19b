import { TRADES } from "./fictional-details.ts";
import type { LegalDomain } from "./fictional-domain.ts";

export const SALE: LegalDomain = {
  name: "sale",
  law: "sales",
  claimant: { nouns: ["buyer", "purchaser", "vendee", "customer", "party that bought"] },
  respondent: { nouns: ["seller", "vendor", "merchant", "supplier", "party that sold"] },
  items: [
    ["lumber", "timber"],
    ["wheat", "grain"],
    ["cloth", "fabric"],
    ["coal", "fuel"],
    ["beef", "meat"],
    ["hay", "fodder"],
    ["newsprint", "paper"],
    ["wool", "fleece"],
  ],
  detailed: "claimant",
  details: TRADES,
  claims: [
    {
      thing: [
        "the price of the {i}",
        "the money paid for the {i}",
        "the sum spent on the {i}",
        "what the {i} had cost",
      ],
      granted: [
        "{c} may recover the price of the {i} from {r}",
        "{r} must give back the money paid for the {i}",
        "{c} is owed whatever was spent on the {i}",
        "{c} must have back the money for the {i}",
      ],
      refused: [
        "{c} may not recover the price of the {i}",
        "{r} may keep the money paid for the {i}",
        "{r} owes {c} nothing for the {i}",
        "{r} need not give back the money for the {i}",
      ],
    },
    {
      thing: [
        "a cut in the price of the {i}",
        "a lower price for the {i}",
        "a discount on the {i}",
        "part of the price of the {i}",
      ],
      granted: [
        "{c} is entitled to a lower price for the {i}",
        "{r} must reduce the bill for the {i}",
        "{c} may hold back part of the bill for the {i}",
        "{r} may not have the full price of the {i}",
      ],
      refused: [
        "{c} is not entitled to a lower price for the {i}",
        "{r} need not reduce the bill for the {i}",
        "{c} must pay the bill for the {i} in full",
        "{r} may have the full price of the {i}",
      ],
    },
    {
      thing: ["delivery of the {i}", "an order that the {i} be handed over", "the {i} itself", "the {i} and not money"],
      granted: [
        "{c} may compel delivery of the {i}",
        "{r} must hand the {i} over to {c}",
        "{r} is bound to deliver the {i}",
        "the {i} must go to {c}",
      ],
      refused: [
        "{c} may not compel delivery of the {i}",
        "{r} need not hand over the {i}",
        "{r} is free to withhold the {i}",
        "the {i} need not go to {c}",
      ],
    },
  ],
  circumstances: [
    {
      favors: "respondent",
      days: "over",
      told: [
        "{c} first objected {n} days after the sale, although the contract gave {m} days",
        "the contract gave {m} days for complaints, and {c} was silent for {n}",
        "no complaint reached {r} until day {n}, while the terms spoke of {m} days",
        "the terms gave {m} days, and {c} was silent for {n}",
      ],
      clause: [
        "{c} complained after the {m} days allowed had run",
        "the objection came after the limit of {m} days",
        "{c} let more than {m} days go by before a complaint",
        "the complaint missed the limit of {m} days",
      ],
    },
    {
      favors: "claimant",
      days: "within",
      told: [
        "{c} objected {n} days after the sale, and the contract gave {m} days",
        "the contract gave {m} days for complaints, and {c} wrote after only {n}",
        "a complaint reached {r} on day {n}, while the terms spoke of {m} days",
        "the terms gave {m} days, and {c} was silent for no more than {n}",
      ],
      clause: [
        "{c} complained before the {m} days allowed had run",
        "the objection came inside the {m} days of the contract",
        "{c} let fewer than {m} days go by before a complaint",
        "the complaint met the limit of {m} days",
      ],
    },
    {
      favors: "respondent",
      told: [
        "the bargain had been struck by word of mouth and nobody had signed anything",
        "the two had shaken hands over it and had written nothing down",
        "all that passed between them was talk across a counter",
        "nothing had passed between them except words",
      ],
      clause: [
        "the contract was never put in writing",
        "the agreement was oral",
        "there was only a spoken promise",
        "the agreement was never signed",
      ],
    },
    {
      favors: "claimant",
      told: [
        "{r} had put a name to a paper that set out every term",
        "a paper with every term in it bore the hand of {r}",
        "there was a page of terms with the name of {r} at the foot",
        "{r} had written every term down and had put a name to the paper",
      ],
      clause: [
        "{r} had signed a written contract",
        "the agreement was in writing and signed by {r}",
        "the terms stood in a document that {r} had executed",
        "{r} had signed the terms",
      ],
    },
    {
      favors: "claimant",
      told: [
        "{r} had known for weeks that the {i} was spoiled and had said nothing",
        "{r} knew that the {i} had lain in water and kept quiet about it",
        "word of the damage had reached {r} long before the sale, and {r} told nobody",
        "{r} knew for weeks that water had spoiled the {i} and told nobody",
      ],
      clause: [
        "{r} had concealed a defect in the {i}",
        "{r} hid what was wrong with the {i}",
        "a fault in the {i} had been kept from {c}",
        "{r} kept quiet about a defect",
      ],
    },
    {
      favors: "respondent",
      told: [
        "{c} had looked the {i} over before the sale and had seen the fault",
        "{c} had been shown the fault in the {i} and had laughed at it",
        "the fault had been pointed out to {c} on the day of the sale",
        "before the sale {c} had been shown the fault in the {i}",
      ],
      clause: [
        "{c} bought with knowledge of the defect",
        "{c} had inspected the {i} and knew of its condition",
        "the defect was no secret to {c}",
        "{c} knew what was wrong with the {i}",
      ],
    },
    {
      favors: "respondent",
      told: [
        "{c} had since sold the {i} to somebody else at a profit",
        "a third party had meanwhile bought the {i} from {c} and paid more for it",
        "{c} had found another taker for the {i} and had made money on it",
        "{c} had since sold the {i} to a third party and made a profit",
      ],
      clause: [
        "{c} had resold the {i}",
        "{c} profited from a second sale of the {i}",
        "the {i} had been passed on at a gain",
        "there had been a second sale at a profit",
      ],
    },
    {
      favors: "claimant",
      told: [
        "{r} had promised on the telephone that any complaint would be met",
        "an officer of {r} had told {c} not to worry and that all would be put right",
        "a letter from {r} had said that every complaint would be looked after",
        "{r} had told {c} by letter that all would be put right",
      ],
      clause: [
        "{r} had given an assurance after the sale",
        "{r} had undertaken to make the matter good",
        "a later promise bound {r}",
        "{r} had promised to make the matter good",
      ],
    },
  ],
};
