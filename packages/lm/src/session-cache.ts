import type { Session } from "@decisis/tensor";

/** A compiled graph and the bytes that its arena may come to hold. */
export interface CompiledGraph {
  readonly session: Session;
  readonly arenaBytes: number;
}

/** Sessions by key, the least recently used released when there are more than `limit`. */
export class SessionCache {
  private readonly graphs = new Map<string, CompiledGraph>();
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** What the arenas of all cached sessions may come to hold. */
  get arenaBytes(): number {
    return [...this.graphs.values()].reduce((sum, g) => sum + g.arenaBytes, 0);
  }

  async get(key: string, create: () => Promise<CompiledGraph>): Promise<Session> {
    const known = this.graphs.get(key);
    if (known) {
      this.graphs.delete(key);
      this.graphs.set(key, known);
      return known.session;
    }
    while (this.graphs.size >= this.limit) {
      const [oldest, { session }] = this.graphs.entries().next().value!;
      this.graphs.delete(oldest);
      await session.release();
    }
    const made = await create();
    this.graphs.set(key, made);
    return made.session;
  }

  async clear(): Promise<void> {
    for (const { session } of this.graphs.values()) await session.release();
    this.graphs.clear();
  }
}
