import { z } from "zod";
import { sha256 } from "../../corpus/sha256.ts";
import type { Environment, SplitCase, Task } from "../../environments/environment.ts";
import { identified } from "../../environments/task-id.ts";
import { taskProvenance } from "../../environments/task-provenance.ts";

interface Sum {
  readonly a: number;
  readonly b: number;
}

/** The same with another grader, made of the honest one. */
export function gradedSums(
  graded: (honest: typeof sumsEnvironment.reward.grade) => typeof sumsEnvironment.reward.grade,
): Environment {
  const { reward } = sumsEnvironment;
  const environment = { ...sumsEnvironment, reward: { ...reward, grade: graded(reward.grade) } };
  return environment as unknown as Environment;
}

/** An environment for tests: add two numbers. Three tasks a case, so that tasks come in clusters. */
export const sumsEnvironment: Environment<Sum> = {
  id: "sums",
  version: "1",
  summary: "Add two numbers",
  schema: { facts: z.strictObject({ a: z.number(), b: z.number() }), action: z.string().regex(/^-?\d+$/) },
  reward: {
    id: "sums",
    range: [0, 1],
    grade: ({ facts }, completion) => {
      const sum = completion.trim() === String(facts.a + facts.b) ? 1 : 0;
      return {
        reward: sum,
        subRewards: { sum },
        range: [0, 1],
        fault: sum === 1 ? null : "model",
        failedGate: null,
        reasons: sum === 1 ? [] : [`the sum is ${facts.a + facts.b}`],
      };
    },
  },
  baselines: [{ name: "first number", answer: ({ facts }) => String(facts.a) }],
  // The grader takes blanks for nothing and knows no other dress of a number.
  audit: () => ({
    closed: true,
    pieces: ({ gold }) => ({
      equivalents: () => [` ${gold}`, `${gold}\n`, `\n${gold} `].map((completion) => ({ name: "blanks", completion })),
    }),
  }),
  build: (cases, { seed }) => ({
    skipped: [],
    tasks: cases.flatMap((c, i) =>
      [1, 2, 3].map((b): Task<Sum> => {
        return identified({
          environment: "sums",
          version: "1",
          split: c.split,
          cluster: c.cluster,
          origin: c.origin,
          provenance: taskProvenance(c.record),
          facts: { a: i + 2 + seed, b: b + 1 },
          gold: String(i + 2 + seed + b + 1),
        });
      }),
    ),
  }),
  prompt: ({ facts }) => [{ role: "user", content: `What is ${facts.a} + ${facts.b}?` }],
};

/** The same with products, for runs of several skills. The order of the factors is left to chance at each visit. */
export const productsEnvironment: Environment<Sum> = {
  ...sumsEnvironment,
  id: "products",
  summary: "Multiply two numbers",
  reward: {
    ...sumsEnvironment.reward,
    id: "products",
    grade: ({ facts }, completion) => {
      const product = completion.trim() === String(facts.a * facts.b) ? 1 : 0;
      return {
        reward: product,
        subRewards: { product },
        range: [0, 1],
        fault: product === 1 ? null : "model",
        failedGate: null,
        reasons: [],
      };
    },
  },
  build: (cases, options) => {
    const { tasks, skipped } = sumsEnvironment.build(cases, options);
    return {
      skipped,
      tasks: tasks.map(({ id: _, ...task }) =>
        identified({ ...task, environment: "products", gold: String(task.facts.a * task.facts.b) }),
      ),
    };
  },
  prompt: ({ facts }) => [{ role: "user", content: `What is ${facts.a} × ${facts.b}?` }],
  variant: (task, visit) => (visit % 2 === 0 ? task : { ...task, facts: { a: task.facts.b, b: task.facts.a } }),
};

/** Cases without law in them; every third is held out. */
export function sumsCases(count: number, origin: SplitCase["origin"] = "generated"): SplitCase[] {
  return Array.from({ length: count }, (_, i) => ({
    record: {
      id: `${origin}:${i}`,
      name: `Case ${i}`,
      nameAbbreviation: `Case ${i}`,
      decisionDate: "2000",
      citations: [],
      court: { name: "Court", abbreviation: "Ct." },
      jurisdiction: "None",
      opinions: [],
      provenance: {
        source: "test",
        licence: "CC0-1.0",
        revision: "1",
        retrieved: null,
        sha256: sha256(`${origin}${i}`),
      },
    },
    cluster: `${origin}:${i}`,
    split: i % 3 === 0 ? "test" : i % 7 === 1 ? "validation" : "train",
    origin,
  }));
}
