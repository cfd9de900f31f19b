import { TRADES } from "./fictional-details.ts";
import type { LegalDomain, Phrases } from "./fictional-domain.ts";

/** What is told whether the days were kept or not: the two numbers alone say which. */
const DAYS_TOLD: Phrases = [
  "{c} wrote {n} days after the arrival, and the bill of lading gave {m} days",
  "the bill of lading gave {m} days for a claim, and {c} wrote after {n}",
  "on day {n} {c} wrote, while the bill of lading spoke of {m} days",
  "the bill of lading gave {m} days, and {c} was silent for {n}",
];

export const CARRIAGE: LegalDomain = {
  name: "carriage",
  law: "carriage",
  claimant: { nouns: ["shipper", "consignor", "sender", "party that paid the freight"] },
  respondent: { nouns: ["carrier", "hauler", "forwarder", "party that took the freight"] },
  items: [
    ["fruit", "produce"],
    ["glass", "crystal"],
    ["furniture", "household goods"],
    ["flour", "meal"],
    ["fish", "seafood"],
    ["wine", "liquor"],
    ["silk", "fine cloth"],
    ["machinery", "equipment"],
  ],
  detailed: "claimant",
  details: TRADES,
  claims: [
    {
      thing: ["the value of the {i}", "the loss on the {i}", "a sum for the lost {i}", "a sum for the loss of the {i}"],
      granted: [
        "{r} is liable for the loss of the {i}",
        "{c} may recover the value of the {i}",
        "{r} must make good the {i}",
        "{r} must make good the value of the {i}",
      ],
      refused: [
        "{r} is not liable for the loss of the {i}",
        "{c} may not recover the value of the {i}",
        "{r} need not make good the {i}",
        "{r} need not make good the value of the {i}",
      ],
    },
    {
      thing: [
        "the freight paid on the {i}",
        "what it had cost to send the {i}",
        "the charge for moving the {i}",
        "what it had cost to have the {i} sent",
      ],
      granted: [
        "{r} must refund the freight on the {i}",
        "{c} may have back the charge for carrying the {i}",
        "freight on the {i} was not earned",
        "{r} must give back the charge for carrying the {i}",
      ],
      refused: [
        "{r} may keep the freight on the {i}",
        "{c} may not have back the charge for carrying the {i}",
        "freight on the {i} was earned",
        "{r} need not give back the charge for carrying the {i}",
      ],
    },
    {
      thing: [
        "the cost of storing the {i}",
        "the bill for keeping the {i} in a shed",
        "the rent of the shed for the {i}",
        "the bill for storing the {i}",
      ],
      granted: [
        "{r} must pay for storage of the {i}",
        "{c} may charge storage of the {i} to {r}",
        "storage of the {i} falls to {r}",
        "storage of the {i} must be paid by {r}",
      ],
      refused: [
        "{r} need not pay for storage of the {i}",
        "{c} may not charge storage of the {i} to {r}",
        "storage of the {i} falls to {c}",
        "storage of the {i} must be paid by {c}",
      ],
    },
  ],
  circumstances: [
    {
      favors: "respondent",
      told: [
        "{c} had nailed the boxes together out of thin boards",
        "the {i} had been put into the car by {c} without straw or rope",
        "{c} had packed in haste, and nothing was tied down",
        "{c} had put nothing but thin boards around the {i}",
      ],
      clause: [
        "{c} had packed the {i} badly",
        "the packing was defective",
        "poor packing was the cause",
        "the packing by {c} was defective",
      ],
    },
    {
      favors: "claimant",
      told: [
        "{r} had left the car in the sun for four days",
        "for four days the {i} stood in the yard of {r} without a roof",
        "rain fell on the {i} in the yard while the men of {r} looked on",
        "{r} had left the {i} in the yard in the rain",
      ],
      clause: [
        "{r} had not cared for the {i}",
        "{r} exposed the {i} to the weather",
        "there was neglect on the part of {r}",
        "{r} had neglected the {i}",
      ],
    },
    {
      favors: "respondent",
      told: [
        "a flood that nobody could have foreseen took the bridge and the train with it",
        "lightning had struck the train",
        "the river rose in one night and carried the car away",
        "a train had been struck by lightning and carried away",
      ],
      clause: [
        "the loss was an act of God",
        "nature alone was to blame",
        "the cause was beyond human control",
        "the loss was due to nature alone",
      ],
    },
    {
      favors: "claimant",
      told: [
        "the driver of {r} had sold half of the load on the way",
        "half of the load was gone, and the men of {r} were seen with it",
        "the men of {r} had helped to carry the load off",
        "the men of {r} had sold the load on the way",
      ],
      clause: [
        "servants of {r} had stolen the {i}",
        "there was theft by those whom {r} employed",
        "the {i} was taken by the staff of {r}",
        "those employed by {r} had stolen the {i}",
      ],
    },
    {
      favors: "respondent",
      days: "over",
      told: DAYS_TOLD,
      clause: [
        "the claim came after the {m} days allowed had run",
        "{c} claimed later than the {m} days of the bill of lading",
        "{c} let more than {m} days go by before a claim",
        "the claim missed the limit of {m} days",
      ],
    },
    {
      favors: "claimant",
      days: "within",
      told: DAYS_TOLD,
      clause: [
        "the claim came before the {m} days allowed had run",
        "{c} claimed inside the {m} days of the bill of lading",
        "{c} let fewer than {m} days go by before a claim",
        "the claim met the limit of {m} days",
      ],
    },
    {
      favors: "respondent",
      told: [
        "{c} had said that the {i} was worth far less than it was",
        "to save on the charge {c} had named half of the true worth",
        "the worth that {c} had named was half of the true one",
        "{c} had named a worth that was far less than the true one",
      ],
      clause: [
        "{c} had declared too low a value",
        "the value was understated by {c}",
        "the declaration was false",
        "{c} understated the value",
      ],
    },
    {
      favors: "claimant",
      told: [
        "{r} had sent the {i} to the wrong town",
        "the {i} was handed to a stranger who asked for it",
        "{r} gave the {i} to a man who had no paper for it",
        "the {i} was sent to a stranger in the wrong town",
      ],
      clause: [
        "{r} had misdelivered the {i}",
        "the {i} reached the wrong hands",
        "delivery was made to the wrong person",
        "the {i} was in the wrong hands",
      ],
    },
  ],
};
