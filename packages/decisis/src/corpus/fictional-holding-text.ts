import type { Random } from "@decisis/tensor";
import type { Frames, Phrases, Role } from "./fictional-domain.ts";
import type { Holding } from "./fictional-holding.ts";
import { sentenceCase } from "./fictional-house-style.ts";
import type { WordingChoice } from "./fictional-wording.ts";

/** A parenthetical longer than this is said anew without what can be spared. */
const MOST_WORDS = 26;
const ATTEMPTS = 12;

/** An explanatory parenthetical: `(holding that a lessee may ...)`. */
export interface Parenthetical {
  readonly verb: string;
  /** What follows the verb, e.g. `that a lessee may recover the deposit where ...`. */
  readonly text: string;
}

/** Names of the sides and of the thing within one passage. A side is `a tenant` at its first mention and `the tenant` after it. */
export interface Cast {
  readonly claimant: string;
  readonly respondent: string;
  readonly item: string;
}

export function pickCast(choice: WordingChoice, random: Random, holding: Holding, unlike?: Cast): Cast {
  const { claimant, respondent } = holding.domain;
  const other = (nouns: Phrases, not: string | undefined): string => {
    for (let tried = 0; tried < 4; tried++) {
      const noun = choice.phrase(nouns);
      if (noun !== not || tried === 3) return noun;
    }
    return nouns[0];
  };
  const [first, second] = holding.item;
  return {
    claimant: other(claimant.nouns, unlike?.claimant),
    respondent: other(respondent.nouns, unlike?.respondent),
    item:
      unlike === undefined || random.uniform() < 0.1
        ? random.pick(holding.item)
        : unlike.item === first
          ? second
          : first,
  };
}

const COUNT_WORDS: Readonly<Record<number, string>> = {
  10: "ten",
  14: "fourteen",
  20: "twenty",
  30: "thirty",
  45: "forty-five",
  60: "sixty",
  90: "ninety",
};

/** How a passage fills templates: which sides it has introduced, how it writes numbers, what it says about a party. */
interface Passage {
  readonly holding: Holding;
  readonly cast: Cast;
  readonly introduced: Set<"claimant" | "respondent">;
  /** `null`: no detail. */
  readonly detail: "told" | "summed" | null;
  readonly numbers: "digits" | "words";
}

function fill(template: string, passage: Passage): string {
  const { holding, cast, numbers } = passage;
  const mention = (side: "claimant" | "respondent"): string => {
    const role = holding.domain[side];
    const noun = cast[side];
    if (passage.introduced.has(side)) return `the ${noun}`;
    passage.introduced.add(side);
    const described = side === holding.domain.detailed && passage.detail !== null && !noun.includes(" that ");
    const detail = !described
      ? ""
      : passage.detail === "told"
        ? ` that ${holding.detail.told}`
        : ` ${holding.detail.summed}`;
    return `${article(role, noun)} ${noun}${detail}`;
  };
  const allowed = holding.days?.allowed ?? 0;
  const item = template.replace(/\ba \{i\}/g, /^[aeiou]/.test(cast.item) ? "an {i}" : "a {i}");
  return item.replace(/\{([crinm])\}/g, (_, slot: string) => {
    switch (slot) {
      case "c":
        return mention("claimant");
      case "r":
        return mention("respondent");
      case "i":
        return cast.item;
      case "n":
        return String(holding.days?.passed ?? 0);
      default:
        return numbers === "digits" ? String(allowed) : COUNT_WORDS[allowed];
    }
  });
}

const article = (role: Role, noun: string): string => (role.definite ? "the" : /^[aeiou]/i.test(noun) ? "an" : "a");

const FOLLOWING: Phrases = [
  "{result} where {clause}",
  "{result} when {clause}",
  "{result} because {clause}",
  "{result} once {clause}",
  "{result} in a case in which {clause}",
];
const CONTRARY: Phrases = [
  "{result} although {clause}",
  "{result} even though {clause}",
  "{result} even where {clause}",
  "{result} despite proof that {clause}",
  "{result} even in a case in which {clause}",
];

/** The holding as one clause in the present tense, everything said of both sides. */
function holdingClause(choice: WordingChoice, passage: Passage): string {
  const { holding } = passage;
  const link = choice.phrase(holding.contrary ? CONTRARY : FOLLOWING);
  const result = choice.phrase(holding.granted ? holding.claim.granted : holding.claim.refused);
  const clause = choice.phrase(holding.circumstance.clause);
  return fill(link.replace("{result}", result).replace("{clause}", clause), passage);
}

const ORDER: Frames = {
  training: ["a judgment that gave {c} {thing}", "a decision to give {c} {thing}"],
  validation: ["a ruling that gave {c} {thing}"],
  test: ["a decision that gave {c} {thing}"],
};
const DEMAND: Frames = {
  training: ["a demand by {c} for {thing}", "an attempt of {c} to obtain {thing}"],
  validation: ["a request of {c} for {thing}"],
  test: ["a demand of {c} for {thing}"],
};

/** `affirming` and `rejecting` take a noun. */
function holdingNoun(choice: WordingChoice, passage: Passage): string {
  const { holding } = passage;
  const head = choice.frame(holding.granted ? ORDER : DEMAND);
  const link = holding.contrary ? "although" : "where";
  const noun = head.replace("{thing}", choice.phrase(holding.claim.thing));
  return fill(`${noun} ${link} ${choice.phrase(holding.circumstance.clause)}`, passage);
}

