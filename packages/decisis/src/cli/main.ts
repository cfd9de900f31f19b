export async function main(args: readonly string[]): Promise<void> {
  process.stdout.write(`decisis ${args.join(" ")}\n`);
}
