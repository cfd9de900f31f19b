import { createHash } from "node:crypto";
import { fictionalOpinions } from "../corpus/fictional-case.ts";
import { fictionalReadbacks } from "../corpus/fictional-readback.ts";
import { importCorpus } from "../corpus/import-corpus.ts";
import type { PretrainFile } from "./pretrain-file.ts";

export interface PretrainingTexts {
  /** Texts in a fixed order; each ends a document. */
  readonly documents: readonly { readonly id: string; readonly text: string }[];
  readonly real: { readonly cases: number; readonly characters: number; readonly idsSha256: string };
  readonly generated: { readonly opinions: number; readonly readbacks: number; readonly characters: number };
}

/**
 * What a base model may see: opinions of cases in the training part of the one split, and generated texts. No prompt and no
 * answer of any environment.
 */
export async function pretrainingTexts(file: PretrainFile, corpus: string | undefined): Promise<PretrainingTexts> {
  const documents: { id: string; text: string }[] = [];
  let cases = 0;
  let characters = 0;
  const ids: string[] = [];
  if (corpus !== undefined) {
    const imported = await importCorpus(corpus);
    for (const { record, split } of imported.cases) {
      if (split !== "train") continue;
      const text = record.opinions.map((o) => o.text.trim()).filter((t) => t !== "");
      if (text.length === 0) continue;
      cases++;
      ids.push(record.id);
      text.forEach((t, i) => {
        characters += t.length;
        documents.push({ id: `${record.id}/${i}`, text: t });
      });
    }
  }
  const { seed, opinions, readbacks } = file.generated;
  const generated = [...fictionalOpinions(seed, opinions), ...fictionalReadbacks(seed, readbacks)];
  generated.forEach((text, i) => {
    documents.push({ id: `gen:${seed}:${i}`, text });
  });
  const idsSha256 = createHash("sha256")
    .update([...ids].sort().join("\n"))
    .digest("hex");
  return {
    documents,
    real: { cases, characters, idsSha256 },
    generated: { opinions, readbacks, characters: generated.reduce((n, t) => n + t.length, 0) },
  };
}
