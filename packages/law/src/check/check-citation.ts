import { caseNameKey } from "../case-names/case-name-key.ts";
import type { CaseFacts } from "../citations/case-facts.ts";
import { findCitations } from "../citations/find-citations.ts";
import type { FoundCitation } from "../citations/parsed-citation.ts";
import { isNeutral } from "../courts/parenthetical.ts";
import { type AnswerText, answerText } from "./answer-text.ts";
import type { CitationCheck, CitationCheckOptions } from "./citation-check.ts";
import { checkName } from "./name-check.ts";
import { checkPin } from "./pin-check.ts";
import { checkCourt, checkNominative, checkPlaces, checkYear } from "./place-check.ts";
import { COMPONENTS, VerdictList } from "./verdicts.ts";

/** Answers longer than this hold no citation that is graded; a limit keeps the work per answer bounded. */
const LONGEST_ANSWER = 100_000;
const LONGEST_NAME = 800;

/**
 * Checks an answer that should be one full citation of the case of `facts` against rules 1 to 24 of the citation rules.
 * Total and deterministic: never throws, linear in the length of the answer.
 */
export function checkCitation(answer: string, facts: CaseFacts, options: CitationCheckOptions): CitationCheck {
  const strict = options.mode === "strict";
  const context = options.context ?? "citation";
  const list = new VerdictList(strict);
  const normal = answerText(answer.slice(0, LONGEST_ANSWER));
  const { text } = normal;
  const exact = findCitations(text);
  const found = exact.length > 0 ? exact : findCitations(text, { loose: true });
  if (normal.hidden.length > 0) {
    list.error("plainText", 0, 0, "characters that hide or imitate others", { found: normal.hidden.join(" ") });
  }
  if (found.length === 0) {
    for (const component of COMPONENTS) {
      if (component !== "plainText") {
        list.error(component, 0, 0, "no full case citation in the answer");
      }
    }
    return {
      parsed: null,
      place: null,
      text,
      citationCount: 0,
      residue: text,
      verdicts: list.verdicts,
      components: list.components(),
      identity: false,
      ok: false,
    };
  }
  const parsed = withName(text, found[0], facts);
  const residue = residueOf(text, parsed);
  checkAlone(found.length, residue, parsed.caseName?.text ?? "", facts, list);
  const { place, identified } = checkPlaces(parsed, facts, list);
  const yearRight = checkYear(parsed, facts, place, list);
  if (!isNeutral(place.reporter) || parsed.court !== null) {
    checkCourt(parsed, place, facts.year, list);
  }
  checkPin(text, parsed, list);
  checkShape(text, parsed, normal, list);
  checkNominative(text, parsed, list);
  if (parsed.caseName === null) {
    list.error("caseName", 3, 0, "the case name is missing", { expected: facts.caseName });
  } else {
    checkName(parsed.caseName.text, facts, context, list);
  }
  const alone = list.verdicts.every((verdict) => verdict.component !== "exactlyOne" || verdict.closeness > 0);
  return {
    parsed,
    place,
    text,
    citationCount: found.length,
    residue,
    verdicts: list.verdicts,
    components: list.components(),
    identity: identified && yearRight && alone && normal.hidden.length === 0,
    ok: list.verdicts.every((verdict) => verdict.status !== "error"),
  };
}

/**
 * The name of the citation: as parsed, or everything before the volume where that is what the facts call the case (names that
 * hold sentence ends, lower-case words or more words than the backward scan takes).
 */
function withName(text: string, citation: FoundCitation, facts: CaseFacts): FoundCitation {
  const { volume, caseName } = citation;
  const before = volume.start > LONGEST_NAME ? "" : text.slice(0, volume.start).replace(/[\s,]+$/, "");
  if (before === "" || before === caseName?.text) {
    return citation;
  }
  const names = [facts.caseName, facts.caseNameInText, ...facts.acceptedNames];
  const key = caseNameKey(before);
  if (!names.some((name) => caseNameKey(name) === key)) {
    return citation;
  }
  return {
    ...citation,
    caseName: { start: 0, end: before.length, text: before },
    fullSpan: { start: 0, end: citation.fullSpan.end },
  };
}

