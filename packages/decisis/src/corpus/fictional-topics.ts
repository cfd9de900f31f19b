/** One question of law with the phrases that opinions about it are made of. */
export interface Topic {
  /** After "whether". */
  readonly issue: string;
  /** Same question, other side: after "that". */
  readonly holdings: readonly string[];
  readonly rules: readonly string[];
  /** `{a}` and `{b}` are the parties, `{year}` a year shortly before the decision. */
  readonly facts: readonly string[];
  readonly reasons: readonly string[];
  readonly statute: string;
}

export const TOPICS: readonly Topic[] = [
  {
    issue: "a written acceptance that adds a delivery term forms a contract",
    holdings: [
      "an acceptance that adds a material term is a counteroffer",
      "a buyer who keeps the goods accepts the terms on which they were sent",
      "silence alone is not acceptance of a changed price",
    ],
    rules: [
      "A contract requires an offer, an acceptance of that offer, and consideration.",
      "An acceptance must mirror the offer in every material term.",
      "Conduct may show assent where words do not.",
    ],
    facts: [
      "In {year}, {a} ordered four carloads of seasoned lumber from {b} by letter.",
      "{b} answered that it would ship within sixty days, a term which the letter did not contain.",
      "The goods arrived late, and {a} refused to pay the balance.",
    ],
    reasons: [
      "The added term was not a detail; it changed the time at which the risk would pass.",
      "The buyer unloaded the cars, stored the lumber, and sold a third of it before it complained.",
      "Nothing in the letters shows that either side meant to be bound before the price was settled.",
    ],
    statute: "the commercial code",
  },
  {
    issue: "the search of a parked automobile without a warrant was reasonable",
    holdings: [
      "a parked car may be searched without a warrant only on probable cause",
      "consent given after an unlawful stop is not voluntary",
      "an officer may not search a locked trunk on mere suspicion",
    ],
    rules: [
      "A search without a warrant is unreasonable unless an exception applies.",
      "Probable cause is a fair probability that evidence will be found in the place to be searched.",
      "The burden of proving consent lies on the party who relies on it.",
    ],
    facts: [
      "Two officers saw {b} sitting in a parked car near a closed market shortly after midnight in {year}.",
      "They ordered {b} out, opened the trunk, and found a bag of tools and a ledger.",
      "The trial court denied the motion to suppress.",
    ],
    reasons: [
      "The officers knew nothing about the car except that it was there.",
      "No one was in a position to destroy the evidence while a warrant was sought.",
      "The officers testified that they acted on habit, not on any fact particular to the driver.",
    ],
    statute: "the state constitution",
  },
  {
    issue: "the employer owed a duty to warn visitors of a wet stairway",
    holdings: [
      "an owner must warn of a hidden danger that it knows of",
      "an open and obvious danger calls for no warning",
      "a visitor who ignores a posted warning may not recover in full",
    ],
    rules: [
      "Negligence requires a duty, a breach of that duty, causation, and damages.",
      "An occupier of land owes a business visitor reasonable care.",
      "Whether a danger is obvious is ordinarily a question for the jury.",
    ],
    facts: [
      "{a} fell on a stairway in a building kept by {b} in the winter of {year}.",
      "Rain had blown in through a broken window for three days.",
      "A clerk had seen the water that morning and had placed no sign.",
    ],
    reasons: [
      "A person carrying a parcel could not have seen the water on the third step.",
      "The clerk's knowledge was the knowledge of the company.",
      "The cost of a sign was small and the harm was easy to foresee.",
    ],
    statute: "the law of negligence",
  },
  {
    issue: "the claim was filed within the period of limitation",
    holdings: [
      "the period runs from the day on which the injury was discovered",
      "an amended complaint relates back when it arises from the same transaction",
      "ignorance of the law does not toll the statute",
    ],
    rules: [
      "A statute of limitations begins to run when the cause of action accrues.",
      "A cause of action accrues when the plaintiff knows, or should know, of the injury and its cause.",
      "Equitable tolling is reserved for extraordinary circumstances.",
    ],
    facts: [
      "{a} learned in {year} that the survey on which it relied had been wrong.",
      "It wrote to {b} twice and received no answer.",
      "The complaint was filed four years and two months later.",
    ],
    reasons: [
      "The letters show that the plaintiff knew every fact it needed in order to sue.",
      "The defendant did nothing to hide the error.",
      "A rule that waited for a lawyer's opinion would have no end.",
    ],
    statute: "the limitations statute",
  },
  {
    issue: "the board's order was supported by substantial evidence",
    holdings: [
      "an agency must explain a departure from its own precedent",
      "substantial evidence is more than a scintilla and less than a preponderance",
      "a reviewing court may not weigh the evidence anew",
    ],
    rules: [
      "An order must be upheld if it is supported by substantial evidence on the record as a whole.",
      "An agency acts arbitrarily when it ignores an important part of the problem.",
      "Findings of credibility are left to the officer who heard the witnesses.",
    ],
    facts: [
      "{b} dismissed six employees in {year}, one week after they signed cards for a union.",
      "The hearing officer found that the reason given, a lack of work, was not the true one.",
      "{a} adopted that finding and ordered reinstatement with back pay.",
    ],
    reasons: [
      "The record shows that new workers were hired within the month.",
      "The officer heard the foreman and did not believe him, and nothing in the record compels us to do so.",
      "The board gave reasons, and they answer the objections that were made before it.",
    ],
    statute: "the labor act",
  },
  {
    issue: "the tax on the transfer of the patents was payable in the year of the sale",
    holdings: [
      "income is taxed in the year in which the right to it becomes fixed",
      "a payment that depends on future sales is not a sale price",
      "the taxpayer bears the burden of proving a deduction",
    ],
    rules: [
      "The commissioner's determination is presumed to be correct.",
      "Deductions are a matter of legislative grace.",
      "The substance of a transaction, and not its form, controls its tax.",
    ],
    facts: [
      "{a} transferred two patents in {year} for a royalty on each unit sold.",
      "No unit was sold in the year of the transfer.",
      "{b} determined a deficiency, and {a} asks for a new determination.",
    ],
    reasons: [
      "The value of the right could not be known until the machines were built.",
      "The agreement calls itself a sale, but the seller kept the risk.",
      "No evidence was offered to show what the patents had cost.",
    ],
    statute: "the revenue act",
  },
  {
    issue: "the debtor's homestead was exempt from the claims of the trustee",
    holdings: [
      "an exemption is fixed on the day the petition is filed",
      "a transfer made to hinder creditors may be set aside",
      "a debt for money obtained by fraud is not discharged",
    ],
    rules: [
      "Exemptions are construed liberally in favor of the debtor.",
      "The party who objects to an exemption bears the burden of proof.",
      "Intent to hinder creditors may be inferred from badges of fraud.",
    ],
    facts: [
      "{b} moved into the house in {year}, three months before the petition.",
      "The deed was recorded in the name of a brother.",
      "{a} objected to the exemption at the first meeting of creditors.",
    ],
    reasons: [
      "The debtor had no other place to live and paid the taxes.",
      "A deed to a brother without payment is among the oldest badges of fraud.",
      "The schedule was amended twice, and each time the house lost value.",
    ],
    statute: "the bankruptcy code",
  },
  {
    issue: "the policy covered damage caused by a burst pipe",
    holdings: [
      "an exclusion is read against the insurer that wrote it",
      "notice given after judgment is notice given too late",
      "a duty to defend is broader than a duty to pay",
    ],
    rules: [
      "The words of a policy are given their ordinary meaning.",
      "An ambiguity is resolved in favor of the insured.",
      "The insurer bears the burden of proving that an exclusion applies.",
    ],
    facts: [
      "A pipe burst in the basement of {a} during a frost in {year}.",
      "{b} denied the claim on the ground that the building had been vacant.",
      "A caretaker had slept there on four nights of each week.",
    ],
    reasons: [
      "A building in which a caretaker sleeps is not vacant in any ordinary sense.",
      "If the company meant unheated, it could have said unheated.",
      "The letter of denial did not mention the clause on which the company now relies.",
    ],
    statute: "the insurance code",
  },
  {
    issue: "the variance was granted without a showing of hardship",
    holdings: [
      "a hardship that the owner made is no ground for a variance",
      "a board must state the findings on which it acts",
      "a neighbor whose light is taken has standing to object",
    ],
    rules: [
      "A variance requires unnecessary hardship that is peculiar to the land.",
      "Financial loss alone is not hardship.",
      "The decision of a zoning board is presumed to be valid.",
    ],
    facts: [
      "In {year}, {a} bought a lot that was too narrow for the garage it wished to build.",
      "{b} granted leave to build to the line after one hearing.",
      "No minutes of the hearing were kept.",
    ],
    reasons: [
      "The lot was as narrow on the day of the purchase as it is now.",
      "Without minutes there is nothing for a court to review.",
      "Other lots on the same street are no wider.",
    ],
    statute: "the zoning ordinance",
  },
  {
    issue: "the release signed by the passenger barred the claim",
    holdings: [
      "a release is void if it was obtained by fraud",
      "a release of one wrongdoer does not release another",
      "a party is bound by what it signs",
    ],
    rules: [
      "A release is a contract and is construed as one.",
      "A party who signs a paper is presumed to know what it says.",
      "Fraud must be pleaded with particularity and proved by clear evidence.",
    ],
    facts: [
      "{a} was hurt when a coach owned by {b} left the road in {year}.",
      "Two days later an adjuster called at the hospital with a paper and a check.",
      "{a} signed the paper and cashed the check.",
    ],
    reasons: [
      "The adjuster said that the paper was a receipt, and no one else was in the room.",
      "The sum was less than the bill of the hospital.",
      "The check was kept for two years, and no part of it has been returned.",
    ],
    statute: "the law of contracts",
  },
  {
    issue: "the sentence was enhanced on facts that no jury found",
    holdings: [
      "a fact that raises the maximum must be found by a jury",
      "an error to which no one objected is reviewed for plain error",
      "a plea must be knowing and voluntary",
    ],
    rules: [
      "A sentence within the range set by law is reviewed for abuse of discretion.",
      "A defendant who does not object below must show plain error.",
      "The court must state its reasons for an upward departure.",
    ],
    facts: [
      "{b} pleaded guilty in {year} to one count of mail fraud.",
      "The report of the probation officer added a loss that the indictment did not name.",
      "The court imposed a term of seventy months.",
    ],
    reasons: [
      "The loss was proved by records that the defendant himself had kept.",
      "Counsel was asked twice whether there was any objection and said that there was none.",
      "The court gave its reasons on the record, and they are sound.",
    ],
    statute: "the sentencing act",
  },
  {
    issue: "custody should remain with the grandparents",
    holdings: [
      "the best interests of the child control",
      "a fit parent is presumed to act in the interest of the child",
      "a decree of custody may be changed only on a change of circumstances",
    ],
    rules: [
      "The welfare of the child is the first concern of the court.",
      "Findings of fact are set aside only if they are clearly erroneous.",
      "A parent's right is not lost by a temporary absence.",
    ],
    facts: [
      "The child lived with the grandparents from {year} until the petition was filed.",
      "The mother wrote each month and visited twice a year.",
      "The trial court heard five witnesses and found both homes to be suitable.",
    ],
    reasons: [
      "The mother's absence was due to illness, which has passed.",
      "The court saw the witnesses and we did not.",
      "No finding says that the mother is unfit, and none could be made on this record.",
    ],
    statute: "the family code",
  },
];
