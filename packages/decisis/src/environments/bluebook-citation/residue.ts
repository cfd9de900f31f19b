import type { CitationCheck } from "@decisis/law";

export interface Residue {
  /** Text before and after the citation, and in brackets after its year. */
  readonly text: string;
  /** 1 without residue; with some, from 0.5 falling to 0 at `MAX_RESIDUE` characters. */
  readonly conciseness: number;
  /** False if the words around the citation deny or hedge it. */
  readonly meant: boolean;
}

/** From this many characters on, what stands beside the citation outweighs it. */
export const MAX_RESIDUE = 120;

const DENIAL =
  /\b(?:not|never|no(?!\.)|nor|neither|cannot|can't|isn't|wasn't|don't|doesn't|wrong|incorrect|false|instead|rather|unlike|except|without)\b/i;
const HEDGE =
  /\b(?:or|maybe|perhaps|possibly|probably|might|may be|could|either|unsure|uncertain|guess|alternatively)\b|\?/i;

/** The words of what was taken for the name that stand before the first party's; the first one where that party is not named. */
function beforeTheName(taken: string, goldName: string): string {
  const words = taken.split(/\s+/);
  const party = /^\S*/.exec(goldName)?.[0].toLowerCase() ?? "";
  const start = words.findIndex((word) => word.toLowerCase() === party);
  return words.slice(0, start < 0 ? 1 : start).join(" ");
}

/** What stands around the citation, and what it does to it. */
export function judgeResidue(check: CitationCheck, goldName: string): Residue {
  // A parenthetical that was not asked for is text beside the citation as well.
  const trailing = check.parsed?.trailing.map((part) => part.text) ?? [];
  const text = [check.residue, ...trailing].join(" ").trim();
  const conciseness = text === "" ? 1 : Math.max(0, 0.5 * (1 - text.length / MAX_RESIDUE));
  const short = `${beforeTheName(check.parsed?.caseName?.text ?? "", goldName)} ${text}`.slice(0, 2 * MAX_RESIDUE);
  return { text, conciseness, meant: !DENIAL.test(short) && !HEDGE.test(short) };
}
