/** The two sides of common disputes, each by the words that name it. */
const DISPUTES: readonly (readonly [string, string])[] = [
  ["plaintiff petitioner appellant claimant complainant movant", "defendant respondent appellee"],
  ["buyer purchaser vendee customer", "seller vendor merchant supplier"],
  ["tenant lessee renter", "landlord lessor"],
  ["employee worker", "employer company firm"],
  ["creditor lender mortgagee obligee", "debtor borrower mortgagor obligor"],
  ["insured policyholder", "insurer underwriter"],
  ["shipper consignor sender", "carrier hauler forwarder"],
  ["visitor guest caller invitee", "owner occupier proprietor"],
  ["taxpayer payer", "collector revenue treasury commissioner government"],
  ["applicant holder landowner homeowner", "agency department board city town state"],
  ["defendant accused suspect", "government prosecution prosecutor state"],
  ["husband", "wife"],
  ["mother", "father"],
];
const COUNTERPARTS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  [
    ...Map.groupBy(
      DISPUTES.map((sides) => sides.map((side) => side.split(" "))).flatMap(([a, b]) => [
        ...a.flatMap((one) => b.map((other) => [one, other] as const)),
        ...b.flatMap((one) => a.map((other) => [one, other] as const)),
      ]),
      ([one]) => one,
    ),
  ].map(([one, pairs]) => [one, new Set(pairs.map(([, other]) => other))]),
);

const singular = (word: string): string => (word.length > 4 ? word.replace(/s$/, "") : word);

/** Whether the two words name the two sides of one dispute: `tenant` and `lessor`, `buyers` and `sellers`. */
export const areCounterparts = (a: string, b: string): boolean =>
  COUNTERPARTS.get(singular(a))?.has(singular(b)) ?? false;
