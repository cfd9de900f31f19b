import { fictionalDocket } from "./fictional-docket.ts";
import type { Frames } from "./fictional-domain.ts";
import { ASIDES, CITED_ASIDES, SIDE_QUESTIONS } from "./fictional-full-asides.ts";
import { APPLIED, fullClosings, GOVERNING, OPEN, OUTWEIGHED, QUESTIONS } from "./fictional-full-wordings.ts";
import type { Holding } from "./fictional-holding.ts";
import { pickCast, ruleOfCase, tellCircumstance } from "./fictional-holding-text.ts";
import { halves, JudgmentWriter } from "./fictional-judgment.ts";
import type { FictionalOpinion } from "./fictional-opinion.ts";

/** An opinion in full with what each part of a summary would be made of, for tests of what is read out of its text. */
export interface FullJudgment {
  readonly opinion: FictionalOpinion;
  /** The sentence that puts the question. */
  readonly issue: string;
  /** The sentence that states the law which decides the case; `null` where there is no case to cite for it. */
  readonly rule: string | null;
  /** The sentence that applies the law to what happened. */
  readonly application: string;
  /** Ids of the cases that it cites or might have cited. */
  readonly cited: readonly string[];
  /** Every frame and every phrase that the text was made from. */
  readonly wordings: readonly string[];
}

/**
 * The opinion of the `index`-th case of `seed` in full: the case of `fictionalJudgment` with the same holding and disposition, in
 * other words, and with its reasons. The question, the law that decides it and its application to what happened stand among
 * questions that are not decided, rejected arguments, remedies, the course of the case, and citations that stand for no rule,
 * in places that differ from case to case. Drawn from a stream of its own.
 *
 * 1,200 to 6,500 characters. Wordings are held out as in `fictionalJudgment`.
 */
export function fictionalFullJudgment(seed: number, index: number): FullJudgment {
  return new FullJudgmentWriter(seed, index).full();
}

/** What a summary of question, law and application may take, citation included, so that most cases fit a small model. */
const SUMMARY_CHARACTERS = 370;
/** Of the nouns for both sides together, in characters. */
const NOUNS = 30;
/** How often another wording is tried where the first is too long, or puts question and law in the same words. */
const ATTEMPTS = 40;
/** What question, law and application may share of their longer words. */
const ALIKE = 0.4;
/** Names of cases that a summary can carry. */
const PLAIN_NAME = /^(?!.* ex rel\.)(?=.{8,32}$)[A-Z][A-Za-z.,'& ]+ v\. [A-Z][A-Za-z.,'& ]+$/;

class FullJudgmentWriter extends JudgmentWriter {
  constructor(seed: number, index: number) {
    super(fictionalDocket(seed), index, { stream: "fictional-full-judgment", nouns: NOUNS });
  }

  full(): FullJudgment {
    const { random } = this;
    const author = this.author();
    const facts = this.facts();
    const { issue, law, application, clause } = this.essentials();
    const asides = random.shuffle(ASIDES).slice(0, 5 + random.integer(2));
    const [earlier, later] = this.parted(asides.map((frames) => this.aside(frames)));
    const question = random.shuffle([issue, ...this.some(SIDE_QUESTIONS, 0.7)]);
    const told = [
      this.described()?.text,
      this.history()?.text,
      random.uniform() < 0.5 ? this.described()?.text : undefined,
      random.uniform() < 0.4 ? this.comparison()?.text : undefined,
    ].filter((text) => text !== undefined);
    const cited = random.shuffle(CITED_ASIDES.flatMap((frames) => this.citedAside(frames) ?? []));
    const beforeReasons = random.integer(cited.length + 1);
    const authorities = halves(
      random.shuffle([...told, ...earlier, ...(law === null ? [] : [law]), ...cited.slice(0, beforeReasons)]),
    );
    const reasons = random.shuffle([application, ...later, ...cited.slice(beforeReasons)]).join(" ");
    const text = [
      author,
      facts,
      question.join(" "),
      // Now and then the facts of the case come first.
      ...(random.uniform() < 0.15 ? [reasons, ...authorities] : [...authorities, reasons]),
      this.conclusion(clause, fullClosings(this.disposition)),
    ].join("\n");
    const cases = [...this.cited].filter((other) => other !== this.index).map((other) => this.docket.header(other).id);
    return { opinion: { author, text }, issue, rule: law, application, cited: cases, wordings: this.choice.used };
  }

