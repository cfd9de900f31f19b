import { places } from "../tables/places.ts";

/**
 * Abbreviations that older reporters and metadata use beside T11's, brought to T11's form. `Nat.` needs its neighbour: it stands
 * for National before Bank, Life, Ass'n …, for Natural before Gas and Resources.
 */
const OLDER: Readonly<Record<string, string>> = {
  "Natl.": "Nat'l",
  "Internat.": "Int'l",
  "Internat'l": "Int'l",
  "Intl.": "Int'l",
  "Assn.": "Ass'n",
  Assn: "Ass'n",
  "Assns.": "Ass'ns",
  Assocs: "Assocs.",
  "Com'n": "Comm'n",
  "Commn.": "Comm'n",
  "Comn.": "Comm'n",
  "Comm'n.": "Comm'n",
  "Com'r": "Comm'r",
  "Commr.": "Comm'r",
  "Comr.": "Comm'r",
  "Comm'r.": "Comm'r",
  "Dept.": "Dep't",
  "Dep't.": "Dep't",
  "Govt.": "Gov't",
  "Gov't.": "Gov't",
  "Const.": "Constr.",
  "Tp.": "Twp.",
  "Co-op.": "Coop.",
  "Co-operative": "Coop.",
  "Co-Operative": "Coop.",
  Dist: "Dist.",
  "Irr.": "Irrigation",
  "Amer.": "Am.",
  "Elect.": "Elec.",
  "Secy.": "Sec'y",
  "Envtl.": "Env't",
  "Envt'l": "Env't",
  "Cty.": "Cnty.",
  "Eng'rs": "Eng'rs",
  "Engr.": "Eng'r",
  "Mfr's": "Mfrs.",
  "Soc'y.": "Soc'y",
  "Calif.": "Cal.",
  "Penn.": "Pa.",
  "Penna.": "Pa.",
  "Chgo.": "Chi.",
  Co: "Co.",
  Corp: "Corp.",
  Inc: "Inc.",
  Ltd: "Ltd.",
  "Ass'n.": "Ass'n",
  "Int'l.": "Int'l",
  "Nat'l.": "Nat'l",
};

const NATURAL_NEIGHBOURS = /^(?:Gas|Resources?|Res\.|History|Hist\.|Soda|Foods?|Health)/;

/** `words` with older abbreviations replaced; `R. R.` and `S. S.` joined. */
export function modernise(words: readonly string[]): readonly string[] {
  const result: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    const bare = word.replace(/,$/, "");
    const comma = word.slice(bare.length);
    const next = words[index + 1] ?? "";
    if ((bare === "R." || bare === "S.") && comma === "" && next.replace(/,$/, "") === bare) {
      result.push(`${bare}${next}`);
      index += 1;
    } else if (
      bare === "R." &&
      (/^Co\b/.test(next) || (index === words.length - 1 && places().has((words[index - 1] ?? "").toLowerCase())))
    ) {
      result.push(`R.R.${comma}`);
    } else if (bare === "Nat." && !NATURAL_NEIGHBOURS.test(next)) {
      result.push(`Nat'l${comma}`);
    } else if (bare === "Pub." && /^(?:Co\.|Corp|Inc)/.test(next)) {
      result.push(`Publ'g${comma}`);
    } else {
      result.push(
        /^[A-Z]\.[a-z]\.$/.test(bare)
          ? `${bare.toUpperCase()}${comma}`
          : Object.hasOwn(OLDER, bare)
            ? `${OLDER[bare]}${comma}`
            : word,
      );
    }
  }
  return result;
}
