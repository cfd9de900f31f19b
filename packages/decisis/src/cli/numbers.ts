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
