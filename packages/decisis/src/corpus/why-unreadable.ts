/** In words why a file or folder could not be read, to stand after its name; what is thrown is what `node:fs` throws. */
export function whyUnreadable(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOENT" || code === "ENOTDIR") return "is not there, or a link to nothing";
  if (code === "ELOOP") return "is a link that leads to itself";
  if (code === "EACCES" || code === "EPERM") return "may not be read (permission denied)";
  return `cannot be read (${code ?? message})`;
}
