import { TRADES } from "./fictional-details.ts";
import type { LegalDomain, Phrases } from "./fictional-domain.ts";

/** What is told whether the days were kept or not: the two numbers alone say which. */
const DAYS_TOLD: Phrases = [
  "{r} gave its answer {n} days after the request, and the ordinance allowed {m} days",
  "the ordinance gave {r} {m} days to answer, and it took {n}",
  "on day {n} {r} said no, while the ordinance spoke of {m} days",
  "the ordinance gave {m} days, and {r} was silent for {n}",
];

export const ZONING: LegalDomain = {
  name: "zoning",
  law: "zoning",
  claimant: { nouns: ["landowner", "homeowner", "owner of the lot", "party that bought the lot"] },
  respondent: { nouns: ["board", "zoning board", "planning board", "board of the town"], definite: true },
  items: [
    ["garage", "carport"],
    ["sign", "billboard"],
    ["shed", "outbuilding"],
    ["porch", "veranda"],
    ["fence", "wall"],
    ["kennel", "dog house"],
    ["tower", "mast"],
    ["greenhouse", "hothouse"],
  ],
  detailed: "claimant",
  details: TRADES,
  claims: [
    {
      thing: ["leave to build a {i}", "a permit for a {i}", "permission to put up a {i}", "leave to put up a {i}"],
      granted: [
        "{c} is entitled to a permit for a {i}",
        "{r} must let {c} build a {i}",
        "a permit for a {i} must issue",
        "{r} must issue a permit for a {i}",
      ],
      refused: [
        "{c} is not entitled to a permit for a {i}",
        "{r} need not let {c} build a {i}",
        "a permit for a {i} need not issue",
        "{r} need not issue a permit for a {i}",
      ],
    },
    {
      thing: [
        "leave to keep a {i}",
        "an order that let a {i} stand",
        "a stay of the order to tear down a {i}",
        "an order to let a {i} stand",
      ],
      granted: [
        "{c} may keep a {i}",
        "{r} may not have a {i} torn down",
        "a {i} may stay where it is",
        "{r} must let a {i} stay where it is",
      ],
      refused: [
        "{c} may not keep a {i}",
        "{r} may have a {i} torn down",
        "a {i} may not stay where it is",
        "{r} need not let a {i} stay where it is",
      ],
    },
    {
      thing: [
        "money for the loss of a {i}",
        "a sum for the {i} that had been torn down",
        "payment for a {i}",
        "payment for the loss of a {i}",
      ],
      granted: [
        "{r} must pay {c} for a {i}",
        "{c} may recover the value of a {i}",
        "the loss of a {i} must be made good",
        "{r} must make good the loss of a {i}",
      ],
      refused: [
        "{r} need not pay {c} for a {i}",
        "{c} may not recover the value of a {i}",
        "the loss of a {i} need not be made good",
        "{r} need not make good the loss of a {i}",
      ],
    },
  ],
  circumstances: [
    {
      favors: "claimant",
      told: [
        "every other lot on the street had one",
        "{r} had said yes to all the neighbors of {c}",
        "the house next door had one just like it, with leave from {r}",
        "{r} had said yes to every house on the street",
      ],
      clause: [
        "{r} had treated like cases differently",
        "others in the same position had been given leave",
        "there was discrimination among neighbors",
        "{r} had given leave to the neighbors",
      ],
    },
    {
      favors: "respondent",
      told: [
        "the lot had been as narrow on the day on which {c} bought it",
        "{c} knew how small the lot was before paying for it",
        "nothing about the lot had changed since {c} bought it",
        "on the day on which {c} bought the lot it was as narrow",
      ],
      clause: [
        "the hardship was of the making of {c}",
        "{c} bought with knowledge of the limits",
        "the difficulty was self-made",
        "{c} knew of the limits",
      ],
    },
    {
      favors: "claimant",
      told: [
        "{r} had met behind closed doors and had kept no minutes",
        "nobody could say what had passed at the meeting, since no minutes were kept",
        "{r} wrote down no reasons and let nobody listen",
        "{r} had met, and nobody wrote down what passed",
      ],
      clause: [
        "{r} had made no findings",
        "{r} acted without a record",
        "the decision was unexplained",
        "{r} acted without findings",
      ],
    },
    {
      favors: "respondent",
      told: [
        "three neighbors came to say that it would take their light",
        "the family next door would have had no sun in the garden",
        "those who lived near it spoke of shade all day",
        "three neighbors spoke of a garden without sun",
      ],
      clause: [
        "the structure would harm the neighbors",
        "there was injury to adjoining land",
        "the light of others was at stake",
        "the structure would harm adjoining land",
      ],
    },
    {
      favors: "claimant",
      days: "over",
      told: DAYS_TOLD,
      clause: [
        "{r} had answered after its {m} days were over",
        "{r} took longer than the {m} days of the ordinance",
        "the refusal came too late under a rule of {m} days",
        "the answer missed the limit of {m} days",
      ],
    },
    {
      favors: "respondent",
      days: "within",
      told: DAYS_TOLD,
      clause: [
        "{r} had answered before its {m} days were over",
        "{r} kept within the {m} days of the ordinance",
        "the refusal came in time under a rule of {m} days",
        "the answer met the limit of {m} days",
      ],
    },
    {
      favors: "respondent",
      told: [
        "{c} had begun to dig before asking anybody",
        "half of it was up before {r} had heard a word",
        "{c} had asked only when the work was nearly done",
        "half of the work was done before {c} had asked anybody",
      ],
      clause: [
        "{c} had started without permission",
        "work had begun before the application",
        "{c} acted first and applied later",
        "{c} had begun without an application",
      ],
    },
    {
      favors: "claimant",
      told: [
        "it had stood there since before there was any ordinance",
        "the grandfather of {c} had put one up when nobody asked for leave",
        "there had been one on the lot long before the ordinance",
        "before there was any ordinance nobody asked for leave, and one had stood there",
      ],
      clause: [
        "the use was older than the ordinance",
        "{c} had a prior lawful use",
        "the ordinance came after the use",
        "the use came before the ordinance",
      ],
    },
  ],
};
