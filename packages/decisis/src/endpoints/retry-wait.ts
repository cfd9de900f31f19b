import type { IncomingHttpHeaders } from "node:http";
import type { Random } from "@decisis/tensor";

export interface Waits {
  /** Before the first retry; each later one waits twice as long. */
  readonly firstMs: number;
  /** No retry waits longer. A server that asks for more pauses the work. */
  readonly longestMs: number;
}

/** Exponential back-off with jitter: between half and all of `firstMs · 2^(attempt − 1)`. `attempt` counts from 1. */
export function backOffMs(attempt: number, { firstMs, longestMs }: Waits, random: Random): number {
  return Math.min(longestMs, firstMs * 2 ** (attempt - 1)) * (0.5 + 0.5 * random.uniform());
}

/**
 * How long an answer asks to be left alone, in milliseconds: `retry-after-ms`, else `retry-after` in seconds or as a date
 * (RFC 9110, 10.2.3). `null` if it does not say.
 */
export function retryAfterMs(headers: IncomingHttpHeaders, now: number): number | null {
  const ms = count(headers["retry-after-ms"]);
  if (ms !== null) return ms;
  const value = headers["retry-after"];
  const seconds = count(value);
  if (seconds !== null) return seconds * 1000;
  const date = Date.parse(value ?? "");
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

function count(value: string | string[] | undefined): number | null {
  return typeof value === "string" && /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : null;
}
