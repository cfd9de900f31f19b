import { TRADES } from "./fictional-details.ts";
import type { LegalDomain, Phrases } from "./fictional-domain.ts";

/** What is told whether the days were kept or not: the two numbers alone say which. */
const DAYS_TOLD: Phrases = [
  "{r} gave its answer {n} days after the request, and the statute allowed {m} days",
  "the statute gave {r} {m} days to answer, and it took {n}",
  "on day {n} {r} said no, while the statute spoke of {m} days",
  "the statute gave {m} days, and {r} was silent for {n}",
];

export const LICENSE: LegalDomain = {
  name: "license",
  law: "licensing",
  claimant: { nouns: ["applicant", "license holder", "party that applied", "party that asked for a license"] },
  respondent: { nouns: ["agency", "department", "licensing board", "license board"], definite: true },
  items: [
    ["taxi", "cab"],
    ["bakery", "bread shop"],
    ["school", "academy"],
    ["pharmacy", "drugstore"],
    ["hotel", "inn"],
    ["theater", "playhouse"],
    ["ferry", "passenger boat"],
    ["garage", "repair shop"],
  ],
  detailed: "claimant",
  details: TRADES,
  claims: [
    {
      thing: ["a license for a {i}", "leave to open a {i}", "a license to open a {i}", "leave for a {i}"],
      granted: [
        "{r} must issue a license for a {i}",
        "{c} is entitled to a license for a {i}",
        "{c} may open a {i}",
        "{c} must have a license for a {i}",
      ],
      refused: [
        "{r} may refuse a license for a {i}",
        "{c} is not entitled to a license for a {i}",
        "{c} may not open a {i}",
        "{c} need not have a license for a {i}",
      ],
    },
    {
      thing: [
        "the license for a {i} back",
        "an end to the loss of a license for a {i}",
        "leave to run a {i} again",
        "a license for a {i} again",
      ],
      granted: [
        "{r} must restore the license for a {i}",
        "{c} may go on running a {i}",
        "revoking the license for a {i} was wrong",
        "{c} may run a {i} again",
      ],
      refused: [
        "{r} need not restore the license for a {i}",
        "{c} may not go on running a {i}",
        "revoking the license for a {i} was right",
        "{c} may not run a {i} again",
      ],
    },
    {
      thing: [
        "a hearing about a {i}",
        "a chance to be heard about a {i}",
        "a day before a judge about a {i}",
        "a hearing on the question of a {i}",
      ],
      granted: [
        "{r} must hear {c} about a {i}",
        "{c} has a right to a hearing about a {i}",
        "nothing may be decided about a {i} unless {c} is heard",
        "{c} has a right to be heard about a {i}",
      ],
      refused: [
        "{r} need not hear {c} about a {i}",
        "{c} has no right to a hearing about a {i}",
        "the question of a {i} may be decided although {c} is not heard",
        "{c} has no right to be heard about a {i}",
      ],
    },
  ],
  circumstances: [
    {
      favors: "claimant",
      told: [
        "{r} had given leave to everybody else who had asked that year",
        "nine others had asked for the same thing, and {r} had said yes to each of them",
        "{r} had said yes to all the rivals of {c}",
        "{r} had said yes to everybody else who had asked",
      ],
      clause: [
        "{r} had treated like cases differently",
        "others in the same position had been given leave",
        "there was no difference from cases that {r} had allowed",
        "{r} had given leave to others in the same position",
      ],
    },
    {
      favors: "respondent",
      told: [
        "{c} had left a term in prison off the form",
        "the form asked about prison, and {c} had written nothing there",
        "{c} had been in prison and had kept quiet about it on the form",
        "{c} had kept quiet about prison on the form",
      ],
      clause: [
        "{c} had concealed a conviction",
        "the application hid a criminal record",
        "{c} was not candid about the past",
        "{c} had concealed a criminal record",
      ],
    },
    {
      favors: "claimant",
      told: [
        "{r} wrote down no reasons",
        "the letter from {r} said no and said nothing else",
        "all that {c} ever got was a single line",
        "the letter from {r} said nothing of reasons",
      ],
      clause: [
        "{r} had given no explanation",
        "the decision was unexplained",
        "{r} acted without stating grounds",
        "the decision of {r} had no explanation",
      ],
    },
    {
      favors: "respondent",
      told: [
        "two inspectors had found rats in the kitchen",
        "the inspectors had found the doors nailed shut and the wires bare",
        "what the inspectors saw there would have made anyone ill",
        "the inspectors had found rats and bare wires",
      ],
      clause: [
        "there was a danger to the public",
        "the premises were unsafe",
        "public health was at risk",
        "there was a danger to all on the premises",
      ],
    },
    {
      favors: "claimant",
      days: "over",
      told: DAYS_TOLD,
      clause: [
        "{r} had answered after its {m} days were over",
        "{r} took longer than the {m} days of the statute",
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
        "{r} kept within the {m} days of the statute",
        "the refusal came in time under a rule of {m} days",
        "the answer met the limit of {m} days",
      ],
    },
    {
      favors: "claimant",
      told: [
        "the officer who decided ran a rival business on the same street",
        "the officer who decided was a brother of the rival across the street",
        "the rival across the street was married to the officer who decided",
        "the officer who decided had a brother across the street with a rival business",
      ],
      clause: [
        "the decision maker was biased",
        "there was a personal interest in the outcome at {r}",
        "the officer was not impartial",
        "the officer had a personal interest in the outcome",
      ],
    },
    {
      favors: "respondent",
      told: [
        "{c} had never paid the fee",
        "the fee had not been sent in, although {r} had asked for it twice",
        "{c} had been asked for the fee and had sent nothing",
        "{c} had sent in nothing, although asked twice for the fee",
      ],
      clause: [
        "the fee was unpaid",
        "{c} had not met the cost of the application",
        "the application lacked its fee",
        "the fee had not been paid",
      ],
    },
  ],
};
