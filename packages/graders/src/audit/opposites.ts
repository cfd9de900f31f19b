/** Words that turn a statement about law into its contrary when they change places. */
const PAIRS: readonly (readonly [string, string])[] = [
  ["affirmed", "reversed"],
  ["affirm", "reverse"],
  ["granted", "denied"],
  ["grant", "deny"],
  ["plaintiff", "defendant"],
  ["petitioner", "respondent"],
  ["appellant", "appellee"],
  ["valid", "invalid"],
  ["lawful", "unlawful"],
  ["constitutional", "unconstitutional"],
  ["reasonable", "unreasonable"],
  ["sufficient", "insufficient"],
  ["guilty", "not guilty"],
  ["true", "false"],
  ["yes", "no"],
];
const SWAPS = PAIRS.map(
  ([a, b]) => [a, b, new RegExp(`\\b(?:${b.length > a.length ? `${b}|${a}` : `${a}|${b}`})\\b`, "gi")] as const,
);
const AUXILIARY =
  /\b(?:is|are|was|were|has|have|had|can|could|may|might|must|does|did|do|will|would|should|shall)\b(?! not\b)/;

/** Texts that say the contrary of `text` by one change each: words of a pair swapped, parties swapped, a "not" lost or put in. */
export function opposites(text: string): string[] {
  const changed = SWAPS.map(([a, b, both]) =>
    text.replace(both, (found) => {
      const other = found.toLowerCase() === a ? b : a;
      return /^\p{Lu}/u.test(found) ? other[0].toUpperCase() + other.slice(1) : other;
    }),
  );
  changed.push(text.replace(/([^,;()\n]{1,200}?) v\. ([^,;()\n]{1,200})/, "$2 v. $1"));
  changed.push(
    / not\b/.test(text) ? text.replace(/ not\b/, "") : text.replace(AUXILIARY, (auxiliary) => `${auxiliary} not`),
  );
  return [...new Set(changed)].filter((other) => other !== text);
}

/** A short answer denied; nothing for a long one, of which a denial in front would be no part. */
export function denials(text: string): string[] {
  if (text.length > 200 || text.includes("\n")) return [];
  return [`not ${text}`, `The answer is not ${text}`, `It is wrong to say ${text}`, `${text} is incorrect.`];
}
