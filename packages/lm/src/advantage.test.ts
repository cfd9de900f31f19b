import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AdvantageKind, groupAdvantages, sampleStd } from "./advantage.ts";

const runs = { numRuns: 250 };
const kinds: readonly AdvantageKind[] = ["group", "none", "batch", "skill"];
const of = (kind: AdvantageKind, groups: readonly (readonly (number | null)[])[]) =>
  groupAdvantages(
    kind,
    groups.map((group) => group.map((reward) => ({ reward }))),
  );

const reward = fc.double({ min: -5, max: 5, noNaN: true });
const maybe = fc.oneof({ weight: 5, arbitrary: reward }, { weight: 1, arbitrary: fc.constant(null) });
const groupsOf = (value: fc.Arbitrary<number | null>) =>
  fc.array(fc.array(value, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 5 });

describe("worked values", () => {
  const batch = [
    [1, 0, 0, 0],
    [1, 1, 1, 0],
    [1, 1, 1, 1],
  ];
  test.each([
    ["group", [1.49970006, -0.49990002, -0.49990002, -0.49990002], [0.49990002, 0.49990002, 0.49990002, -1.49970006]],
    ["none", [0.75, -0.25, -0.25, -0.25], [0.25, 0.25, 0.25, -0.75]],
    ["batch", [1.52294789, -0.5076493, -0.5076493, -0.5076493], [0.5076493, 0.5076493, 0.5076493, -1.52294789]],
  ] as const)("%s", (kind, first, second) => {
    const advantages = of(kind, batch);
    [...first, ...second, 0, 0, 0, 0].forEach((a, i) => {
      expect(advantages.flat()[i]).toBeCloseTo(a, 8);
    });
  });

  test("skill: each skill by the spread of its own groups", () => {
    const groups = batch.map((group) => group.map((reward) => ({ reward: 0.01 * reward })));
    const other = [[{ reward: 1 }, { reward: 0 }, { reward: 0.5 }]];
    const skills = ["a", "a", "a", "b"];
    const found = groupAdvantages("skill", [...groups, ...other], skills);
    expect(found.slice(0, 3)).toEqual(groupAdvantages("batch", groups));
    expect(found.slice(3)).toEqual(groupAdvantages("batch", other));
  });

  test("a row that could not be scored is left out and gets 0", () => {
    const [group] = of("group", [[1, 0, null, 0]]);
    [1.15450057, -0.57725029, 0, -0.57725029].forEach((a, i) => {
      expect(group[i]).toBeCloseTo(a, 8);
    });
    expect(of("none", [[1, 0, Number.NaN, 0]])).toEqual(of("none", [[1, 0, null, 0]]));
  });
});

test("advantages of a group sum to 0", () => {
  fc.assert(
    fc.property(groupsOf(maybe), fc.constantFrom(...kinds), (groups, kind) => {
      for (const group of of(kind, groups)) {
        const size = group.reduce((a, x) => Math.max(a, Math.abs(x)), 1);
        expect(Math.abs(group.reduce((a, x) => a + x, 0))).toBeLessThanOrEqual(1e-11 * size * group.length);
      }
    }),
    runs,
  );
});

test("a constant added to every reward changes nothing", () => {
  const quarters = fc.integer({ min: -20, max: 20 }).map((n) => n / 4);
  fc.assert(
    fc.property(groupsOf(quarters), quarters, fc.constantFrom(...kinds), (groups, shift, kind) => {
      const shifted = of(
        kind,
        groups.map((group) => group.map((r) => (r === null ? null : r + shift))),
      ).flat();
      of(kind, groups)
        .flat()
        .forEach((a, i) => {
          expect(Math.abs(a - shifted[i])).toBeLessThanOrEqual(1e-11 * Math.max(1, Math.abs(a)));
        });
    }),
    runs,
  );
});

test("scaling rewards leaves `group` unchanged up to its 1e-4", () => {
  fc.assert(
    fc.property(
      fc.array(reward, { minLength: 2, maxLength: 8 }),
      fc.double({ min: 0.1, max: 10, noNaN: true }),
      (group, a) => {
        const std = sampleStd(group);
        fc.pre(std > 1e-2);
        const [plain] = of("group", [group]);
        const [scaled] = of("group", [group.map((r) => a * r)]);
        const bound = 1e-4 / Math.min(std, a * std) + 1e-9;
        plain.forEach((x, i) => {
          expect(Math.abs(scaled[i] - x)).toBeLessThanOrEqual(bound * Math.max(Math.abs(x), 1e-9) + 1e-12);
        });
      },
    ),
    runs,
  );
});

test("a constant group has advantages of exactly 0, whatever its value, size and neighbours", () => {
  fc.assert(
    fc.property(
      reward,
      fc.integer({ min: 1, max: 16 }),
      groupsOf(maybe),
      fc.constantFrom(...kinds),
      (value, size, others, kind) => {
        const [constant] = of(kind, [new Array(size).fill(value), ...others]);
        for (const a of constant) expect(a).toBe(0);
      },
    ),
    runs,
  );
  for (const kind of kinds) expect(of(kind, [new Array(7).fill(0.95)])[0]).toEqual(new Array(7).fill(0));
});

test("fewer than two scorable rows give exactly 0", () => {
  fc.assert(
    fc.property(
      reward,
      fc.integer({ min: 0, max: 5 }),
      groupsOf(maybe),
      fc.constantFrom(...kinds),
      (value, nulls, others, kind) => {
        const [lonely] = of(kind, [[value, ...new Array(nulls).fill(null)], ...others]);
        for (const a of lonely) expect(a).toBe(0);
      },
    ),
    runs,
  );
});

test("a null row put in leaves the others bit for bit and gets 0", () => {
  fc.assert(
    fc.property(groupsOf(maybe), fc.nat(), fc.nat(), fc.constantFrom(...kinds), (groups, g, i, kind) => {
      const group = g % groups.length;
      const place = i % (groups[group].length + 1);
      const inserted = of(kind, groups.with(group, groups[group].toSpliced(place, 0, null)));
      expect(inserted[group][place]).toBe(0);
      expect(inserted.with(group, inserted[group].toSpliced(place, 1))).toEqual(of(kind, groups));
    }),
    runs,
  );
});

test("`batch` divides every group by the same spread", () => {
  fc.assert(
    fc.property(groupsOf(maybe), (groups) => {
      const std = sampleStd(groups.flat());
      const centred = of("none", groups).flat();
      of("batch", groups)
        .flat()
        .forEach((a, i) => {
          expect(Math.abs(a * (std + 1e-4) - centred[i])).toBeLessThanOrEqual(1e-12);
        });
    }),
    runs,
  );
});
