import { describe, expect, it } from "vitest";
import type { Grade, Grader } from "./grade.ts";
import { soundGrade } from "./sound-grade.ts";

const RANGE = [0, 1] as const;
const graderThat = (grade: () => Grade): Grader<null> => ({ id: "tried", range: RANGE, grade });
const giving = (reward: number | null): Grade => ({
  reward,
  subRewards: {},
  range: RANGE,
  fault: null,
  failedGate: null,
  reasons: [],
});

describe("soundGrade", () => {
  it("leaves a sound grade as it is", () => {
    const grade = giving(0.5);
    expect(
      soundGrade(
        graderThat(() => grade),
        null,
        "",
      ),
    ).toBe(grade);
  });

  it.each<[string, RegExp, () => Grade]>([
    [
      "throws",
      /throws TypeError: broken/,
      () => {
        throw new TypeError("broken");
      },
    ],
    [
      "throws what is no error",
      /throws 7/,
      () => {
        throw 7;
      },
    ],
    ["gives NaN", /no finite number/, () => giving(Number.NaN)],
    ["gives more than its range", /outside its range \[0, 1\]/, () => giving(1.5)],
    ["gives nothing and says nothing", /no reward and no error/, () => giving(null)],
    ["gives no grade", /gives no grade/, () => undefined as unknown as Grade],
  ])("has no reward, and a fault of the grader, where it %s", (_, details, grade) => {
    const found = soundGrade(graderThat(grade), null, "any");
    expect(found).toMatchObject({ reward: null, fault: "grader", range: RANGE });
    expect(found.error?.details).toMatch(details);
  });
});