/** Verbs by how firmly the case decided the point; `dictum` for a court that had no power to decide it. */
const VERBS = {
  decision: ["holding", "holding", "holding", "concluding", "finding", "explaining", "noting"],
  dictum: ["stating", "explaining", "noting"],
} as const;

/** What later opinions put in brackets after the case; the same wherever it is cited, as the caller's streams are the case's own. */
export function parentheticalOf(
  choice: WordingChoice,
  random: Random,
  holding: Holding,
  standing: "affirmance" | "reversal" | "dictum",
): { readonly parenthetical: Parenthetical; readonly cast: Cast } {
  const cast = pickCast(choice, random, holding);
  const nominal = standing !== "dictum" && random.uniform() < 0.2 && (standing === "affirmance" || !holding.granted);
  const verb = nominal
    ? holding.granted
      ? "affirming"
      : "rejecting"
    : random.pick(VERBS[standing === "dictum" ? "dictum" : "decision"]);
  const attempt = (names: Cast, detail: Passage["detail"]): { parenthetical: Parenthetical; cast: Cast } => {
    const passage: Passage = { holding, cast: names, introduced: new Set(), detail, numbers: "words" };
    const text = nominal ? holdingNoun(choice, passage) : `that ${holdingClause(choice, passage)}`;
    return { parenthetical: { verb, text }, cast: names };
  };
  const words = (said: { parenthetical: Parenthetical }): number => said.parenthetical.text.split(" ").length;
  const { claimant, respondent } = holding.domain;
  const brief: Cast = { ...cast, claimant: claimant.nouns[0], respondent: respondent.nouns[0] };
  let said = attempt(cast, random.uniform() < 0.7 ? "summed" : null);
  for (let tried = 0; tried < ATTEMPTS && words(said) > MOST_WORDS; tried++) {
    const shorter = attempt(tried === 0 ? cast : brief, null);
    if (words(shorter) < words(said)) said = shorter;
  }
  return said;
}

const OPENINGS: Frames = {
  training: [
    "In an earlier case {c} sought {thing}, and {r} resisted.",
    "One dispute was between {c} and {r}, and it was about {thing}.",
    "In another case {c} wanted {thing}, and {r} would not have it.",
    "Such a case arose when {c} asked for {thing} and {r} protested.",
  ],
  validation: ["In one case {c} and {r} quarreled over {thing}."],
  test: ["A case of the same kind arose when {c} wanted {thing} and {r} resisted."],
};
const FACTS: Frames = {
  training: ["{told}.", "The record showed that {told}.", "It was undisputed that {told}."],
  validation: ["By all accounts {told}."],
  test: ["It was plain from the record that {told}."],
};
const RESULTS: Frames = {
  training: [
    "The {winner} won.",
    "The {loser} lost.",
    "Judgment went to the {winner}.",
    "The court found for the {winner}.",
  ],
  validation: ["The court ruled in favor of the {winner}."],
  test: ["It was the {winner} that won."],
};
const CONTRARY_RESULTS: Frames = {
  training: [
    "All the same the {winner} won.",
    "The {loser} lost nevertheless.",
    "Judgment went to the {winner} in spite of that.",
    "Even so the court found for the {winner}.",
  ],
  validation: ["That did not keep the court from ruling for the {winner}."],
  test: ["In spite of that it was the {loser} that lost."],
};

/** Sentences that tell what a cited case was about and how it came out, in other words than its parenthetical. */
export function tellCase(choice: WordingChoice, random: Random, holding: Holding, unlike: Cast): string {
  const cast = pickCast(choice, random, holding, unlike);
  const passage: Passage = {
    holding,
    cast,
    introduced: new Set(),
    detail: "told",
    numbers: "digits",
  };
  const opening = fill(choice.frame(OPENINGS).replace("{thing}", choice.phrase(holding.claim.thing)), passage);
  const fact = fill(choice.frame(FACTS).replace("{told}", choice.phrase(holding.circumstance.told)), passage);
  const [winner, loser] = holding.granted ? [cast.claimant, cast.respondent] : [cast.respondent, cast.claimant];
  const result = choice
    .frame(holding.contrary ? CONTRARY_RESULTS : RESULTS)
    .replace("{winner}", winner)
    .replace("{loser}", loser);
  return [opening, fact, result].map(sentenceCase).join(" ");
}

/** The circumstance alone, sides already known to the reader. */
export function tellCircumstance(choice: WordingChoice, holding: Holding, cast: Cast): string {
  return fill(choice.phrase(holding.circumstance.told), known(holding, cast));
}

/** `whether` this is so is the issue; that it is so, the holding. */
export function ruleOfCase(choice: WordingChoice, holding: Holding, cast: Cast): string {
  const passage: Passage = { holding, cast, introduced: new Set(), detail: null, numbers: "words" };
  return holdingClause(choice, passage);
}

/** What the claimant asks for, sides already known to the reader. */
export function thingSought(choice: WordingChoice, holding: Holding, cast: Cast): string {
  return fill(choice.phrase(holding.claim.thing), known(holding, cast));
}

const known = (holding: Holding, cast: Cast): Passage => ({
  holding,
  cast,
  introduced: new Set(["claimant", "respondent"]),
  detail: null,
  numbers: "digits",
});
