import { Random } from "@decisis/tensor";
import type { CourtKind } from "./court-profile.ts";
import { courtOf } from "./fictional-appeals.ts";
import { type Disposition, type FictionalDocket, fictionalDocket } from "./fictional-docket.ts";
import type { Wordings } from "./fictional-domain.ts";
import type { Treatment } from "./fictional-history.ts";
import { tellHistory } from "./fictional-history-text.ts";
import type { Holding } from "./fictional-holding.ts";
import { type Cast, pickCast, ruleOfCase, tellCase, tellCircumstance, thingSought } from "./fictional-holding-text.ts";
import { house, partyWords, sentenceCase } from "./fictional-house-style.ts";
import { surname } from "./fictional-names.ts";
import type { FictionalOpinion } from "./fictional-opinion.ts";
import { WordingChoice } from "./fictional-wording.ts";

/** An opinion with what it was meant to say, for tests of what is read out of its text. */
export interface FictionalJudgment {
  readonly opinion: FictionalOpinion;
  readonly disposition: Disposition;
  readonly parentheticals: readonly {
    /** Id of the cited case. */
    readonly cited: string;
    readonly verb: string;
    /** What follows the verb. */
    readonly text: string;
  }[];
  readonly histories: readonly {
    readonly cited: string;
    readonly treatment: Treatment;
    /** The treating citation as printed; null where this opinion treats the case. */
    readonly treating: string | null;
  }[];
  /** Every template and every synonym that the text was made from. */
  readonly wordings: readonly string[];
}

/** The court or officer whose decision is under review. */
const BELOW: Readonly<Record<CourtKind, string>> = {
  supreme: "the court of appeals",
  circuit: "the district court",
  district: "the magistrate",
  bankruptcy: "the referee",
  claims: "the contracting officer",
  tax: "the hearing officer",
  trade: "the customs service",
  military: "the court-martial",
  "state-high": "the court of appeals",
  "state-appeals": "the trial court",
};

const INTRODUCTIONS: Wordings = [
  "{a} is the {c} in this dispute and {b} the {r}.",
  "This dispute is between {a}, the {c}, and {b}, the {r}.",
  "In {year} a dispute arose between {a}, the {c}, and {b}, the {r}.",
  "Before us are {a}, the {c}, and {b}, the {r}.",
  "The parties to this dispute are {a}, the {c}, and {b}, the {r}.",
];
const REQUESTS: Wordings = [
  "The {c} sought {thing}.",
  "The {c} wants {thing}, and the {r} resists.",
  "What the {c} asks for is {thing}.",
  "At stake is {thing}.",
  "What is at stake is {thing}.",
];
const RULINGS: Wordings = [
  "{below} ruled for the {winner}, and the {loser} asks us to review that ruling.",
  "{below} found for the {winner}. The {loser} seeks review.",
  "The {loser} lost before {below} and comes to this court.",
  "Before {below} the {winner} won, and the {loser} seeks review.",
  "The {loser} seeks review after {below} ruled for the {winner}.",
];
const ISSUES: Wordings = [
  "The question presented is whether {rule}.",
  "We must decide whether {rule}.",
  "The issue is whether {rule}.",
  "The only question for us is whether {rule}.",
  "The question that we must decide is whether {rule}.",
];
const APPLICATIONS: Wordings = [
  "Those cases decide this one.",
  "Those principles govern here.",
  "We see no reason to leave that line of cases.",
  "What was said there holds here as well.",
  "What those cases say governs this one.",
];
const HOLDINGS: Wordings = [
  "We hold that {rule}.",
  "For these reasons we hold that {rule}.",
  "We therefore hold that {rule}.",
  "Our holding is that {rule}.",
  "For these reasons our holding is that {rule}.",
];

