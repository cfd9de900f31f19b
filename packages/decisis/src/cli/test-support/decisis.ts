import { runCommand } from "../main.ts";

/** Runs a command in this process: its exit code, and what it wrote, which nothing else sees. */
export async function decisis(
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const written = { out: "", err: "" };
  const { stdout, stderr } = process;
  const [toOut, toErr] = [stdout.write, stderr.write];
  stdout.write = (text: unknown) => Boolean((written.out += String(text)));
  stderr.write = (text: unknown) => Boolean((written.err += String(text)));
  try {
    return { code: await runCommand(args), ...written };
  } finally {
    stdout.write = toOut;
    stderr.write = toErr;
  }
}
