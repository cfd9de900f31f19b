import type { ParsedCitation } from "../citations/parsed-citation.ts";
import type { VerdictList } from "./verdicts.ts";

/** One pin of a list: `540-41`, `285 n.4`, `¶¶ 9-15`. */
const PIN =
  /^(?<mark>¶¶?)?(?<gap>\s?)\*?(?<first>\d+)(?:(?<before>\s?)[-–—‑−](?<after>\s?)(?<last>\d+))?(?<note>\s?(?:&\s?)?n\.\s?\d+)?$/u;
const CLOSENESS = 0.9;
/** Of a range's second number at least so many digits stay. */
const KEPT_DIGITS = 2;

/** Rules 23 and 24, as far as the answer alone shows: the form of a pin, and that it is not before the first page. */
export function checkPin(text: string, parsed: ParsedCitation, list: VerdictList): void {
  const { pin, page } = parsed;
  if (pin === null) {
    return;
  }
  const pins = pin.text.split(/\s*,\s*/);
  const first = Number(/^\d+/.exec(pins[0])?.[0]);
  if (first < Number(page.text)) {
    list.error("pin", 24, 0, "the pin lies before the first page", { found: pin.text });
    return;
  }
  const faults = pins.map((one) => fault(one.replace(/^(?:at|pp?\.)\s/, "")));
  if (faults.includes("backwards")) {
    list.error("pin", 23, 0, "the range of the pin runs backwards", { found: pin.text });
  } else if (faults.some((found) => found !== null) || /(?:\bat|\bpp?\.)\s$/.test(text.slice(0, pin.start))) {
    list.style("pin", 23, CLOSENESS, "the form of the pin", { found: pin.text });
  } else {
    list.ok("pin", 23, "the pin is well formed");
  }
}

function fault(pin: string): "backwards" | "form" | null {
  const { mark, gap, first, before, after, last, note } = PIN.exec(pin)?.groups ?? {};
  if (first === undefined) {
    return "form";
  }
  const range = last !== undefined;
  const end = range ? first.slice(0, Math.max(0, first.length - last.length)) + last : first;
  if (range && Number(end) <= Number(first)) {
    return "backwards";
  }
  const marked = mark === undefined ? gap === "" : gap === " " && (mark === "¶¶") === range;
  const spaced = !range || (before === "" && after === "");
  const short = !range || mark !== undefined || last === shortened(first, end);
  const noted = note === undefined || /^ (?:& )?n\.\d+$/.test(note);
  return marked && spaced && short && noted ? null : "form";
}

/** The second number of a range of pages without the digits that it repeats: 541 after 540 is `41`. */
function shortened(first: string, end: string): string {
  if (end.length > first.length) {
    return end;
  }
  let shared = 0;
  while (shared < end.length - KEPT_DIGITS && end[shared] === first[shared]) {
    shared += 1;
  }
  return end.slice(shared);
}
