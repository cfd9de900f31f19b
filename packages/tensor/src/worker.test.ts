import { afterEach, expect, test } from "vitest";
import { serveInWorker, WorkerClient, WorkerError } from "./worker.ts";

const clients: WorkerClient[] = [];
function start(): WorkerClient {
  const client = new WorkerClient(new URL("./test-support/calls-worker.ts", import.meta.url));
  clients.push(client);
  return client;
}
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
});

async function errorOf(call: Promise<unknown>): Promise<WorkerError> {
  const error = await call.then(
    (value) => new Error(`gave ${String(value)}`),
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(Error);
  return error as WorkerError;
}

test("values go there and back, in the order of the calls", async () => {
  const client = start();
  const values = [1, "two", { three: Float64Array.of(3) }, null, undefined];
  expect(await Promise.all(values.map((v) => client.call("echo", [v])))).toEqual(values);
});

test("errors carry name, message, details and the worker's stack", async () => {
  const client = start();
  const error = await errorOf(client.call("fail", ["row 3 is wrong", { row: 3 }]));
  expect(error).toBeInstanceOf(WorkerError);
  expect(error).toMatchObject({ name: "RangeError", message: "row 3 is wrong", details: { row: 3 } });
  expect(error.stack).toContain("calls-worker");
  expect(await client.call("echo", ["alive"])).toBe("alive");
});

test("whatever is thrown or returned, the call ends and the next one works", async () => {
  const client = start();
  expect(await errorOf(client.call("throwText", []))).toMatchObject({ name: "Error", message: "only a text" });
  expect(await errorOf(client.call("failUncopyable", []))).toMatchObject({ message: "with a function" });
  expect(await errorOf(client.call("returnFunction", []))).toMatchObject({ name: "DataCloneError" });
  expect((await errorOf(client.call("nothing", []))).message).toBe("the worker has no method nothing");
  expect((await errorOf(client.call("echo", [() => 0]))).name).toBe("DataCloneError");
  expect(await client.call("echo", ["alive"])).toBe("alive");
});

test("progress arrives in order and before the result", async () => {
  const client = start();
  const seen: unknown[] = [];
  await client.call("count", [4], { onProgress: (v) => seen.push(v) }).then((v) => seen.push(`result ${v}`));
  expect(seen).toEqual([1, 2, 3, 4, "result 4"]);
});

test("a progress function that throws fails its call, not the process", async () => {
  const client = start();
  const call = client.call("count", [2], {
    onProgress: () => {
      throw new Error("no more of this");
    },
  });
  expect((await errorOf(call)).message).toBe("no more of this");
  expect(await client.call("echo", ["alive"])).toBe("alive");
});

test("named buffers are moved", async () => {
  const data = Float32Array.of(1, 2, 3);
  expect(await start().call("moved", [data], { transfer: [data.buffer] })).toBe(6);
  expect(data.length).toBe(0);
});

test("a worker that ends rejects the calls under way, those in its queue and later ones", async () => {
  const client = start();
  const calls = [client.call("exit", [3]), client.call("echo", ["queued"])];
  for (const call of calls) expect((await errorOf(call)).message).toBe("worker thread ended with code 3");
  expect((await errorOf(client.call("echo", ["late"]))).message).toBe("worker thread ended with code 3");
});

test("a worker that crashes says why", async () => {
  const client = start();
  expect((await errorOf(client.call("crash", []))).message).toBe("crashed between calls");
});

test("closing rejects what is under way", async () => {
  const client = start();
  const call = errorOf(client.call("hang", []));
  await client.close();
  expect((await call).message).toBe("worker closed");
  expect((await errorOf(client.call("echo", [1]))).message).toBe("worker closed");
});

test("the serving half refuses the main thread", () => {
  expect(() => serveInWorker({})).toThrow("not in a worker thread");
});
