import { ENCOUNTERS } from "./fictional-details.ts";
import type { LegalDomain, Phrases } from "./fictional-domain.ts";

/** What is told whether the days were kept or not: the two numbers alone say which. */
const DAYS_TOLD: Phrases = [
  "the warrant was good for {m} days and was carried out after {n}",
  "the officers waited {n} days with a warrant that was good for {m}",
  "on day {n} the officers acted on a paper that gave them {m} days",
  "the officers waited {n} days, and the warrant gave {m}",
];

export const SEARCH: LegalDomain = {
  name: "search",
  law: "search and seizure",
  claimant: { nouns: ["defendant", "accused", "suspect", "person charged", "party on trial"] },
  respondent: {
    nouns: ["government", "prosecution", "state", "prosecutor", "party that brought the case"],
    definite: true,
  },
  items: [
    ["ledger", "account book"],
    ["pistol", "handgun"],
    ["knife", "blade"],
    ["map", "chart"],
    ["diary", "journal"],
    ["parcel", "package"],
    ["letter", "written message"],
    ["watch", "timepiece"],
  ],
  detailed: "claimant",
  details: ENCOUNTERS,
  claims: [
    {
      thing: [
        "suppression of the {i}",
        "an order that kept the {i} from the jury",
        "a trial without the {i}",
        "an order to keep the {i} out",
      ],
      granted: [
        "the {i} taken from {c} must be suppressed",
        "{r} may not use the {i} against {c}",
        "a jury may not be shown the {i}",
        "the {i} must be kept from the jury",
      ],
      refused: [
        "the {i} taken from {c} need not be suppressed",
        "{r} may use the {i} against {c}",
        "a jury may be shown the {i}",
        "the {i} need not be kept from the jury",
      ],
    },
    {
      thing: ["the return of the {i}", "an order that the {i} be handed back", "the {i} back", "the {i} back in hand"],
      granted: [
        "{c} is entitled to the return of the {i}",
        "{r} must hand the {i} back to {c}",
        "the {i} goes back to {c}",
        "{r} may not keep the {i}",
      ],
      refused: [
        "{c} is not entitled to the return of the {i}",
        "{r} need not hand the {i} back to {c}",
        "the {i} does not go back to {c}",
        "{r} may keep the {i}",
      ],
    },
    {
      thing: [
        "a new trial because of the {i}",
        "a second trial, the {i} having been shown at the first",
        "another jury on account of the {i}",
        "a second jury because of the {i}",
      ],
      granted: [
        "use of the {i} calls for a new trial",
        "{c} must be tried again without the {i}",
        "a conviction of {c} that rests on the {i} cannot stand",
        "{r} must try {c} again without the {i}",
      ],
      refused: [
        "use of the {i} does not call for a new trial",
        "{c} need not be tried again without the {i}",
        "a conviction of {c} that rests on the {i} may stand",
        "{r} need not try {c} again without the {i}",
      ],
    },
  ],
  circumstances: [
    {
      favors: "respondent",
      told: [
        "{c} had told the officers to look wherever they liked",
        "asked whether the officers might look around, {c} had said yes",
        "{c} had held the door open and had waved the officers in",
        "{c} had said yes when the officers asked to look around",
      ],
      clause: [
        "{c} had consented to the search",
        "the search was by permission of {c}",
        "the officers had been given leave to look",
        "the officers had permission from {c}",
      ],
    },
    {
      favors: "claimant",
      told: [
        "{c} had told the officers to leave and they had stayed",
        "{c} had said no, and the officers had gone on all the same",
        "the officers had been asked twice to go and had not gone",
        "{c} had said no twice, and the officers had stayed",
      ],
      clause: [
        "officers had searched over the objection of {c}",
        "consent had been withheld",
        "{c} had refused permission",
        "{c} had withheld permission for the search",
      ],
    },
    {
      favors: "respondent",
      told: [
        "a judge had put a name to the paper an hour before",
        "the officers had gone to a judge first and had come away with a paper",
        "the paper in the hand of the officer bore the name of a judge",
        "an hour before, the officers had come away from a judge with a paper",
      ],
      clause: [
        "a magistrate had issued a warrant",
        "the officers held a valid warrant",
        "the search was authorized beforehand by a magistrate",
        "a warrant was held",
      ],
    },
    {
      favors: "claimant",
      told: [
        "the officers had no paper from any judge and no reason for haste",
        "nobody had gone to a judge, although there was a whole day in which to do it",
        "there was time to see a judge, and the officers did not trouble to",
        "the officers had a whole day to go to a judge and had not gone",
      ],
      clause: [
        "there was neither a warrant nor an emergency",
        "the officers acted without a warrant and without urgency",
        "no warrant was sought when one could have been had",
        "the officers had neither a warrant nor urgency",
      ],
    },
    {
      favors: "claimant",
      days: "over",
      told: DAYS_TOLD,
      clause: [
        "the warrant was used after its {m} days had run",
        "the warrant had grown stale when its {m} days were over",
        "the officers let the {m} days of the warrant slip by",
        "the warrant missed the limit of {m} days",
      ],
    },
    {
      favors: "respondent",
      days: "within",
      told: DAYS_TOLD,
      clause: [
        "the warrant was used before its {m} days had run",
        "the warrant was still fresh inside its {m} days",
        "the officers kept to the {m} days of the warrant",
        "the warrant met the limit of {m} days",
      ],
    },
    {
      favors: "respondent",
      told: [
        "the {i} lay on a table for anyone to see",
        "the officers saw the {i} before they had touched anything",
        "anyone who walked past could see the {i}",
        "anyone could see the {i} on a table",
      ],
      clause: [
        "the {i} was in plain view",
        "the {i} was open to sight",
        "the {i} was visible without a search",
        "the {i} was in open view",
      ],
    },
    {
      favors: "claimant",
      told: [
        "the officers had acted on a nameless telephone call and on nothing else",
        "a voice on the telephone had spoken of {c}, and nobody asked whose it was",
        "all that the officers had was a note that nobody had signed",
        "the officers had nothing except a telephone call from a voice without a name",
      ],
      clause: [
        "the search rested on an anonymous tip",
        "the informant was unknown and the tip unconfirmed",
        "the officers relied on a source whom they could not identify",
        "the tip was anonymous",
      ],
    },
  ],
};