function residueOf(text: string, citation: FoundCitation): string {
  const before = text.slice(0, citation.fullSpan.start);
  const after = text.slice(citation.fullSpan.end);
  return `${before.trim()} ${after.replace(/^[.;,"']+/, "").trim()}`.trim();
}

/** Another case, another place or another court and year. */
const SECOND_ANSWER =
  /\((?:[^()]{0,80} )?(?:1[6-9]|20)\d\d\)|\d\s+(?:U\.?S|F|A|P|N\.?[EW]|S\.?[EWo]|So|B\.R|S\. ?Ct)(?:\b|\d)\.?|\S v\.? \S/;

/** Exactly one citation, and nothing beside it that offers another answer. Naming the case itself in a lead-in is none. */
function checkAlone(count: number, residue: string, name: string, facts: CaseFacts, list: VerdictList): void {
  let other = residue;
  for (const known of [name, facts.caseName, facts.caseNameInText, ...facts.acceptedNames]) {
    other = known === "" ? other : other.replaceAll(known, " ");
  }
  if (count > 1) {
    list.error("exactlyOne", 0, 0, `${count} citations where one is asked for`);
  } else if (SECOND_ANSWER.test(other)) {
    list.error("exactlyOne", 0, 0, "a second answer stands beside the citation", { found: residue.slice(0, 200) });
  } else if (residue !== "") {
    list.style("exactlyOne", 0, 0.9, "text outside the citation", { found: residue.slice(0, 200) });
  } else {
    list.ok("exactlyOne", 0, "one citation and nothing else");
  }
}

/** Rule 1 and the punctuation of R11.1. */
function checkShape(text: string, parsed: FoundCitation, normal: AnswerText, list: VerdictList): void {
  const { caseName, volume, reporter, page, parenthetical, pin } = parsed;
  if (caseName !== null && text.slice(caseName.end, volume.start) !== ", ") {
    list.style("shape", 1, 0.85, "a comma and one space between name and volume", {
      found: text.slice(caseName.end, volume.start),
    });
  }
  if (text.slice(volume.end, reporter.start) !== " " && !isNeutral(parsed.edition)) {
    list.style("shape", 15, 0.85, "one space between volume and reporter");
  }
  const gap = text.slice(reporter.end, page.start);
  if (gap !== " " && !gap.includes("(") && !isNeutral(parsed.edition)) {
    list.style("shape", 15, 0.85, "one space between reporter and page", { found: gap });
  }
  if (parenthetical !== null) {
    const end = Math.max(page.end, pin?.end ?? 0, parsed.span.end);
    if (text.slice(end, parenthetical.start - 1) !== " ") {
      list.style("shape", 19, 0.85, "one space before the parenthetical");
    }
    const inside = `${parsed.court === null ? "" : `${parsed.court.text} `}${parsed.year?.text ?? ""}`;
    if (parenthetical.text !== inside) {
      list.style("shape", 19, 0.85, "court and year, one space between, nothing else", {
        expected: inside,
        found: parenthetical.text,
      });
    }
  }
  if (parsed.trailing.length > 0) {
    if (parsed.trailing.some((part) => /(?:^|[\s.])(?:1[6-9]|20)\d\d$/.test(part.text.trim()))) {
      list.error("shape", 26, 0, "a second court and year");
    } else {
      list.style("shape", 26, 0.9, "a parenthetical that was not asked for");
    }
  }
  const names = normal.emphasised.filter(
    (part) => /\sv\.?\s|^In re|^Ex parte/.test(part) || part.replace(/,$/, "") === caseName?.text,
  );
  if (names.some((part) => part.endsWith(",") || /\d/.test(part.slice((caseName?.text ?? "").length)))) {
    list.style("shape", 1, 0.9, "the name is italic, the comma after it is not");
  } else if (normal.emphasised.length > 0 && names.length === 0) {
    list.style("shape", 1, 0.9, "the name is italic where markup is used");
  }
  if (list.verdicts.every((verdict) => verdict.component !== "shape")) {
    list.ok("shape", 1, "the parts are put together right");
  }
}
