/** One line of a byte stream, without its line end. */
export interface ByteLine {
  /** Counts from 1. */
  readonly number: number;
  readonly bytes: Uint8Array;
  /** The line was longer than the limit; `bytes` holds its beginning only. */
  readonly tooLong: boolean;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * Lines of a stream of chunks, split at line feeds; a carriage return before one and a byte-order mark at the start are
 * dropped. Memory is bounded by `maxLineBytes`; a longer line is passed over and marked. Linear in the input.
 */
export async function* byteLines(chunks: AsyncIterable<Uint8Array>, maxLineBytes: number): AsyncGenerator<ByteLine> {
  let number = 1;
  let pieces: Uint8Array[] = [];
  let kept = 0;
  let tooLong = false;
  const keep = (piece: Uint8Array) => {
    const room = maxLineBytes - kept;
    if (piece.length > room) tooLong = true;
    const part = piece.subarray(0, Math.max(0, room));
    if (part.length > 0) pieces.push(part);
    kept += part.length;
  };
  const flush = (): ByteLine => {
    let bytes: Uint8Array = pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
    if (bytes[bytes.length - 1] === CARRIAGE_RETURN) bytes = bytes.subarray(0, -1);
    if (number === 1 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3);
    const line = { number, bytes, tooLong };
    number++;
    pieces = [];
    kept = 0;
    tooLong = false;
    return line;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      keep(chunk.subarray(start, end));
      yield flush();
      start = end + 1;
    }
    keep(chunk.subarray(start));
  }
  if (kept > 0 || tooLong) yield flush();
}
