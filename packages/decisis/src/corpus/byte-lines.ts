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
/** JSON's white space: line feed, space, carriage return, tab. */
const isWhite = (byte: number): boolean => byte === LINE_FEED || byte === 32 || byte === CARRIAGE_RETURN || byte === 9;

/**
 * Lines of a stream of chunks that hold more than white space, split at line feeds; a carriage return before one and a
 * byte-order mark at the start are dropped. Blank lines count and cost next to nothing: a megabyte of gzip can hold a
 * thousand million. Memory is bounded by `maxLineBytes`; a longer line is passed over and marked. Linear in the input.
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
  const flush = (): ByteLine | null => {
    let bytes: Uint8Array = pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
    if (bytes[bytes.length - 1] === CARRIAGE_RETURN) bytes = bytes.subarray(0, -1);
    if (number === 1 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3);
    const line = tooLong || !bytes.every(isWhite) ? { number, bytes, tooLong } : null;
    number++;
    pieces = [];
    kept = 0;
    tooLong = false;
    return line;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (;;) {
      if (kept === 0) {
        for (let at = start; at < chunk.length && isWhite(chunk[at]); at++) {
          if (chunk[at] !== LINE_FEED) continue;
          number++;
          start = at + 1;
        }
      }
      const end = chunk.indexOf(LINE_FEED, start);
      if (end < 0) break;
      keep(chunk.subarray(start, end));
      const line = flush();
      if (line !== null) yield line;
      start = end + 1;
    }
    keep(chunk.subarray(start));
  }
  const last = kept > 0 || tooLong ? flush() : null;
  if (last !== null) yield last;
}
