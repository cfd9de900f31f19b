import fc from "fast-check";

/** Strings of any UTF-16 units, lone surrogates and NUL among them, for tests that say "never throws". */
export function anyString(maxLength: number): fc.Arbitrary<string> {
  const unit = fc.oneof(fc.integer({ min: 0, max: 0x7f }), fc.integer({ min: 0, max: 0xffff }));
  return fc.array(unit, { maxLength }).map((units) => String.fromCharCode(...units));
}