  /** Question, law and application in words that differ, and together no longer than a summary may be. */
  private essentials(): Pick<FullJudgment, "issue" | "application"> & {
    readonly law: string | null;
    readonly clause: string;
  } {
    const cited = this.governing();
    const cite = cited === null ? "" : this.cite(cited);
    let best: ReturnType<FullJudgmentWriter["essentials"]> | null = null;
    let least = Number.POSITIVE_INFINITY;
    for (let attempt = 0; attempt < ATTEMPTS && least > 0; attempt++) {
      const clause = ruleOfCase(this.choice, this.holding, this.cast);
      const rule = cited === null ? "" : this.lawOf(cited);
      const issue = this.say(QUESTIONS, { rule: clause });
      const law = cited === null ? null : this.say(GOVERNING, { rule, cite });
      const application = this.applied();
      const length = issue.length + (law?.length ?? 0) + application.length;
      const [a, b, c] = [clause, rule, application].map(longerWords);
      const likeness = [likenessOf(a, b), likenessOf(a, c), likenessOf(b, c)];
      const fault =
        Math.max(0, length - SUMMARY_CHARACTERS) + 300 * Math.max(0, ...likeness.map((share) => share - ALIKE));
      if (best !== null && fault >= least) continue;
      best = { issue, law, application, clause };
      least = fault;
    }
    return best!;
  }

  /** A case that speaks to the same circumstance and does not say the contrary. */
  private governing(): number | null {
    const { docket, holding: own } = this;
    const plain = (other: number) => PLAIN_NAME.test(docket.header(other).nameAbbreviation);
    const speaks = (other: number) => {
      const { circumstance, contrary } = docket.holding(other);
      return circumstance === own.circumstance && contrary === own.contrary && plain(other);
    };
    const ofDays = (other: number) => docket.holding(other).days?.allowed === own.days?.allowed;
    return (
      this.authority((other) => speaks(other) && ofDays(other) && docket.holding(other).claim !== own.claim) ??
      this.authority((other) => speaks(other) && ofDays(other)) ??
      this.authority(speaks)
    );
  }

  private lawOf(cited: number): string {
    const holding = this.docket.holding(cited);
    return ruleOfCase(this.choice, holding, pickCast(this.choice, this.random, holding, this.cast));
  }

  private applied(): string {
    const { disposition, holding } = this;
    const frames = disposition === "vacated and remanded" ? OPEN : holding.contrary ? OUTWEIGHED : APPLIED;
    return this.say(frames, { told: tellCircumstance(this.choice, holding, this.cast) });
  }

  private aside(frames: Frames): string {
    const other = this.otherHolding();
    return this.say(frames, {
      other: tellCircumstance(this.choice, other, this.cast),
      side: ruleOfCase(this.choice, other, this.cast),
    });
  }

  private citedAside(frames: Frames): string | null {
    const cited = this.authority((other) => PLAIN_NAME.test(this.docket.header(other).nameAbbreviation));
    if (cited === null) return null;
    return this.say(frames, {
      cite: this.cite(cited),
      side: ruleOfCase(this.choice, this.otherHolding(), this.cast),
    });
  }

  /** What the case might have turned on and did not: a circumstance that would help the losing side, another claim. */
  private otherHolding(): Holding {
    const { random, holding } = this;
    const others = holding.domain.circumstances.filter(
      (other) =>
        other !== holding.circumstance &&
        other.days === undefined &&
        other.favors === (holding.granted ? "respondent" : "claimant"),
    );
    const circumstance = random.pick(others);
    return {
      ...holding,
      claim: random.pick(holding.domain.claims.filter((claim) => claim !== holding.claim)),
      circumstance,
      days: null,
      contrary: false,
      granted: circumstance.favors === "claimant",
    };
  }

  private some(families: readonly Frames[], share: number): string[] {
    return families.flatMap((frames) => (this.random.uniform() < share ? [this.aside(frames)] : []));
  }

  /** Some before the reasons and most among them. */
  private parted(texts: readonly string[]): readonly [readonly string[], readonly string[]] {
    const cut = this.random.integer(3);
    return [texts.slice(0, cut), texts.slice(cut)];
  }
}

const longerWords = (text: string): ReadonlySet<string> => new Set(text.toLowerCase().match(/[a-z]{4,}|\d+/g));

/** Share of the longer words of the shorter text that the other has as well. */
function likenessOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / Math.max(1, Math.min(a.size, b.size));
}