/** Why the ruling below stands or falls, by the way in which the case ends. */
const REASONS: Readonly<Record<Disposition, Wordings>> = {
  affirmed: [
    "{below} read the law in the same way, and there was no error.",
    "That is how {below} saw the matter.",
    "{below} came to the right result for the right reasons.",
    "The view of {below} was correct.",
    "{below} saw the law in the right way, and there was no error.",
  ],
  reversed: [
    "{below} read the law otherwise, and that was error.",
    "That is not how {below} saw the matter, and its ruling cannot stand.",
    "{below} came to the wrong result.",
    "The view of {below} was mistaken.",
    "{below} saw the law in the wrong way, and that was error.",
  ],
  "reversed and remanded": [
    "{below} read the law otherwise, and that was error; what remains is to fix the terms of the judgment.",
    "That is not how {below} saw the matter, and judgment must now be entered for the other side.",
    "{below} came to the wrong result and must now enter the right one.",
    "The view of {below} was mistaken, and it must enter another judgment.",
    "{below} saw the law in the wrong way and must now enter judgment for the other side.",
  ],
  "vacated and remanded": [
    "{below} used another test and made no findings under this one, so that we cannot say who should win.",
    "Whether the facts are such was never found, and {below} must hear the matter again.",
    "{below} did not ask the right question, and its answer to the wrong one helps nobody.",
    "On the findings that we have, either side may yet win before {below}.",
    "{below} did not make the findings under this test, and either side may yet win.",
  ],
  "affirmed in part and reversed in part": [
    "On that point {below} was right; on the award of costs, for which no statute allows, it was not.",
    "So far {below} made no error. Its award of interest, however, has no ground in the law.",
    "{below} was correct about this claim and mistaken about the costs.",
    "The ruling is sound except for the interest that {below} added.",
    "{below} was right on this point and mistaken about the award of interest.",
  ],
  "appeal dismissed": [
    "But the notice of appeal was filed {late} days after the judgment, and the rule allows thirty; we say this only for guidance and have no power to act.",
    "The parties have settled since the argument, however, so that we say this for guidance alone and decide nothing.",
    "The {loser} has in the meantime paid the judgment, and nothing is left for us to decide.",
    "We add that the order under review is not final, which takes the matter out of our hands.",
    "But the order under review is not final, so that we have no power to act and say this for guidance alone.",
  ],
  "petition denied": [
    "{below} said as much, and the petition shows no error.",
    "The petition gives us no reason to disturb what {below} decided.",
    "{below} followed the law, and the petition must fail.",
    "Nothing in the petition casts doubt on what {below} did.",
    "The petition shows no error in what {below} decided.",
  ],
};
const CLOSINGS: Readonly<Record<Disposition, Wordings>> = {
  affirmed: [
    "The judgment is affirmed.",
    "The ruling of {below} is affirmed.",
    "Affirmed.",
    "Accordingly, we affirm.",
    "The judgment of {below} is accordingly affirmed.",
  ],
  reversed: [
    "The judgment is reversed.",
    "The ruling of {below} is reversed.",
    "Reversed.",
    "Accordingly, we reverse.",
    "The judgment of {below} is accordingly reversed.",
  ],
  "reversed and remanded": [
    "The judgment is reversed, and the case is remanded.",
    "Reversed and remanded.",
    "We reverse and remand for entry of judgment.",
    "We reverse the ruling and remand.",
    "The ruling of {below} is reversed and the case remanded.",
  ],
  "vacated and remanded": [
    "The judgment is vacated, and the case is remanded.",
    "Vacated and remanded.",
    "We vacate the ruling and remand for further proceedings.",
    "We vacate and remand.",
    "The ruling of {below} is vacated and the case remanded.",
  ],
  "affirmed in part and reversed in part": [
    "The judgment is affirmed in part and reversed in part.",
    "Affirmed in part and reversed in part.",
    "We affirm in part and reverse in part.",
    "Affirmed in part; reversed in part.",
    "The ruling of {below} is affirmed in part and reversed in part.",
  ],
  "appeal dismissed": [
    "The appeal is dismissed.",
    "Appeal dismissed.",
    "We dismiss the appeal.",
    "Accordingly, the appeal is dismissed.",
    "The appeal is accordingly dismissed.",
  ],
  "petition denied": [
    "The petition is denied.",
    "The petition for review is denied.",
    "Petition denied.",
    "We deny the petition.",
    "The petition is accordingly denied.",
  ],
};

const DISTINGUISHING: Wordings = [
  "The {loser} relies on {cite}. There {told}; here {here}. That case is distinguished.",
  "The {loser} points to {cite}. But in that case {told}, while here {here}. We distinguish it on that ground.",
  "In {cite}, to which the {loser} points, {told}. Nothing of the kind can be said here, where {here}. The case is distinguishable.",
  "We distinguish {cite}, since there {told} and here {here}.",
  "The {loser} relies on {cite}, which we distinguish, since there {told}, while here {here}.",
];
const FOLLOWING: Wordings = [
  "The {winner} relies on {cite}. There, as here, {told}. That case is followed.",
  "The {winner} points to {cite}. In that case too {told}. We follow it.",
  "In {cite}, to which the {winner} points, {told}. The same can be said here. The case is followed.",
  "We follow {cite}, since there and here alike {told}.",
  "The {winner} relies on {cite}, which we follow, since there, as here, {told}.",
];

