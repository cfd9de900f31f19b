import type { CaseCitation, CaseRecord, Opinion, Provenance } from "./case-record.ts";
import { casebodyXml } from "./casebody-xml.ts";
import { citationParts } from "./citation-parts.ts";

/** A record read, or why not. `unusable` records are sound data without what a case needs. */
export type CapCaseResult =
  | { readonly ok: true; readonly record: CaseRecord; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly kind: "broken" | "not-a-case" | "unusable"; readonly reason: string };

type Json = Record<string, unknown>;

/**
 * A case from one JSON value of the Caselaw Access Project: the static form, the older form (`casebody.data` an object or an
 * XML string), or the reduced lines of either. The form is told by the types found, never by the file's name.
 */
export function capCase(value: unknown, provenance: Provenance): CapCaseResult {
  if (!isObject(value)) return { ok: false, kind: "broken", reason: `not a JSON object but ${describe(value)}` };
  if (isCommonPile(value)) {
    return {
      ok: false,
      kind: "unusable",
      reason: "Common Pile record: text without citation, court and date fields, so no metadata to make tasks from",
    };
  }
  if (!looksLikeCase(value)) return { ok: false, kind: "not-a-case", reason: notACase(value) };

  const warnings: string[] = [];
  const id = typeof value.id === "number" && Number.isSafeInteger(value.id) ? String(value.id) : text(value.id);
  if (id === "") return broken("field id is missing or is neither an integer nor a string");
  const name = text(value.name);
  const nameAbbreviation = text(value.name_abbreviation) || name;
  if (name === "" && nameAbbreviation === "")
    return broken("fields name and name_abbreviation are both missing or empty");
  const decisionDate = text(value.decision_date);
  if (!isDate(decisionDate)) {
    return broken(
      `field decision_date is no YYYY, YYYY-MM or YYYY-MM-DD date that exists: ${describe(value.decision_date)}`,
    );
  }
  if (!Array.isArray(value.citations)) return broken(`field citations is not a list but ${describe(value.citations)}`);
  const citations: CaseCitation[] = [];
  for (const entry of value.citations) {
    const cite = isObject(entry) ? text(entry.cite) : "";
    if (cite === "") warnings.push(`a citation without text was left out: ${describe(entry)}`);
    else citations.push(...citationParts(text((entry as Json).type) || "official", cite));
  }
  const court = isObject(value.court) ? value.court : {};
  const courtName = text(court.name);
  if (courtName === "") return broken("field court.name is missing or empty");
  const body = casebody(value.casebody, warnings);
  if (typeof body === "string") return broken(body);

  const courtId = typeof court.id === "number" ? String(court.id) : text(court.id);
  const docketNumber = text(value.docket_number);
  const headMatter = body.headMatter;
  const jurisdiction = isObject(value.jurisdiction)
    ? text(value.jurisdiction.name_long) || text(value.jurisdiction.name)
    : "";
  return {
    ok: true,
    warnings,
    record: {
      id: `cap:${id}`,
      name: name || nameAbbreviation,
      nameAbbreviation,
      decisionDate,
      ...(docketNumber === "" ? {} : { docketNumber }),
      citations,
      court: {
        ...(courtId === "" ? {} : { id: courtId }),
        name: courtName,
        abbreviation: text(court.name_abbreviation),
      },
      jurisdiction,
      opinions: body.opinions,
      ...(headMatter === "" ? {} : { headMatter }),
      provenance,
    },
  };
}

const broken = (reason: string): CapCaseResult => ({ ok: false, kind: "broken", reason });

/** Static: the body itself. Older: `{status, data}` with an object or XML. Absent (metadata files): no opinion. */
function casebody(value: unknown, warnings: string[]): { headMatter: string; opinions: Opinion[] } | string {
  if (value === undefined || value === null) return { headMatter: "", opinions: [] };
  if (!isObject(value)) return `field casebody is not an object but ${describe(value)}`;
  if ("data" in value) {
    if (typeof value.data === "string") {
      const xml = casebodyXml(value.data);
      return { headMatter: xml.headMatter, opinions: [...xml.opinions] };
    }
    if (isObject(value.data)) return casebody(value.data, warnings);
    if (value.data === null || value.data === undefined) {
      warnings.push(`casebody holds no data (status ${describe(value.status)})`);
      return { headMatter: "", opinions: [] };
    }
    return `field casebody.data is neither an object nor an XML string but ${describe(value.data)}`;
  }
  const list = value.opinions;
  if (list !== undefined && !Array.isArray(list)) return `field casebody.opinions is not a list but ${describe(list)}`;
  const opinions: Opinion[] = [];
  const headMatter = text(value.head_matter);
  for (const entry of list ?? []) {
    if (!isObject(entry) || typeof entry.text !== "string") {
      warnings.push(`an opinion without text was left out: ${describe(entry)}`);
      continue;
    }
    // Head matter that poses as an opinion stays where it stands, so that opinion indices of derived rows keep their meaning.
    opinions.push({ type: text(entry.type) || "majority", author: text(entry.author) || null, text: entry.text });
  }
  return { headMatter, opinions };
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const text = (value: unknown): string => (typeof value === "string" ? value.replace(/\s+/g, " ").trim() : "");

/** Fields of a Common Pile line, and nothing that a case has. */
function isCommonPile(value: Json): boolean {
  return (
    typeof value.text === "string" &&
    "source" in value &&
    "added" in value &&
    "metadata" in value &&
    !("citations" in value)
  );
}

/** At least two of the fields that only a case has, so that a case with one field missing counts as broken, not as foreign. */
function looksLikeCase(value: Json): boolean {
  const marks = ["citations", "decision_date", "name_abbreviation", "casebody", "court", "jurisdiction"];
  return marks.filter((field) => field in value).length >= 2 && !("cap_id" in value);
}

function notACase(value: Json): string {
  const fields = Object.keys(value).slice(0, 6);
  return `no case: it has the fields ${fields.length > 0 ? fields.join(", ") : "(none)"}, a case has name, citations, court and decision_date`;
}

function isDate(date: string): boolean {
  const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(date);
  if (!match) return false;
  const [, year, month, day] = match;
  if (Number(year) < 1600) return false;
  if (month === undefined) return true;
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number(month) >= 1 && Number(month) <= 12 && (day === undefined || (Number(day) >= 1 && Number(day) <= days));
}

/** A value in an error message: its type, and its text if short. */
function describe(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object") return `an object with ${Object.keys(value).slice(0, 4).join(", ") || "no fields"}`;
  const shown = String(value);
  return `${typeof value} ${JSON.stringify(shown.length > 60 ? `${shown.slice(0, 60)}…` : shown)}`;
}
