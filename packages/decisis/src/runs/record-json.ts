import { readFileSync } from "node:fs";

/** A file of the record is not as the run wrote it: changed by other hands, or by a disk that lost bytes. */
export class RecordDamagedError extends Error {
  override readonly name = "RecordDamagedError";
}

/** How a damaged record is mended: nothing of it is thrown away unasked. */
export const MEND = "restore it, or start again in another folder with --out";

/** A JSON file of a run's record. `isWhole` is asked for what its readers rely on. @throws RecordDamagedError */
export function readRecordJson<T>(path: string, isWhole: (value: T) => boolean): T {
  const damaged = (why: string): RecordDamagedError => new RecordDamagedError(`${path} is damaged (${why}): ${MEND}`);
  let value: T;
  try {
    value = JSON.parse(readFileSync(path, "utf8")) as T;
  } catch (error) {
    throw damaged((error as Error).message.split("\n")[0]);
  }
  let whole: boolean;
  try {
    whole = isWhole(value);
  } catch {
    whole = false; // a field is missing in a field that is missing
  }
  if (!whole) throw damaged("fields are missing");
  return value;
}
