/**
 * What only the caption tells about a case's name, where the short name of the source leaves it out or has it otherwise.
 * Captions are cut to `LONGEST_LOOK` characters, so that every pattern stays cheap.
 */
const LONGEST_LOOK = 4000;

/** Words after which a relator stands (R11.5.7). */
const RELATION =
  /\b(?:ex\.? rel(?:atione|\.)?|on behalf of|(?:on (?:the )?)?relation of|for the use (?:and benefit )?of|next friend (?:of|to)|by and through|guardian (?:ad litem )?(?:of|for)|in the interests? of|parents? of|conservator (?:of|for))\s+/gi;

/**
 * `Oak ex rel. Elm` only where the caption says so: who sues `on behalf of himself and all other employees of Elm` is Oak, and a
 * court `in and for the County of Elm` has no relator.
 */
export function withoutInventedRelator(party: string, caption: string): string {
  const at = party.indexOf(" ex rel. ");
  if (at === -1 || caption === "") {
    return party;
  }
  const relator = letters(party.slice(at + 9).replace(/^the /i, "")).slice(0, 3);
  for (const match of caption.slice(0, LONGEST_LOOK).matchAll(RELATION)) {
    const after = caption.slice(match.index + match[0].length, match.index + match[0].length + 80);
    const words = after
      .split(/\s+/)
      .slice(0, 6)
      .map((word) => letters(word));
    if (!/^(?:\w+selves|\w+self|all|others?)\b/i.test(after) && words.some((word) => word.startsWith(relator))) {
      return party;
    }
  }
  return party.slice(0, at);
}

/** `HARTMAN TRUST IN RE`: the phrase stands behind, the words keep their order. */
export function inReBehind(source: string, caption: string): string | null {
  const match = /^([^;]{1,200}?),? in re[.:]?$/i.exec(caption);
  if (match === null || / vs?\.? /i.test(caption)) {
    return null;
  }
  const sorted = (text: string) =>
    text
      .toLowerCase()
      .split(/[^\p{L}\p{N}']+/u)
      .filter((word) => word !== "" && word !== "of" && word !== "the")
      .sort()
      .join(" ");
  const named = source.replace(/^In re (?:the )?/i, "");
  return named !== match[1] && sorted(named) === sorted(match[1]) ? `In re ${capitalised(match[1])}` : null;
}

/** A bankruptcy whose caption names the debtor before the adversaries: the name in the bracket (R11.5.7), or `null`. */
export function debtorOf(caption: string, sides: readonly string[]): string | null {
  const head = /^In (?:re|the Matters? of):? (.{1,300}?),? (?:et al\.?,? )?Debtors?\b/i.exec(caption)?.[1];
  if (head === undefined || sides.length !== 2) {
    return null;
  }
  const words = letters(head, " ");
  const party = sides.find((side) => side.split(" ").length === 1 && words.split(" ").includes(letters(side)));
  if (party !== undefined) {
    return party;
  }
  return /\b(?:Co|Corp|Inc|Company|Corporation|LLC|L\.L\.C|Ltd)\b\.?$/i.test(head) ? capitalised(head) : null;
}

/** `The SS Oak, her engines …`: the thing sued keeps its `The` (R11.5.12). */
export function isThingSued(captionSide: string, party: string): boolean {
  const side = captionSide.slice(0, LONGEST_LOOK);
  return (
    side.toLowerCase().startsWith(`the ${party.replace(/^The /, "").toLowerCase()}`) &&
    /\b(?:her|his|its) (?:engines|boilers|tackle)\b|\bin rem\b|\blibel(?:l)?ees?\b/i.test(side)
  );
}

/** A state followed by its department, `Commonwealth of Oak, Department of Elm`: the department, or `null`. */
export function departmentOf(captionParty: string): string | null {
  return (
    /^(?:The )?(?:State|Commonwealth) of [A-Z][\w ]{2,30}, ((?:Department|Board|Office|Division|Commission|Bureau)\b[^,;]{0,80})/i.exec(
      captionParty,
    )?.[1] ?? null
  );
}

const LONGEST_TOLD = 500;
const ONE_PERSON =
  /^,? (?:plaintiff|defendant|appellant|appellee|petitioner|respondent|complainant|claimant|prosecutor)(?:[-,/ ]|$)/i;

/**
 * Why the caption does not tell the name that the source gives, or `null`: a party that it does not mention, or two words in
 * capitals before the role of one person, of which the source kept both (`PELLA WREN, Appellant`) although one may be a given
 * name (R11.5.1). Captions of more than `LONGEST_TOLD` characters list so many parties that whoever shows them has to shorten
 * and to check them; they are not looked at here.
 */
export function untoldName(name: string, caption: string, isKnownWord: (word: string) => boolean): string | null {
  if (caption === "" || caption.length > LONGEST_TOLD) {
    return null;
  }
  const told = letters(caption);
  const sides = name
    .slice(0, LONGEST_LOOK)
    .replace(/ \((?:In re|Ex parte) .*$/i, "")
    .split(/ vs?\.? (?=\S)/);
  const captionSides = caption.split(/,?\s+[Vv][Ss]?\.?\s+/);
  for (const [index, side] of sides.slice(0, 2).entries()) {
    const plain = side.split(" ").filter((word) => !/[.'’]/.test(word) || /^(?:\p{L}\.){2,}$/u.test(word));
    const longest = plain.map((word) => letters(word)).sort((a, b) => b.length - a.length)[0] ?? "";
    const stem = longest.slice(0, Math.max(3, longest.length - 3));
    if (longest.length > 1 && !told.includes(stem)) {
      return `no ${side} in the caption`;
    }
    const words = side.split(" ");
    const rest = (captionSides[index] ?? "").replace(/^The /i, "");
    if (
      words.length === 2 &&
      words.every((word) => /^\p{Lu}[\p{L}'’]+$/u.test(word) && !isKnownWord(word)) &&
      rest.startsWith(side.toUpperCase()) &&
      ONE_PERSON.test(rest.slice(side.length))
    ) {
      return `${side} may hold a given name`;
    }
  }
  return null;
}

/** Small letters without accents, nothing else; `gap` in place of everything between. */
function letters(text: string, gap = ""): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, gap);
}

/** Words in capitals to a capital at the start; initials, `&`, numerals and forms of business stay. */
export function capitalised(words: string): string {
  return words
    .split(" ")
    .map((word) =>
      /^(?:\p{L}\.)+,?$|^(?:LLC|LLP|PLLC|LP|PLC|PC|PA|NA|SA|AG|NV|BV|FSB|II|III|IV|USA),?$/u.test(word) ||
      /\p{Ll}/u.test(word.slice(1))
        ? word
        : /^(?:of|and|for|the|in|on)$/i.test(word)
          ? word.toLowerCase()
          : word.charAt(0).toUpperCase() + word.slice(1).toLowerCase(),
    )
    .join(" ");
}
