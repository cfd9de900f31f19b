import type { Random } from "@decisis/tensor";

/*
 * Invented names of people, places and businesses. Surnames and coined words are put together from syllables, so that no
 * famous case can be recognised; trade words, forms of business and places that a citation abbreviates are real words.
 */

const ONSETS =
  "Al Ar Bal Bar Bel Ben Bor Bran Bren Cal Car Cor Dal Dar Del Dor Dun Ed El Em Fal Fen Gal Gar Gil Gor Hal Han Har Hel Hol Is Jar Jen Kal Kel Ken Kin Lan Lar Len Lor Mal Mar Mel Mil Mon Nor Ol Or Pal Pel Per Pol Quin Ral Ran Ros Sal Sel Sher Sten Tal Tam Tor Tul Ul Val Ver Wal Wen Whit Wil Yar Zel".split(
    " ",
  );
const MIDDLES = ["", "", "", "", "a", "e", "i", "o", "an", "en", "er", "in", "ing", "on", "ar", "el"];
const SURNAME_ENDS =
  "ford mere well ton by ley ner man rick son ski dez ran zell wick croft strom lund quist berg etti ault more worth ham den gate kin ler nett shaw dorf mann stad sky vich rez vez gado nas lli ris row burn land sen sted dale beck holt mark".split(
    " ",
  );
const PLACE_ENDS = "ville ton burg field port haven dale wood ford mont bury brook land view ridge".split(" ");
const COINED_ENDS = "co tex tron dyne max ex lon ite corp ar ax ium ora ix via".split(" ");

const FIRST_NAMES =
  "Aaron Alice Amy Andrew Anna Anthony Arthur Barbara Beth Brian Carl Carlos Carol Charles Clara Daniel David Deborah Dennis Diana Donald Dorothy Edgar Edith Edward Elena Ellen Ernest Esther Eugene Felix Frances Frank George Gloria Grace Harold Harriet Helen Henry Irene Isaac Jacob James Jane Janet Jesse Joan John Jose Joseph Joyce Judith Karen Keith Kenneth Laura Leon Lewis Linda Lois Louis Lucy Luis Marcus Margaret Maria Mark Martha Martin Mary Michael Miguel Nancy Nina Norman Oscar Pamela Patrick Paul Peter Philip Rachel Ralph Raymond Rebecca Robert Roger Rosa Roy Ruth Samuel Sandra Sarah Stanley Stella Stephen Susan Theresa Thomas Timothy Victor Vincent Virginia Walter Wanda William".split(
    " ",
  );
const INITIALS = "ABCDEFGHJKLMNPRSTW";

const TRADE_WORDS =
  "Paper Insurance Manufacturing Electric Steel Chemical Products Transportation Development Construction Equipment Industries Hospital Medical Telephone Engineering Petroleum Refining Shipping Steamship Lumber Foundry Baking Brewing Software Systems Technologies Services Financial Holdings Management Properties Realty Investment Casualty Indemnity Surety Mutual Motor Machine Tool Distributing Broadcasting Publishing Environmental Laboratories Pharmaceutical Packing Textile Furniture Cement Coal Mining Glass Rubber Supply Storage Trucking Freight Airlines Aviation Drilling Gas Pipeline Power Water Utility Housing Hotel Theatre Grain Fruit Dairy Tobacco Jewelry Optical Instrument Security Title Leasing Credit Mortgage Trust Marketing Communications Entertainment Music Film Food Restaurant".split(
    " ",
  );
const LEAD_WORDS =
  "American National Pacific Atlantic Western Eastern Northern Southern Central General United Federal International Standard Consolidated Universal Continental Independent Metropolitan Mutual First Great Allied Global".split(
    " ",
  );
