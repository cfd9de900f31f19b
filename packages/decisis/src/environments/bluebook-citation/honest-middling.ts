import type { Random } from "@decisis/tensor";
import type { Task } from "../environment.ts";
import type { BluebookFacts } from "./facts.ts";

/**
 * Answers of middling quality: the right case, cited by someone who knows the form, with one real flaw that the lenient rules
 * count. Every flaw that a task allows; the audit draws one a row.
 */
export function middlingAnswers(task: Task<BluebookFacts>, random: Random): readonly string[] {
  const { caption, gold } = task.facts;
  const { caseName, court, year } = gold;
  const place = `${gold.volume} ${gold.reporter} ${gold.page}`;
  const bracket = (text: string | null, date = year) => `(${text === null ? "" : `${text} `}${date})`;
  const cite = (name: string, parenthetical = bracket(court)) => `${name}, ${place} ${parenthetical}`;
  const answers: string[] = [];

  // Given names kept, as the caption has them.
  const [first, ...rest] = caseName.split(" v. ");
  const found = new RegExp(`((?:[A-Z][\\w'.]* ){1,2})${escaped(first)}`).exec(caption)?.[1];
  const given = found?.replace(/^The /, "");
  if (given && rest.length > 0) answers.push(cite(`${given}${caseName}`));
  // The court left out, of another district or circuit, or spelt as a layman would.
  if (court !== null) {
    if (!gold.acceptedCourts.includes("")) answers.push(cite(caseName, bracket(null)));
    const neighbour = neighbouringCourt(court);
    if (neighbour !== null && !gold.acceptedCourts.includes(neighbour))
      answers.push(cite(caseName, bracket(neighbour)));
  } else {
    answers.push(cite(caseName, bracket(task.facts.court)));
  }
  // A party's name misspelt, or one word of it lost.
  const letters = [...caseName.matchAll(/[a-z](?=[a-z]{2})/g)].map((match) => match.index);
  if (letters.length > 0) {
    const at = random.pick(letters);
    answers.push(cite(`${caseName.slice(0, at)}${caseName[at] === "e" ? "a" : "e"}${caseName.slice(at + 1)}`));
  }
  const words = caseName.split(" ");
  const lost = words.findIndex((word, i) => i > 0 && word !== "v." && words[i - 1] !== "v.");
  if (lost > 0) answers.push(cite(words.filter((_, i) => i !== lost).join(" ")));
  // Another place where the case is printed than the preferred one, as that place is cited.
  const [other] = gold.parallels;
  if (other !== undefined)
    answers.push(`${caseName}, ${other.volume} ${other.reporter} ${other.page} ${bracket(other.court)}`);
  // The year of the filing instead of the decision.
  answers.push(cite(caseName, bracket(court, String(Number(year) - 1))));
  return answers;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** `N.D.` for `S.D.`, the next circuit, and so on; `null` where no near mistake suggests itself. */
function neighbouringCourt(court: string): string | null {
  if (/^[NSEWMC]\.D\./.test(court)) return (court.startsWith("N") ? "S" : "N") + court.slice(1);
  if (/^Bankr\. [NSEWMC]\.D\./.test(court)) return court.slice(7);
  const circuit = /^(\d+)(?:st|d|th) Cir\.$/.exec(court);
  if (circuit) return Number(circuit[1]) === 9 ? "10th Cir." : "9th Cir.";
  return / Ct\. App\.$| App\.$/.test(court) ? court.replace(/ (?:Ct\. )?App\.$/, "") : null;
}
