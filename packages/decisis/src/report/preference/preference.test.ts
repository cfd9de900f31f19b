import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { EvaluationPair } from "../skill-comparison.ts";
import type { TaskText } from "../task-texts.ts";
import { handMadeEvaluation } from "../test-support/hand-made-records.ts";
import { type BlindAnswers, readBlindAnswers } from "./blind-answers.ts";
import { type BlindForm, blindForm, completionHash } from "./blind-form.ts";
import { formPage } from "./form-page.ts";
import { formLogic, formScript } from "./form-script.ts";
import { preferenceText } from "./preference-text.ts";
import { preferences } from "./preferences.ts";
import { readForm } from "./read-form.ts";

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
const swapped = (pairs: readonly EvaluationPair[]): EvaluationPair[] =>
  pairs.map(({ seed, from, to }) => ({ seed, from: to, to: from }));

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

describe("its sides", () => {
  const wrote = (words: readonly (readonly [string, string])[]): EvaluationPair[] => {
    const of = (side: 0 | 1) =>
      handMadeEvaluation(
        "sums",
        String(side),
        1,
        words.map((pair, i) => ({ id: `t${i}`, samples: [{ reward: side, completion: pair[side] }] })),
      );
    return [{ seed: 1, from: of(0), to: of(1) }];
  };
  const sidesOf = (pairs: readonly EvaluationPair[], seed = 1): string =>
    blindForm(pairs, texts, { pairs: COUNT, seed })
      .pairs.map(({ task, left }) =>
        pairs[0].from.tasks.some((t) => t.id === task && t.samples[0].completion === left) ? "L" : "R",
      )
      .join("");

  it("are the same whichever of the two is called `from`, so that nothing in the page tells them apart", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string(), fc.string()), { minLength: 1, maxLength: COUNT }),
        fc.nat(),
        (words, seed) => {
          const options = { pairs: 10, seed };
          const page = formPage(blindForm(wrote(words), texts, options));
          expect(formPage(blindForm(swapped(wrote(words)), texts, options))).toBe(page);
          expect(formPage(blindForm(wrote(words), texts, options))).toBe(page);
        },
      ),
      { numRuns: 50 },
    );
    const shuffled = evaluations().map((pair) => ({ ...pair, to: { ...pair.to, tasks: pair.to.tasks.toReversed() } }));
    expect(blindForm(shuffled, texts, { pairs: 15, seed: 1 })).toEqual(form);
  });

  it("are others for other models and draws, and even over the two where both always write the same", () => {
    const models = Array.from({ length: 20 }, (_, m) =>
      wrote(Array.from({ length: COUNT }, (_, i) => [`a ${m} ${i}`, `b ${m} ${i}`] as const)),
    );
    expect(new Set(models.map((pairs) => sidesOf(pairs))).size).toBe(20);
    expect(sidesOf(models[0], 2)).not.toBe(sidesOf(models[0], 1));
    const constant = wrote(Array.from({ length: COUNT }, () => ["affirmed", "reversed"] as const));
    const onTheLeft = sidesOf(constant).replaceAll("R", "").length;
    expect(onTheLeft).toBeGreaterThan(10);
    expect(onTheLeft).toBeLessThan(30);
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

  it("is read back as the form that it was made of, whatever is in it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), (left, prompt) => {
        const texts = new Map([["t0", { messages: [{ role: "user" as const, content: prompt }], gold: "g" }]]);
        const of = (completion: string) =>
          handMadeEvaluation("sums", "s", 1, [{ id: "t0", samples: [{ reward: 1, completion }] }]);
        const one = blindForm([{ seed: 1, from: of(`${left}<`), to: of(hostile) }], texts, { pairs: 1, seed: 1 });
        expect(readForm(pageOf(one))).toEqual(one);
      }),
      { numRuns: 50 },
    );
    const changed = join(root, "changed.html");
    writeFileSync(changed, readFileSync(pageOf(form), "utf8").replace("good", "bad"));
    expect(() => readForm(changed)).toThrow(/was changed since it was written/);
    writeFileSync(changed, "<p>");
    expect(() => readForm(changed)).toThrow(/is no form/);
    expect(() => readForm(join(root, "nowhere.html"))).toThrow(/the command that made it makes it again/);
  });

  it("can be operated by keyboard and says what everything is", () => {
    for (const key of ["1", "0", "2", "P", "N"])
      expect(page).toContain(`<kbd aria-hidden="true">${key}</kbd></button>`);
    expect(page).toMatch(/role="group" aria-label="Which answer is better\?"/);
    expect(page).toMatch(/<h2 id="place" tabindex="-1">/);
  });
});

function pageOf(form: BlindForm): string {
  const file = join(root, "form.html");
  writeFileSync(file, formPage(form));
  return file;
}