const RANK: Readonly<Record<CourtKind, readonly string[]>> = {
  supreme: ["Justice.", "Chief Justice.", "J."],
  circuit: ["Circuit Judge.", "Chief Judge.", "Senior Circuit Judge."],
  district: ["District Judge.", "Chief Judge."],
  bankruptcy: ["Bankruptcy Judge."],
  claims: ["Judge."],
  tax: ["Judge."],
  trade: ["Judge."],
  military: ["Judge.", "Chief Judge."],
  "state-high": ["Justice.", "J.", "Chief Justice."],
  "state-appeals": ["Judge.", "J.", "P.J."],
};

/**
 * The opinion of the `index`-th case of `seed`: parties and ruling below, question, authorities with parentheticals and with
 * their subsequent history, application, holding, disposition. What it holds is what the parentheticals of later opinions say of
 * it. Every case that it cites is an invented one of the same seed and the same part of the split.
 *
 * 1,200 to 3,000 characters. Cases of the validation and test parts say about half of what they say in wordings of their own.
 */
export function fictionalJudgment(seed: number, index: number): FictionalJudgment {
  const docket = fictionalDocket(seed);
  const random = Random.at(seed, "fictional-judgment", index);
  const writer = new JudgmentWriter(docket, index, random);
  return writer.write();
}

class JudgmentWriter {
  private readonly choice: WordingChoice;
  private readonly holding: Holding;
  private readonly cast: Cast;
  private readonly disposition: Disposition;
  private readonly cited = new Set<number>();
  private readonly parentheticals: FictionalJudgment["parentheticals"][number][] = [];
  private readonly histories: FictionalJudgment["histories"][number][] = [];
  private readonly wordings: string[] = [];
  private readonly kind: CourtKind;

  private readonly docket: FictionalDocket;
  private readonly index: number;
  private readonly random: Random;

  constructor(docket: FictionalDocket, index: number, random: Random) {
    this.docket = docket;
    this.index = index;
    this.random = random;
    this.choice = new WordingChoice(random, docket.part(index));
    this.holding = docket.holding(index);
    this.cast = pickCast(this.choice, random, this.holding);
    this.disposition = docket.disposition(index);
    this.kind = courtOf(docket.header(index)).kind;
    this.cited.add(index);
  }

  write(): FictionalJudgment {
    const { random } = this;
    const author = `${surname(random).toUpperCase()}, ${random.pick(RANK[this.kind])}`;
    const rule = ruleOfCase(this.choice, this.holding, this.cast);
    const authorities = [
      ...Array.from({ length: 2 + random.integer(2) }, () => this.parentheticalUnit()),
      ...Array.from({ length: 1 + random.integer(2) }, () => this.historyUnit()),
    ].filter((unit) => unit !== "");
    const paragraphs = [
      author,
      this.facts(),
      this.say(ISSUES, { rule }),
      ...halves(random.shuffle(authorities)),
      [this.say(APPLICATIONS, {}), random.uniform() < 0.6 ? this.comparisonUnit() : ""]
        .filter((s) => s !== "")
        .join(" "),
      this.conclusion(rule),
    ];
    return {
      opinion: { author, text: paragraphs.filter((paragraph) => paragraph !== "").join("\n") },
      disposition: this.disposition,
      parentheticals: this.parentheticals,
      histories: this.histories,
      wordings: [...this.wordings, ...this.choice.used],
    };
  }

  private get below(): string {
    return BELOW[this.kind];
  }

  /** Winner and loser here; what the court below decided follows from the disposition. */
  private get sides(): { readonly winner: string; readonly loser: string } {
    const { claimant, respondent } = this.cast;
    return this.holding.granted ? { winner: claimant, loser: respondent } : { winner: respondent, loser: claimant };
  }

  private say(wordings: Wordings, slots: Readonly<Record<string, string>>): string {
    const all: Readonly<Record<string, string>> = { below: this.below, ...this.sides, ...slots };
    return this.choice
      .pick(wordings)
      .replace(/(^|[.] )?\{([a-z]+)\}/g, (_, start: string | undefined, slot: string) =>
        start === undefined ? all[slot] : `${start}${sentenceCase(all[slot])}`,
      );
  }

