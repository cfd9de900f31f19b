import type { Outcome } from "@decisis/law";
import type { Task } from "../environment.ts";
import { answerSections } from "./answer-sections.ts";
import type { IracFacts } from "./facts.ts";
import { type Section, type Summary, writtenSummary } from "./summary-sections.ts";

const CONTRARY: Readonly<Record<Outcome, Outcome>> = {
  affirmed: "reversed",
  reversed: "affirmed",
  vacated: "affirmed",
  modified: "reversed",
  remanded: "affirmed",
  dismissed: "granted",
  granted: "denied",
  denied: "granted",
};

/** What makes a statement its contrary, in front of it or behind it. */
const FRAMES: readonly ((text: string) => string)[] = [
  (text) => `It is false that ${text}`,
  (text) => `The court rejected the view that ${text}`,
  (text) => `It would be a mistake to believe that ${text}`,
  (text) => `${text} This is wrong.`,
  (text) => `${text} The opposite is true.`,
  (text) => `${text} The court held otherwise.`,
];
const FRAMES_OF_CONCLUSION: readonly ((text: string) => string)[] = [
  (text) => `It is not the case that ${text}`,
  (text) => `It is false that ${text}`,
  (text) => `The dissent would hold: ${text}`,
  (text) => `The appellant argued for: ${text}`,
  (text) => `${text} False.`,
  (text) => `${text} This was undone.`,
  (text) => `${text} None of the above is right.`,
];

/**
 * The gold with one polarity changed: another disposition, the disposition denied or left open, a sentence negated once or twice,
 * weakened, or denied in front of it or behind it, the parties in each other's places.
 */
export function oppositeAnswers({ facts, gold }: Task<IracFacts>): readonly string[] {
  const { sections } = answerSections(gold);
  const changed = (change: Partial<Summary>) => writtenSummary({ ...sections, ...change });
  const [outcome] = facts.outcomes;
  const other = CONTRARY[outcome];
  const all = facts.outcomes.join(" and ");
  const conclusions = [
    `The judgment is not ${all}.`,
    ...([...facts.outcomes, ...facts.ancillary].includes(other)
      ? []
      : [
          `The judgment is ${other}.`,
          `The court ${other} the judgment below.`,
          `The judgment could be ${outcome} or ${other}.`,
          `Perhaps the judgment is ${outcome}, perhaps ${other}.`,
        ]),
  ];
  const contraries = (section: Section, made: (text: string) => readonly string[]) =>
    made(sections[section])
      .filter((contrary) => contrary !== sections[section])
      .map((contrary) => changed({ [section]: contrary }));
  const negated = (["issue", "application"] as const).flatMap((section) =>
    contraries(section, (text) => [
      / not\b/.test(text) ? text.replace(/ not\b/, "") : text.replace(AUXILIARY, "$1 not"),
    ]),
  );
  const denied = (["issue", "rule", "application"] as const).flatMap((section) =>
    contraries(section, (text) => [
      ...(section === "issue" ? [] : FRAMES.map((frame) => frame(text))),
      text.replace(AUXILIARIES, "$1 not"),
      text.replace(AUXILIARY, "$1 scarcely"),
      text.replace(/\b(?:even )?though\b|\balthough\b/, "only because"),
    ]),
  );
  return [
    ...[...conclusions, ...FRAMES_OF_CONCLUSION.map((frame) => frame(sections.conclusion))].map((conclusion) =>
      changed({ conclusion }),
    ),
    ...negated,
    ...denied,
    `All of the following is false.\n${gold}`,
    ...exchangedParties(sections),
  ];
}

/** Whoever disputes: each named as the other, in the question and in the application. */
function exchangedParties({ issue, application, ...rest }: Summary): readonly string[] {
  const text = `${issue} ${application}`;
  return PARTIES.filter((pair) => pair.every((party) => new RegExp(`\\b${party}\\b`).test(text))).map(([a, b]) => {
    const exchange = (part: string) =>
      part.replace(new RegExp(`\\b(?:${a}|${b})\\b`, "g"), (found) => (found === a ? b : a));
    return writtenSummary({ ...rest, issue: exchange(issue), application: exchange(application) });
  });
}

const PARTIES: readonly (readonly [string, string])[] = [
  ["tenant", "landlord"],
  ["lessee", "lessor"],
  ["taxpayer", "collector"],
  ["borrower", "lender"],
  ["debtor", "creditor"],
  ["shipper", "carrier"],
  ["consignor", "hauler"],
  ["purchaser", "vendor"],
  ["buyer", "seller"],
  ["applicant", "license board"],
  ["license holder", "department"],
  ["homeowner", "board"],
  ["policyholder", "insurer"],
  ["guest", "occupier"],
  ["accused", "state"],
];

const AUXILIARY = /\b(is|are|was|were|has|have|had|can|could|may|must|does|did|do|will|would|should|shall)\b(?! not\b)/;
const AUXILIARIES = new RegExp(AUXILIARY, "g");
