import { Random } from "@decisis/tensor";
import type { CourtKind } from "./court-profile.ts";
import { courtOf } from "./fictional-appeals.ts";
import { type Disposition, type FictionalDocket, fictionalDocket } from "./fictional-docket.ts";
import type { Frames } from "./fictional-domain.ts";
import type { Treatment } from "./fictional-history.ts";
import { CUES, type HistoryCues } from "./fictional-history-cues.ts";
import { tellHistory } from "./fictional-history-text.ts";
import { type Holding, isPerson, isPersonal } from "./fictional-holding.ts";
import { type Cast, pickCast, ruleOfCase, tellCase, tellCircumstance, thingSought } from "./fictional-holding-text.ts";
import { partyWords, reporterStyle, sentenceCase } from "./fictional-house-style.ts";
import {
  APPLICATIONS,
  CLOSINGS,
  CONSIDERATIONS,
  DISTINGUISHING,
  FOLLOWING,
  HOLDINGS,
  INTRODUCTIONS,
  ISSUES,
  REASONS,
  REQUESTS,
  RULES,
  RULINGS,
} from "./fictional-judgment-wordings.ts";
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
  /** Every frame and every phrase that the text was made from. */
  readonly wordings: readonly string[];
}

/** The court or officer whose decision is under review. */
const BELOW: Readonly<Record<CourtKind, string>> = {
  supreme: "the court below",
  circuit: "the district court",
  district: "the magistrate",
  bankruptcy: "the referee",
  claims: "the contracting officer",
  tax: "the hearing officer",
  trade: "the customs service",
  military: "the court-martial",
  "state-high": "the court below",
  "state-appeals": "the trial court",
};

/** Parties that resist claims rather than make them. */
const PUBLIC =
  /^the (United States|State|People|Commonwealth|City|Town|Village|County|Board|Department|Commissioner|National Labor)|County$|Commission|Board|Agency|Police/;

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
 * 1,200 to 3,000 characters. Cases of the validation and test parts have sentence frames of their own, and about half of the
 * phrases that fill them.
 */
export function fictionalJudgment(seed: number, index: number, cues?: HistoryCues): FictionalJudgment {
  return new JudgmentWriter(fictionalDocket(seed), index, { cues }).write();
}

/** What else than docket and index a judgment depends on. */
export interface JudgmentOptions {
  /** Of random draws. */
  readonly stream?: string;
  /** Characters that the nouns for both sides may take, as far as there are such. */
  readonly nouns?: number;
  /** What tells the history of cited cases. */
  readonly cues?: HistoryCues;
}

/** A passage about one cited case, with what it says. */
export interface Unit {
  readonly text: string;
  readonly parenthetical?: FictionalJudgment["parentheticals"][number];
  readonly history?: FictionalJudgment["histories"][number];
}

const LEAST_CHARACTERS = 1200;
const MOST_CHARACTERS = 3000;

/** Says what an opinion says, one passage at a time. Everything drawn comes from `stream`. */
export class JudgmentWriter {
  protected readonly docket: FictionalDocket;
  protected readonly index: number;
  protected readonly random: Random;
  protected readonly choice: WordingChoice;
  protected readonly holding: Holding;
  protected readonly cast: Cast;
  protected readonly disposition: Disposition;
  private readonly kind: CourtKind;
  private readonly cues: HistoryCues;
  /** Its own index among them. */
  protected readonly cited: Set<number>;

  constructor(
    docket: FictionalDocket,
    index: number,
    { stream = "fictional-judgment", nouns = Number.POSITIVE_INFINITY, cues = CUES }: JudgmentOptions = {},
  ) {
    this.cues = cues;
    this.docket = docket;
    this.index = index;
    this.random = Random.at(docket.seed, stream, index);
    this.choice = new WordingChoice(this.random, docket.part(index));
    this.holding = docket.holding(index);
    let cast = pickCast(this.choice, this.random, this.holding);
    for (let tried = 0; tried < 8 && cast.claimant.length + cast.respondent.length > nouns; tried++)
      cast = pickCast(this.choice, this.random, this.holding);
    this.cast = cast;
    this.disposition = docket.disposition(index);
    this.kind = courtOf(docket.header(index)).kind;
    this.cited = new Set([index]);
  }

