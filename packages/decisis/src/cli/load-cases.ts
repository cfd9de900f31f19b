import { escapeControls } from "../corpus/escape-controls.ts";
import type { SplitCase } from "../environments/environment.ts";
import type { RunFile } from "../runs/run-file.ts";
import type { Output } from "./output.ts";

/** The cases that a run is made of. @throws CorpusError as `importCorpus` does */
export const loadRunCases = (
  { corpus, environments }: Pick<RunFile, "corpus" | "environments">,
  output: Output,
): Promise<readonly SplitCase[]> =>
  loadCases(corpus, Math.max(...environments.map((e) => e.include_generated)), output);

/**
 * The cases of a corpus: a folder's, generated ones, or both. Generated ones beside a folder only where a share of them is asked
 * for. @throws CorpusError as `importCorpus` does, in strict mode at the first broken or duplicate record too
 */
export async function loadCases(
  corpus: RunFile["corpus"],
  includeGenerated: number,
  output: Output,
  strict = false,
): Promise<readonly SplitCase[]> {
  const cases: SplitCase[] = [];
  if (corpus.folder !== null) {
    const { importCorpus } = await import("../corpus/import-corpus.ts");
    const folder = escapeControls(corpus.folder);
    output.status(`reading ${folder}`);
    const { cases: real, report } = await importCorpus(corpus.folder, { strict });
    const lost = report.problems.broken + report.problems.unusable + report.problems.duplicate;
    output.note(
      `${real.length} cases from ${folder}${lost > 0 ? `, ${lost} records passed over: see \`decisis corpus import\`` : ""}`,
    );
    cases.push(...real);
  }
  if (corpus.generated !== null && (corpus.folder === null || includeGenerated > 0)) {
    const { fictionalCases } = await import("../corpus/fictional-case.ts");
    const { seed, held_out_seed, cases: count } = corpus.generated;
    cases.push(...fictionalCases(seed, count).filter((c) => c.split !== "test"));
    cases.push(...fictionalCases(held_out_seed, count).filter((c) => c.split === "test"));
  }
  return cases;
}
