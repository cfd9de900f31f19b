import { splitOf } from "../../../corpus/split.ts";
import type { Split, SplitCase } from "../../environment.ts";

const OWNERS = [
  "ferryman",
  "beekeeper",
  "tanner",
  "miller",
  "brewer",
  "weaver",
  "cooper",
  "glazier",
  "chandler",
  "drover",
];
const THINGS = ["wharf", "orchard", "kiln", "bridge", "barge", "cellar", "meadow", "quarry", "lantern", "granary"];
const DUTIES = [
  "a toll",
  "a fence",
  "a license",
  "repairs",
  "a bond",
  "notice",
  "insurance",
  "a survey",
  "drains",
  "rent",
];
const REASONS = [
  "after the flood of the spring",
  "although the deed says nothing",
  "when the tenant has left",
  "even if nobody was hurt",
  "once the council has voted",
  "because custom requires it",
  "unless the parish agrees",
];
const VERBS = ["holding", "holding", "finding", "stating", "explaining"];
const PLACES = ["Orne", "Tarl", "Wenley", "Abbot", "Quill", "Marsh", "Selby", "Drake", "Fenn", "Holm", "Ives", "Karr"];

/** What the `i`-th described decision says, its name and where it is printed; no two say nearly the same. */
export function inventedDecision(i: number) {
  const [owner, thing] = [OWNERS[i % 10], THINGS[Math.floor(i / 10) % 10]];
  const duty = DUTIES[(3 * i + Math.floor(i / 10)) % 10];
  return {
    says: `a ${owner} owes ${duty} for the ${thing} ${REASONS[i % 7]}`,
    topic: `The ${thing} stood empty for years and a ${OWNERS[(i + 1) % 10]} wanted to know who owes ${DUTIES[(3 * i + 1) % 10]}.`,
    cite: `${PLACES[i % 12]} v. ${PLACES[Math.floor(i / 12) % 12]}${Math.floor(i / 144) > 0 ? " Works" : ""}, ${100 + (i % 800)} F.2d ${20 + i} (2d Cir. ${1930 + (i % 60)})`,
  };
}

export function inventedCase(id: string, text: string, split: Split = splitOf(id)): SplitCase {
  return {
    record: {
      id,
      name: `Party ${id} v. Other ${id}`,
      nameAbbreviation: `Party ${id} v. Other ${id}`,
      decisionDate: "2001-02-03",
      citations: [],
      court: { name: "Court of Invention", abbreviation: "Ct. Inv." },
      jurisdiction: "Invention",
      opinions: [{ type: "majority", author: null, text }],
      provenance: { source: "generated", licence: "Apache-2.0", revision: "1", retrieved: null, sha256: id },
    },
    cluster: id,
    split,
    origin: "generated",
  };
}

/** `count` opinions, each describing one decision that no other cites. */
export function inventedCases(count: number, split?: Split): SplitCase[] {
  return Array.from({ length: count }, (_, i) => {
    const { says, topic, cite } = inventedDecision(i);
    const verb = VERBS[i % VERBS.length];
    return inventedCase(`inv:${i}`, `PER CURIAM.\n${topic}  See ${cite} (${verb} that ${says}). We affirm.`, split);
  });
}
