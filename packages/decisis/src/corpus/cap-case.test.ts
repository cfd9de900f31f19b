import { describe, expect, it } from "vitest";
import { capCase } from "./cap-case.ts";
import type { Provenance } from "./case-record.ts";

const PROVENANCE: Provenance = { source: "test", licence: "CC0-1.0", revision: "1", retrieved: null, sha256: "0" };

const STATIC = {
  id: 77,
  name: "PELWORTH v. DALMERE PAPER COMPANY",
  name_abbreviation: "Pelworth v. Dalmere Paper Co.",
  decision_date: "1953-11",
  docket_number: "No. 1389",
  first_page: "36",
  citations: [{ type: "official", cite: "100 A.2d 36" }],
  court: { name_abbreviation: "D.C.", id: 21806, name: "District of Columbia Municipal Court of Appeals" },
  jurisdiction: { id: 56, name_long: "District of Columbia", name: "D.C." },
  casebody: { head_matter: "Argued.", opinions: [{ type: "majority", author: "STENFORD, J.", text: "Affirmed." }] },
};
const read = (value: unknown) => {
  const result = capCase(value, PROVENANCE);
  if (!result.ok) throw new Error(`${result.kind}: ${result.reason}`);
  return result;
};
const reason = (value: unknown) => {
  const result = capCase(value, PROVENANCE);
  return result.ok ? "read" : `${result.kind}: ${result.reason}`;
};

describe("capCase", () => {
  it("reads the static form", () => {
    expect(read(STATIC).record).toEqual({
      id: "cap:77",
      name: "PELWORTH v. DALMERE PAPER COMPANY",
      nameAbbreviation: "Pelworth v. Dalmere Paper Co.",
      decisionDate: "1953-11",
      docketNumber: "No. 1389",
      citations: [{ type: "official", cite: "100 A.2d 36", volume: "100", reporter: "A.2d", page: "36" }],
      court: { id: "21806", name: "District of Columbia Municipal Court of Appeals", abbreviation: "D.C." },
      jurisdiction: "District of Columbia",
      opinions: [{ type: "majority", author: "STENFORD, J.", text: "Affirmed." }],
      headMatter: "Argued.",
      provenance: PROVENANCE,
    });
  });

  it("reads both older forms into the same record", () => {
    const asObject = { ...STATIC, casebody: { status: "ok", data: STATIC.casebody } };
    expect(read(asObject).record).toEqual(read(STATIC).record);
    const xml = `<casebody><opinion type="majority"><author>STENFORD, J.</author><p>Affirmed.</p></opinion></casebody>`;
    expect(read({ ...STATIC, casebody: { status: "ok", data: xml } }).record.opinions).toEqual([
      { type: "majority", author: "STENFORD, J.", text: "STENFORD, J.\nAffirmed." },
    ]);
  });

  it("reads metadata without a body, with a note where a body was withheld", () => {
    const { casebody: _, ...metadata } = STATIC;
    expect(read(metadata).record.opinions).toEqual([]);
    expect(read({ ...STATIC, casebody: { status: "error_limit", data: null } }).warnings[0]).toContain("error_limit");
  });

  it("keeps head matter that poses as an opinion in its place, and null authors null", () => {
    const opinions = [
      { type: "head-matter", author: null, text: "Syllabus." },
      { type: "majority", author: "", text: "Reversed." },
    ];
    expect(read({ ...STATIC, casebody: { opinions } }).record.opinions).toEqual([
      { type: "head-matter", author: null, text: "Syllabus." },
      { type: "majority", author: null, text: "Reversed." },
    ]);
  });

  it("says what is wrong with a broken record", () => {
    expect(reason(null)).toBe("broken: not a JSON object but null");
    expect(reason({ ...STATIC, decision_date: "1953-02-30" })).toContain("decision_date");
    expect(reason({ ...STATIC, decision_date: "0000" })).toContain("decision_date");
    expect(reason({ ...STATIC, citations: "100 A.2d 36" })).toContain("citations is not a list");
    expect(reason({ ...STATIC, citations: [{ cite: 5 }, null] })).toBe("read");
    expect(reason({ ...STATIC, court: null })).toContain("court.name");
    expect(reason({ ...STATIC, id: null })).toContain("field id");
    expect(reason({ ...STATIC, casebody: { opinions: "text" } })).toContain("casebody.opinions");
    expect(reason({ ...STATIC, casebody: { data: 5 } })).toContain("casebody.data");
  });

  it("tells other material from broken cases", () => {
    expect(reason({ id: "x", term: "vessel", text: "A sentence." })).toMatch(
      /^not-a-case: no case: it has the fields id, term, text/,
    );
    expect(
      reason({ id: "1", source: "Caselaw Access Project", added: "", created: "", metadata: {}, text: "…" }),
    ).toMatch(/^unusable: Common Pile/);
  });
});
