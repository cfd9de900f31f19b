import { capitalised } from "./caption-evidence.ts";

/** Words that tell a party's role in a caption, not its name. */
const ROLE =
  /[,;]?\s*\(?\b(?:(?:cross-|counter-|third[- ]party\s+|joint\s+)?(?:plaintiffs?|defendants?|appellants?|appellees?|petitioners?|respondents?|debtors?|intervenors?|claimants?|movants?|prosecutors?|relators?|complainants?|libell?ants?|libell?ees?)(?:['’]s)?)\b.*$/is;

/** `In re Oak, Debtor. ELM BANK, Plaintiff, v. …`: the adversaries begin behind the debtor. */
const DEBTOR_HEAD = /^In (?:re|the Matters? of)\b.{1,300}?\bDebtors?\b[.,;]?\s+(?=\S)/is;

/** First party of each side of a caption, roles and further parties cut off. */
export function captionParties(caption: string): readonly string[] {
  const sides = caption.split(/,?\s+(?:vs?\.?|VS?\.)\s+/).slice(0, 2);
  return sides.map((side) =>
    (sides.length === 2 ? side.replace(DEBTOR_HEAD, "") : side)
      // `In re Smith's Estate; First Nat. Bank v. …`: the party is the last one there, the first one elsewhere.
      .split(";")
      .at(/^in re/i.test(side) ? -1 : 0)!
      .replace(ROLE, "")
      .replace(/,?\s+et\s+als?\b.*$/is, "")
      .trim(),
  );
}

/** The raw sides of a caption, roles and further parties included. */
export function captionSides(caption: string): readonly string[] {
  return caption.split(/,?\s+(?:vs?\.?|VS?\.)\s+/).slice(0, 2);
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
  const mended = withPlace(withBusinessWord(whole, [captionParty, caption]), captionParty);
  return withForm(withArticle(mended, captionParty), captionParty);
}

/** `Department of Treasury` where the caption has `DEPARTMENT OF THE TREASURY`. */
function withArticle(party: string, captionParty: string): string {
  return party.replace(/ (of|for) (?!the )([A-Z][\w-]+)/g, (whole, preposition: string, word: string) => {
    const found = new RegExp(`\\b${preposition} (the )?${word}\\b`, "i").exec(captionParty);
    return found?.[1] === undefined ? whole : ` ${preposition} the ${word}`;
  });
}

const FORM =
  "L\\.? ?P\\.?|L\\.?L\\.?P\\.?|P\\.?L\\.?L\\.?C\\.?|L\\.?L\\.?C\\.?|P\\.A\\.|P\\.C\\.|N\\.A\\.|Inc\\.?|Incorporated|Ltd\\.?|Limited|Limited Partnership|S\\.A\\.|GmbH|AG|N\\.V\\.|B\\.V\\.";
const ENDS_IN_FORM = new RegExp(`(,?) (?:${FORM})$`, "i");
const CAPTION_FORM = new RegExp(`^(.*?)(,? )(${FORM})(?=,|$)`, "i");

/**
 * The form of business as the caption has it: put back where the source leaves it out (`Oak` for `OAK, L.P.`), with the comma
 * where the source drops it (`Oak Inc.` for `OAK, INC.`), and with the whole name of a firm that the source took for a person
 * (`Ash` for `OAK & ASH, LLP`).
 */
function withForm(party: string, captionParty: string): string {
  const match = CAPTION_FORM.exec(captionParty.slice(0, 300).replace(/,$/, ""));
  if (match === null) {
    return party;
  }
  const own = ENDS_IN_FORM.exec(party);
  const bare = own === null ? party : party.slice(0, own.index);
  const head = match[1].replace(/^The /i, "");
  if (bare.toLowerCase() === head.toLowerCase()) {
    const comma = match[2].startsWith(",");
    if (own === null) {
      return `${party}${match[2]}${capitalisedForm(match[3])}`;
    }
    return comma && own[1] === "" ? `${bare},${party.slice(bare.length)}` : party;
  }
  const surname = /^[A-Z][A-Za-z'-]+$/.test(party) && new RegExp(`[ .]${party}$`, "i").test(head);
  return surname ? `${capitalised(head)}${match[2]}${capitalisedForm(match[3])}` : party;
}

function capitalisedForm(form: string): string {
  return /^(?:INC|LTD|INCORPORATED|LIMITED(?: PARTNERSHIP)?)\.?$/.test(form) ? capitalised(form) : form;
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
  // Case may differ: `De VASCO` has its surname in capitals, the particle not.
  const particle = new RegExp(
    `(?<=\\p{L}[\\p{L}.'-]* )((?:Van|Von|De|Du|Di|La|Le|Del|Della|St\\.)(?: (?:der|den|la))?) ${surname}$`,
    "iu",
  ).exec(captionParty.replace(/,.*$/s, ""));
  if (particle !== null && /^\p{Lu}/u.test(particle[1])) {
    return `${/\p{Ll}/u.test(particle[1]) ? particle[1] : capitalised(particle[1])} ${surname}`;
  }
  const firm = new RegExp(`^${surname}\\s+(?:&|and)\\s+(Sons|Co\\.|Company|Bros\\.|Brothers)(?=[\\s,;]|$)`, "i").exec(
    captionParty,
  );
  return firm === null ? surname : `${surname} & ${capitalised(firm[1])}`;
}
