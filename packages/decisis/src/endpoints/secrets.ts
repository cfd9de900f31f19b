/** Text with every secret in it replaced. */
export type Scrub = (text: string) => string;

/** The same of a text that may be absent. */
export const orNull =
  (scrub: Scrub) =>
  (text: string | null): string | null =>
    text === null ? null : scrub(text);

/** Shorter ones guard nothing: servers without keys are given words such as `EMPTY`, which an answer may hold by chance. */
const SHORTEST_SECRET = 8;

/** Secrets whose appearance in an answer is no chance. */
export const guarded = (secrets: readonly string[]): readonly string[] =>
  secrets.filter((s) => s.length >= SHORTEST_SECRET);

/**
 * Replaces `secrets` in the forms in which servers quote them: as they are, percent-encoded, with the escapes of JSON and HTML,
 * and, where they are long enough to be told from other text, in hexadecimal and in base64, alone or inside longer text (an
 * Authorization header) that was encoded as a whole. What a server masks or cuts itself is not known again.
 */
export function scrubber(secrets: readonly string[]): Scrub {
  const forms = secrets.filter((s) => s !== "").flatMap(formsOf);
  if (forms.length === 0) return (text) => text;
  const pattern = new RegExp(forms.join("|"), "g");
  return (text) => text.replaceAll(pattern, "[key]");
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const spelled = [...secret].map(spellings).join("");
  if (secret.length < SHORTEST_SECRET) return [spelled];
  // Three bytes are four digits of base64: what stands before the secret shifts it by none, one or two bytes.
  const encoded = [0, 1, 2].map((shift) => {
    const digits = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
    const own = digits.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
    const shared = "[A-Za-z0-9+/_-]";
    return `${shift === 0 ? "" : `${shared}?`}${[...own].map(base64Digit).join("")}${shared}?(?:={1,2})?`;
  });
  const hex = [...bytes.toString("hex")].map(hexDigit).join("");
  return [spelled, hex, ...encoded];
}

/** A character as it is, or as one of the usual encodings writes it. */
function spellings(character: string): string {
  const code = character.codePointAt(0)!;
  const percent = [...Buffer.from(character)].map((byte) => `%(?:25)?${hexOf(byte, 2)}`).join("");
  const unicode = Array.from(
    { length: character.length },
    (_, i) => `\\\\{1,3}u${hexOf(character.charCodeAt(i), 4)}`,
  ).join("");
  const entity = `&(?:#0{0,5}${code}|#[xX]0{0,5}${hexOf(code, 1)}${NAMED[character] === undefined ? "" : `|${NAMED[character]}`});`;
  // Longest first: an escape may begin with the character that it is of.
  return `(?:${percent}|${unicode}|${entity}|\\\\{0,3}${literal(character)})`;
}

const NAMED: Readonly<Record<string, string>> = {
  "&": "amp",
  "<": "lt",
  ">": "gt",
  '"': "quot",
  "'": "apos",
  "+": "plus",
  "/": "sol",
  "=": "equals",
};

const literal = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/-]/, "\\$&");

const hexOf = (n: number, digits: number): string => [...n.toString(16).padStart(digits, "0")].map(hexDigit).join("");

const hexDigit = (digit: string): string => (/[a-f]/.test(digit) ? `[${digit}${digit.toUpperCase()}]` : digit);

/** Either alphabet of base64, percent-encoded or not. */
function base64Digit(digit: string): string {
  if (digit === "+") return "(?:[+-]|%2[bB])";
  return digit === "/" ? "(?:[/_]|%2[fF])" : digit;
}

/** What must appear nowhere: the key, and what fields of the request call a secret. */
export const secretsOf = (apiKey: string | null, fields: Readonly<Record<string, unknown>>): string[] => [
  ...(apiKey === null ? [] : [apiKey]),
  ...namedSecrets(fields),
];

function namedSecrets(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, v]) =>
    typeof v === "string" ? (saysSecret(name) ? [v] : []) : namedSecrets(v),
  );
}

/** Fields as they may be written down: the texts of secrets are replaced, whatever else there is stays. */
export function withoutSecrets(fields: Readonly<Record<string, unknown>>, scrub: Scrub): Record<string, unknown> {
  const clean = (value: unknown, name: string): unknown => {
    if (typeof value === "string") return saysSecret(name) ? "[secret]" : scrub(value);
    if (typeof value !== "object" || value === null) return value;
    return Array.isArray(value)
      ? value.map((v) => clean(v, ""))
      : Object.fromEntries(Object.entries(value).map(([n, v]) => [n, clean(v, n)]));
  };
  return clean(fields, "") as Record<string, unknown>;
}

/** `api_key`, `hf-token`, `clientSecret`, `Authorization`; not `max_tokens`, `eos_token` or `prompt_cache_key`. */
function saysSecret(name: string): boolean {
  const plain = name.replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
  return (
    /(^|[^a-z])(secrets?|passw(or)?d|passphrase|credentials?|authori[sz]ation|cookie)($|[^a-z])/.test(plain) ||
    /(^|[^a-z])((api|access|auth|private|session|refresh|bearer|id|hf)[^a-z]?)(key|token)$/.test(plain) ||
    /^(key|token|auth|bearer)$/.test(plain)
  );
}
