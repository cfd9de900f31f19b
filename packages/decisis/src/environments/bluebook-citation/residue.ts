import type { CaseFacts, CitationCheck } from "@decisis/law";
import { denies } from "../denial.ts";

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

/** Nothing but a citation stands beside a citation, so that these words deny or hedge it as well. */
const BESIDE = /\b(?:or|could|instead|rather|without|den(?:y|ies|ied))\b|\?/i;

/** The words of what was taken for the name that stand before the first word of the case's names; all where it has none of them. */
function beforeTheName(taken: string, { caseName, caseNameInText, acceptedNames }: CaseFacts): string {
  const words = taken.split(/\s+/);
  const known = new Set([caseName, caseNameInText, ...acceptedNames].join(" ").toLowerCase().split(/\s+/));
  const start = words.findIndex((word) => known.has(word.toLowerCase()));
  return words.slice(0, start < 0 ? words.length : start).join(" ");
}

/** What stands around the citation, and what it does to it. */
export function judgeResidue(check: CitationCheck, gold: CaseFacts): Residue {
  // A parenthetical that was not asked for is text beside the citation as well.
  const trailing = check.parsed?.trailing.map((part) => part.text) ?? [];
  const text = [check.residue, ...trailing].join(" ").trim();
  const conciseness = text === "" ? 1 : Math.max(0, 0.5 * (1 - text.length / MAX_RESIDUE));
  const short = `${beforeTheName(check.parsed?.caseName?.text ?? "", gold)} ${text}`.slice(0, 2 * MAX_RESIDUE);
  return { text, conciseness, meant: !denies(short) && !BESIDE.test(short) };
}
