import { captionParties, mendParty } from "./caption.ts";
import { expandName } from "./full-words.ts";
import { partyName } from "./party-name.ts";

export interface CaseNameOptions {
  /** Full caption, to check the short name against. */
  readonly caption?: string;
  /** Full name of the state whose court decides; `null` or absent for federal courts. */
  readonly courtState?: string | null;
}

export interface CaseName {
  /** For citations: T11 and T12 (rule 11). */
  readonly citation: string;
  /** For running text: the short list only. */
  readonly text: string;
  /** Further names that are right for the same case. */
  readonly accepted: readonly string[];
}

/**
 * The name of a case as a citation gives it (rules 3 to 12, R11.2 to R11.5), from the short name of its metadata.
 *
 *     abbreviateCaseName("Pekin Insurance v. Richard Marker Associates, Inc.", { caption: "PEKIN INSURANCE COMPANY, …" })
 *     // citation: "Pekin Ins. Co. v. Richard Marker Assocs., Inc."
 */
export function abbreviateCaseName(name: string, options: CaseNameOptions = {}): CaseName {
  const caption = plain(options.caption ?? "");
  const source = plain(name).replace(/[,;]$/, "");
  const { main, parenthetical } = splitParenthetical(source === "" ? caption : source);
  const sides = main.split(/ vs?\.? (?=\S)/).slice(0, 2);
  const inCaption = caption === "" ? [] : captionParties(caption);
  const courtState = options.courtState ?? null;
  const write = (context: "citation" | "text"): string => {
    const adversary = sides.length === 2;
    const parties = sides.map((side, index) => {
      const restored = mendParty(side, inCaption[index] ?? "", caption);
      const words = context === "text" ? expandName(restored, caption) : restored;
      return partyName(words, { context, courtState, caption, adversary });
    });
    const tail =
      parenthetical === null
        ? ""
        : ` (${partyName(parenthetical, { context, courtState, caption, adversary: false })})`;
    return `${parties.join(" v. ")}${tail}`;
  };
  const citation = write("citation");
  const text = write("text");
  const accepted = new Set([source, main, text]);
  if (parenthetical !== null) {
    accepted.add(splitParenthetical(citation).main);
    accepted.add(splitParenthetical(text).main);
  }
  const expanded = sides.map((side) => expandName(side, caption)).join(" v. ");
  accepted.add(expanded);
  accepted.delete(citation);
  return { citation, text, accepted: [...accepted] };
}

/** Straight quotes, single spaces, no footnote marks. */
function plain(name: string): string {
  return name
    .replace(/[‘’`´]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[–—‑−]/g, "-")
    .replace(/\s+/g, " ")
    .trim();
}

/** `Zell v. Chevy Chase Bank, FSB (In re Zell)` */
function splitParenthetical(name: string): { main: string; parenthetical: string | null } {
  const match = /^(.+?) \(((?:In re|Ex parte|In the Matter of|Matter of) [^()]+)\)$/i.exec(name);
  return match === null ? { main: name, parenthetical: null } : { main: match[1], parenthetical: match[2] };
}
