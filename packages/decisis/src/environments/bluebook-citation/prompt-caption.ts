/** Longest caption that is put into a prompt, in UTF-16 units. */
export const MAX_CAPTION: number = 280;

const SMALL_WORDS = new Set(
  "a an and as at by et ex for in of on or re rel the to al ux uxor others another".split(" "),
);
/** Roman numerals and forms of business that stay capital, and abbreviations without a vowel that do not. */
const KEPT = new Set(
  "II III IV VI VII VIII IX USA LLC LLP PLLC LP PLC PC PA NA SA AG AFL-CIO NASA USMC IRS".split(" "),
);
const VOWELLESS = new Set("JR SR MR MRS DR ST CTY LTD BD MFG RY BLDG DBL PTY HWY PKWY".split(" "));

/**
 * A caption with the reporter's capitals turned into those of ordinary writing.
 *
 * Rule, word by word: a word of two or more letters, all capital (`PELWORTH`) or capital after a prefix (`McGOWAN`,
 * `DeVRIES`), keeps a capital at its start, after its prefix, after a hyphen and after `O'`, `D'`, `L'` and `Mc`, and takes small
 * letters elsewhere (`ASS'N`: `Ass'n`). Left as they are: words with inner full stops (`L.L.C.`, `J.K.`), words without a
 * vowel (`NLRB`, `PNC`), Roman numerals and forms of business (`LLC`). Articles, prepositions and `et al.` become small except
 * at the start of a side; `V.` becomes `v.`. White space is collapsed, curly apostrophes become straight.
 */
export function ordinaryCapitals(caption: string): string {
  const words = caption
    .normalize("NFC")
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/\s+/g, " ")
    .trim()
    .split(" ");
  // `V.` parts the sides only where no `v.` does; elsewhere it is an initial.
  const capitalVersus = !words.some((word) => /^vs?\.$/.test(word));
  const versus = (word: string | undefined) =>
    word !== undefined && (/^vs?\.?$/.test(word) || (capitalVersus && /^VS?\.$/.test(word)));
  return words
    .map((word, i) => (versus(word) ? word.toLowerCase() : ordinaryWord(word, i === 0 || versus(words[i - 1]))))
    .join(" ");
}

function ordinaryWord(word: string, startsSide: boolean): string {
  const core = word.replace(/^[("'[]+|[)\]"',;:.]+$/g, "");
  const prefixed = /^(\p{Lu}\p{Ll}{1,3})(\p{Lu}{2,})$/u.exec(core);
  if (prefixed) return word.replace(core, prefixed[1] + capitalised(prefixed[2].toLowerCase()));
  if (!/\p{Lu}.*\p{Lu}/u.test(core) || /\p{Ll}/u.test(core)) return word;
  if (/\p{L}\.\p{L}/u.test(core) || KEPT.has(core)) return word;
  const lower = core.toLowerCase();
  if (SMALL_WORDS.has(lower)) return word.replace(core, startsSide ? capitalised(lower) : lower);
  if (!/[AEIOUY]/.test(core) && !VOWELLESS.has(core)) return word;
  return word.replace(core, lower.split("-").map(capitalisedName).join("-"));
}

const capitalised = (lower: string): string => lower.replace(/\p{L}/u, (letter) => letter.toUpperCase());

function capitalisedName(part: string): string {
  if (/^mc\p{L}{3,}/u.test(part)) return `Mc${capitalised(part.slice(2))}`;
  if (/^[odl]'\p{L}{3,}/u.test(part)) return `${part[0].toUpperCase()}'${capitalised(part.slice(2))}`;
  return part.replace(/(^|\/|\()(\p{L})/gu, (_, lead: string, letter: string) => lead + letter.toUpperCase());
}

const ROLES =
  /,? \(?(?:Plaintiff|Defendant|Petitioner|Respondent|Appellant|Appellee|Debtor|Relator|Intervenor|Claimant)s?\b.*$/s;

/**
 * The caption, shortened if it is longer than `MAX_CAPTION`: only the first two sides are kept, and of each side the party
 * named first (up to a semicolon, a role, or its second comma), with `et al.` where others were left out. `null` if that
 * is still too long.
 */
export function trimmedCaption(caption: string): string | null {
  if (caption.length <= MAX_CAPTION) return caption;
  const sides = caption.split(/,? vs?\. /);
  if (sides.length < 2) return null;
  const shorter = `${firstParty(sides[0])} v. ${firstParty(sides[1])}`;
  return shorter.length <= MAX_CAPTION ? shorter : null;
}

function firstParty(side: string): string {
  const named = side.split(";")[0].replace(ROLES, "");
  const first = named.split(",").slice(0, 2).join(",").trim();
  const others = side.includes(";") || first.length < named.trim().length;
  return others ? `${first}, et al.` : first;
}
