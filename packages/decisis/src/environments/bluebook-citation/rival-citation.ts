import { type CaseFacts, type FoundCitation, findCitations } from "@decisis/law";

/** Characters that are looked into: those nearest to the answer. */
const READ = 4000;
const STATED = /\b(?:answer|citation|cite)\s*(?:is|:)\s*([^\n]{5,400})/gi;

/** What stands around an answer, and whether the answer is marked off from it by tags and the like. */
export interface Surroundings {
  /** Before the wrapping. */
  readonly before: string;
  /** After the wrapping. */
  readonly after: string;
  /** Above the citation, with nothing but a line between. */
  readonly reasoning: string;
}

/**
 * A second answer beside the one that is read, or `null`: another case cited after it, another case stated as the answer before
 * it, any case cited in full above it where nothing marks it off. Bounded, whatever the length.
 */
export function rivalCitation({ before, after, reasoning }: Surroundings, gold: CaseFacts): string | null {
  const isOther = (citation: FoundCitation) => !isAt(citation, gold);
  const stated = [...before.slice(-READ).matchAll(STATED)].map(([, rest]) => rest).join("\n");
  const rivals = [
    ...findCitations(stated).filter(isOther),
    ...findCitations(after.slice(0, READ)).filter(isOther),
    ...findCitations(reasoning).filter(({ caseName, year }) => caseName !== null && year !== null),
  ];
  const [rival] = rivals;
  return rival === undefined ? null : `${rival.volume.text} ${rival.reporter.text} ${rival.page.text}`;
}

function isAt({ volume, page }: FoundCitation, gold: CaseFacts): boolean {
  return [gold, ...gold.parallels].some((place) => place.volume === volume.text && place.page === page.text);
}
