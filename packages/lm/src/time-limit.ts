import vm from "node:vm";

const context = vm.createContext(Object.create(null));
const call = new vm.Script("work()");

/**
 * Runs `work` and throws if it takes longer than `milliseconds`, be it an endless loop or a regular expression without end: a script's
 * time limit also covers what the script calls. For programs and patterns from strangers; says nothing about memory.
 */
export function withTimeLimit<T>(milliseconds: number, work: () => T): T {
  const outer: unknown = context.work;
  context.work = work;
  try {
    return call.runInContext(context, { timeout: milliseconds }) as T;
  } catch (error) {
    const isTimeout = (error as NodeJS.ErrnoException | null)?.code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
    throw isTimeout ? new Error(`took longer than ${milliseconds} ms`) : error;
  } finally {
    context.work = outer;
  }
}
