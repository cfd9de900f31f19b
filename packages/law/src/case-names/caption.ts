/** Words that tell a party's role in a caption, not its name. */
const ROLE =
  /[,;]?\s*\(?\b(?:(?:cross-|counter-|third[- ]party\s+|joint\s+)?(?:plaintiffs?|defendants?|appellants?|appellees?|petitioners?|respondents?|debtors?|intervenors?|claimants?|movants?|prosecutors?|relators?|complainants?|libell?ants?|libell?ees?)(?:['’]s)?)\b.*$/is;

/** First party of each side of a caption, roles and further parties cut off. */
export function captionParties(caption: string): readonly string[] {
  const sides = caption.split(/,?\s+(?:vs?\.?|VS?\.)\s+/).slice(0, 2);
  return sides.map((side) =>
    side
      // `In re Smith's Estate; First Nat. Bank v. …`: the party is the last one there, the first one elsewhere.
      .split(";")
      .at(/^in re/i.test(side) ? -1 : 0)!
      .replace(ROLE, "")
      .replace(/,?\s+et\s+als?\b.*$/is, "")
      .trim(),
  );
}

const DESIGNATORS: Readonly<Record<string, string>> = {
  company: "Co.",
  co: "Co.",
  corporation: "Corp.",
  corp: "Corp.",
  association: "Ass'n",
};

/** CAP's short names stop here and leave the business word out. */
const STOPS_SHORT = /^(?:Insurance|Ins\.|Assurance|Indemnity|Surety|Casualty|Reinsurance)$/;

/**
 * CAP's short names end at `Insurance` where the caption goes on with `Company of Freeport`. Both are put back: rule 5 keeps the
 * first business word, R11.5.11 the place that belongs to a business's name.
 */
function withBusinessWord(party: string, captions: readonly string[]): string {
  const words = party.split(" ");
  const last = words[words.length - 1];
  if (words.length < 2 || !STOPS_SHORT.test(last)) {
    return party;
  }
  const before = words[words.length - 2].replace(/[^A-Za-z]/g, "").slice(0, 3);
  const full = last === "Insurance" || last === "Ins." ? "ins(?:urance|\\.)" : last;
  const pattern = new RegExp(
    `\\b${before}[A-Za-z.'&-]*\\s+${full}\\s+(company|co|corporation|corp|association)\\b\\.?(?:\\s+of\\s+(?!the\\b)([A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){0,2})(?=[,;.]|\\s*$))?`,
    "i",
  );
  for (const caption of captions) {
    const match = pattern.exec(caption);
    if (match !== null) {
      const place = match[2] === undefined ? "" : ` of ${capitalised(match[2])}`;
      return `${party} ${DESIGNATORS[match[1].toLowerCase()]}${place}`;
    }
  }
  return party;
}

function capitalised(words: string): string {
  return words
    .split(" ")
    .map((word) => word[0].toUpperCase() + word.slice(1).toLowerCase())
    .join(" ");
}

/**
 * One party of the short name, mended by the caption where the source is known to err: a business word left out, `States` for
 * `United States`, a surname without its particle (`Iderstine`), an acronym in small letters (`Lng`), `& Sons` left out.
 */
export function mendParty(party: string, captionParty: string, caption: string): string {
  if (party === "States" && /^United States\b/i.test(captionParty)) {
    return "United States";
  }
  const acronym = mendAcronym(party, captionParty);
  const whole = /^[A-Z][A-Za-z'-]+$/.test(acronym) ? mendSurname(acronym, captionParty) : acronym;
  return withPlace(withBusinessWord(whole, [captionParty, caption]), captionParty);
}

const FIRMS: Readonly<Record<string, string>> = {
  "Co.": "(?:company|co\\.)",
  "Corp.": "(?:corporation|corp\\.)",
  "Ass'n": "association",
  Bank: "bank",
};

/** R11.5.11: a place that belongs to a business's name stays: `First National Bank of Memphis`. */
function withPlace(party: string, captionParty: string): string {
  const words = party.split(" ");
  const last = words[words.length - 1];
  if (words.length < 2 || !Object.hasOwn(FIRMS, last)) {
    return party;
  }
  const before = words[words.length - 2].replace(/[^A-Za-z]/g, "").slice(0, 3);
  const pattern = new RegExp(
    `\\b${before}[A-Za-z.'&-]*\\s+${FIRMS[last]}\\s+of\\s+(?!the\\b)([A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){0,2})(?=[,;.]|\\s*$)`,
    "i",
  );
  const match = pattern.exec(captionParty);
  return match === null ? party : `${party} of ${capitalised(match[1])}`;
}

function mendAcronym(party: string, captionParty: string): string {
  const words = party.split(" ").map((word) => {
    const upper = word.toUpperCase();
    return /^[B-DF-HJ-NP-TV-XZ][b-df-hj-np-tv-xz]{2,5}$/.test(word) && captionParty.split(/[\s,]+/).includes(upper)
      ? upper
      : word;
  });
  const mended = words.join(" ");
  if (words.length === 1 && mended !== party && /[a-z]/.test(captionParty) && captionParty.split(" ").length <= 4) {
    return captionParty;
  }
  return mended;
}

function mendSurname(surname: string, captionParty: string): string {
  const particle = new RegExp(
    `\\b((?:Van|Von|De|Du|Di|La|Le|Del|Della|St\\.)(?: (?:der|den|la|La))?) ${surname}\\b`,
  ).exec(captionParty);
  if (particle !== null) {
    return `${particle[1]} ${surname}`;
  }
  const firm = new RegExp(`^${surname}\\s+(?:&|and)\\s+(Sons|Co\\.|Company|Bros\\.|Brothers)(?=[\\s,;]|$)`, "i").exec(
    captionParty,
  );
  return firm === null ? surname : `${surname} & ${capitalised(firm[1])}`;
}
