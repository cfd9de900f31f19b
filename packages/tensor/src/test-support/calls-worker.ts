import { serveInWorker } from "../worker.ts";

/** Methods for worker.test.ts. */
serveInWorker({
  async echo(value: unknown) {
    return value;
  },
  async count(n: number, progress: (value: unknown) => void) {
    for (let i = 1; i <= n; i++) progress(i);
    return n;
  },
  async fail(message: string, details: unknown) {
    throw Object.assign(new RangeError(message), { details });
  },
  async failUncopyable() {
    throw Object.assign(new RangeError("with a function"), { details: () => 0 });
  },
  async throwText() {
    throw "only a text";
  },
  async returnFunction() {
    return () => 0;
  },
  async moved(data: Float32Array) {
    return data.reduce((a, b) => a + b, 0);
  },
  async hang() {
    await new Promise(() => setInterval(() => 0, 1000));
  },
  async exit(code: number) {
    process.exit(code);
  },
  async crash() {
    setTimeout(() => {
      throw new Error("crashed between calls");
    });
    await new Promise(() => setInterval(() => 0, 1000));
  },
});
