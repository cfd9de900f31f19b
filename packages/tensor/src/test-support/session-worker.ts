import { Graph } from "../graph.ts";
import { add } from "../ops/elementwise.ts";
import { Session } from "../session.ts";
import { serveInWorker } from "../worker.ts";

serveInWorker({
  async twice(values: Float32Array): Promise<number[]> {
    const graph = new Graph();
    const x = graph.input("x", "float32", [values.length]);
    graph.output("sum", add(x, x));
    const session = await Session.create(graph, { threads: 1 });
    const { sum } = await session.run({ x: values });
    await session.release();
    return [...(sum.data as Float32Array)];
  },
});
