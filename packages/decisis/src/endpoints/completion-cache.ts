import { createReadStream, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { byteLines } from "../corpus/byte-lines.ts";
import { sha256 } from "../corpus/sha256.ts";
import type { Usage } from "./endpoint.ts";

/** A line of completions.jsonl. */
export interface CachedCompletion {
  /** Of the request: SHA-256 of everything that matters to the answer. */
  readonly key: string;
  readonly prompt_hash: string;
  readonly repeat: number;
  /** `null`: the server kept it back. */
  readonly completion: string | null;
  readonly finish_reason: string | null;
  readonly usage: Usage | null;
  readonly served_model: string | null;
  readonly attempts: number;
  readonly time: string;
}

export const COMPLETIONS = "completions.jsonl";

/** What evaluations of one model at one endpoint share, below the folder of all caches. Its name can be read by people. */
export function endpointFolder(
  cache: string,
  { url, model }: { readonly url: string; readonly model: string },
): string {
  const plain = (text: string): string => text.replaceAll(/[^A-Za-z0-9.-]+/g, "_").slice(-40);
  return join(cache, `${plain(new URL(url).host)}-${plain(model)}-${sha256(`${url}\n${model}`).slice(0, 8)}`);
}

/** More than a line of the longest answer. */
const LONGEST_LINE = 256 * 2 ** 20;

export interface FoundCompletions {
  readonly byKey: ReadonlyMap<string, CachedCompletion>;
  /** Keys that the evaluation asked for by name itself. */
  readonly own: ReadonlySet<string>;
  /** Lines that are no completion: torn by a kill or by a full disk. They are asked for again. */
  readonly damaged: number;
}

/**
 * Completions for `wanted` keys that any evaluation has left in an endpoint's folder, each in a subfolder of its own, since
 * each file has one writer. Another process may be writing; a last line that is not whole yet is passed over.
 */
export async function readCompletions(
  folder: string,
  evaluation: string,
  wanted: ReadonlySet<string>,
): Promise<FoundCompletions> {
  const byKey = new Map<string, CachedCompletion>();
  const own = new Set<string>();
  let damaged = 0;
  for (const name of existsSync(folder) ? readdirSync(folder).sort() : []) {
    const path = join(folder, name, COMPLETIONS);
    if (!existsSync(path)) continue;
    for await (const { bytes } of byteLines(createReadStream(path), LONGEST_LINE)) {
      const line = parsed(bytes);
      if (line === null) damaged++;
      else if (wanted.has(line.key)) {
        byKey.set(line.key, line);
        if (name === evaluation) own.add(line.key);
      }
    }
  }
  return { byKey, own, damaged };
}

function parsed(bytes: Uint8Array): CachedCompletion | null {
  try {
    const line = JSON.parse(new TextDecoder().decode(bytes)) as CachedCompletion;
    const whole = typeof line?.key === "string" && (line.completion === null || typeof line.completion === "string");
    return whole ? line : null;
  } catch {
    return null;
  }
}
