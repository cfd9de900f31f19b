import { createReadStream, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { byteLines } from "../corpus/byte-lines.ts";
import { sha256 } from "../corpus/sha256.ts";
import { EndpointError, type Usage } from "./endpoint.ts";

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

const tokens = z.int().nonnegative();
const line: z.ZodType<CachedCompletion> = z.object({
  key: z.string(),
  prompt_hash: z.string(),
  repeat: z.int().nonnegative(),
  completion: z.string().nullable(),
  finish_reason: z.string().nullable(),
  usage: z.object({ prompt_tokens: tokens, completion_tokens: tokens }).nullable(),
  served_model: z.string().nullable(),
  attempts: z.int().positive(),
  time: z.iso.datetime(),
});

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
  /** Lines that are no completion: torn by a kill or by a full disk, or changed by other hands. They are asked for again. */
  readonly damaged: number;
}

/**
 * Completions for `wanted` keys that any evaluation has left in an endpoint's folder, each in a subfolder of its own, since
 * each file has one writer. Another process may be writing; a last line that is not whole yet is passed over.
 *
 * What is found never changes: of two answers to one request, which evaluations get that run at once, an evaluation's own
 * stands before those of others and of each the earliest, so that a later line replaces none.
 * @throws EndpointError for what cannot be read
 */
export async function readCompletions(
  folder: string,
  evaluation: string,
  wanted: ReadonlySet<string>,
): Promise<FoundCompletions> {
  const byKey = new Map<string, CachedCompletion>();
  let own: ReadonlySet<string> = new Set();
  let damaged = 0;
  const others = subfolders(folder).filter((name) => name !== evaluation);
  for (const name of [evaluation, ...others]) {
    for await (const found of linesOf(join(folder, name, COMPLETIONS))) {
      if (found === null) damaged++;
      else if (wanted.has(found.key) && !own.has(found.key)) {
        const known = byKey.get(found.key);
        if (known === undefined || found.time < known.time) byKey.set(found.key, found);
      }
    }
    if (name === evaluation) own = new Set(byKey.keys());
  }
  return { byKey, own, damaged };
}

const subfolders = (folder: string): string[] => {
  if (!existsSync(folder)) return [];
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    throw unreadable(folder, error);
  }
};

/** `null` for a line that is damaged. */
async function* linesOf(path: string): AsyncGenerator<CachedCompletion | null> {
  if (!existsSync(path)) return;
  try {
    for await (const { bytes } of byteLines(createReadStream(path), LONGEST_LINE)) yield parsed(bytes);
  } catch (error) {
    throw unreadable(path, error);
  }
}

const unreadable = (path: string, error: unknown): EndpointError =>
  new EndpointError(
    `${path} cannot be read (${(error as Error).message}): mend it or take it away, or give another folder with --cache`,
    { cause: error },
  );

function parsed(bytes: Uint8Array): CachedCompletion | null {
  try {
    return line.safeParse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes))).data ?? null;
  } catch {
    return null;
  }
}
