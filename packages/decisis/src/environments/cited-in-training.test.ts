import { expect, it } from "vitest";
import { fictionalCases } from "../corpus/fictional-case.ts";
import { citedInTraining } from "./cited-in-training.ts";
import type { Environment, Split, SplitCase, Task } from "./environment.ts";

const [base] = fictionalCases(4, 1);

function caseOf(id: string, split: Split, cite: string, text: string, origin: SplitCase["origin"] = "real"): SplitCase {
  const { record } = base;
  return {
    cluster: id.slice(0, 1),
    split,
    origin,
    record: {
      ...record,
      id,
      citations: [{ type: "official", cite }],
      opinions: [{ ...record.opinions[0], text }],
    },
  };
}

const taskOf = (
  id: string,
  split: Split,
  cluster: string,
  facts: readonly (readonly string[])[] = [],
  origin = "real",
) => ({ id, split, cluster, facts, origin }) as unknown as Task;
const environment = {
  decisions: ({ facts }: Task) => facts,
} as unknown as Environment;

it("knows held-out tasks whose case, or whose decisions, a training opinion cites", () => {
  const cases = [
    caseOf(
      "a",
      "train",
      "1 F.3d 1",
      "See Oak v. Elm, 2 F.3d 2 (1st Cir. 1990); Ash v. Fir, 7 U.S. 7, 9 S. Ct. 9 (1880).",
    ),
    caseOf("b1", "test", "2 F.3d 2", "Nothing is cited."),
    caseOf("b2", "test", "3 F.3d 3", "Nothing is cited."),
    caseOf("c", "test", "4 F.3d 4", "See Yew v. Box, 8 U.S. 8, 10 S. Ct. 10 (1881)."),
    caseOf("d", "validation", "5 F.3d 5", "See In re Oak, 4 F.3d 4 (1st Cir. 1990)."),
    caseOf("e", "train", "6 F.3d 6", "See Yew v. Box, 8 U.S. 8 (1881)."),
    caseOf("f", "train", "9 F.3d 9", "See In re Oak, 5 F.3d 5 (1st Cir. 1990).", "generated"),
  ];
  const tasks = [
    taskOf("of its case", "test", "b"),
    taskOf("of none", "test", "c"),
    taskOf("of a decision", "test", "c", [["99 U.S. 99"], ["9 S. Ct. 9"]]),
    taskOf("of a parallel citation", "test", "c", [["10 S. Ct. 10"]]),
    taskOf("of validation", "validation", "d", [["2 F.3d 2"]]),
    taskOf("of an invented opinion", "validation", "d"),
    taskOf("of training", "train", "a", [["2 F.3d 2"]]),
    taskOf("of a generated task", "test", "b", [["2 F.3d 2"]], "generated"),
  ];
  expect([...citedInTraining(cases, [{ environment, tasks }])]).toEqual([
    "of its case",
    "of a decision",
    "of a parallel citation",
    "of validation",
  ]);
  const silent = { id: "silent" } as Environment;
  expect([...citedInTraining(cases, [{ environment: silent, tasks }])]).toEqual(["of its case"]);
});
