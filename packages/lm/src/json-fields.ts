import { ModelError } from "./model-error.ts";

/** Typed access to one JSON object, with the file and the field in every error. */
export class JsonFields {
  private readonly file: string;
  private readonly json: Record<string, unknown>;

  constructor(file: string, json: Record<string, unknown>) {
    this.file = file;
    this.json = json;
  }

  fail(field: string, what: string): never {
    throw new ModelError(`${this.file}: ${field}: ${what}`);
  }

  has(field: string): boolean {
    return this.json[field] !== undefined && this.json[field] !== null;
  }

  count(field: string, max: number): number {
    const value = this.number(field, 1, max);
    return Number.isInteger(value) ? value : this.fail(field, `expected a whole number, got ${value}`);
  }

  number(field: string, min: number, max: number): number {
    const value = this.json[field];
    if (value === undefined || value === null) this.fail(field, "is missing");
    if (typeof value !== "number" || !(value >= min && value <= max)) {
      this.fail(field, `expected a number from ${min} to ${max}, got ${show(value)}`);
    }
    return value;
  }

  /** `null` when absent. */
  optional(field: string, min: number, max: number): number | null {
    return this.has(field) ? this.number(field, min, max) : null;
  }

  flag(field: string): boolean {
    const value = this.json[field] ?? false;
    return typeof value === "boolean" ? value : this.fail(field, `expected true or false, got ${show(value)}`);
  }
}

/** A value as it may appear in a one-line message. */
export function show(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 80);
}
