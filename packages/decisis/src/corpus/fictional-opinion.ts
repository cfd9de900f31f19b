import { Random } from "@decisis/tensor";
import { type FictionalHeader, fictionalHeader } from "./fictional-header.ts";
import { house, partyWords, sentenceCase, shortName } from "./fictional-house-style.ts";
import { surname } from "./fictional-names.ts";
import { TOPICS, type Topic } from "./fictional-topics.ts";
import { splitOf } from "./split.ts";
import type { Split } from "./split-case.ts";

export interface FictionalOpinion {
  readonly author: string;
  readonly text: string;
}

/** Outcomes with the word that a history would use. */
const OUTCOMES = ["affirmed", "reversed", "affirmed in part and reversed in part", "vacated", "remanded"] as const;

/** Search this many indices for a case of the same part to cite; the chance of finding none is below 1e-5 even for validation. */
const CITATION_SEARCH = 100;

/**
 * A short invented opinion: facts, question, rules with citations of other invented cases of the same part of the split,
 * reasons, disposition. Template-based; every sentence is grammatical by itself and none comes from a real opinion.
 */
export function fictionalOpinion(seed: number, index: number, header: FictionalHeader, part: Split): FictionalOpinion {
  const random = Random.at(seed, "fictional-opinion", index);
  const topic = random.pick(TOPICS);
  const [a, b] = partyWords(header.nameAbbreviation);
  const year = Number(header.decisionDate.slice(0, 4));
  const cited = citedCases(random, seed, index, part, year);
  const author = `${surname(random).toUpperCase()}, ${random.pick(["Circuit Judge", "District Judge", "Justice", "Judge", "Chief Judge", "J."])}.`;
  const fill = (text: string) =>
    text
      .replaceAll("{a}", a)
      .replaceAll("{b}", b)
      .replaceAll("{year}", String(year - 1 - random.integer(4)));
  const lower = (sentence: string) => sentence[0].toLowerCase() + sentence.slice(1);

  const opening = random.pick([
    `This appeal presents the question whether ${topic.issue}.`,
    `We are asked to decide whether ${topic.issue}.`,
    `The question in this case is whether ${topic.issue}. The court below held that it did not arise.`,
    `${sentenceCase(a)} brought this action against ${b} under ${topic.statute}.`,
    `Before us is the question whether ${topic.issue}. The matter was argued twice.`,
  ]);
  const paragraphs = [
    author,
    `${opening} ${fill(topic.facts.join(" "))}`,
    rulesParagraph(random, topic, cited),
    ...(random.uniform() < 0.7 ? [arguments_(random, topic, a, b, cited)] : []),
    `${random.pick(["Applying these principles,", "On this record,", "Under that standard,", "Here,"])} the answer is not difficult. ${random
      .shuffle(topic.reasons)
      .slice(0, 2 + random.integer(2))
      .join(" ")}`,
    ...(random.uniform() < 0.5
      ? [
          `${random.pick(["We have considered the other points that were raised.", "One further point deserves a word."])} ${random.pick(["They do not change the result.", "It was not raised below and we do not reach it.", `${sentenceCase(b)} relies on ${house(random, random.pick(cited))}, but that case is distinguished by its facts.`])}`,
        ]
      : []),
    `${random.pick(["We hold that", "For these reasons we hold that", "Accordingly, we conclude that", "It follows that"])} ${lower(random.pick(topic.holdings))}. ${random.pick(["The judgment is", "The judgment of the court below is", "The order under review is"])} ${random.pick(OUTCOMES)}.${random.uniform() < 0.3 ? " No costs." : ""}`,
  ];
  return { author, text: paragraphs.join("\n") };
}

function rulesParagraph(random: Random, topic: Topic, cited: readonly FictionalHeader[]): string {
  const sentences = random.shuffle(topic.rules).map((rule, i) => {
    const source = cited[i % cited.length];
    const roll = random.uniform();
    if (roll < 0.45) return `${rule} ${house(random, source)}.`;
    if (roll < 0.65)
      return `${rule} ${random.pick(["See", "See also", "Cf.", "Accord"])} ${house(random, source)} (holding that ${random.pick(topic.holdings)}).`;
    if (roll < 0.8)
      return `In ${shortName(source)}, the court held that ${random.pick(topic.holdings)}. ${reporterOnly(random, source)}.`;
    return rule;
  });
  return sentences.join(" ");
}

function arguments_(random: Random, topic: Topic, a: string, b: string, cited: readonly FictionalHeader[]): string {
  const source = cited[cited.length - 1];
  return [
    `${sentenceCase(a)} ${random.pick(["argues", "contends", "maintains", "submits"])} that ${random.pick(topic.holdings)}.`,
    `${sentenceCase(b)} ${random.pick(["answers", "responds", "replies"])} that the rule was settled by ${house(random, source)}.`,
    random.pick([
      "We agree with the former.",
      "We cannot agree.",
      "There is force in both positions, but only one fits the words of the law.",
      `That reading of ${shortName(source)} is too broad.`,
    ]),
  ].join(" ");
}

function citedCases(random: Random, seed: number, index: number, part: Split, year: number): FictionalHeader[] {
  const found: FictionalHeader[] = [];
  for (let tried = 0; tried < CITATION_SEARCH && found.length < 3; tried++) {
    const other = random.integer(1_000_000);
    if (other === index || splitOf(`gen:${seed}:${other}`) !== part) continue;
    const header = fictionalHeader(seed, other);
    // An opinion cites the past; a later case is dated back only by being passed over.
    if (Number(header.decisionDate.slice(0, 4)) <= year || tried > CITATION_SEARCH / 2) found.push(header);
  }
  return found.length > 0 ? found : [fictionalHeader(seed, index)];
}

function reporterOnly(random: Random, header: FictionalHeader): string {
  const first = header.citations[0];
  return `${first.volume} ${(first.reporter ?? "").replaceAll(". ", ".")} at ${Number(first.page) + 1 + random.integer(9)}`;
}
