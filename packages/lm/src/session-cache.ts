import type { Session } from "@decisis/tensor";

/** Sessions by key, the least recently used released when there are more than `limit`. */
export class SessionCache {
  private readonly sessions = new Map<string, Session>();
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  async get(key: string, create: () => Promise<Session>): Promise<Session> {
    const known = this.sessions.get(key);
    if (known) {
      this.sessions.delete(key);
      this.sessions.set(key, known);
      return known;
    }
    while (this.sessions.size >= this.limit) {
      const [oldest, session] = this.sessions.entries().next().value!;
      this.sessions.delete(oldest);
      await session.release();
    }
    const made = await create();
    this.sessions.set(key, made);
    return made;
  }

  async clear(): Promise<void> {
    for (const session of this.sessions.values()) await session.release();
    this.sessions.clear();
  }
}
