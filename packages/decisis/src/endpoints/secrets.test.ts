import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guarded, scrubber, secretsOf, withoutSecrets } from "./secrets.ts";

const unit = fc.integer({ min: 0x21, max: 0x7e }).map((c) => String.fromCharCode(c));
const printable = fc.string({ unit });
const key = fc.string({ unit, minLength: 12, maxLength: 80 });
const each = (text: string, write: (c: string) => string): string => [...text].map(write).join("");
const code = (c: string): string => c.charCodeAt(0).toString(16).padStart(2, "0");
const named: Readonly<Record<string, string>> = { "&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "apos" };

const FORMS: Readonly<Record<string, (text: string) => string>> = {
  plain: (s) => s,
  "percent-encoded": encodeURIComponent,
  "percent-encoded, small": (s) => encodeURIComponent(s).replaceAll(/%../g, (p) => p.toLowerCase()),
  "percent-encoded twice": (s) => encodeURIComponent(encodeURIComponent(s)),
  "all percent": (s) => each(s, (c) => `%${code(c)}`),
  form: (s) => new URLSearchParams({ k: s }).toString().slice(2),
  JSON: (s) => JSON.stringify(s).slice(1, -1),
  "JSON in JSON": (s) => JSON.stringify(JSON.stringify(s)).slice(3, -3),
  "JSON code units": (s) => each(s, (c) => `\\u00${code(c)}`),
  "JSON as PHP writes it": (s) => JSON.stringify(s).slice(1, -1).replaceAll("/", "\\/"),
  HTML: (s) => each(s, (c) => (named[c] === undefined ? c : `&${named[c]};`)),
  "HTML numbers": (s) => each(s, (c) => `&#${c.charCodeAt(0)};`),
  "HTML hexadecimal": (s) => each(s, (c) => `&#x${code(c).toUpperCase()};`),
  hexadecimal: (s) => Buffer.from(s).toString("hex"),
  HEXADECIMAL: (s) => Buffer.from(s).toString("hex").toUpperCase(),
};

describe("secrets", () => {
  it.each(Object.entries(FORMS))("are replaced: %s", (_, form) => {
    fc.assert(
      fc.property(key, (k) => {
        expect(scrubber([k])(`<${form(k)}> ${form(k)}\n`)).toBe("<[key]> [key]\n");
      }),
    );
  });

  it.each(["base64", "base64url"] as const)("are replaced in %s, alone and within longer text", (alphabet) => {
    fc.assert(
      fc.property(key, printable, printable, (k, before, after) => {
        const said = scrubber([k])(`"${Buffer.from(before + k + after).toString(alphabet)}"`);
        expect(said).toContain("[key]");
        // What is left is not more than what stood around it.
        const left = said.slice(1, -1).split("[key]").join("").replaceAll("=", "");
        expect(left.length).toBeLessThanOrEqual(Math.ceil(((before + after).length * 8) / 6));
      }),
    );
    const header = Buffer.from("Bearer sk-SECRETKEY12345").toString(alphabet);
    expect(scrubber(["sk-SECRETKEY12345"])(`was ${header}.`)).toMatch(/^was QmVhcmVyI?\[key\]\.$/);
  });

  it("leave other text as it is", () => {
    fc.assert(fc.property(key, fc.string(), (k, text) => text.includes(k) || scrubber([k])(text) === text));
    expect(scrubber([])("a")).toBe("a");
    expect(scrubber([""])("a")).toBe("a");
  });

  it("that are placeholders guard nothing", () => {
    expect(guarded(["EMPTY", "sk-12345"])).toEqual(["sk-12345"]);
    expect(scrubber(["EMPTY"])("key EMPTY")).toBe("key [key]");
  });

  it("in fields of a request are told by their names, and not written down", () => {
    const fields = {
      top_p: 0.9,
      max_tokens: 7,
      eos_token: "</s>",
      prompt_cache_key: "mine",
      api_key: "one",
      extra_headers: { Authorization: "Bearer two", "x-api-key": "three", accept: "any" },
      plugins: [{ clientSecret: "four" }, { note: "has sk-SECRETKEY12345 in it" }],
      schema: { properties: { key: { type: "string" } } },
    };
    expect(secretsOf("sk-SECRETKEY12345", fields)).toEqual(["sk-SECRETKEY12345", "one", "Bearer two", "three", "four"]);
    expect(withoutSecrets(fields, scrubber(["sk-SECRETKEY12345"]))).toEqual({
      ...fields,
      api_key: "[secret]",
      extra_headers: { Authorization: "[secret]", "x-api-key": "[secret]", accept: "any" },
      plugins: [{ clientSecret: "[secret]" }, { note: "has [key] in it" }],
    });
  });

  it("cost time in proportion to the text", () => {
    const scrub = scrubber(["sk-SECRETKEY12345abcdef/+=xyz"]);
    for (const unit of ["s", "\\", "%25", "&#0", "c2", "sk-SECRETKEY12345abcdef/+=xy"])
      expect(scrub(unit.repeat(2 ** 20)).length).toBe(unit.length * 2 ** 20);
  });
});
