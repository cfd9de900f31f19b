import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Task } from "../environment.ts";
import { iracEquivalents } from "./equivalents.ts";
import type { IracFacts } from "./facts.ts";
import { hedgedHalves } from "./hedged-halves.ts";
import { KEYWORD_SHELL } from "./keyword-shell.ts";
import { iracLadder } from "./ladders.ts";
import { oppositeAnswers } from "./opposite-answers.ts";
import { excerptText, iracPrompt } from "./prompt.ts";
import { FLOORS, iracReward } from "./reward.ts";
import { shuffledWords } from "./shuffled-words.ts";
import { writtenSummary } from "./summary-sections.ts";

const PARTS = {
  issue: "We must decide whether a tenant may leave the orchard without notice when the barn has burned.",
  rule: "A tenant may not leave the land unless the lease was broken by the landlord. Pelworth v. Dalmere, 12 F.2d 34 (2d Cir. 1926).",
  application: "Here the landlord did not mend the barn for 40 days after Stenford asked.",
  conclusion: "The judgment of the district court is affirmed.",
};
const FACTS: IracFacts = {
  excerpt: [
    { role: "context", text: "Stenford rented an orchard with a barn from Wenley in May 1920." },
    { role: "issue", text: PARTS.issue },
    { role: "rule", text: PARTS.rule },
    { role: "context", text: "The barn burned in the first winter of the lease." },
    { role: "application", text: PARTS.application },
    { role: "conclusion", text: PARTS.conclusion },
  ],
  authorities: [{ name: "Pelworth v. Dalmere", places: ["12 F.2d 34"], court: "2d Cir.", year: "1926" }],
  outcomes: ["affirmed"],
  ancillary: [],
  inPart: false,
  answerCharacters: 510,
};
const TASK = { facts: FACTS, gold: writtenSummary(PARTS) } as Task<IracFacts>;
const grade = (completion: string) => iracReward.grade(TASK, completion);
const changed = (change: Partial<typeof PARTS>) => grade(writtenSummary({ ...PARTS, ...change }));
const reward = (completion: string) => grade(completion).reward as number;

