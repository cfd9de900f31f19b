import { existsSync } from "node:fs";
import { findCitations, placesOf } from "@decisis/law";
import { describe, expect, it } from "vitest";
import { placesOfCase } from "../corpus/as-cited.ts";
import { nameMark } from "../corpus/authorities.ts";
import { DisjointSets } from "../corpus/disjoint-sets.ts";
import { fictionalCases } from "../corpus/fictional-case.ts";
import { importCorpus } from "../corpus/import-corpus.ts";
import type { Split, SplitCase, Task } from "./environment.ts";
import { citedAs } from "./holding-selection/cited-as.ts";
import { ENVIRONMENTS, environmentOf } from "./registry.ts";
import { withoutSharedDecisions } from "./shared-decisions.ts";
import { canonicalJson } from "./task-id.ts";
import type { TreatmentFacts } from "./treatment/facts.ts";

const DATA = process.env.DECISIS_DATA;
/** Milliseconds: all four skills are built of thousands of cases. */
const LONG = 600_000;
const available = DATA !== undefined && existsSync(`${DATA}/cases`);

/** What one decision is known by: places where it is printed, its name with court and year. */
type Marks = readonly string[];

/** A task, or a case of the corpus, with the decisions that it names. */
interface Named {
  readonly of: string;
  readonly split: Split;
  readonly decisions: readonly Marks[];
}

/** The cases of a task's cluster. */
function citing(cases: readonly SplitCase[]): (task: Task) => readonly Marks[] {
  const clusters = Map.groupBy(cases, ({ cluster }) => cluster);
  return ({ cluster }) =>
    (clusters.get(cluster) ?? []).map((one) => [
      `cluster ${cluster}`,
      ...placesOfCase(one.record),
      nameMark(citedAs(one)),
    ]);
}

/** Whatever the prompt cites. */
const printed = (task: Task): readonly Marks[] =>
  environmentOf(task.environment)
    .prompt(task)
    .flatMap(({ content }) => findCitations(content).map(placesOf));

/** Decisions named in more than one part, each by the first of its marks, with who names it. `joined`: marks of one decision. */
function shared(named: readonly Named[], joined: readonly Marks[]): ReadonlyMap<string, readonly string[]> {
  const decisions = new DisjointSets();
  for (const marks of [...joined, ...named.flatMap((one) => one.decisions)])
    for (const mark of marks) decisions.join(marks[0], mark);
  const names = named.flatMap(({ of, split, decisions: own }) =>
    own.filter(([mark]) => mark !== undefined).map(([mark]) => ({ key: decisions.key(mark), of, split })),
  );
  const inTwoParts = [...Map.groupBy(names, ({ key }) => key)].filter(
    ([, by]) => new Set(by.map(({ split }) => split)).size > 1,
  );
  return new Map(inTwoParts.map(([key, by]) => [key, [...new Set(by.map(({ of }) => of))].sort()]));
}

/** The tasks of all skills as a run has them. */
function tasksOf(cases: readonly SplitCase[]): readonly Task[] {
  const built = ENVIRONMENTS.map((environment) => ({ environment, ...environment.build(cases, { seed: 0 }) }));
  return withoutSharedDecisions(built).flatMap(({ tasks }) => tasks);
}

/** What the parts share, by skill, then over all skills and cases: by citing and cited case, then by what is printed as well. */
function overlap(cases: readonly SplitCase[], tasks: readonly Task[]) {
  // Parallel citations are one decision wherever an opinion of the corpus says so.
  const joined = cases.flatMap(({ record }) =>
    record.opinions.flatMap(({ text }) => findCitations(text).map(placesOf)),
  );
  const own = citing(cases);
  const sides = (task: Task) => [...own(task), ...(environmentOf(task.environment).decisions?.(task) ?? [])];
  const named = (decisions: (task: Task) => readonly Marks[]) =>
    tasks.map((task): Named => ({ of: task.environment, split: task.split, decisions: decisions(task) }));
  const corpus = cases.map(
    ({ record, split }): Named => ({ of: "case of the corpus", split, decisions: [placesOfCase(record)] }),
  );
  return {
    withinSkills: ENVIRONMENTS.flatMap(({ id }) => [
      ...shared(
        named(sides).filter(({ of }) => of === id),
        joined,
      ),
    ]),
    citingCases: [...shared([...corpus, ...named(own)], joined)],
    acrossSkills: Object.fromEntries(shared([...corpus, ...named(sides)], joined)),
    printed: Object.fromEntries(shared([...corpus, ...named((task) => [...sides(task), ...printed(task)])], joined)),
  };
}

it("sees a citing and a cited case that stand in two parts", () => {
  const cases = fictionalCases(5, 60);
  const one = tasksOf(cases).find((task) => task.environment === "treatment" && task.split === "train")!;
  const found = overlap(cases, [one, { ...one, split: "test" }]);
  const { earlier } = one.facts as TreatmentFacts;
  expect(found.withinSkills.map(([key]) => key)).toContain(earlier.places.toSorted()[0]);
  expect(found.citingCases).toHaveLength(1);
});

it("finds no case of a generated corpus in two parts, and none but the known coincidences across skills", {
  timeout: LONG,
}, () => {
  const cases = [
    ...fictionalCases(0, 3000).filter(({ split }) => split !== "test"),
    ...fictionalCases(1_000_000, 3000).filter(({ split }) => split === "test"),
  ];
  const found = overlap(cases, tasksOf(cases));
  expect(found.withinSkills).toEqual([]);
  expect(found.citingCases).toEqual([]);
  // Invented places of outside authorities that two decisions got by chance: 8 of 5,109 test tasks, 1 of 1,717 validation ones.
  expect(found.acrossSkills).toEqual({
    "101 S. Ct. 587": ["irac-summary", "treatment"],
    "113 L. Ed. 2d 40": ["irac-summary", "treatment"],
    "545 U.S. 311": ["holding-selection", "treatment"],
  });
  expect(found.printed).toEqual(found.acrossSkills);
});

describe.skipIf(!available)("tasks of all skills from real cases", { timeout: LONG }, () => {
  it("are the same bytes each time, and share no case between parts but what passages cite besides", async () => {
    const { cases } = await importCorpus(`${DATA}/cases`);
    const tasks = tasksOf(cases);
    const again = tasksOf((await importCorpus(`${DATA}/cases`)).cases);
    // Not compared by the matcher: it would print all tasks.
    expect(canonicalJson(again) === canonicalJson(tasks)).toBe(true);
    expect(tasks.filter(({ split }) => split === "test").length).toBeGreaterThan(1000);

    const found = overlap(cases, tasks);
    expect(found.withinSkills).toEqual([]);
    expect(found.citingCases).toEqual([]);
    expect(found.acrossSkills).toEqual({});
    // Citations that a passage of holding-selection has besides the one that is asked about.
    expect(found.printed).toEqual({
      "210 U.S. 339": ["holding-selection", "irac-summary"],
      "254 B.R. 895": ["bluebook-citation", "case of the corpus", "holding-selection"],
      "40 L. Ed. 2d 341": ["holding-selection"],
      "844 F.2d 776": ["holding-selection", "irac-summary"],
    });
  });
});
