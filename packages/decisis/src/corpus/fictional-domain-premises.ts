import { TRADES } from "./fictional-details.ts";
import type { LegalDomain, Phrases } from "./fictional-domain.ts";

/** What is told whether the days were kept or not: the two numbers alone say which. */
const DAYS_TOLD: Phrases = [
  "the place had last been looked over {n} days before, and the ordinance called for a look every {m} days",
  "the ordinance called for a look every {m} days, and the last had been {n} days before",
  "{r} had looked the place over {n} days before, while every {m} days was the rule",
  "the last look had been {n} days before, and the rule was {m}",
];

export const PREMISES: LegalDomain = {
  name: "premises",
  law: "negligence",
  claimant: { nouns: ["visitor", "guest", "caller", "party that fell"] },
  respondent: { nouns: ["owner", "occupier", "proprietor", "owner of the place"] },
  items: [
    ["stairway", "flight of steps"],
    ["ramp", "slope"],
    ["elevator", "lift"],
    ["landing", "platform"],
    ["balcony", "gallery"],
    ["path", "walkway"],
    ["entrance", "doorway"],
    ["cellar", "basement"],
  ],
  detailed: "respondent",
  details: TRADES,
  claims: [
    {
      thing: [
        "damages for a fall at the {i}",
        "money for the harm done at the {i}",
        "a sum for the injury at the {i}",
        "money for an injury at the {i}",
      ],
      granted: [
        "{r} is liable for a fall at the {i}",
        "{c} may recover for an injury at the {i}",
        "{r} must answer for harm done at the {i}",
        "{r} must pay for an injury at the {i}",
      ],
      refused: [
        "{r} is not liable for a fall at the {i}",
        "{c} may not recover for an injury at the {i}",
        "{r} need not answer for harm done at the {i}",
        "{r} need not pay for an injury at the {i}",
      ],
    },
    {
      thing: [
        "the wages lost after a fall at the {i}",
        "pay for the weeks out of work after a fall at the {i}",
        "lost earnings after a fall at the {i}",
        "the pay lost after an injury at the {i}",
      ],
      granted: [
        "{c} may recover wages lost through a fall at the {i}",
        "{r} must make up the earnings lost through a fall at the {i}",
        "lost pay is part of the damages for a fall at the {i}",
        "{r} must pay the wages lost through a fall at the {i}",
      ],
      refused: [
        "{c} may not recover wages lost through a fall at the {i}",
        "{r} need not make up the earnings lost through a fall at the {i}",
        "lost pay is no part of the damages for a fall at the {i}",
        "{r} need not pay the wages lost through a fall at the {i}",
      ],
    },
    {
      thing: [
        "a jury trial about a fall at the {i}",
        "leave to put a fall at the {i} before a jury",
        "a jury on the question of the {i}",
        "a jury for the question of a fall at the {i}",
      ],
      granted: [
        "{c} may take a claim about the {i} to a jury",
        "care at the {i} is a question for the jury",
        "{r} must face a jury over the {i}",
        "{r} must go to a jury over the {i}",
      ],
      refused: [
        "{c} may not take a claim about the {i} to a jury",
        "care at the {i} is not a question for the jury",
        "{r} need not face a jury over the {i}",
        "{r} need not go to a jury over the {i}",
      ],
    },
  ],
  circumstances: [
    {
      favors: "claimant",
      told: [
        "a clerk had seen the spill that morning and had put up no sign",
        "someone had told {r} of the spill at noon, and at three it was still there",
        "{r} had walked past the spill twice and had left it",
        "at noon {r} had been told of the spill and had put up no sign",
      ],
      clause: [
        "{r} knew of the danger and gave no warning",
        "{r} had notice of the hazard and did not act",
        "a known hazard was left as it was",
        "{r} had notice of the danger",
      ],
    },
    {
      favors: "respondent",
      told: [
        "a red lamp and a rope marked the spot",
        "{c} had stepped over a rope with a sign on it",
        "nobody could have missed the red lamp at the spot",
        "there was a rope with a red lamp at the spot",
      ],
      clause: [
        "the danger was plainly marked",
        "there had been a clear warning",
        "the hazard was posted for all to see",
        "there was a clear warning of the danger",
      ],
    },
    {
      favors: "respondent",
      told: [
        "{c} had gone past a door marked private",
        "the part where it happened was kept shut, and {c} had climbed in",
        "{c} had been told not to go there and had gone",
        "{c} had been told that the part was private and had gone in",
      ],
      clause: [
        "{c} had entered without permission",
        "{c} was a trespasser there",
        "{c} had no right to be there",
        "{c} was there without permission",
      ],
    },
    {
      favors: "claimant",
      told: [
        "the light there had been out for a month",
        "for weeks nobody had put in a new bulb, and it was dark",
        "it was dark there, and {r} had not paid for the light",
        "for a month nobody had put in a new light",
      ],
      clause: [
        "{r} had left the place unlit",
        "{r} failed to keep the place lighted",
        "there was no lighting where it was needed",
        "{r} had not kept the place lighted",
      ],
    },
    {
      favors: "claimant",
      days: "over",
      told: DAYS_TOLD,
      clause: [
        "more than the {m} days between inspections had passed",
        "an inspection due every {m} days had been missed",
        "{r} was behind with an inspection that was due every {m} days",
        "{r} missed the limit of {m} days between inspections",
      ],
    },
    {
      favors: "respondent",
      days: "within",
      told: DAYS_TOLD,
      clause: [
        "fewer than the {m} days between inspections had passed",
        "an inspection due every {m} days had been made in time",
        "{r} was up to date with an inspection that was due every {m} days",
        "{r} met the limit of {m} days between inspections",
      ],
    },
    {
      favors: "respondent",
      told: [
        "{c} had been drinking since noon",
        "{c} had come straight from a bar and could hardly walk",
        "there were four empty bottles in the coat of {c}",
        "since noon {c} had been in a bar",
      ],
      clause: [
        "{c} was drunk at the time",
        "{c} was under the influence of liquor",
        "{c} had not been sober",
        "{c} had been drunk",
      ],
    },
    {
      favors: "claimant",
      told: [
        "{r} had taken the handrail away the week before",
        "there had been a handrail until {r} sold it",
        "the screws of the handrail were loose, and {r} had been meaning to mend it",
        "the week before, {r} had sold the handrail",
      ],
      clause: [
        "{r} had removed a rail",
        "{r} left the place without a rail",
        "a guard rail was not kept up",
        "there was no rail",
      ],
    },
  ],
};
