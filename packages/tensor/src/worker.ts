import "./no-telemetry.ts";

import { isMainThread, parentPort, type Transferable, Worker } from "node:worker_threads";

/**
 * ONNX Runtime blocks the thread that calls it. These two halves move an object of async methods into a worker thread: the
 * worker calls `serveInWorker`, the main thread calls methods by name through `WorkerClient`. Arguments and results are
 * copied (structured clone); buffers named in `transfer` are moved instead.
 */
interface Request {
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
}

type Reply =
  | { readonly id: number; readonly value: unknown }
  | {
      readonly id: number;
      readonly error: {
        readonly name: string;
        readonly message: string;
        readonly stack?: string;
        readonly details?: unknown;
      };
    }
  | { readonly id: number; readonly progress: unknown };

/** Answers requests one after the other. A handler may report progress through the function it gets as its last argument. */
export function serveInWorker(handlers: object): void {
  const port = parentPort;
  if (isMainThread || !port) throw new Error("serveInWorker: not in a worker thread");
  let queue: Promise<void> = Promise.resolve();
  port.on("message", ({ id, method, args }: Request) => {
    queue = queue.then(async () => {
      const progress = (value: unknown): void => port.postMessage({ id, progress: value } satisfies Reply);
      try {
        const handler = (handlers as Record<string, ((...a: unknown[]) => unknown) | undefined>)[method];
        if (handler === undefined) throw new Error(`the worker has no method ${method}`);
        const value = await handler(...args, progress);
        port.postMessage({ id, value } satisfies Reply);
      } catch (e) {
        const { name, message, stack, details } = (e instanceof Error ? e : new Error(String(e))) as WorkerError;
        try {
          port.postMessage({ id, error: { name, message, stack, details } } satisfies Reply);
        } catch {
          port.postMessage({ id, error: { name, message, stack } } satisfies Reply); // details that cannot be copied
        }
      }
    });
  });
}

/** An error thrown in the worker; `name` is that of the original. */
export class WorkerError extends Error {
  readonly details: unknown;
  constructor(name: string, message: string, stack: string | undefined, details: unknown) {
    super(message);
    this.name = name;
    if (stack) this.stack = stack;
    this.details = details;
  }
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: unknown): void;
  progress?: (value: unknown) => void;
}

export class WorkerClient {
  private readonly worker: Worker;
  private readonly pending = new Map<number, Pending>();
  private next = 0;
  private dead: Error | null = null;

  constructor(module: URL) {
    this.worker = new Worker(module);
    this.worker.on("message", (reply: Reply) => {
      const call = this.pending.get(reply.id);
      if (!call) return;
      if ("progress" in reply) {
        try {
          call.progress?.(reply.progress);
        } catch (e) {
          this.forget(reply.id);
          call.reject(e);
        }
        return;
      }
      this.forget(reply.id);
      if ("error" in reply)
        call.reject(new WorkerError(reply.error.name, reply.error.message, reply.error.stack, reply.error.details));
      else call.resolve(reply.value);
    });
    this.worker.on("error", (error) => this.fail(error instanceof Error ? error : new Error(String(error))));
    this.worker.on("messageerror", (error) => this.fail(error));
    this.worker.on("exit", (code) => this.fail(new Error(`worker thread ended with code ${code}`)));
    this.worker.unref();
  }

  private forget(id: number): void {
    this.pending.delete(id);
    if (this.pending.size === 0) this.worker.unref();
  }

  private fail(error: Error): void {
    this.dead ??= error;
    for (const call of this.pending.values()) call.reject(error);
    this.pending.clear();
  }

  call<T>(
    method: string,
    args: readonly unknown[],
    options: { readonly transfer?: readonly Transferable[]; readonly onProgress?: (value: unknown) => void } = {},
  ): Promise<T> {
    if (this.dead) return Promise.reject(this.dead);
    const id = this.next++;
    return new Promise<T>((resolve, reject) => {
      this.pending.set(id, { resolve: resolve as (v: unknown) => void, reject, progress: options.onProgress });
      this.worker.ref();
      try {
        this.worker.postMessage({ id, method, args } satisfies Request, [...(options.transfer ?? [])]);
      } catch (e) {
        this.forget(id); // arguments that cannot be copied
        reject(e);
      }
    });
  }

  /** Ends the worker; calls under way are rejected. */
  async close(): Promise<void> {
    this.fail(new Error("worker closed"));
    await this.worker.terminate();
  }
}
