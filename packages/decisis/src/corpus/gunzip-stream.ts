import { createGunzip } from "node:zlib";

/** Sets `reason` when the compressed stream was broken or cut off; everything before that was delivered. */
export interface StreamFault {
  reason: string | null;
}

/**
 * Uncompressed chunks of a gzip stream. What could be decompressed before a fault is always delivered, the same bytes each time;
 * the fault itself is left in `fault` instead of thrown. Several members in a row are read as one.
 */
export async function* gunzipStream(chunks: AsyncIterable<Uint8Array>, fault: StreamFault): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  let output: Uint8Array[] = [];
  const state: { error: Error | null } = { error: null };
  gunzip.on("data", (piece: Uint8Array) => output.push(piece));
  gunzip.on("error", (e: Error) => (state.error ??= e));
  // One write at a time, awaited: output of earlier writes is out before a later one can fail.
  const step = (run: (done: () => void) => void) =>
    new Promise<void>((resolve) => {
      if (state.error) return resolve();
      gunzip.once("error", () => resolve());
      run(() => resolve());
    }).then(() => void gunzip.removeAllListeners("error").on("error", (e: Error) => (state.error ??= e)));
  try {
    for await (const chunk of chunks) {
      await step((done) => gunzip.write(chunk, done));
      const ready = output;
      output = [];
      yield* ready;
      if (state.error) break;
    }
    if (!state.error) {
      await step((done) => {
        gunzip.once("end", done);
        gunzip.end();
      });
      yield* output;
    }
  } finally {
    gunzip.destroy();
  }
  if (state.error) {
    fault.reason = /unexpected end/.test(state.error.message)
      ? "the gzip stream is cut off; what came before was read"
      : `the gzip stream is damaged (${state.error.message}); what came before was read`;
  }
}
