import { caseNameKey, caseNameParts } from "../case-names/case-name-key.ts";
import { nameSimilarity } from "../case-names/name-similarity.ts";
import type { CaseFacts } from "../citations/case-facts.ts";
import type { VerdictList } from "./verdicts.ts";

/** Rules 2 to 12 on a case name. Returns its closeness. */
export function checkName(name: string, facts: CaseFacts, context: "citation" | "text", list: VerdictList): number {
  const gold = context === "text" ? facts.caseNameInText : facts.caseName;
  if (sameButForTolerated(name, gold)) {
    list.ok("caseName", 11, "the name is right");
    return 1;
  }
  const names = [facts.caseName, facts.caseNameInText, ...facts.acceptedNames];
  const key = caseNameKey(shortCommissioner(name));
  const right = names.map((accepted) => caseNameKey(shortCommissioner(accepted)));
  if (!right.includes(key)) {
    // With the parties swapped it is no nearer for words that both sides share.
    const swapped = right.includes(key.split(" v ").toReversed().join(" v "));
    const closeness = swapped ? 0 : 0.9 * Math.max(...names.map((accepted) => nameSimilarity(name, accepted)));
    list.error("caseName", 3, closeness, "the parties are not those of the case", { expected: gold, found: name });
    return closeness;
  }
  const faults = styleFaults(name, gold, context);
  for (const { rule, message, always } of faults) {
    if (always) {
      list.error("caseName", rule, 0.85, message, { expected: gold, found: name });
    } else {
      list.style("caseName", rule, 0.9, message, { expected: gold, found: name });
    }
  }
  return 1;
}

/** Rule 10: the Commissioner is the same officer with and without his department. */
const shortCommissioner = (name: string): string =>
  name.replace(/\b(Commissioner|Comm'r) of Internal Revenue\b/gi, "$1");

/** `Cnty.` and `Cty.`, `Lab'y` and `Lab.` are both open (T11's own notes). */
function sameButForTolerated(name: string, gold: string): boolean {
  const settle = (text: string): string => text.replace(/\bCty\./g, "Cnty.").replace(/\bLab\./g, "Lab'y");
  return name === gold || settle(name) === settle(gold);
}

interface Fault {
  readonly rule: number;
  readonly message: string;
  readonly always: boolean;
}

function styleFaults(name: string, gold: string, context: "citation" | "text"): readonly Fault[] {
  const faults: Fault[] = [];
  const add = (rule: number, message: string, always = false): void => {
    faults.push({ rule, message, always });
  };
  if (/ (?:vs\.?|v|V\.?|versus) /.test(name)) {
    add(2, "`v.` with a full stop");
  }
  const parties = caseNameParts(name);
  if (/\bet al\b/i.test(name)) {
    add(3, "no et al.");
  }
  if (parties.some((party) => /^The /i.test(party.trim())) && !/^The | v\. The /.test(gold)) {
    add(4, "leading The goes");
  }
  if (
    /^(?:In the matter of|Matter of|Petition of|Application of)/i.test(name) ||
    (/^In re the /i.test(name) && !/^In re the /i.test(gold))
  ) {
    add(6, "the procedural phrase is In re");
  }
  if (parties.some((party) => /^U\.? ?S\.?(?: ?A\.?)?$/.test(party.trim()))) {
    add(7, "United States is written out", true);
  }
  if (/United States of America/i.test(name)) {
    add(7, "United States without `of America`", true);
  }
  if (parties.some((party) => /^(?:State|People|Commonwealth) of /i.test(party.trim()))) {
    add(8, "the bare word where the court sits in the state, the state's name elsewhere");
  }
  if (/Internal Revenue|\bC\.?I\.?R\.?\b/.test(name)) {
    add(10, context === "text" ? "Commissioner alone" : "Comm'r alone");
  }
  if (faults.length === 0) {
    add(11, context === "text" ? "in text only the short list is abbreviated" : "words are abbreviated by T11 and T12");
  }
  return faults;
}
