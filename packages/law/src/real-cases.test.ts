import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { type CaseFacts, type CaseSource, caseFacts, checkCitation, formatCitation, parseCitation } from "./index.ts";

/** Real opinions' metadata, if the environment names the folder; nothing of it is kept here. */
const folder = process.env.DECISIS_DATA === undefined ? null : join(process.env.DECISIS_DATA, "cases");
const available = folder !== null && existsSync(join(folder, "cases_short.jsonl.gz"));

interface Row {
  readonly name: string;
  readonly name_abbreviation: string;
  readonly decision_date: string;
  readonly citations: readonly { readonly type: string; readonly cite: string }[];
  readonly court: { readonly name: string; readonly name_abbreviation: string };
  readonly jurisdiction: { readonly name: string };
}

function readSources(): readonly CaseSource[] {
  return ["cases_short.jsonl.gz", "cases_long.jsonl.gz"].flatMap((name) =>
    gunzipSync(readFileSync(join(folder ?? "", name)))
      .toString()
      .trimEnd()
      .split("\n")
      .map((line) => {
        // The opinions are most of a line and not needed.
        const row = JSON.parse(line) as Row;
        return {
          name: row.name,
          nameAbbreviation: row.name_abbreviation,
          citations: row.citations,
          court: { name: row.court.name, abbreviation: row.court.name_abbreviation },
          jurisdiction: row.jurisdiction.name,
          decisionDate: row.decision_date,
        };
      }),
  );
}

describe.skipIf(!available)("real cases", () => {
  const results = available ? readSources().map((source) => caseFacts(source)) : [];
  const all: CaseFacts[] = results.flatMap((result) => (result.ok ? [result.facts] : []));

  test("at least 99 % yield facts; what is refused is wrong at its source", () => {
    expect(all.length).toBeGreaterThanOrEqual(0.99 * results.length);
    const reasons = new Set(results.flatMap((result) => (result.ok ? [] : [result.reason])));
    expect([...reasons].sort()).toEqual(["court-outside-reporter", "name-not-told", "year-outside-edition"]);
  });

  test("every gold is right in strict mode, in both contexts", () => {
    const wrong = all.flatMap((facts) =>
      (["citation", "text"] as const)
        .map((context) => ({ gold: formatCitation(facts, { context }), context }))
        .filter(({ gold, context }) => {
          const check = checkCitation(gold, facts, { mode: "strict", context });
          return !check.identity || check.verdicts.some((verdict) => verdict.status !== "ok");
        }),
    );
    expect(wrong).toEqual([]);
  });

  test("every gold parses back into its facts", () => {
    const lost = all.filter((facts) => {
      const parsed = parseCitation(formatCitation(facts));
      return (
        parsed?.caseName?.text !== facts.caseName ||
        parsed.edition !== facts.reporter ||
        (parsed.court?.text ?? null) !== facts.court
      );
    });
    expect(lost.map((facts) => formatCitation(facts))).toEqual([]);
  });

  test("accepted names and parallels are accepted in lenient mode", () => {
    for (const facts of all) {
      for (const name of facts.acceptedNames) {
        const answer = formatCitation({ ...facts, caseName: name });
        expect(checkCitation(answer, facts, { mode: "lenient" }), answer).toMatchObject({ ok: true, identity: true });
      }
      for (const at of facts.parallels) {
        const answer = formatCitation(facts, { at });
        expect(checkCitation(answer, facts, { mode: "lenient" }), answer).toMatchObject({ ok: true, identity: true });
      }
    }
  });

  test("another case's gold, and a volume, page or year off by one, never identify the case", () => {
    all.forEach((facts, index) => {
      const gold = formatCitation(facts);
      const others = [
        formatCitation(all[(index + 7) % all.length]),
        formatCitation({ ...facts, volume: String(Number(facts.volume) + 1) }),
        formatCitation({ ...facts, page: String(Number(facts.page) + 1) }),
        formatCitation({ ...facts, year: String(Number(facts.year) + 1) }),
      ];
      for (const answer of others.filter((other) => other !== gold)) {
        expect(checkCitation(answer, facts, { mode: "lenient" }).identity, answer).toBe(false);
      }
    });
  });
});
