import { InvalidArgumentError } from "commander";

/** Parsers for option values; commander prints their complaint with the option's name. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || text.trim() === "")
    throw new InvalidArgumentError("give a whole number, 0 or more.");
  return value;
}

/** More of anything than a command can hold in memory. */
const MOST = 1_000_000;

export function countNumber(text: string): number {
  const value = wholeNumber(text);
  if (value === 0 || value > MOST) throw new InvalidArgumentError(`give a whole number from 1 to ${MOST}.`);
  return value;
}

export function number(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || text.trim() === "") throw new InvalidArgumentError("give a number.");
  return value;
}

export function seedList(text: string): number[] {
  const seeds = text.split(",").map((part) => wholeNumber(part));
  if (new Set(seeds).size < seeds.length) throw new InvalidArgumentError("a seed stands twice.");
  return seeds;
}

/** A day, `YYYY-MM-DD`. */
export function isoDay(text: string): string {
  const date = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(text))
    throw new InvalidArgumentError("give a day, as in 2026-01-31.");
  return text;
}