describe("iracReward", () => {
  it("pays the gold all, and logs every component", () => {
    const { reward: paid, subRewards } = grade(TASK.gold);
    expect(paid).toBe(1);
    for (const name of [...Object.keys(FLOORS), "present", "sections", "agreement", "polarity"])
      expect(subRewards[name], name).toBe(1);
  });

  it("pays nothing for an answer that the words around it deny", () => {
    expect(reward(`The excerpt is long, but clear.\n<answer>\n${TASK.gold}\n</answer>`)).toBe(1);
    expect(reward(`It is wrong to answer <answer>${TASK.gold}</answer>`)).toBe(0);
    expect(reward(`<answer>${TASK.gold}</answer> That is wrong.`)).toBe(0);
    expect(reward(`The answer is not:\n\`\`\`\n${TASK.gold}\n\`\`\``)).toBe(0);
  });

  it("pays a good summary in other words", () => {
    const free = writtenSummary({
      issue: "Whether a tenant may leave an orchard without notice after its barn burned.",
      rule: "Under Pelworth v. Dalmere, 12 F.2d 34 (2d Cir. 1926), a tenant may leave the land only if the landlord broke the lease.",
      application: "Wenley, the landlord, left the barn as it was for 40 days after Stenford asked him to mend it.",
      conclusion: "The court affirmed the judgment.",
    });
    expect(reward(free)).toBeGreaterThan(0.9);
  });

  it("pays single sentences in other words, in another order", () => {
    const others: { readonly [Part in keyof typeof PARTS]: readonly string[] } = {
      issue: [
        "Whether a tenant may leave an orchard without notice once the barn on it has burned.",
        "May a tenant leave an orchard, whose barn has burned, without giving notice?",
        "Was the tenant Stenford free to leave without notice after the barn burned in the first winter?",
        "The issue is whether, after a fire in the barn, the tenant could leave without notice.",
      ],
      application: [
        "Stenford asked the landlord to mend the barn, and for 40 days nothing was done.",
        "The landlord broke the lease because he did not mend the barn for 40 days, so the tenant could leave the land.",
        "For 40 days after Stenford asked, the landlord did not mend the barn.",
        "The barn burned in the first winter. Wenley did not mend it for 40 days after Stenford asked.",
        "Wenley, who had rented the orchard to Stenford, never mended the barn, though he was asked and had 40 days.",
        "Because the landlord waited 40 days without mending the barn after Stenford asked, the lease was broken.",
      ],
      rule: [
        "Under Pelworth v. Dalmere, 12 F.2d 34 (2d Cir. 1926), a tenant can leave the land only where the landlord broke the lease.",
        "Unless the landlord broke the lease, a tenant may not leave the land (Pelworth v. Dalmere, 12 F.2nd 34 (2d Cir. 1926)).",
        "The lease must be broken by the landlord before a tenant may leave the land. See Pelworth v. Dalmere, 12 F.2d 34 (2d Cir. 1926).",
      ],
      conclusion: [
        "The district court was right, and its judgment is affirmed.",
        "Yes, the tenant could leave. The judgment is affirmed.",
        "The court affirmed, because the landlord had broken the lease.",
        "Affirmed, since the appeal has no merit.",
        "The judgment is affirmed because the landlord failed to mend the barn.",
        "The judgment for the tenant stands affirmed.",
      ],
    };
    for (const [part, texts] of Object.entries(others))
      for (const text of texts) expect(changed({ [part]: text }).reward, text).toBeGreaterThan(0.95);
  });

  it("keeps the order gold > sections shuffled > sections of another case >= headings only", () => {
    const foreign = writtenSummary({
      issue: "The question presented is whether a carrier must give back the charge for spoiled produce.",
      rule: "A carrier answers for goods in its care. Galonlli v. Caroax, 10 F.2d 996 (1st Cir. 1930).",
      application: "Nobody had looked after the ice in the wagon for three nights.",
      conclusion: "The order is affirmed.",
    });
    const shuffled = reward(writtenSummary(PARTS, ["conclusion", "application", "rule", "issue"]));
    const mislabelled = reward(writtenSummary({ ...PARTS, issue: PARTS.application, application: PARTS.issue }));
    const headings = reward("Issue:\nRule:\nApplication:\nConclusion:");
    expect(shuffled).toBeLessThan(1);
    for (const better of [shuffled, mislabelled]) expect(better).toBeGreaterThan(reward(foreign));
    expect(reward(foreign)).toBeGreaterThanOrEqual(headings);
    expect(headings).toBe(0);
  });

  it("pays the fixed shell of headings and keywords, and lists of keywords, next to nothing", () => {
    expect(reward(KEYWORD_SHELL)).toBeLessThanOrEqual(0.2);
    const words = "tenant landlord barn orchard lease judgment affirmed Pelworth Dalmere";
    expect(reward(writtenSummary({ issue: words, rule: words, application: words, conclusion: "Affirmed." }))).toBe(0);
    expect(reward(words)).toBe(0);
  });

  it("gives nothing for the contrary", () => {
    for (const opposite of oppositeAnswers(TASK)) expect(reward(opposite), opposite).toBe(0);
    for (const application of [
      "Here the landlord did mend the barn for 40 days after Stenford asked.",
      "Here the tenant did not mend the barn for 40 days after Stenford asked.",
      "Here the landlord did not mend the barn for 50 days after Stenford asked.",
    ])
      expect(changed({ application }).failedGate, application).toBe("polarity");
    expect(changed({ rule: PARTS.rule.replace("Pelworth v. Dalmere", "Dalmere v. Pelworth") }).failedGate).toBe(
      "polarity",
    );
  });

  it("gives nothing for a part that is denied, weakened or turned round", () => {
    for (const frame of [
      "It is false that",
      "The court rejected the view that",
      "It would be a mistake to believe that",
    ]) {
      expect(changed({ rule: `${frame} ${PARTS.rule}` }).failedGate, frame).toBe("polarity");
      expect(changed({ application: `${frame} ${PARTS.application}` }).failedGate, frame).toBe("polarity");
    }
    for (const denial of ["This is wrong.", "Not so.", "The opposite is true.", "None of the above holds."])
      expect(changed({ application: `${PARTS.application} ${denial}` }).failedGate, denial).toBe("polarity");
    for (const application of [
      "Here the landlord did not not mend the barn for 40 days after Stenford asked.",
      "Here the landlord did not mend the barn for 40 days, and not after Stenford asked.",
      "Here the tenant did not mend the barn for 40 days after Stenford asked.",
      "Here the lessee did not mend the barn for 40 days after Stenford asked.",
    ])
      expect(changed({ application }).failedGate, application).toBe("polarity");
    expect(changed({ issue: PARTS.issue.replace("may leave", "may scarcely leave") }).failedGate).toBe("polarity");
    expect(grade(`All of the following is false.\n${TASK.gold}`).failedGate).toBe("polarity");
  });

  it("finds a denial whose words the excerpt has in another place", () => {
    const given = (excerpt: string, application: string) => {
      const parts = { ...PARTS, application };
      const facts = FACTS.excerpt.map((s) => (s.role === "application" ? { ...s, text: excerpt } : s));
      return iracReward.grade({ ...TASK, facts: { ...FACTS, excerpt: facts } }, writtenSummary(parts)).failedGate;
    };
    const told = "This the landlord, who is surely wrong about the fire, left undone for 40 days.";
    expect(given(told, told)).toBeNull();
    expect(given(told, `${told} This is wrong.`)).toBe("polarity");
    const act = "Here the landlord mended no barn for 40 days, as he was told by the Act";
    expect(given(`${act}, never before.`, `${act}.`)).toBeNull();
    expect(given(`${act}, never before.`, `${act}. The opposite is true.`)).toBe("polarity");
    const two = "Thus the landlord was told that the barn was burned; he did not mend it for 40 days.";
    expect(given(two, two)).toBeNull();
    expect(given(two, "Thus the landlord was told that the barn was burned.")).toBeNull();
    expect(given(two, "Thus the landlord was told that the barn was not burned.")).toBe("polarity");
  });

  it("does not take one negation for another, or a statement of the excerpt that stands beside, for a contrary", () => {
    for (const application of [
      "Here the landlord failed to mend the barn for 40 days after Stenford asked.",
      "Here the landlord didn't mend the barn for 40 days after Stenford asked.",
    ])
      expect(changed({ application }).reward, application).toBe(1);
    for (const conclusion of [
      "Because the landlord did not mend the barn, the judgment is affirmed.",
      "Yes. The judgment is affirmed.",
      "The court found no error. Affirmed.",
      "The judgment is affirmed, and the appeal fails.",
    ])
      expect(changed({ conclusion }).failedGate, conclusion).toBeNull();
  });

  it("takes a disposition that is denied or ascribed to others for none", () => {
    for (const conclusion of [
      `It is not the case that ${PARTS.conclusion}`,
      `It is false that ${PARTS.conclusion}`,
      `${PARTS.conclusion} False.`,
      `${PARTS.conclusion} This was undone.`,
      "The dissent would hold: Affirmed.",
      "The appellant asked the court to hold: Affirmed.",
    ])
      expect(changed({ conclusion }).reward, conclusion).toBe(0);
  });

  it("pays a piece of every sentence little, and one that breaks off in full", () => {
    const facts: IracFacts = {
      ...FACTS,
      excerpt: [
        ...FACTS.excerpt.slice(0, -1),
        { role: "context", text: "The tenant says that the orchard had been flooded twice in the spring." },
        { role: "context", text: "The notice of appeal was filed in good time with the clerk in June." },
        ...FACTS.excerpt.slice(-1),
      ],
    };
    const task = { ...TASK, facts } as Task<IracFacts>;
    for (const pieces of hedgedHalves(facts)) expect(iracReward.grade(task, pieces).reward, pieces).toBeLessThan(0.2);
    const cut = changed({ application: "Here the landlord did not mend the barn for 40." });
    expect(cut.subRewards.whole).toBe(1);
  });

  it("pays words shuffled in runs little, and a clause moved in full", () => {
    const scores = shuffledWords({ ...TASK, id: "words" }).map(reward);
    for (const [i, most] of [0.1, 0.5, 0.7].entries()) expect(scores[i], `runs of ${i + 2}`).toBeLessThan(most);
    expect(
      changed({
        issue: "We must decide whether, when the barn has burned, a tenant may leave the orchard without notice.",
      }).reward,
    ).toBe(1);
  });

  it("tells denied, hedged and mixed dispositions", () => {
    for (const conclusion of [
      "The judgment is not affirmed.",
      "The judgment is reversed.",
      "The court declined to affirm.",
      "The judgment may be affirmed or reversed.",
      "Affirmed in part and reversed in part.",
      "The judgment is affirmed (or perhaps reversed).",
    ])
      expect(changed({ conclusion }).reward, conclusion).toBe(0);
    for (const conclusion of [
      "Affirmed.",
      "We affirm.",
      "The Court of Appeals affirmed.",
      "The trial court granted relief, and the judgment is affirmed.",
    ])
      expect(changed({ conclusion }).subRewards.disposition, conclusion).toBe(1);
  });

  it("judges a bare disposition by what it says, whatever the excerpt says of other motions in like words", () => {
    const facts: IracFacts = {
      ...FACTS,
      excerpt: [
        { role: "context", text: "The court neither denied nor granted the first motion." },
        ...FACTS.excerpt.slice(0, -1),
        { role: "conclusion", text: "The motion of the tenant is granted in part, denied in part, and dismissed." },
      ],
      outcomes: ["dismissed", "granted", "denied"],
      inPart: true,
    };
    const given = (conclusion: string) =>
      iracReward.grade({ ...TASK, facts } as Task<IracFacts>, writtenSummary({ ...PARTS, conclusion }));
    for (const conclusion of ["The motion is dismissed, granted and denied.", "DISMISSED, GRANTED AND DENIED."])
      expect(given(conclusion).reward, conclusion).toBe(1);
    expect(given("The motion of the landlord is granted, denied and dismissed.").failedGate).toBe("polarity");
    expect(given("The motion is not dismissed.").failedGate).toBe("agreement");
  });

  it("takes what is cited but not in the excerpt for fabricated", () => {
    for (const cited of [
      "Pelworth v. Dalmere, 12 F.2d 35 (2d Cir. 1926)",
      "Pelworth v. Dalmere, 12 F.2d 34 (9th Cir. 1926)",
      "Pelworth v. Dalmere, 12 F.2d 34 (2d Cir. 1927)",
      "Pelworth v. Dalmere, ___ F.2d ___ (___)",
      "Galonlli v. Caroax, 10 F.2d 996 (1st Cir. 1930)",
      "12 Zorb. 345",
      "42 U.S.C. § 1983",
    ]) {
      const found = changed({
        rule: `A tenant may not leave the land unless the lease was broken by the landlord. ${cited}.`,
      });
      expect(found.reward as number, cited).toBeLessThan(0.15);
    }
    expect(
      changed({ rule: "A tenant may not leave the land unless the lease was broken. Pelworth v. Dalmere." }).subRewards
        .authority,
    ).toBe(0.5);
  });

  it("takes repetition, padding and whole documents down", () => {
    const excerpt = excerptText(FACTS);
    expect(reward(excerpt)).toBe(0);
    expect(reward(`${TASK.gold}\n`.repeat(2))).toBe(0);
    expect(
      reward(writtenSummary({ issue: excerpt, rule: excerpt, application: excerpt, conclusion: excerpt })),
    ).toBeLessThan(0.1);
    expect(changed({ application: `${PARTS.application} `.repeat(6) }).reward).toBeLessThan(0.7);
    expect(changed({ application: PARTS.issue }).reward).toBeLessThan(0.2);
  });

  it("does not mark a short answer down for what its excerpt repeats, and marks down filling", () => {
    const long = "the party that paid the freight on the fruit";
    const excerpt: IracFacts["excerpt"] = [
      { role: "issue", text: `We must decide whether ${long} may have it back.` },
      {
        role: "rule",
        text: `It is settled that ${long} may have it back. Pelworth v. Dalmere, 12 F.2d 34 (2d Cir. 1926).`,
      },
      { role: "application", text: `Here ${long} had asked for it within a week.` },
      { role: "conclusion", text: PARTS.conclusion },
    ];
    const task = { ...TASK, facts: { ...FACTS, excerpt } } as Task<IracFacts>;
    const [issue, rule, application] = excerpt.map(({ text }) => text);
    const given = (change: Partial<typeof PARTS>) =>
      iracReward.grade(task, writtenSummary({ issue, rule, application, conclusion: "Affirmed.", ...change }));
    expect(given({}).reward).toBe(1);
    expect(given({ conclusion: PARTS.conclusion }).reward).toBe(1);
    const filled = [1, 2, 4].map((more) => given({ application: application + ` ${application}`.repeat(more) }));
    for (const [i, { subRewards }] of filled.entries())
      expect(subRewards.repetition).toBeLessThan(filled[i - 1]?.subRewards.repetition ?? 1);
    expect(
      given({ application: `${application} On the fruit on the fruit on the fruit on the fruit.` }).reward,
    ).toBeLessThan(1);
  });

  it("pays an excerpt that is only cut in four under the headings little, and one fact besides in full", () => {
    const beside = [
      "The tenant says that the orchard had been flooded twice, but no witness said so.",
      "The notice of appeal was filed in good time with the clerk in June.",
    ].map((text) => ({ role: "context", text }) as const);
    const [first, issue, rule, barn, application, conclusion] = FACTS.excerpt;
    const task = {
      ...TASK,
      facts: { ...FACTS, excerpt: [first, issue, rule, barn, application, beside[0], beside[1], conclusion] },
    } as Task<IracFacts>;
    const given = (change: Partial<typeof PARTS>) => iracReward.grade(task, writtenSummary({ ...PARTS, ...change }));
    const cut = {
      issue: `${first.text} ${issue.text}`,
      rule: `${rule.text} ${barn.text}`,
      application: `${application.text} ${beside[0].text}`,
      conclusion: `${beside[1].text} ${conclusion.text}`,
    };
    expect(given(cut).reward).toBeLessThan(0.3);
    expect(given({ application: cut.application }).reward).toBe(1);
    expect(given({ application: cut.application, issue: cut.issue }).subRewards.selective).toBe(0.5);
  });

  it("asks for the authority of the rule, not for another that the excerpt cites", () => {
    const other = { name: "Galonlli v. Caroax", places: ["10 F.2d 996"], court: "1st Cir.", year: "1930" };
    const beside = "The tenant relies on Galonlli v. Caroax, 10 F.2d 996 (1st Cir. 1930), which was about a wagon.";
    const facts: IracFacts = {
      ...FACTS,
      excerpt: [...FACTS.excerpt.slice(0, 4), { role: "context", text: beside }, ...FACTS.excerpt.slice(4)],
      authorities: [...FACTS.authorities, other],
    };
    const authority = (rule: string) =>
      iracReward.grade({ ...TASK, facts } as Task<IracFacts>, writtenSummary({ ...PARTS, rule })).subRewards;
    const cited = "Galonlli v. Caroax, 10 F.2d 996 (1st Cir. 1930).";
    expect(authority(PARTS.rule)).toMatchObject({ authority: 1, fabricated: 1 });
    expect(authority(PARTS.rule.replace(/Pelworth.*/, cited))).toMatchObject({ authority: 0, fabricated: 1 });
    expect(authority(`${PARTS.rule} ${cited}`)).toMatchObject({ authority: 0.5, fabricated: 1 });
  });

  it("falls from rung to rung, and when the gold is cut", () => {
    const scores = iracLadder(TASK).rungs.map(reward);
    for (const [i, score] of scores.slice(1).entries()) expect(score).toBeLessThan(scores[i]);
    expect(reward(TASK.gold.slice(0, Math.floor(TASK.gold.length * 0.9)))).toBeLessThan(1);
  });

  it("pays every equivalent in full", () => {
    for (const { name, completion } of iracEquivalents(TASK))
      expect(reward(completion), name).toBeGreaterThanOrEqual(0.99);
  });

  it("reaches both ends, stays inside and never throws", () => {
    const piece = fc.constantFrom(
      "Issue:",
      "Rule:",
      "Application:",
      "Conclusion:",
      "affirmed",
      "not",
      "\n",
      "v.",
      "12 F.2d 34",
      PARTS.rule,
      "<think>",
      "**",
    );
    const text = fc.oneof(
      fc.array(fc.nat(0xffff), { maxLength: 120 }).map((units) => String.fromCharCode(...units)),
      fc.array(piece, { maxLength: 12 }).map((p) => p.join(" ")),
    );
    fc.assert(
      fc.property(text, (completion) => {
        const found = grade(completion);
        expect(found.reward).toBeGreaterThanOrEqual(0);
        expect(found.reward).toBeLessThanOrEqual(1);
        expect(grade(completion)).toEqual(found);
      }),
      { numRuns: 40 },
    );
    for (const long of ["a".repeat(1_000_000), "(".repeat(100_000), "Issue: ".repeat(50_000)])
      expect(reward(long)).toBe(0);
  });
});

it("iracPrompt shows the excerpt and nothing that says which sentence is which", () => {
  const [message, ...more] = iracPrompt(TASK);
  expect(more).toEqual([]);
  expect(message.role).toBe("user");
  for (const { text } of FACTS.excerpt) expect(message.content).toContain(text);
  expect(message.content).not.toMatch(/Issue:|Rule:/);
});
