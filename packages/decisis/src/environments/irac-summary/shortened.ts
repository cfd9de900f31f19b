/** Sentences up to this many characters stay as they are. */
const LONG = 90;
const FEWEST_WORDS = 8;
/** Where a further clause begins that the sentence can do without. */
const FURTHER =
  /; | - |, (?=(?:which|who|whose|where|although|though|because|since|as|so|while|whereas|even|particularly|especially|including|such as|and (?:the|that|we|it|they|he|she|this|there))\b)| (?=(?:because|pursuant to|in light of|based on|by virtue of|as required by)\b)/g;

/** A long sentence up to a break after which a further clause begins; one with a quotation as it is. */
export function shortened(sentence: string): string {
  if (sentence.length <= LONG || sentence.includes('"')) return sentence;
  for (const { index } of sentence.matchAll(FURTHER)) {
    const head = sentence.slice(0, index);
    const open =
      /\b(?:that|if|when|whether|and|or|is|are|was|were|of|to|not|only|simply|merely)$|^(?:If|When|Because|Although|Since|While|Where|As|Unless|Whether)\b[^,]*$/;
    const rest = sentence.slice(index);
    // Why something is so may go; on what ground a question is asked or a rule holds may not, nor half of a ground.
    if (/^ because/.test(rest) && /\b(?:whether|settled|rule|law)\b/.test(head)) continue;
    if (/^, and/.test(rest) && /\b(?:because|that|although|though|where|since|if)\b/i.test(head)) continue;
    if (head.split(" ").length >= FEWEST_WORDS && !open.test(head)) return `${head}.`;
  }
  return sentence;
}

const LEAD_IN =
  /^(?:(?:For|Based (?:up)?on|In (?:accordance with|light of|view of)|Because of|By reason of) (?:all )?(?:of )?(?:the|these|those|this|each of the)?[^,]{0,60}|Accordingly|Therefore|Thus|Consequently|Hence|In (?:sum|short|conclusion)|By the Court|We, therefore|It is(?: hereby)?(?: so)? ordered that),? (?:-? ?)?(?!and\b)(?=[A-Za-z])/i;
const TAIL =
  /,? (?:for (?:further|additional) proceedings\b.*|(?:not )?(?:in)?consistent with (?:this|the) .*|in accordance with this opinion|without (?:a hearing|costs)|with costs|in all respects|in its entirety)(?=\.$)/i;

/** A closing without what leads into it and what only rounds it off. */
export function shortenedClosing(closing: string): string {
  return closing
    .replace(LEAD_IN, "")
    .replace(TAIL, "")
    .replace(/^[a-z]/, (first) => first.toUpperCase());
}
