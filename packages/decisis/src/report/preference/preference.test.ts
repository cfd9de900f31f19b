import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { afterAll, describe, expect, it } from "vitest";
import type { EvaluationPair } from "../skill-comparison.ts";
import type { TaskText } from "../task-texts.ts";
import { handMadeEvaluation } from "../test-support/hand-made-records.ts";
import { type BlindAnswers, readBlindAnswers } from "./blind-answers.ts";
import { blindForm, completionHash } from "./blind-form.ts";
import { formPage } from "./form-page.ts";
import { formLogic, formScript } from "./form-script.ts";
import { preferenceText } from "./preference-text.ts";
import { preferences } from "./preferences.ts";

const root = mkdtempSync(join(tmpdir(), "decisis-preference-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const COUNT = 40;
/** Two tasks a cluster. The later model writes `good` and earns more; on every tenth task both write the same. */
const evaluations = (seeds: readonly number[] = [1, 2]): EvaluationPair[] =>
  seeds.map((seed) => {
    const of = (stage: string, word: string, reward: number) =>
      handMadeEvaluation(
        "irac-summary",
        stage,
        seed,
        Array.from({ length: COUNT }, (_, i) => ({
          id: `t${i}`,
          cluster: `c${i >> 1}`,
          samples: [
            { reward: null },
            {
              reward: Math.min(1, reward + (i % 5) / 10),
              completion: i % 10 === 0 ? `same ${i}` : `${word} ${i} ${seed}`,
            },
          ],
        })),
      );
    return { seed, from: of("sft", "poor", 0.2), to: of("grpo", "good", 0.3) };
  });
const texts: ReadonlyMap<string, TaskText> = new Map(
  Array.from({ length: COUNT }, (_, i) => [
    `t${i}`,
    { messages: [{ role: "user", content: `prompt ${i}` }], gold: "g" },
  ]),
);
const form = blindForm(evaluations(), texts, { pairs: 15, seed: 1 });

describe("a blind form", () => {
  it("has each task once, clusters spread, sides at random, and nothing that is the same twice", () => {
    expect(form.pairs).toHaveLength(15);
    expect(new Set(form.pairs.map((p) => p.task)).size).toBe(15);
    const clusters = form.pairs.map((p) => Number(p.task.slice(1)) >> 1);
    expect(new Set(clusters).size).toBe(15);
    for (const { left, right, task, prompt } of form.pairs) {
      expect([left.split(" ")[0], right.split(" ")[0]].sort()).toEqual(["good", "poor"]);
      expect(prompt).toBe(`prompt ${task.slice(1)}`);
    }
    const onTheLeft = blindForm(evaluations(), texts, { pairs: 40, seed: 3 }).pairs.filter((p) =>
      p.left.startsWith("good"),
    );
    expect(onTheLeft.length).toBeGreaterThan(8);
    expect(onTheLeft.length).toBeLessThan(28);
    expect(new Set(form.pairs.map((p) => p.seed))).toEqual(new Set([1, 2]));
  });

  it("is the same for a seed and another for another, and takes all there are", () => {
    expect(blindForm(evaluations(), texts, { pairs: 15, seed: 1 })).toEqual(form);
    expect(blindForm(evaluations(), texts, { pairs: 15, seed: 2 }).id).not.toBe(form.id);
    expect(blindForm(evaluations(), texts, { pairs: 500, seed: 1 })).toMatchObject({
      pairs: { length: 36 },
      identical: 4,
    });
    expect(blindForm(evaluations(), new Map([...texts].slice(0, 4)), { pairs: 500, seed: 1 }).pairs).toHaveLength(3);
  });
});

describe("its page", () => {
  const hostile = `</script><script>alert(1)</script><img src=x onerror=alert(1)>`;
  const page = formPage({
    ...form,
    pairs: [{ ...form.pairs[0], left: hostile, prompt: hostile }, ...form.pairs.slice(1)],
  });

  it("names no model, asks for nothing from anywhere and runs its own script alone", () => {
    expect(page).not.toMatch(/sft|grpo|<img/);
    expect(page.match(/<script/g)).toHaveLength(2);
    const markup = page.replaceAll(/(<script[^>]*>).*?<\/script>/gs, "$1");
    expect(markup).not.toMatch(/<[^>]*\s(src|href|action|style|on[a-z]+)=|url\(|@import|https?:/);
    const policy = page.match(/Content-Security-Policy" content="([^"]*)"/)![1];
    const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`script-src ${hash(page.match(/<script>(.*?)<\/script>/s)![1])}`);
    expect(policy).toContain(`style-src ${hash(page.match(/<style>(.*?)<\/style>/s)![1])}`);
    expect(formScript).not.toMatch(/innerHTML|insertAdjacent|document\.write|eval/);
  });

  it("can be operated by keyboard and says what everything is", () => {
    for (const key of ["1", "0", "2", "P", "N"])
      expect(page).toContain(`<kbd aria-hidden="true">${key}</kbd></button>`);
    expect(page).toMatch(/role="group" aria-label="Which answer is better\?"/);
    expect(page).toMatch(/<h2 id="place" tabindex="-1">/);
  });
});

/** Answers as the page would export them, by its own logic. */
function answered(
  choose: (left: string, right: string, i: number) => string | null,
  saved: unknown = null,
): BlindAnswers {
  const data = {
    ...form,
    pairs: form.pairs.map((p) => ({ ...p, hashes: [completionHash(p.left), completionHash(p.right)] })),
  };
  const made = runInNewContext(`${formLogic}; makeForm(form, saved)`, { form: data, saved });
  form.pairs.forEach(({ left, right }, i) => {
    const choice = choose(left, right, i);
    if (choice !== null) made.choose(i, choice);
  });
  const file = join(root, "answers.json");
  writeFileSync(file, made.exported(" A. B. "));
  return readBlindAnswers(file);
}
const better = (left: string): string => (left.startsWith("good") ? "left" : "right");

describe("the answers", () => {
  it("are kept by place, can be changed, and go on to what is open", () => {
    const made = runInNewContext(`${formLogic}; makeForm(form, saved)`, {
      form: { ...form, pairs: [{}, {}, {}, {}].map(() => ({ hashes: [] })) },
      saved: { 1: "left", 9: "left", 2: "nonsense", x: "left" },
    });
    expect({ ...made.answers }).toEqual({ 1: "left" });
    expect([made.next(-1), made.next(0), made.next(3)]).toEqual([0, 2, 0]);
    made.choose(0, "same");
    made.choose(1, "right");
    expect({ ...made.answers }).toEqual({ 0: "same", 1: "right" });
    made.choose(2, "left");
    made.choose(3, "left");
    expect(made.answered()).toBe(4);
    expect(made.next(2)).toBe(2);
  });

  it("give rates, and the correlation with the reward, whichever side stood left", () => {
    const judged = preferences(evaluations(), [
      answered((left, _, i) => (i < 3 ? "same" : i < 5 ? (better(left) === "left" ? "right" : "left") : better(left))),
    ]);
    expect(judged).toMatchObject({ raters: 1, n: 15, clusters: 15, seeds: [1, 2], identical: form.identical });
    const counts = ({ to, from, same, decided }: typeof judged.rates) => [to, from, same, decided].map((r) => r.count);
    expect(counts(judged.rates)).toEqual([10, 2, 3, 10]);
    expect(judged.rates.p).toBeCloseTo(0.0386, 3);
    expect(judged.toMean - judged.fromMean).toBeCloseTo(0.1, 12);
    expect(judged.agreement).toBeNull();
    const swapped = evaluations().map(({ seed, from, to }) => ({ seed, from: to, to: from }));
    expect(counts(preferences(swapped, [answered(better)]).rates)).toEqual([0, 15, 0, 0]);
    const text = preferenceText("irac-summary", "a", "b", judged);
    expect(text).toMatch(/15 pairs in 15 clusters judged by 1 person, seeds 1, 2/);
    expect(text).toMatch(/to preferred: 10 of 15, 66\.7 % \[41\.7 % … 84\.8 %\]/);
  });

  it("follow the reward where people do", () => {
    const reward = (i: number, later: boolean) => (later ? (i % 5) / 10 : 0.2);
    const uneven = evaluations([1]).map((pair) => {
      const tasks = (stage: "from" | "to") =>
        pair[stage].tasks.map((t, i) => ({
          ...t,
          samples: t.samples.map((s) => ({ ...s, reward: s.reward === null ? null : reward(i, stage === "to") })),
        }));
      return { ...pair, from: { ...pair.from, tasks: tasks("from") }, to: { ...pair.to, tasks: tasks("to") } };
    });
    const drawn = blindForm(uneven, texts, { pairs: 30, seed: 1 });
    const answers = drawn.pairs.map(({ task, seed, left, right }) => {
      const gain = reward(Number(task.slice(1)), true) - 0.2;
      const to = left.startsWith("good") ? "left" : "right";
      const choice = Math.abs(gain) < 1e-9 ? "same" : gain > 0 ? to : to === "left" ? "right" : "left";
      return { task, seed, left: completionHash(left), right: completionHash(right), choice } as const;
    });
    const { form: id, ...rest } = answered(() => null);
    const { correlation } = preferences(uneven, [{ ...rest, form: id, answers }]);
    expect(correlation.rho).toBeGreaterThan(0.9);
    expect(correlation.ci95[0]).toBeGreaterThan(0.8);
  });

  it("of several people count once a pair, with how far they agree", () => {
    const people = [answered(better), answered((left, _, i) => (i < 5 ? "same" : better(left)))];
    const judged = preferences(evaluations(), people);
    expect(judged).toMatchObject({ raters: 2, n: 15, agreement: { count: 10, of: 15 } });
    expect(judged.rates.to.count).toBe(15);
  });

  it("are refused for other completions, other forms and broken files", () => {
    const given = answered(better);
    const others = evaluations().map((pair) => ({ ...pair, to: pair.from }));
    expect(() => preferences(others, [given])).toThrow(/is not what these two wrote/);
    expect(() => preferences(evaluations(), [given, { ...given, form: "0".repeat(16) }])).toThrow(
      /answers to the forms/,
    );
    const file = join(root, "broken.json");
    for (const [content, message] of [
      ["{", /give a file that the form exported/],
      ['{"format":1}', /is no export of the form: kind/],
      [
        JSON.stringify({
          format: 1,
          kind: "decisis blind answers",
          ...given,
          answers: [given.answers[0], given.answers[0]],
        }),
        /twice/,
      ],
    ] as const) {
      writeFileSync(file, content);
      expect(() => readBlindAnswers(file)).toThrow(message);
    }
  });
});