let sheets = 0;
/** Answers as the page would export them, by its own logic, each from another browser. */
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
  return readAll(made.exported(" A. B. ", String(sheets++).padStart(16, "0")))[0];
}
function readAll(...contents: readonly string[]): BlindAnswers[] {
  const files = contents.map((content, i) => {
    writeFileSync(join(root, `answers-${i}.json`), content);
    return join(root, `answers-${i}.json`);
  });
  return readBlindAnswers(form, files);
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
    const judged = preferences(evaluations(), form, [
      answered((left, _, i) => (i < 3 ? "same" : i < 5 ? (better(left) === "left" ? "right" : "left") : better(left))),
    ]);
    expect(judged).toMatchObject({ raters: 1, n: 15, clusters: 15, seeds: [1, 2], identical: form.identical });
    const counts = ({ to, from, same, decided }: typeof judged.rates) => [to, from, same, decided].map((r) => r.count);
    expect(counts(judged.rates)).toEqual([10, 2, 3, 10]);
    expect(judged.rates.p).toBeCloseTo(0.0386, 3);
    expect(judged.toMean - judged.fromMean).toBeCloseTo(0.1, 12);
    expect(judged.agreement).toBeNull();
    expect(counts(preferences(swapped(evaluations()), form, [answered(better)]).rates)).toEqual([0, 15, 0, 0]);
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
    const { correlation } = preferences(uneven, drawn, [{ ...answered(() => null), form: drawn.id, answers }]);
    expect(correlation.rho).toBeGreaterThan(0.9);
    expect(correlation.ci95[0]).toBeGreaterThan(0.8);
  });

  it("of several people count once a pair, with how far they agree", () => {
    const people = [answered(better), answered((left, _, i) => (i < 5 ? "same" : better(left)))];
    const judged = preferences(evaluations(), form, people);
    expect(judged).toMatchObject({ raters: 2, n: 15, agreement: { count: 10, of: 15 } });
    expect(judged.rates.to.count).toBe(15);
  });

  it("of nobody count for nobody", () => {
    const people = [answered(better), answered(() => null)];
    expect(preferences(evaluations(), form, people)).toMatchObject({ raters: 1, agreement: null });
  });

  it("are refused where the form is of other evaluations", () => {
    const others = evaluations().map((pair) => ({ ...pair, to: pair.from }));
    expect(() => preferences(others, form, [])).toThrow(/is not what these two wrote/);
    expect(() => preferences(evaluations([2]), form, [])).toThrow(/is not what these two wrote/);
  });

  const given = { format: 1, kind: "decisis blind answers", ...answered(better) };
  const [first] = given.answers;
  it.each([
    ["sides of one pair", { answers: [{ ...first, left: first.right, right: first.left }] }, /the sides of task/],
    ["sides of all", { answers: given.answers.map((a) => ({ ...a, left: a.right, right: a.left })) }, /the sides of/],
    ["another completion", { answers: [{ ...first, left: "0".repeat(16) }] }, /the sides of task/],
    ["a form that is not there", { form: "0".repeat(16) }, /answers the form 0000000000000000, not/],
    [
      "another environment",
      { environment: { id: "treatment", version: "1" } },
      /it says treatment 1, and the form irac/,
    ],
    ["another version", { environment: { ...form.environment, version: "0" } }, /and the form irac-summary 1/],
    ["fewer pairs than there are", { pairs: 1 }, /it says 1 pairs/],
    ["more that were left out", { identical: Number.MAX_SAFE_INTEGER }, /it says 15 pairs and 9007199254740991/],
    ["a seed that was not trained", { answers: [{ ...first, seed: 99 }] }, /no pair of task t\d+, seed 99$/],
    ["a task that was not shown", { answers: [{ ...first, task: "t0" }] }, /no pair of task t0, seed/],
    ["a pair twice", { answers: [first, first] }, /twice/],
    ["a missing kind", { kind: undefined }, /is no export of the form: kind/],
  ])("are refused with %s", (_, change, message) => {
    expect(() => readAll(JSON.stringify({ ...given, ...change }))).toThrow(message);
    expect(readAll(JSON.stringify(given))).toHaveLength(1);
  });

  it("are refused twice of one person, and where they are no JSON", () => {
    expect(() => readAll("{")).toThrow(/give a file that the form exported/);
    const later = { ...given, answers: given.answers.slice(1) };
    expect(() => readAll(JSON.stringify(given), JSON.stringify(later))).toThrow(/are of one person/);
    // Forms of earlier versions have no sheets.
    const { sheet: _, ...old } = given;
    expect(() => readAll(JSON.stringify(old), JSON.stringify(old, null, 1))).toThrow(/are of one person/);
    expect(readAll(JSON.stringify(old), JSON.stringify({ ...old, rater: "C. D." }))).toHaveLength(2);
  });
});