  private facts(): string {
    const [first, second] = partyWords(this.docket.header(this.index).nameAbbreviation);
    const governed = /^the (United States|State|People|Commonwealth)/.test(first) || this.random.uniform() < 0.4;
    const [a, b] = governed ? [second, first] : [first, second];
    const { claimant, respondent } = this.cast;
    const year = this.docket.year(this.index) - 1 - this.random.integer(4);
    const upheld = !/^(reversed|vacated)/.test(this.disposition);
    const { winner, loser } = this.sides;
    const below = upheld ? { winner, loser } : { winner: loser, loser: winner };
    return [
      this.say(INTRODUCTIONS, { a, b, c: claimant, r: respondent, year: String(year) }),
      this.say(REQUESTS, { c: claimant, r: respondent, thing: thingSought(this.choice, this.holding, this.cast) }),
      `${sentenceCase(tellCircumstance(this.choice, this.holding, this.cast))}.`,
      this.say(RULINGS, below),
    ].join(" ");
  }

  /** A case of the same field decided before this one, not cited yet. */
  private authority(condition: (index: number) => boolean = () => true): number | null {
    const { docket, index } = this;
    const found = docket.authority(
      this.random,
      docket.part(index),
      this.holding.domain,
      docket.year(index),
      (other) => !this.cited.has(other) && condition(other),
    );
    if (found !== null) this.cited.add(found);
    return found;
  }

  private parentheticalUnit(): string {
    const cited = this.authority();
    if (cited === null) return "";
    const { parenthetical, cast, used } = this.docket.parenthetical(cited);
    const header = this.docket.header(cited);
    this.parentheticals.push({ cited: header.id, ...parenthetical });
    this.wordings.push(...used);
    const told = tellCase(this.choice, this.random, this.docket.holding(cited), cast);
    const lead = this.random.pick(["See ", "See ", "", "See also ", "Such was the decision in "]);
    return `${told} ${lead}${house(this.random, header)} (${parenthetical.verb} ${parenthetical.text}).`;
  }

  private historyUnit(): string {
    const year = this.docket.year(this.index);
    const cited = this.authority((other) => {
      const history = this.docket.history(other);
      return history !== null && history.year <= year;
    });
    if (cited === null) return "";
    const history = this.docket.history(cited);
    if (history === null) return "";
    const header = this.docket.header(cited);
    this.histories.push({ cited: header.id, treatment: history.treatment, treating: history.treating });
    const holding = this.docket.holding(cited);
    const cast = pickCast(this.choice, this.random, holding);
    const parties = holding.granted
      ? { winner: cast.claimant, loser: cast.respondent }
      : { winner: cast.respondent, loser: cast.claimant };
    const { before, after } = tellHistory(
      this.choice,
      this.random,
      history,
      parties,
      history.year - this.docket.year(cited),
    );
    const chain = `See ${house(this.random, header)}, ${history.phrase}${history.treatment === "superseded" ? "," : history.phrase.endsWith("by") ? "" : ","} ${history.treating}.`;
    return [before, chain, after].filter((s) => s !== "").join(" ");
  }

  private comparisonUnit(): string {
    const follow = this.random.uniform() < 0.4;
    const cited = this.authority((other) => {
      const { circumstance, granted } = this.docket.holding(other);
      return follow
        ? circumstance === this.holding.circumstance &&
            granted === this.holding.granted &&
            circumstance.days === undefined
        : circumstance !== this.holding.circumstance && granted !== this.holding.granted;
    });
    if (cited === null) return "";
    const header = this.docket.header(cited);
    this.histories.push({ cited: header.id, treatment: follow ? "followed" : "distinguished", treating: null });
    const theirs = this.docket.holding(cited);
    const cast = { ...this.cast, item: theirs.item[0] };
    return this.say(follow ? FOLLOWING : DISTINGUISHING, {
      cite: house(this.random, header),
      told: tellCircumstance(this.choice, theirs, cast),
      here: tellCircumstance(this.choice, this.holding, this.cast),
    });
  }

  private conclusion(rule: string): string {
    const late = String(31 + this.random.integer(40));
    return [
      this.say(HOLDINGS, { rule }),
      this.say(REASONS[this.disposition], { late }),
      this.say(CLOSINGS[this.disposition], {}),
    ].join(" ");
  }
}

/** Two paragraphs where there is enough for two. */
function halves(units: readonly string[]): string[] {
  const cut = Math.ceil(units.length / 2);
  return [units.slice(0, cut), units.slice(cut)].filter((half) => half.length > 0).map((half) => half.join(" "));
}