  write(): FictionalJudgment {
    const { random } = this;
    const author = this.author();
    const rule = ruleOfCase(this.choice, this.holding, this.cast);
    const opening = [author, this.facts(), this.say(ISSUES, { rule })];
    const comparison = random.uniform() < 0.6 ? this.comparison() : null;
    const units = [
      this.described(),
      this.history(),
      this.rule(),
      this.described(),
      random.uniform() < 0.6 ? this.history() : null,
      random.uniform() < 0.35 ? this.described() : null,
    ].filter((unit) => unit !== null);
    const application = this.say(APPLICATIONS, {});
    const conclusion = this.conclusion(rule);
    const compose = (): string =>
      [
        ...opening,
        ...halves(random.shuffle(units).map((unit) => unit.text)),
        ...(units.length > 0 ? [[application, comparison?.text].filter((text) => text !== undefined).join(" ")] : []),
        conclusion,
      ].join("\n");
    let text = compose();
    while (text.length > MOST_CHARACTERS && units.length > 1) {
      units.pop();
      text = compose();
    }
    for (const considered of CONSIDERATIONS) {
      if (text.length >= LEAST_CHARACTERS) break;
      opening.push(this.say(considered, { law: this.holding.domain.law }));
      text = compose();
    }
    const told = [...units, ...(comparison !== null && units.length > 0 ? [comparison] : [])];
    return {
      opinion: { author, text },
      disposition: this.disposition,
      parentheticals: told.flatMap((unit) => unit.parenthetical ?? []),
      histories: told.flatMap((unit) => unit.history ?? []),
      wordings: this.choice.used,
    };
  }

  protected author(): string {
    return `${surname(this.random).toUpperCase()}, ${this.random.pick(RANK[this.kind])}`;
  }

  private get below(): string {
    return BELOW[this.kind];
  }

  protected get sides(): { readonly winner: string; readonly loser: string } {
    const { claimant, respondent } = this.cast;
    return this.holding.granted ? { winner: claimant, loser: respondent } : { winner: respondent, loser: claimant };
  }

  /** A slot that begins a sentence is capitalised; names keep their own full stops. */
  protected say(frames: Frames, slots: Readonly<Record<string, string>>): string {
    const all: Readonly<Record<string, string>> = { below: this.below, ...this.sides, ...slots };
    return this.choice
      .frame(frames)
      .replace(/(^|[.] |)\{([a-z]+)\}/g, (match, start: string, slot: string, at: number) =>
        start === "" && (at > 0 || match[0] !== "{") ? all[slot] : `${start}${sentenceCase(all[slot])}`,
      );
  }

  protected facts(): string {
    const { claimant, respondent } = this.cast;
    const [a, b] = this.partyNames();
    const year = this.docket.year(this.index) - 1 - this.random.integer(4);
    const upheld = !/^(reversed|vacated)/.test(this.disposition);
    const { winner, loser } = this.sides;
    return [
      this.say(INTRODUCTIONS, { a, b, c: claimant, r: respondent, year: String(year) }),
      this.say(REQUESTS, { c: claimant, r: respondent, thing: thingSought(this.choice, this.holding, this.cast) }),
      `${sentenceCase(tellCircumstance(this.choice, this.holding, this.cast))}.`,
      this.say(RULINGS, upheld ? { winner, loser } : { winner: loser, loser: winner }),
    ].join(" ");
  }

  /** Who claims and who resists, by the names in the caption. */
  private partyNames(): readonly [string, string] {
    const [first, second] = partyWords(this.docket.header(this.index).nameAbbreviation);
    const personal = isPersonal(this.holding.domain);
    const secondClaims =
      PUBLIC.test(first) ||
      (personal && !isPerson(first)) ||
      (!PUBLIC.test(second) && !(personal && !isPerson(second)) && this.random.uniform() < 0.4);
    return secondClaims ? [second, first] : [first, second];
  }

