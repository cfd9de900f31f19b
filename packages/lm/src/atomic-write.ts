/** Writes a file such that `path` holds either what it held before or all of `data`, even after a power cut. */
export async function writeFileAtomically(_path: string, _data: string | Uint8Array): Promise<void> {
  throw new Error("not yet");
}

/**
 * Lets `write` fill a new folder and then puts it in `target`'s place in one step. Leftovers of killed writers of the same target
 * are removed. If `write` throws, nothing of it remains and `target` is as it was.
 */
export async function writeFolderAtomically(_target: string, _write: (folder: string) => Promise<void>): Promise<void> {
  throw new Error("not yet");
}
