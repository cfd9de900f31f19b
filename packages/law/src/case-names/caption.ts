/** Words that tell a party's role in a caption, not its name. */
const ROLE =
  /[,;]?\s*\(?\b(?:(?:cross-|counter-|third[- ]party\s+|joint\s+)?(?:plaintiffs?|defendants?|appellants?|appellees?|petitioners?|respondents?|debtors?|intervenors?|claimants?|movants?|prosecutors?|relators?|complainants?|libell?ants?|libell?ees?)(?:['’]s)?)\b.*$/is;

/** First party of each side of a caption, roles and further parties cut off. */
export function captionParties(caption: string): readonly string[] {
  const sides = caption.split(/,?\s+vs?\.\s+/i).slice(0, 2);
  return sides.map((side) =>
    side
      .replace(ROLE, "")
      .replace(/,?\s+et\s+als?\b.*$/is, "")
      .trim(),
  );
}

const DESIGNATORS: Readonly<Record<string, string>> = {
  company: "Co.",
  "co.": "Co.",
  co: "Co.",
  corporation: "Corp.",
  "corp.": "Corp.",
};

/**
 * CAP's short names end at `Insurance` where the caption goes on with `Company`. The word is put back when the caption has the
 * party's last words followed by a designator at once (rule 5 keeps the first business word).
 */
export function restoreBusinessWord(party: string, captionParty: string, caption: string): string {
  const words = party.split(" ");
  const last = words[words.length - 1];
  if (
    words.length < 2 ||
    !/^(?:Insurance|Ins\.|Assurance|Indemnity|Surety|Casualty|Reinsurance|Insurance Exchange)$/.test(last)
  ) {
    return party;
  }
  const full = last === "Ins." ? "Insurance" : last;
  for (const text of [captionParty, caption]) {
    const match = new RegExp(`\\b${full}\\s+(company|co\\.?|corporation|corp\\.?)(?=[\\s,;.)]|$)`, "i").exec(text);
    if (match !== null) {
      return `${party} ${DESIGNATORS[match[1].toLowerCase()] ?? "Co."}`;
    }
  }
  return party;
}
