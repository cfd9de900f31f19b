import { describe, expect, it } from "vitest";
import type { Environment, Split, Task } from "./environment.ts";
import { withoutSharedDecisions } from "./shared-decisions.ts";

type Given = readonly [id: string, split: Split, decisions: readonly (readonly string[])[], origin?: Task["origin"]];

function skill(of: string, given: readonly Given[]) {
  const tasks = given.map(
    ([id, split, facts, origin = "real"]) =>
      ({ id, environment: of, split, facts, origin }) as unknown as Task<Given[2]>,
  );
  return {
    environment: { id: of, decisions: ({ facts }: Task<Given[2]>) => facts } as unknown as Environment,
    tasks,
    skipped: [],
  };
}

const kept = (...skills: ReturnType<typeof skill>[]) =>
  withoutSharedDecisions(skills).map(({ tasks }) => tasks.map(({ id }) => id));

describe("decisions that two skills name", () => {
  it("leave what comes earlier, training before validation before test", () => {
    const a = skill("a", [
      ["a1", "train", [["1 F.3d 1"], ["2 F.3d 2"]]],
      ["a2", "validation", [["3 F.3d 3"]]],
      ["a3", "test", [["4 F.3d 4"]]],
      ["a4", "train", [["5 F.3d 5"]]],
    ]);
    const b = skill("b", [
      ["b1", "validation", [["2 F.3d 2"]]],
      ["b2", "test", [["3 F.3d 3"]]],
      ["b3", "train", [["4 F.3d 4"]]],
      ["b4", "train", [["5 F.3d 5"]]],
    ]);
    expect(kept(a, b)).toEqual([
      ["a3", "a4"],
      ["b1", "b2", "b4"],
    ]);
    const [first] = withoutSharedDecisions([a, b]);
    expect(first.skipped).toEqual([
      { id: "a1", reason: "decision of a later part: 2 F.3d 2 is named in the validation part of b" },
      { id: "a2", reason: "decision of a later part: 3 F.3d 3 is named in the test part of b" },
    ]);
  });

  it("are one by parallel citations, wherever those stand side by side", () => {
    const a = skill("a", [["a1", "train", [["1 F.3d 1"]]]]);
    const b = skill("b", [["b1", "test", [["9 Cal. 9", "oak elm 1990"]]]]);
    const c = skill("c", [["c1", "test", [["1 F.3d 1", "9 Cal. 9"]]]]);
    expect(kept(a, b)).toEqual([["a1"], ["b1"]]);
    expect(kept(a, b, c)).toEqual([[], ["b1"], ["c1"]]);
  });

  it("are not one where they are invented, nor where nothing tells them", () => {
    const a = skill("a", [
      ["a1", "train", [["1 F.3d 1"]], "generated"],
      ["a2", "train", [[]]],
    ]);
    const b = skill("b", [["b1", "test", [["1 F.3d 1"], []]]]);
    expect(kept(a, b)).toEqual([["a1", "a2"], ["b1"]]);
  });

  it("leave a skill alone that names none", () => {
    const { environment, ...rest } = skill("a", [["a1", "train", [["1 F.3d 1"]]]]);
    const silent = { environment: { id: environment.id } as Environment, ...rest };
    expect(kept(silent as ReturnType<typeof skill>, skill("b", [["b1", "test", [["1 F.3d 1"]]]]))).toEqual([
      ["a1"],
      ["b1"],
    ]);
  });
});
