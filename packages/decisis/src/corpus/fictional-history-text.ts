import type { Random } from "@decisis/tensor";
import type { Wordings } from "./fictional-domain.ts";
import type { History, Treatment } from "./fictional-history.ts";
import { MORE_CUES } from "./fictional-history-cues.ts";
import { sentenceCase } from "./fictional-house-style.ts";
import type { WordingChoice } from "./fictional-wording.ts";

/** Lists of sentences for each class. */
export type HistoryCues = Readonly<Record<Exclude<Treatment, "distinguished" | "followed">, readonly Wordings[]>>;

/**
 * Sentences from which a reader can tell what became of a case. `{w}` won and `{l}` lost in the decision that is cited; `{d}` is
 * the court that gave it, `{u}` the one that treats it; `{x}` a sum, `{y}` another, `{k}` a number of years. The classes share
 * their words: who wins twice, whose sum stays the same, what was read and what was not.
 */
export const CUES: HistoryCues = {
  affirmed: [
    [
      "The {w} had won in {d}, and {u} found for the {w} as well.",
      "{d} had ruled for the {w}, and {u} did the same.",
      "Judgment in {d} went to the {w}, and it went to the {w} again before {u}.",
      "The {l} lost in {d} and lost once more before {u}.",
      "The {l} lost twice, first in {d} and then before {u}.",
    ],
    [
      "{u} agreed with every step of that analysis.",
      "{u} read the whole record and found no fault in the result.",
      "That judgment was left as it was after full argument before {u}.",
      "{u} heard both sides out and changed nothing.",
      "{u} found no fault in any step of it and changed nothing.",
    ],
    [
      "{d} had set the sum at {x}, and {x} it was when {u} had finished.",
      "After full argument before {u} the sum was still the {x} that {d} had set.",
      "The {x} of {d} was {x} still when {u} had heard the case.",
      "{u} heard the case, and the sum was {x} both before and after.",
    ],
  ],
  reversed: [
    [
      "The {w} had won in {d}, but {u} found for the {l} instead.",
      "{d} had ruled for the {w}, and {u} did the opposite.",
      "Judgment in {d} went to the {w}, and it went to the {l} before {u}.",
      "The {l} lost in {d} and won before {u}.",
      "The {l} lost but once, in {d}, and then won before {u}.",
    ],
    [
      "{u} agreed with no step of that analysis and found for the other side.",
      "{u} read the whole record and found that the other side had to win.",
      "That judgment did not outlive full argument before {u}, which gave the case to the {l}.",
      "{u} heard both sides out and turned the result around.",
      "{u} found that every step of it was wrong and that the {l} had to win.",
    ],
    [
      "{d} had set the sum at {x}, and nothing was left of it when {u} had finished.",
      "After full argument before {u} not a cent was left of the {x} that {d} had set.",
      "The {x} of {d} was gone for good when {u} had heard the case.",
      "{u} heard the case, and the sum was {x} before and nothing after.",
    ],
  ],
  "reversed on other grounds": [
    [
      "{u} gave the case to the {l}, but for a reason that has nothing to do with our question.",
      "The {w} lost before {u} on a point that does not concern us, and what we cite was not touched.",
      "The {l} won before {u}, and the reason lay elsewhere.",
      "The {l} won before {u}, but the reason does not concern our question.",
    ],
  ],
  vacated: [
    [
      "The {w} had won in {d}, but {u} said that nobody had won yet.",
      "{d} had ruled for the {w}, and {u} wiped that out without a ruling for either side.",
      "Judgment in {d} went to the {w}, and after argument before {u} it belonged to nobody until a second hearing.",
      "The {l} lost in {d}, and {u} ordered that it be heard afresh.",
      "The {l} lost in {d}, and then {u} said that neither side had won yet.",
    ],
    [
      "{u} found that the wrong test had been used and asked {d} for a fresh decision.",
      "{u} read the whole record, wiped out the result, and left every question open for a second hearing.",
      "After full argument before {u} the matter went back to {d} as if nothing had been decided.",
      "{u} heard both sides out and told {d} to begin again.",
      "{u} found that nothing had been decided in the right way and asked {d} for a second hearing.",
    ],
    [
      "{d} had set the sum at {x}, and when {u} had finished a fresh hearing had to set it anew.",
      "After full argument before {u} nobody could say whether the {x} that {d} had set would be more or less at the second hearing.",
      "The {x} of {d} was an open question again when {u} had heard the case.",
      "{u} heard the case, and a fresh hearing had to set the sum anew.",
    ],
  ],
  "affirmed in part": [
    [
      "{u} found for the {w} on one point and for the {l} on the other.",
      "Half of the judgment was left as it was by {u}, and the other half went to the {l}.",
      "{u} split the case between the {w} and the {l}.",
      "{u} found for the {l} on one half and for the {w} on the other half.",
    ],
  ],
  modified: [
    [
      "{d} had set the sum at {x}, and {y} it was when {u} had finished.",
      "The judgment for the {w} was left as it was by {u} except for the sum, which went from {x} to {y}.",
      "{u} changed the sum from {x} to {y}.",
      "{u} heard the case, and the sum was {x} before and {y} after.",
    ],
  ],
  dismissed: [
    [
      "The {w} had won in {d}, and the {l} came to {u} too late to be heard.",
      "{d} had ruled for the {w}, and the two sides settled before {u} had heard the case.",
      "Judgment in {d} went to the {w}, and the {l} gave up before {u} could say anything.",
      "The {l} lost in {d} and missed the last day for coming before {u}.",
      "The {l} lost in {d} and then came before {u} some days too late.",
    ],
    [
      "{u} found that it had no power to hear the case and said nothing about the result.",
      "{u} never read the record, for the papers had come in some days late.",
      "By the time of the argument before {u} there was nothing left to decide.",
      "{u} found that the parties had made peace and struck the case from its list.",
      "{u} found that the papers had come too late and that there was nothing it could decide.",
    ],
    [
      "{d} had set the sum at {x}, and the {l} paid it before {u} could hear the case.",
      "The {x} that {d} had set had been paid by the day of the argument, so that {u} had nothing to decide.",
      "The {x} of {d} changed hands, and {u} struck the case from its list.",
      "The sum of {x} had been paid, and {u} had no power to hear the case.",
    ],
  ],
  denied: [
    [
      "The {w} had won in {d}, and {u} did not care to hear the {l}.",
      "{d} had ruled for the {w}, and {u} was asked to take the case up and chose not to.",
      "Judgment in {d} went to the {w}, and {u} had no wish to look at it.",
      "The {l} lost in {d} and knocked in vain at the door of {u}.",
      "The {l} lost in {d}, and {u} chose not to look at it.",
    ],
    [
      "{u} was asked to read the record and would not.",
      "The {l} asked {u} for a hearing and got a single line without a reason.",
      "{u} had room for few cases that year, and this was not one of them.",
      "{u} saw no reason to take the case up.",
      "{u} was asked for a hearing and chose not to give one, without a reason.",
    ],
    [
      "{d} had set the sum at {x}, and {u} had no wish to look at the figure.",
      "The {l} asked {u} to look at the {x} that {d} had set, and {u} would not take the case up.",
      "The {x} of {d} was not a matter on which {u} cared to spend a day.",
      "{u} was asked to look at the sum of {x} and chose not to.",
    ],
  ],
  granted: [
    [
      "{u} has agreed to hear the {l} and has not yet said anything.",
      "{u} was asked to take the case up and will hear it, and the result is still open.",
      "{u} found room for the case on its list and will hear it in time.",
      "{u} was asked for a hearing and will give one.",
    ],
  ],
  overruled: [
    [
      "The {w} had won there, but {k} years later a party in the same position lost in another case, and {u} said that the law had changed.",
      "{u} ruled the other way {k} years later, in a case between other parties, and gave the older rule up.",
      "For {k} years the {w} would have won on such facts, and then another case put an end to that.",
      "The {l} would win today, as {u} has said in another case.",
      "A party in the position of the {l} won {k} years later in another case, for {u} gave the rule up.",
    ],
    [
      "The rule of that case lasted {k} years, until {u} said that it had been wrong from the start.",
      "{u} has since told the bar, in a later case, not to rely on that analysis.",
      "That analysis was the law for {k} years and is the law no longer.",
      "No judge has used that rule since {u} gave it up in a later case.",
      "{u} found {k} years later, in another case, that the rule had been wrong.",
    ],
  ],
  abrogated: [
    [
      "A decision of {u} in another case has since taken away the ground on which that analysis rests.",
      "{u} was not asked about that case, but what it said in a later one left nothing of the rule.",
      "What {u} wrote in a later case cannot be squared with that rule.",
      "What {u} said in another case left nothing of that analysis.",
    ],
  ],
  superseded: [
    [
      "The legislature has since written the opposite into a statute.",
      "Since then an act of the legislature has changed the rule.",
      "Lawmakers were unhappy with that rule and wrote another.",
      "The legislature has since changed the rule by an act.",
    ],
  ],
};