  /** A case of the same field decided before this one and not cited yet. */
  protected authority(condition: (index: number) => boolean = () => true): number | null {
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

  private rule(): Unit | null {
    const cited = this.authority();
    if (cited === null) return null;
    const holding = this.docket.holding(cited);
    const cast = pickCast(this.choice, this.random, holding);
    const rule = ruleOfCase(this.choice, holding, cast);
    return { text: this.say(RULES, { rule, cite: this.cite(cited) }) };
  }

  protected described(): Unit | null {
    const cited = this.authority();
    if (cited === null) return null;
    const { parenthetical, cast, used } = this.docket.parenthetical(cited);
    this.choice.used.push(...used);
    const told = tellCase(this.choice, this.random, this.docket.holding(cited), cast);
    const lead = this.random.pick(["See ", "See ", "", "See also ", "Such was the decision in "]);
    return {
      text: `${told} ${lead}${this.cite(cited)} (${parenthetical.verb} ${parenthetical.text}).`,
      parenthetical: { cited: this.docket.header(cited).id, ...parenthetical },
    };
  }

  protected history(): Unit | null {
    const { docket } = this;
    const year = docket.year(this.index);
    const cited = this.authority((other) => (docket.history(other)?.year ?? year + 1) <= year);
    const history = cited === null ? null : docket.history(cited);
    if (cited === null || history === null) return null;
    const { treatment, phrase, treating } = history;
    const holding = docket.holding(cited);
    const { claimant, respondent } = pickCast(this.choice, this.random, holding);
    const parties = holding.granted ? { winner: claimant, loser: respondent } : { winner: respondent, loser: claimant };
    const gap = history.year - docket.year(cited);
    const { before, after } = tellHistory(this.choice, this.random, history, parties, gap, this.cues);
    const chain = `See ${this.cite(cited)}, ${phrase}${phrase.endsWith(" by") ? "" : ","} ${treating}.`;
    return {
      text: [before, chain, after].filter((sentence) => sentence !== "").join(" "),
      history: { cited: docket.header(cited).id, treatment, treating },
    };
  }

  /** A case on the other side that is told apart, or one on the same side that is followed. */
  protected comparison(): Unit | null {
    const { docket, holding } = this;
    const follow = this.random.uniform() < 0.4;
    const cited = this.authority((other) => {
      const { circumstance, granted, days } = docket.holding(other);
      return follow
        ? circumstance === holding.circumstance && granted === holding.granted && days === null
        : circumstance !== holding.circumstance && granted !== holding.granted;
    });
    if (cited === null) return null;
    const theirs = docket.holding(cited);
    const cast = { ...this.cast, item: follow ? this.cast.item : theirs.item[0] };
    return {
      text: this.say(follow ? FOLLOWING : DISTINGUISHING, {
        cite: this.cite(cited),
        told: tellCircumstance(this.choice, theirs, cast),
        here: tellCircumstance(this.choice, holding, this.cast),
      }),
      history: {
        cited: docket.header(cited).id,
        treatment: follow ? "followed" : "distinguished",
        treating: null,
      },
    };
  }

  protected cite(index: number): string {
    return reporterStyle(this.random, this.docket.header(index));
  }

  /** Holding, why the ruling below stands or falls, and the disposition. */
  protected conclusion(rule: string, closings: Frames = CLOSINGS[this.disposition]): string {
    const late = String(31 + this.random.integer(40));
    return [this.say(HOLDINGS, { rule }), this.say(REASONS[this.disposition], { late }), this.say(closings, {})].join(
      " ",
    );
  }
}

/** Two paragraphs where there is enough for two. */
export function halves(texts: readonly string[]): string[] {
  const cut = Math.ceil(texts.length / 2);
  return [texts.slice(0, cut), texts.slice(cut)].filter((half) => half.length > 0).map((half) => half.join(" "));
}
