import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";

/** The disk refused. What was committed before is untouched. */
export class RunWriteError extends Error {
  override readonly name = "RunWriteError";

  constructor(path: string, cause: NodeJS.ErrnoException) {
    super(
      `cannot write ${path}: ${reason(cause)}; everything up to the last checkpoint is safe: mend that, then resume`,
      {
        cause,
      },
    );
  }
}

/** Puts `text` in `path`'s place in one step: whoever reads, before or after a power cut, finds the old whole or the new whole. */
export function writeFileAtomically(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  writing(path, () => {
    try {
      mkdirSync(dirname(path), { recursive: true });
      const fd = openSync(temporary, "w");
      try {
        writeFileSync(fd, text);
        fsyncSync(fd);
      } finally {
        closeSync(fd);
      }
      renameSync(temporary, path);
      syncFolder(dirname(path));
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  });
}

/** A file that only grows, and can be cut back to a length it once had. */
export class AppendOnlyFile {
  readonly path: string;
  private readonly fd: number;
  private bytes: number;
  private synced = false;

  constructor(path: string) {
    this.path = path;
    [this.fd, this.bytes] = writing(path, () => {
      mkdirSync(dirname(path), { recursive: true });
      const fd = openSync(path, "a");
      return [fd, fstatSync(fd).size];
    });
  }

  get length(): number {
    return this.bytes;
  }

  append(text: string): void {
    writing(this.path, () => writeFileSync(this.fd, text));
    this.bytes += Buffer.byteLength(text);
    this.synced = false;
  }

  /** Returns when the disk has it all. */
  sync(): void {
    if (this.synced) return;
    writing(this.path, () => {
      fsyncSync(this.fd);
      syncFolder(dirname(this.path));
    });
    this.synced = true;
  }

  close(): void {
    closeSync(this.fd);
  }
}

/** Cuts a file back to `length` bytes. */
export function truncateFile(path: string, length: number): void {
  writing(path, () => {
    const fd = openSync(path, "r+");
    try {
      ftruncateSync(fd, length);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  });
}

/** A new name in a folder is only durable once the folder is. Windows has no such call and needs none. */
function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const fd = openSync(folder, "r");
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function writing<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new RunWriteError(path, error as NodeJS.ErrnoException);
  }
}

function reason(error: NodeJS.ErrnoException): string {
  if (error.code === "ENOSPC" || error.code === "EDQUOT") return "no space is left on the disk";
  if (error.code === "EACCES" || error.code === "EPERM" || error.code === "EROFS") return "it is not writable";
  return error.message;
}