/** The same in some three times as many words of training; what held-out parts alone say stays what it is. */
export const VARIED_CUES: HistoryCues = Object.fromEntries(
  Object.entries(CUES).map(([treatment, lists]) => [
    treatment,
    lists.map((list, i) => [...list.slice(0, -2), ...MORE_CUES[treatment as keyof HistoryCues][i], ...list.slice(-2)]),
  ]),
) as unknown as HistoryCues;

/** Sentences that mention an outcome and say nothing about this one. */
const ASIDES: Wordings = [
  "A motion to dismiss had been denied two years before.",
  "A related judgment had been reversed in another matter.",
  "An earlier order had been vacated by consent.",
  "No one claims that the older cases were overruled.",
  "A request for a stay was denied along the way.",
  "The same judge had been affirmed in a related matter.",
  "A counterclaim had been dismissed at the start.",
  "The briefs try to distinguish a case that nobody cites.",
  "A related motion had been granted by consent.",
  "The same point came up {k} years later in another case and was not reached.",
  "In another case the papers had come in too late, which is not our concern.",
  "The parties to a later case settled, which tells us nothing.",
  "In a related matter the sum was {x}, which we mention only for the sake of order.",
  "Nobody asked for a second hearing in the related matter.",
  "A later case between other parties left the question open.",
  "A request in a related matter had been denied at the start.",
  "A motion in a related matter had been denied at the start.",
];

