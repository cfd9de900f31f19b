import { TRADES } from "./fictional-details.ts";
import type { LegalDomain, Phrases } from "./fictional-domain.ts";

/** What is told whether the days were kept or not: the two numbers alone say which. */
const DAYS_TOLD: Phrases = [
  "{c} complained {n} days after the dismissal, and the agreement gave {m} days",
  "the agreement gave {m} days for a complaint, and {c} wrote after {n}",
  "on day {n} {c} complained, while the agreement spoke of {m} days",
  "the agreement gave {m} days, and {c} was silent for {n}",
];

export const EMPLOYMENT: LegalDomain = {
  name: "employment",
  law: "employment",
  claimant: { nouns: ["worker", "employee", "hired hand", "party that did the work"] },
  respondent: { nouns: ["employer", "company", "firm", "party that paid the wages"] },
  items: [
    ["foreman", "overseer"],
    ["clerk", "bookkeeper"],
    ["driver", "chauffeur"],
    ["watchman", "guard"],
    ["cook", "chef"],
    ["teacher", "instructor"],
    ["welder", "metalworker"],
    ["porter", "doorkeeper"],
  ],
  detailed: "respondent",
  details: TRADES,
  claims: [
    {
      thing: ["the old post as {i}", "a return to work as {i}", "the post of {i} back", "a return to the post of {i}"],
      granted: [
        "{c} must be reinstated as {i}",
        "{r} must take {c} back as {i}",
        "{c} is entitled to the former position as {i}",
        "{c} must have the post of {i} back",
      ],
      refused: [
        "{c} need not be reinstated as {i}",
        "{r} need not take {c} back as {i}",
        "{c} is not entitled to the former position as {i}",
        "{c} need not have the post of {i} back",
      ],
    },
    {
      thing: [
        "the pay for the months out of work as {i}",
        "wages as {i} since the dismissal",
        "the earnings that a post as {i} would have brought",
        "the pay as {i} since the dismissal",
      ],
      granted: [
        "{r} owes {c} back pay as {i}",
        "{c} may recover the wages of a {i}",
        "lost wages as {i} are due to {c}",
        "{r} must make good the wages of a {i}",
      ],
      refused: [
        "{r} owes {c} no back pay as {i}",
        "{c} may not recover the wages of a {i}",
        "lost wages as {i} are not due to {c}",
        "{r} need not make good the wages of a {i}",
      ],
    },
    {
      thing: [
        "a pension for years of work as {i}",
        "retirement pay for service as {i}",
        "an old-age pension earned as {i}",
        "a pension for service as {i}",
      ],
      granted: [
        "{c} has earned a pension as {i}",
        "{r} must pay {c} a pension for service as {i}",
        "retirement pay for service as {i} is owed to {c}",
        "{r} must pay for the years of service as {i}",
      ],
      refused: [
        "{c} has not earned a pension as {i}",
        "{r} need not pay {c} a pension for service as {i}",
        "retirement pay for service as {i} is not owed to {c}",
        "{r} need not pay for the years of service as {i}",
      ],
    },
  ],
  circumstances: [
    {
      favors: "claimant",
      told: [
        "the dismissal came a week after {c} had joined a union",
        "{c} had signed a union card on Monday and was out on Friday",
        "{r} had learned that {c} spoke for the union, and the letter of dismissal followed",
        "{c} had joined a union a week before the dismissal",
      ],
      clause: [
        "{c} had been let go for union activity",
        "{r} retaliated for membership in a union",
        "organizing was the true ground of the discharge",
        "{c} was let go for membership in a union",
      ],
    },
    {
      favors: "respondent",
      told: [
        "{c} had been caught with money from the cash box",
        "money was gone from the cash box, and some was found in the coat of {c}",
        "{c} had taken money from the drawer and had said so",
        "{c} had said that the money from the cash box was gone for good, and it was found in a coat",
      ],
      clause: [
        "{c} had stolen from {r}",
        "there was proof of theft by {c}",
        "{c} had been dishonest",
        "there was proof that {c} had stolen",
      ],
    },
    {
      favors: "claimant",
      told: [
        "the handbook said that nobody would be let go without a hearing, and none was held",
        "{r} had written that each case would be heard first, and this one was not",
        "no hearing was held, though the handbook spoke of one",
        "the handbook spoke of a hearing first, and {r} held none",
      ],
      clause: [
        "{r} had broken its own promise of a hearing",
        "{r} ignored the procedure that it had laid down",
        "the rules of {r} itself were not kept",
        "{r} ignored its own procedure",
      ],
    },
    {
      favors: "respondent",
      told: [
        "{c} had put a name to a paper under which either side could end matters at any time",
        "the paper that {c} signed said that the job could end on any day",
        "{c} had agreed that either side might walk away",
        "{c} had signed a paper that either side could end on any day",
      ],
      clause: [
        "the employment was at will",
        "{c} had accepted a contract terminable at will",
        "the job carried no fixed term",
        "the employment carried no term",
      ],
    },
    {
      favors: "respondent",
      days: "over",
      told: DAYS_TOLD,
      clause: [
        "the grievance came after the {m} days allowed had run",
        "{c} filed a grievance later than the {m} days of the agreement",
        "{c} let more than {m} days go by before a grievance",
        "the grievance missed the limit of {m} days",
      ],
    },
    {
      favors: "claimant",
      days: "within",
      told: DAYS_TOLD,
      clause: [
        "the grievance came before the {m} days allowed had run",
        "{c} filed a grievance inside the {m} days of the agreement",
        "{c} let fewer than {m} days go by before a grievance",
        "the grievance met the limit of {m} days",
      ],
    },
    {
      favors: "claimant",
      told: [
        "{c} had missed three days in order to sit on a jury",
        "{c} had been called to court for a week to decide a case with eleven others",
        "while {c} sat on a jury, the post was given to another",
        "{c} had been called to sit on a jury and had missed a week",
      ],
      clause: [
        "{c} was punished for jury service",
        "the absence was due to jury duty",
        "{c} had answered a summons as a juror",
        "the absence was jury service",
      ],
    },
    {
      favors: "respondent",
      told: [
        "the plant had shut and every hand had been sent home",
        "there was no more work for anybody after the fire",
        "{r} had closed its doors for good",
        "{r} had shut the plant after the fire",
      ],
      clause: [
        "the work itself had come to an end",
        "{r} had gone out of business",
        "the job no longer existed",
        "the business had come to an end",
      ],
    },
  ],
};
