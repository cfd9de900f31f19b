import { captionParties, captionSides, mendParty } from "./caption.ts";
import { debtorOf, departmentOf, inReBehind, isThingSued, withoutInventedRelator } from "./caption-evidence.ts";
import { expandName } from "./full-words.ts";
import { lesserAcronym, partyName } from "./party-name.ts";

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
  const short = plain(name).replace(/[,;]$/, "");
  const source = inReBehind(short, caption) ?? (short === "" ? caption : short);
  const { main, parenthetical: given } = splitParenthetical(source);
  const inCaption = caption === "" ? [] : captionParties(caption);
  const rawSides = captionSides(caption);
  const sides = main
    .split(/ vs?\.? (?=\S)/)
    .slice(0, 2)
    .map((side) => withoutInventedRelator(side, caption));
  const debtor = given === null ? debtorOf(caption, sides) : null;
  const parenthetical = given ?? (debtor === null ? null : `In re ${debtor}`);
  const courtState = options.courtState ?? null;
  const adversary = sides.length === 2;
  const restored = sides.map((side, index) => mendParty(side, inCaption[index] ?? "", caption));
  const thingSued = sides.map((side, index) => adversary && isThingSued(rawSides[index] ?? "", side));
  const write = (context: "citation" | "text", list: readonly string[] = restored): string => {
    const parties = list.map((side, index) => {
      const kept = thingSued[index] && !/^The /.test(side) ? `The ${side}` : side;
      const words = context === "text" ? expandName(kept, caption) : kept;
      return partyName(words, { context, courtState, caption, adversary, thingSued: thingSued[index] });
    });
    const tail =
      parenthetical === null
        ? ""
        : ` (${partyName(parenthetical, { context, courtState, caption, adversary: false })})`;
    return `${parties.join(" v. ")}${tail}`;
  };
  const citation = write("citation");
  const text = write("text");
  const accepted = new Set([short === "" ? source : short, source, main, text]);
  if (parenthetical !== null) {
    accepted.add(splitParenthetical(citation).main);
    accepted.add(splitParenthetical(text).main);
  }
  accepted.add(sides.map((side) => expandName(side, caption)).join(" v. "));
  const interest = /^(?:In the )?Interests? of /i.exec(main);
  if (interest !== null && !adversary) {
    accepted.add(`In re Interest of ${main.slice(interest[0].length)}`);
  }
  for (const other of otherReadings(restored, inCaption)) {
    accepted.add(write("citation", other));
  }
  accepted.delete(citation);
  return { citation, text, accepted: [...accepted] };
}

/**
 * Readings of the parties that are right beside gold's: letters of an organisation that is written out, a state with or without
 * the department that its caption names, a railroad with its `Co.`
 */
function otherReadings(parties: readonly string[], captions: readonly string[]): readonly (readonly string[])[] {
  const readings: string[][] = [];
  parties.forEach((party, index) => {
    const caption = captions[index] ?? "";
    const others: string[] = [];
    const letters = lesserAcronym(party);
    if (letters !== null) {
      others.push(letters);
    }
    const department = departmentOf(caption);
    if (department !== null && /^(?:State|Commonwealth)$/.test(party)) {
      others.push(`${party}, ${department}`);
    }
    const sovereign = /^(State|Commonwealth), [A-Z]/.exec(party);
    if (sovereign !== null) {
      others.push(party.replace(/, .*?(?= ex rel\. |$)/, ""));
    }
    if (
      / (?:Railroad|R\. ?R\.|Railway|Ry\.)$/.test(party) &&
      /(?:railroad|railway|r\. ?r\.|ry\.),? co(?:mpany|\.)/i.test(caption)
    ) {
      others.push(`${party} Co.`);
    }
    for (const other of others) {
      readings.push(parties.map((own, place) => (place === index ? other : own)));
    }
  });
  return readings;
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
