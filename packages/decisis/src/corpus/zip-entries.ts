import { Unzip, UnzipInflate } from "fflate";

export interface ZipLimits {
  /** Bytes of one entry, uncompressed. */
  readonly maxEntryBytes: number;
  /** Bytes of all wanted entries together, uncompressed. */
  readonly maxTotalBytes: number;
  readonly maxEntries: number;
}

export type ZipItem =
  | { readonly name: string; readonly bytes: Uint8Array; readonly problem: null }
  | { readonly name: string | null; readonly bytes: null; readonly problem: string };

interface Pending {
  readonly name: string;
  readonly declared: number | undefined;
  readonly chunks: Uint8Array[];
  size: number;
}

/**
 * Entries of a zip archive as a stream, wanted ones decompressed in memory, each as soon as it is complete.
 *
 * Archives are hostile until proven otherwise: names that leave the folder, entries or totals above the limits, sizes that
 * differ from what the header declares, and archives that end early each give a problem in place of bytes. Nothing is
 * written anywhere, and no more is decompressed once a limit is passed.
 */
export async function* zipEntries(
  chunks: AsyncIterable<Uint8Array>,
  wanted: (name: string) => boolean,
  limits: ZipLimits,
): AsyncGenerator<ZipItem> {
  const ready: ZipItem[] = [];
  const open = new Set<Pending>();
  let total = 0;
  let entries = 0;
  let stopped: string | null = null;
  const unzip = new Unzip((file) => {
    entries++;
    if (stopped !== null) return;
    if (entries > limits.maxEntries) {
      stopped = `more than ${limits.maxEntries} entries; the rest is not read`;
      return;
    }
    if (file.name.endsWith("/")) return;
    const trick = pathTrick(file.name);
    if (trick !== null) {
      ready.push({ name: file.name, bytes: null, problem: trick });
      return;
    }
    if (!wanted(file.name)) return;
    const pending: Pending = { name: file.name, declared: file.originalSize, chunks: [], size: 0 };
    const refuse = (problem: string) => {
      if (!open.delete(pending)) return;
      ready.push({ name: file.name, bytes: null, problem });
      file.terminate?.();
    };
    open.add(pending);
    file.ondata = (error, chunk, final) => {
      if (!open.has(pending)) return;
      if (error) return refuse(`cannot be decompressed: ${error.message}`);
      pending.size += chunk.length;
      total += chunk.length;
      if (pending.size > limits.maxEntryBytes)
        return refuse(`larger than ${limits.maxEntryBytes} bytes when decompressed`);
      if (total > limits.maxTotalBytes) {
        stopped = `more than ${limits.maxTotalBytes} bytes when decompressed; the rest is not read`;
        return refuse("passes the limit of the whole archive");
      }
      pending.chunks.push(chunk.slice());
      if (!final) return;
      if (pending.declared !== undefined && pending.declared !== pending.size) {
        return refuse(`declares ${pending.declared} bytes and holds ${pending.size}`);
      }
      open.delete(pending);
      ready.push({ name: file.name, bytes: Buffer.concat(pending.chunks), problem: null });
    };
    try {
      file.start();
    } catch (error) {
      refuse(`cannot be decompressed: ${(error as Error).message}`);
    }
  });
  unzip.register(UnzipInflate);

  const tail: Uint8Array[] = [];
  let failure: string | null = null;
  const push = (chunk: Uint8Array, final: boolean) => {
    try {
      unzip.push(chunk, final);
    } catch (error) {
      failure = `the archive is damaged: ${(error as Error).message}`;
    }
  };
  for await (const chunk of chunks) {
    tail.push(chunk);
    while (tail.length > 2 && tail.slice(1).reduce((sum, piece) => sum + piece.length, 0) >= 65557) tail.shift();
    push(chunk, false);
    yield* ready.splice(0);
    if (failure !== null || stopped !== null) break;
  }
  if (failure === null && stopped === null) push(new Uint8Array(0), true);
  yield* ready.splice(0);
  for (const pending of open) yield { name: pending.name, bytes: null, problem: "ends before its last byte" };
  const end = failure ?? stopped ?? endProblem(Buffer.concat(tail), entries);
  if (end !== null) yield { name: null, bytes: null, problem: end };
}

/** Why a name must not be trusted, `null` if it may. */
function pathTrick(name: string): string | null {
  if (name.includes("\0")) return "its name holds a NUL";
  if (/^[/\\]|^[A-Za-z]:/.test(name)) return "its name is an absolute path";
  if (name.split(/[/\\]/).includes("..")) return "its name leaves the archive's folder";
  return null;
}

/** The end record: missing if the archive was cut off, and it counts the entries. */
function endProblem(tail: Buffer, seen: number): string | null {
  const at = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (at < 0 || at + 22 > tail.length) return "the archive has no end record: it is cut off or no zip";
  const declared = tail.readUInt16LE(at + 10);
  return declared !== 0xffff && declared !== seen ? `the archive declares ${declared} entries and holds ${seen}` : null;
}
