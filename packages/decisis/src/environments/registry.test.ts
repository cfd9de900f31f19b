import { expect, it } from "vitest";
import { ENVIRONMENTS, environmentOf } from "./registry.ts";
import { canonicalJson } from "./task-id.ts";

it("finds environments by their id and names them all when there is none", () => {
  for (const environment of ENVIRONMENTS) expect(environmentOf(environment.id)).toBe(environment);
  expect(() => environmentOf("no-such")).toThrow(/bluebook-citation/);
});

it("writes equal data as equal text", () => {
  expect(canonicalJson({ b: [1, { d: "x", c: undefined }], a: null })).toBe('{"a":null,"b":[1,{"d":"x"}]}');
});
