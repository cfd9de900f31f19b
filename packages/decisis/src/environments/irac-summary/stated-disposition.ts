import { type Outcome, outcomeMentions } from "@decisis/law";
import type { IracFacts } from "./facts.ts";

/** What a conclusion says of the disposition. */
export interface StatedDisposition {
  /** Share of what is stated or should be that is both: 1 for exactly the opinion's disposition, 0 for none. */
  readonly agreement: number;
  /** Why it contradicts the opinion's disposition; `null` if it does not. */
  readonly contradiction: string | null;
}

/** A further outcome that goes with any other, or nearly means it. */
const MILD: ReadonlySet<Outcome> = new Set(["remanded", "modified"]);
const HEDGE =
  /\b(?:or|maybe|perhaps|possibly|either|might|may|could|unclear|uncertain|unknown|alternatively|probably|likely)\b/i;
/** Said by or of somebody else than the court, or of another case: `The dissent would hold: Reversed.` */
const FRAMED =
  /\b(?:would|should|ought|if|unless|asks?|asked|wants?|wanted|hope[ds]?|argue[ds]?|contend(?:s|ed)|claim(?:s|ed)|dissent\w*|minority)\b[^.:]*:/i;
const OUTCOME_WORD = /\b(?:affirm|revers|vacat|remand|dismiss|grant|den(?:y|ie))\w*/gi;

/** The conclusion of a summary against the disposition read from the opinion. */
export function statedDisposition(
  conclusion: string,
  { excerpt, outcomes, ancillary, inPart }: IracFacts,
): StatedDisposition {
  const mentions = outcomeMentions(conclusion, { summary: true });
  const negated = mentions.find(({ outcome, standing }) => standing === "negated" && outcomes.includes(outcome));
  if (negated) return { agreement: 0, contradiction: `the conclusion denies "${negated.outcome}"` };
  const words = new Set(conclusion.match(OUTCOME_WORD)?.map((word) => word.slice(0, 3).toLowerCase()));
  if (
    HEDGE.test(conclusion) &&
    (words.size > outcomes.length + ancillary.length || mentions.some(({ standing }) => standing === "open"))
  )
    return { agreement: 0, contradiction: "the conclusion leaves the disposition open" };
  if (FRAMED.test(conclusion) && !FRAMED.test(excerpt[excerpt.length - 1].text))
    return { agreement: 0, contradiction: "the conclusion gives the disposition as that of others" };
  const own = mentions.filter(({ standing }) => standing === "stated");
  // A court of appeals may be the court itself, so its act counts where the conclusion tells no other.
  const counted = own.length > 0 ? own : mentions.filter(({ standing }) => standing === "history");
  const stated = new Set(counted.map(({ outcome }) => outcome));
  const further = [...stated].filter((outcome) => !outcomes.includes(outcome) && !ancillary.includes(outcome));
  const undone = !outcomes.includes("affirmed") && (outcomes.includes("reversed") || outcomes.includes("vacated"));
  const nearly = (outcome: Outcome) =>
    MILD.has(outcome) || (undone && (outcome === "reversed" || outcome === "vacated"));
  const contrary = further.find((outcome) => !nearly(outcome));
  if (contrary)
    return { agreement: 0, contradiction: `the conclusion says "${contrary}", the opinion ${outcomes.join(", ")}` };
  const shared = outcomes.filter((outcome) => stated.has(outcome)).length;
  const agreement = shared / (outcomes.length + further.length);
  const partly = counted.some((mention) => mention.inPart);
  return { agreement: partly === inPart || outcomes.length > 1 ? agreement : 0.6 * agreement, contradiction: null };
}
