import type { Random } from "@decisis/tensor";
import type { Frames } from "./fictional-domain.ts";
import type { History } from "./fictional-history.ts";
import type { HistoryCues } from "./fictional-history-cues.ts";
import { sentenceCase } from "./fictional-house-style.ts";
import type { WordingChoice } from "./fictional-wording.ts";

/** Sentences that mention an outcome and say nothing about this one. */
const ASIDES: Frames = {
  training: [
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
  ],
  validation: [
    "A request in a related matter had been denied at the start.",
    "A counterclaim in a related matter had been dismissed by consent.",
  ],
  test: [
    "A motion in a related matter had been denied at the start.",
    "An earlier order in a related matter had been vacated at the start.",
  ],
};

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
  cues: HistoryCues,
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
  const cue = fill(choice.frame(random.pick(cues[treatment])), slots);
  const aside =
    random.uniform() < ASIDE_SHARE
      ? fill(choice.frame(ASIDES), { k: String(3 + random.integer(30)), x: amount(200 + 25 * random.integer(390)) })
      : "";
  return random.uniform() < 0.75 ? { before: joined(aside, cue), after: "" } : { before: aside, after: cue };
}

const GROUPED = new Intl.NumberFormat("en-US");
const amount = (sum: number): string => `$${GROUPED.format(sum)}`;

const joined = (...sentences: readonly string[]): string => sentences.filter((sentence) => sentence !== "").join(" ");
