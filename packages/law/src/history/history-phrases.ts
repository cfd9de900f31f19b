/** What a later decision did to an earlier one, as an explanatory phrase says it (table T14 and its spelled-out forms). */
export type Treatment =
  | "affirmed"
  | "reversed"
  | "vacated"
  | "overruled"
  | "abrogated"
  | "superseded"
  | "disapproved"
  | "modified"
  | "remanded"
  | "enforced"
  | "withdrawn"
  | "denied"
  | "dismissed"
  | "granted";

/** Who stands first: `passive` phrases follow the earlier decision (`aff'd,`), `active` ones the later (`aff'g`). */
export type Voice = "passive" | "active";

export interface PhraseHead {
  /** Words as a citation abbreviates them; stops, apostrophes and blanks are optional in text. */
  readonly words: string;
  readonly treatment: Treatment;
  readonly voice: Voice;
  /** Part of the history of the same litigation; other phrases tell what a different case did. */
  readonly direct: boolean;
}

const PASSIVE_DIRECT: Readonly<Partial<Record<Treatment, readonly string[]>>> = {
  affirmed: ["aff'd", "affirmed", "judgment aff'd", "judgment affirmed"],
  reversed: ["rev'd", "reversed", "judgment rev'd", "judgment reversed"],
  vacated: ["vacated", "judgment vacated", "opinion vacated"],
  modified: ["modified", "amended", "judgment modified"],
  remanded: ["remanded"],
  enforced: ["enforced"],
  withdrawn: ["withdrawn", "opinion withdrawn"],
  denied: [
    "cert. denied",
    "cert. den.",
    "certiorari denied",
    "appeal denied",
    "app. denied",
    "review denied",
    "rev. denied",
    "disc. review denied",
    "discretionary review denied",
    "pet. denied",
    "petition denied",
    "pet. for review denied",
    "petition for review denied",
    "leave to appeal denied",
    "lv. denied",
    "lv. to appeal denied",
    "perm. app. denied",
    "reh'g denied",
    "rehearing denied",
    "mandamus denied",
    "transfer denied",
    "allocatur denied",
    "writ denied",
    "writ refused",
    "writ ref'd",
  ],
  dismissed: [
    "cert. dismissed",
    "cert. dism'd",
    "certiorari dismissed",
    "appeal dismissed",
    "appeal dism'd",
    "app. dismissed",
    "petition dismissed",
    "pet. dismissed",
    "review dismissed",
    "writ dismissed",
    "writ dism'd",
  ],
  granted: ["cert. granted", "certiorari granted", "reh'g granted", "rehearing granted", "review granted"],
};
const PASSIVE_OTHER: Readonly<Partial<Record<Treatment, readonly string[]>>> = {
  overruled: ["overruled"],
  abrogated: ["abrogated"],
  superseded: ["superseded"],
  disapproved: ["disapproved"],
};
const ACTIVE_DIRECT: Readonly<Partial<Record<Treatment, readonly string[]>>> = {
  affirmed: ["aff'g", "affirming"],
  reversed: ["rev'g", "reversing"],
  vacated: ["vacating"],
  modified: ["modifying"],
  remanded: ["remanding"],
  enforced: ["enforcing"],
  denied: ["denying cert. to"],
  dismissed: ["dismissing appeal from"],
};
const ACTIVE_OTHER: Readonly<Partial<Record<Treatment, readonly string[]>>> = {
  overruled: ["overruling"],
  abrogated: ["abrogating"],
};

function heads(
  table: Readonly<Partial<Record<Treatment, readonly string[]>>>,
  voice: Voice,
  direct: boolean,
): readonly PhraseHead[] {
  return Object.entries(table).flatMap(([treatment, list]) =>
    list.map((words) => ({ words, treatment: treatment as Treatment, voice, direct })),
  );
}

/** Every phrase that can open a link of a history, longest first. */
export const PHRASE_HEADS: readonly PhraseHead[] = [
  ...heads(PASSIVE_DIRECT, "passive", true),
  ...heads(PASSIVE_OTHER, "passive", false),
  ...heads(ACTIVE_DIRECT, "active", true),
  ...heads(ACTIVE_OTHER, "active", false),
].sort((a, b) => b.words.length - a.words.length);

/** What may follow a head without being another one; longest first. */
export const QUALIFIERS: readonly string[] = [
  "in relevant part",
  "in pertinent part",
  "in part",
  "on other grounds",
  "on other gds",
  "on different grounds",
  "on reh'g",
  "on rehearing",
  "on reconsideration",
  "on appeal",
  "on this issue",
  "on this point",
  "on another issue",
  "on another ground",
  "on another point",
  "on remand",
  "after remand",
  "by an equally divided court",
  "by an evenly divided court",
  "for lack of jurisdiction",
  "for want of jurisdiction",
  "for want of a substantial federal question",
  "without published opinion",
  "without opinion",
  "o.b.",
  "with instructions",
  "with directions",
  "as moot",
  "as improvidently granted",
  "as having been improperly granted",
  "per stipulation",
  "as modified",
  "as amended",
  "per curiam",
  "memorandum",
  "mem.",
  "en banc",
  "in banc",
  "sub nom.",
  "sub. nom.",
  "by",
].sort((a, b) => b.length - a.length);