const ASIDE_SHARE = 0.45;

/** A passage around a chain: sentences before it and after it, one of which tells what happened. */
export interface Telling {
  readonly before: string;
  readonly after: string;
}

/** `winner` and `loser` name the parties of the cited case as the passage calls them; `gap` is in years. */
export function tellHistory(
  choice: WordingChoice,
  random: Random,
  history: History,
  parties: { readonly winner: string; readonly loser: string },
  gap: number,
  cues: HistoryCues = CUES,
): Telling {
  const { treatment } = history;
  if (treatment === "distinguished" || treatment === "followed") return { before: "", after: "" };
  const sum = 200 + 25 * random.integer(390);
  const other = sum + 100 * (1 + random.integer(20)) * (random.uniform() < 0.5 && sum > 2200 ? -1 : 1);
  const slots: Readonly<Record<string, string>> = {
    w: parties.winner,
    l: parties.loser,
    u: history.upper,
    d: history.lower,
    x: amount(sum),
    y: amount(other),
    k: String(gap),
  };
  const fill = (template: string, own: Readonly<Record<string, string>>): string =>
    sentenceCase(template.replace(/\{([wludxyk])\}/g, (_, slot: string) => own[slot]));
  const cue = fill(choice.pick(random.pick(cues[treatment])), slots);
  const aside =
    random.uniform() < ASIDE_SHARE
      ? fill(choice.pick(ASIDES), { k: String(3 + random.integer(30)), x: amount(200 + 25 * random.integer(390)) })
      : "";
  return random.uniform() < 0.75 ? { before: joined(aside, cue), after: "" } : { before: aside, after: cue };
}

const amount = (sum: number): string => `$${sum.toLocaleString("en-US")}`;

const joined = (...sentences: readonly string[]): string => sentences.filter((sentence) => sentence !== "").join(" ");
