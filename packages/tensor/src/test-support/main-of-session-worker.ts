/** A process that computes in a worker, and writes the result. */
import { WorkerClient } from "../worker.ts";

const client = new WorkerClient(new URL("./session-worker.ts", import.meta.url));
process.stdout.write(JSON.stringify(await client.call("twice", [Float32Array.of(1, 2)])));
await client.close();
