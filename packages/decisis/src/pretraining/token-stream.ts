import type { Tokenizer } from "@decisis/lm";
import { Random } from "@decisis/tensor";

export interface TokenStream {
  /** Chunks of `length` tokens to train on. */
  readonly train: readonly Int32Array[];
  /** Chunks of documents that training never sees (one document in a hundred). */
  readonly held: readonly Int32Array[];
  readonly tokens: number;
}

/** All documents, each closed by the end token, one after the other in a seeded order, cut into chunks of `length` tokens. */
export function tokenStream(
  documents: readonly { readonly id: string; readonly text: string }[],
  tokenizer: Tokenizer,
  endId: number,
  length: number,
  seed: number,
): TokenStream {
  const order = Random.at(seed, "documents").shuffle(documents);
  const parts = { train: [] as Int32Array[], held: [] as Int32Array[] };

  for (const kind of ["train", "held"] as const) {
    let buffer: number[] = [];
    order.forEach(({ text }, i) => {
      if ((i % 100 === 0) !== (kind === "held")) return;
      // Long texts are encoded paragraph by paragraph: merging is not linear in the length of a piece.
      for (const paragraph of text.split(/(?<=\n)/)) {
        for (const id of tokenizer.encode(paragraph, { plain: true })) buffer.push(id);
        while (buffer.length >= length) {
          parts[kind].push(Int32Array.from(buffer.slice(0, length)));
          buffer = buffer.slice(length);
        }
      }
      buffer.push(endId);
    });
  }
  return { ...parts, tokens: (parts.train.length + parts.held.length) * length };
}
