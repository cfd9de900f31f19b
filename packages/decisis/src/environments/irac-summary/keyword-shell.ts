/**
 * One fixed shell of headings and keywords, the same for every case: the kind of answer that a public grader, a sum of form and
 * keywords, has paid 0.705 for on average (`kylebrussell/cap-rlvr` at `80fc51d`).
 */
export const KEYWORD_SHELL =
  "ISSUE: Whether the court should apply the law to the facts of this case.\nRULE: Under the applicable statute and precedent, the rule of law requires the court to consider the legal standard.\nAPPLICATION: Here, applying the rule to the facts, the court found that the evidence supports the holding because the plaintiff and defendant presented arguments.\nCONCLUSION: Therefore, the court held that the judgment is affirmed.";
