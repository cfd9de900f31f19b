import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_CAPTION, ordinaryCapitals, trimmedCaption } from "./prompt-caption.ts";

describe("ordinaryCapitals", () => {
  it.each([
    [
      "Harold J. PELWORTH, Plaintiff-Appellant, v. DALMERE PAPER COMPANY, Defendant",
      "Harold J. Pelworth, Plaintiff-Appellant, v. Dalmere Paper Company, Defendant",
    ],
    ["The TOWN OF ULERDALE, ET AL. V. McGOWAN", "The Town of Ulerdale, et al. v. McGowan"],
    ["THE PEOPLE, PLAINTIFF AND RESPONDENT, v. O’SHERRICK", "The People, Plaintiff and Respondent, v. O'Sherrick"],
    ["NATIONAL COAL ASS’N v. PASCACIO-RODRIGUEZ", "National Coal Ass'n v. Pascacio-Rodriguez"],
    ["Larry R. D'ADDARIO v. DeVRIES LLC and PNC BANK, N.A.", "Larry R. D'Addario v. DeVries LLC and PNC Bank, N.A."],
    ["J.K. v. IN RE W.J. III", "J.K. v. In re W.J. III"],
    ["Terrance V. SCHOU v.  CITY\nOF   X", "Terrance V. Schou v. City of X"],
    ["O'BRIEN (NEWARK) COGENERATION, INC.", "O'Brien (Newark) Cogeneration, Inc."],
    ["Jones v. Smith", "Jones v. Smith"],
  ])("%s", (caption, expected) => {
    expect(ordinaryCapitals(caption)).toBe(expected);
  });

  it("is idempotent and keeps the letters", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."ABCVMcdo.,'-& ()/é") }), (caption) => {
        const once = ordinaryCapitals(caption);
        expect(ordinaryCapitals(once)).toBe(once);
        expect(once.toLowerCase()).toBe(caption.normalize("NFC").replace(/\s+/g, " ").trim().toLowerCase());
      }),
    );
  });
});

describe("trimmedCaption", () => {
  it("leaves a short caption alone", () => {
    expect(trimmedCaption("Pelworth v. Dalmere Paper Company; Stenford v. Wenley")).toBe(
      "Pelworth v. Dalmere Paper Company; Stenford v. Wenley",
    );
  });

  it("keeps the party named first on each side of a long one", () => {
    const others = Array.from({ length: 20 }, (_, i) => `Other Person ${i}`).join("; ");
    expect(
      trimmedCaption(
        `Harold Pelworth; ${others}, Plaintiffs, v. Dalmere Paper Company, Defendant; ${others} v. Wenley`,
      ),
    ).toBe("Harold Pelworth, et al. v. Dalmere Paper Company, et al.");
  });

  it("gives up on one that stays too long", () => {
    expect(trimmedCaption(`In re ${"very ".repeat(80)}long matter`)).toBeNull();
    expect(trimmedCaption(`${"A".repeat(MAX_CAPTION)} v. B`)).toBeNull();
  });
});
