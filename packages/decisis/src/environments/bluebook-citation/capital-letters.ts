import type { CitationCheck } from "@decisis/law";
import type { BluebookFacts } from "./facts.ts";

/** A run of letters that does not end a number (`2d`), apostrophes included; `v.` is not looked at. */
const WORD = /(?<![\p{L}\p{N}])(?!vs?(?![\p{L}']))\p{L}[\p{L}']*/giu;

/**
 * Share of the words of name, reporters and court that have their capitals as the record has them, in [0, 1]. Words that the
 * record does not know, or knows in small letters too (`The` and `the`), do not count.
 */
export function capitalLetters({ parsed }: CitationCheck, { caption, court, gold }: BluebookFacts): number {
  if (parsed === null) return 1;
  const places = [gold, ...gold.parallels];
  const record = [
    caption,
    court,
    gold.caseName,
    gold.caseNameInText,
    ...gold.acceptedNames,
    ...places.flatMap((place) => [place.reporter, place.court ?? "", ...place.acceptedCourts]),
  ];
  const known = new Set(record.flatMap(wordsIn));
  const capital = new Set([...known].map((word) => word.toLowerCase()).filter((word) => !known.has(word)));
  const written = [parsed.caseName, parsed.court, parsed.reporter, ...parsed.parallels.map((core) => core.reporter)]
    .flatMap((part) => wordsIn(part?.text ?? ""))
    .filter((word) => capital.has(word.toLowerCase()));
  return written.length === 0 ? 1 : written.filter((word) => known.has(word)).length / written.length;
}

const wordsIn = (text: string): readonly string[] => text.match(WORD) ?? [];