const BUSINESS_FORMS = [
  "Company",
  "Company",
  "Corporation",
  "Corporation",
  "Inc.",
  "Inc.",
  "Incorporated",
  "Company, Inc.",
  "Co., Inc.",
  "LLC",
  "L.L.C.",
  "Limited",
  "Ltd.",
  "L.P.",
  "Associates",
  "Co.",
  "Corp.",
  "Group, Inc.",
  "Partnership",
];
const INSTITUTIONS = [
  "Savings & Loan Association",
  "National Bank",
  "Trust Company",
  "Casualty Insurance Company",
  "Life Insurance Company",
  "Fire & Marine Insurance Company",
  "Railroad Company",
  "Railway Company",
  "Community College",
  "University",
  "Memorial Hospital",
  "Medical Center",
  "School District",
  "Housing Authority",
  "Water District",
  "Teachers Association",
  "Federal Credit Union",
  "Bank, N.A.",
  "Gas & Electric Company",
  "Power & Light Company",
  "Historical Society",
  "Retirement Fund",
];
const TRADES =
  "Cannery Textile Marine Garment Dairy Bakery Clerical Hospital Quarry Transit Foundry Packing Timber".split(" ");

export function surname(random: Random): string {
  const core = (random.pick(ONSETS) + random.pick(MIDDLES) + random.pick(SURNAME_ENDS)).replace(/(.)\1\1/g, "$1$1");
  const roll = random.uniform();
  if (roll < 0.03) return `Mc${core}`;
  if (roll < 0.05) return `O'${core}`;
  if (roll < 0.07) return `${core}-${random.pick(ONSETS)}${random.pick(SURNAME_ENDS)}`;
  return core;
}

/** Given names: one, one with an initial, or two initials. */
export function givenNames(random: Random): string {
  const roll = random.uniform();
  if (roll < 0.5) return random.pick(FIRST_NAMES);
  if (roll < 0.92) return `${random.pick(FIRST_NAMES)} ${random.pick([...INITIALS])}.`;
  return `${random.pick([...INITIALS])}. ${random.pick([...INITIALS])}.`;
}

export function placeName(random: Random): string {
  const name = random.pick(ONSETS) + random.pick(["", "", "en", "er", "a"]) + random.pick(PLACE_ENDS);
  const roll = random.uniform();
  if (roll < 0.06) return `New ${name}`;
  if (roll < 0.1) return `${name} Falls`;
  if (roll < 0.13) return `Fort ${name}`;
  return name;
}

function coined(random: Random): string {
  return random.pick(ONSETS) + random.pick(["", "a", "i", "o"]) + random.pick(COINED_ENDS);
}

/** A business as its caption spells it, nothing abbreviated beyond what captions abbreviate. */
export function businessName(random: Random): string {
  const form = random.pick(BUSINESS_FORMS);
  const tail = /^(Company|Corporation|Co\.|Corp\.|Limited|Associates|Partnership|Group)/.test(form)
    ? ` ${form}`
    : `, ${form}`;
  const roll = random.uniform();
  if (roll < 0.3) return `${coined(random)} ${random.pick(TRADE_WORDS)}${tail}`;
  if (roll < 0.45) return `${surname(random)} ${random.pick(TRADE_WORDS)}${tail}`;
  if (roll < 0.57)
    return `${surname(random)} & ${random.pick(["Sons", "Brothers", "Co.", surname(random)])}${tail.startsWith(",") ? tail : ", Inc."}`;
  if (roll < 0.72) return `${random.pick(LEAD_WORDS)} ${random.pick(TRADE_WORDS)}${tail}`;
  if (roll < 0.82) return `${coined(random)}${tail}`;
  if (roll < 0.9) return `${placeName(random)} ${random.pick(INSTITUTIONS)}`;
  return `${random.pick(LEAD_WORDS)} ${coined(random)} ${random.pick(TRADE_WORDS)}${tail}`;
}

export function unionName(random: Random): string {
  const trade = random.pick(TRADES);
  const local = 2 + random.integer(900);
  return random.pick([
    `United ${trade} Workers of America, Local ${local}`,
    `International Brotherhood of ${trade} Workers, Local ${local}`,
    `International Union of ${trade} Employees`,
    `Amalgamated ${trade} Workers Union`,
    `National Association of ${trade} Employees`,
  ]);
}

/** An arm of a town or county. */
export function localBodyName(random: Random): string {
  const place = placeName(random);
  return random.pick([
    `City of ${place}`,
    `City of ${place}`,
    `City of ${place}`,
    `Town of ${place}`,
    `Village of ${place}`,
    `Township of ${place}`,
    `County of ${place}`,
    `${place} County`,
    `Board of Education of ${place}`,
    `${place} School District`,
    `${place} Housing Authority`,
    `${place} Police Department`,
    `${place} Planning Commission`,
    `Zoning Board of ${place}`,
  ]);
}
