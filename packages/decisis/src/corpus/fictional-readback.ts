import { Random } from "@decisis/tensor";
import { fictionalHeader } from "./fictional-header.ts";
import { businessName, givenNames, localBodyName, placeName, surname } from "./fictional-names.ts";
import { splitOf } from "./split.ts";

/**
 * Invented transcripts in which a clerk reads entries of a register and reads them back: names, places, numbers and dates that
 * occur nowhere else, each said several times, in order, in part, and in another order. A small model learns from them to
 * carry a name through a text instead of guessing a common one. They hold no prompt and no answer of any environment.
 *
 * Entries of cases come from the training part of the split only.
 */
export function fictionalReadback(seed: number, index: number): string {
  const random = Random.at(seed, "fictional-readback", index);
  const items = Array.from({ length: 2 + random.integer(4) }, () => entry(random, seed));
  const list = (entries: readonly string[]): string => entries.join(random.pick(["; ", ", then ", ", and "]));
  const clerk = random.pick(["THE CLERK", "THE REPORTER", "THE REGISTRAR", "A"]);
  const court = random.pick(["THE COURT", "COUNSEL", "THE REFEREE", "Q"]);
  const lines = [`${clerk}: ${list(items)}.`];
  const rounds = 2 + random.integer(3);
  for (let round = 0; round < rounds; round++) {
    const i = random.integer(items.length);
    const [question, answer] = random.pick<() => [string, string]>([
      () => ["Read that again.", list(items)],
      () => ["And backwards?", list([...items].reverse())],
      () => [`Which one comes after ${items[i]}?`, items[(i + 1) % items.length]],
      () => [`Not the first one. The others.`, list(items.slice(1))],
      () => [`Only the ${ordinal(i)}, please.`, items[i]],
      () => ["In any order.", list(random.shuffle(items))],
    ])();
    lines.push(`${court}: ${question}`, `${clerk}: ${answer}.`);
  }
  return lines.join("\n");
}

/**
 * A few invented entries, meant to be said over and over: the densest practice in carrying names and numbers through a text.
 * Attention learns to look up what followed the same words before (induction heads, Olsson et al. 2022, arXiv 2209.11895)
 * within a few hundred steps of these, which opinions and read-backs did not bring about in 1,000.
 */
export function fictionalRecitation(seed: number, index: number): string {
  const random = Random.at(seed, "fictional-recitation", index);
  const items = Array.from({ length: 2 + random.integer(3) }, () => shortEntry(random));
  return ` ${items.join("; ")}.`;
}

export function fictionalReadbacks(seed: number, count: number): string[] {
  return Array.from({ length: count }, (_, i) => fictionalReadback(seed, i));
}

const ordinal = (i: number): string => ["first", "second", "third", "fourth", "fifth"][i];

const digits = (random: Random, n: number): string => Array.from({ length: n }, () => random.integer(10)).join("");

function shortEntry(random: Random): string {
  return random.pick<() => string>([
    () => surname(random),
    () => surname(random),
    () => businessName(random),
    () => businessName(random),
    () => `${givenNames(random)} ${surname(random)}`,
    () => digits(random, 1 + random.integer(5)),
  ])();
}

function entry(random: Random, seed: number): string {
  return random.pick<() => string>([
    () => shortEntry(random),
    () => shortEntry(random),
    () => businessName(random),
    () => localBodyName(random),
    () =>
      `${placeName(random)}, ${1 + random.integer(28)} ${random.pick(["March", "June", "October", "December"])} ${1850 + random.integer(170)}`,
    () => `docket ${digits(random, 2)}-${digits(random, 4)}`,
    () => `book ${digits(random, 3)}, leaf ${digits(random, 3)}`,
    () => caseEntry(random, seed),
    () => caseEntry(random, seed),
  ])();
}

/** Caption or place in the reports of an invented case of the training part. */
function caseEntry(random: Random, seed: number): string {
  for (;;) {
    const header = fictionalHeader(seed, random.integer(1 << 20));
    if (splitOf(header.id) !== "train") continue;
    return random.uniform() < 0.6 ? header.name : header.citations[0].cite;
  }
}
