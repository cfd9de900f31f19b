import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type freshSchedule, type ScheduleOptions, TaskSchedule } from "./task-schedule.ts";

const tasks = (sizes: Record<string, number>) =>
  Object.entries(sizes).flatMap(([source, n]) =>
    Array.from({ length: n }, (_, i) => ({ id: `${source}${i}`, source })),
  );
const fixed = (mixture: Record<string, number>): ScheduleOptions => ({ mixture, mixing: "fixed", avoid_flat: false });

describe("the schedule of a stage's tasks", () => {
  it("goes over every task once before any comes again, and counts the visits", () => {
    const schedule = new TaskSchedule(tasks({ a: 7 }), fixed({ a: 1 }), 1, "s");
    const passes = [0, 1, 2].map(() => schedule.next(7));
    for (const [visit, pass] of passes.entries()) {
      expect(new Set(pass.map((d) => d.task.id)).size).toBe(7);
      expect(pass.every((d) => d.visit === visit)).toBe(true);
    }
    expect(passes[0].map((d) => d.task.id)).not.toEqual(passes[1].map((d) => d.task.id));
    expect(schedule.epoch).toBe(3);
  });

  it("keeps every source within one task of its share over any stretch", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.05, max: 5, noNaN: true }), { minLength: 1, maxLength: 5 }),
        (weights) => {
          const mixture = Object.fromEntries(weights.map((w, i) => [`s${i}`, w]));
          const schedule = new TaskSchedule(
            tasks(Object.fromEntries(weights.map((_, i) => [`s${i}`, 5]))),
            fixed(mixture),
            1,
            "s",
          );
          const drawn = schedule.next(200).map((d) => d.task.source);
          for (const [source, share] of schedule.shares())
            for (const n of [10, 50, 200])
              expect(Math.abs(drawn.slice(0, n).filter((s) => s === source).length - n * share)).toBeLessThan(
                weights.length,
              );
        },
      ),
    );
  });

  it("goes on from a stored state as if it had never stopped", () => {
    const options: ScheduleOptions = { mixture: { a: 2, b: 1 }, mixing: "adaptive", avoid_flat: true };
    const steps = (schedule: TaskSchedule<{ id: string; source: string }>, n: number) =>
      Array.from({ length: n }, () => {
        const drawn = schedule.next(4);
        schedule.observe(
          drawn.map(({ task }, i) => ({
            task: task.id,
            source: task.source,
            spread: task.id.endsWith("1") ? 0 : i / 4,
          })),
        );
        return drawn.map((d) => `${d.task.id}/${d.visit}`);
      });
    const whole = new TaskSchedule(tasks({ a: 9, b: 4 }), options, 3, "s");
    const all = steps(whole, 20);
    const first = new TaskSchedule(tasks({ a: 9, b: 4 }), options, 3, "s");
    const before = steps(first, 8);
    const stored = JSON.parse(JSON.stringify(first.state)) as typeof freshSchedule;
    const second = new TaskSchedule(tasks({ a: 9, b: 4 }), options, 3, "s", stored);
    expect([...before, ...steps(second, 12)]).toEqual(all);
    expect(second.state).toEqual(whole.state);
  });

  it("moves toward the source that has something to teach, and leaves the other a fifth of its weight", () => {
    const schedule = new TaskSchedule(
      tasks({ a: 5, b: 5 }),
      { mixture: { a: 1, b: 1 }, mixing: "adaptive", avoid_flat: false },
      1,
      "s",
    );
    for (let i = 0; i < 400; i++)
      schedule.observe([
        { task: "a0", source: "a", spread: 1 },
        { task: "b0", source: "b", spread: 0 },
      ]);
    expect(schedule.shares().get("b")).toBeCloseTo(0.2 / 1.2, 3);
  });

  it("draws tasks less whose groups showed no difference, until they do", () => {
    const schedule = new TaskSchedule(
      tasks({ a: 20 }),
      { mixture: { a: 1 }, mixing: "fixed", avoid_flat: true },
      1,
      "s",
    );
    schedule.observe(Array.from({ length: 10 }, (_, i) => ({ task: `a${i}`, source: "a", spread: 0 })));
    const count = (n: number) => {
      const drawn = schedule.next(n).map((d) => Number(d.task.id.slice(1)));
      return drawn.filter((i) => i < 10).length / n;
    };
    expect(count(1000)).toBeCloseTo(0.2, 1);
    schedule.observe(Array.from({ length: 10 }, (_, i) => ({ task: `a${i}`, source: "a", spread: 0.5 })));
    expect(count(1000)).toBeCloseTo(0.5, 1);
  });

  it("still draws where all tasks are flat", () => {
    const schedule = new TaskSchedule(
      tasks({ a: 3 }),
      { mixture: { a: 1 }, mixing: "fixed", avoid_flat: true },
      1,
      "s",
    );
    for (let i = 0; i < 3; i++) schedule.observe([{ task: `a${i}`, source: "a", spread: 0 }]);
    expect(schedule.next(10)).toHaveLength(10);
  });

  it("refuses a source without tasks", () => {
    expect(() => new TaskSchedule(tasks({ a: 1 }), fixed({ a: 1, b: 1 }), 1, "stage x")).toThrow(
      /stage x: there are no training tasks of b/,
    );
    expect(() => new TaskSchedule([], fixed({}), 1, "stage x")).toThrow(/no training tasks/);
  });
});
