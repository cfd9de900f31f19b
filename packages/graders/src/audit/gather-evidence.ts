import type { AdversarialClass } from "./adversarial-class.ts";
import { ANSWER_FORMATS, PLAIN } from "./answer-formats.ts";
import { cutAt } from "./answer-frame.ts";
import type { AuditOptions, AuditRow, AuditSubject } from "./audit-subject.ts";
import { type ClassCompletion, classCompletions } from "./class-completions.ts";
import { type Material, materialOf } from "./material.ts";
import { mean } from "./score-summary.ts";
import { SeededRandom } from "./seeded-random.ts";
import type { Share, StrictGrading } from "./strict-grading.ts";
import { type ClassEvidence, ClassTally, ConstantTally, type Scored } from "./tallies.ts";

export interface EquivalentEvidence extends Scored {
  readonly name: string;
  readonly gold: number;
}

/** Scores of one ladder; `made` by hand or built from a row. */
export interface LadderEvidence {
  readonly made: boolean;
  readonly label: string;
  readonly scores: readonly number[];
}

/** Everything that was graded, before anything is judged. */
export interface Evidence {
  readonly closed: boolean;
  /** In the order of the rows, as all lists here that hold `null` for what was not scored. */
  readonly gold: readonly Share[];
  readonly honest: readonly Share[];
  readonly cut: readonly Share[];
  readonly opposites: readonly number[];
  readonly wrong: readonly number[];
  readonly classes: ReadonlyMap<AdversarialClass, ClassEvidence>;
  readonly equivalents: readonly EquivalentEvidence[];
  readonly ladders: readonly LadderEvidence[];
  readonly majority: { readonly completion: string; readonly scores: readonly number[] };
  readonly bestConstant: { readonly completion: string; readonly mean: number };
  /** Rows whose gold scored otherwise when everything else had been graded. */
  readonly changed: readonly string[];
}

/** Outputs over which the order on the ladders is measured. */
const LADDER_OUTPUTS = 50;
const OTHER_GOLDS = 40;

/** Grades everything that an audit tries, row by row, but for class completions of more than `longest` characters. */
export function gatherEvidence<Item>(
  subject: AuditSubject<Item>,
  grading: StrictGrading<Item>,
  { seed = 1, perClass = Infinity, perEquivalents = Infinity }: AuditOptions,
  longest: number,
): Evidence {
  const { rows } = subject;
  const score = (row: AuditRow<Item>, completion: string) => grading.score(row.item, row.id, completion);
  const gold = rows.map((row) => score(row, row.gold));
  const honest: Share[] = [];
  const cut: Share[] = [];
  const opposites: number[] = [];
  const wrong: number[] = [];
  const equivalents: EquivalentEvidence[] = [];
  const wrongest: (readonly [wrong: Share, empty: Share])[] = [];
  const classes = new ClassTally();
  const constants = new ConstantTally();

  rows.forEach((row, i) => {
    const randomOf = (...path: (string | number)[]) => SeededRandom.at(seed, row.id, ...path);
    const material = materialOf(row, otherGolds(rows, i, randomOf("others")), randomOf("material"));
    const scored = (completions: readonly string[]) =>
      completions.map((completion) => score(row, completion)).filter((found) => found !== null);

    const middling = subject.closed ? null : randomOf("middling").pick(material.middling);
    honest.push(middling === null ? null : score(row, middling));
    cut.push(score(row, cutAt(material.frame, 0.9)));
    opposites.push(...scored(randomOf("opposites").draw(material.opposites, perClass)));
    wrong.push(...scored(randomOf("wrong").draw(material.wrong, perClass)));
    wrongest.push([score(row, material.wrong[0]), score(row, "")]);
    for (const { name, completion } of randomOf("equivalents").draw(material.equivalents, perEquivalents)) {
      const [own, found] = [gold[i], score(row, completion)];
      if (own !== null && found !== null) equivalents.push({ name, row: row.id, completion, gold: own, score: found });
    }
    for (const [number, completions] of classesOf(subject, material, randomOf)) {
      const formats = randomOf("formats", number);
      const short = completions.filter(({ completion }) => completion.length <= longest);
      for (const { completion, construction } of randomOf("drawn", number).draw(short, perClass)) {
        const plain = score(row, completion);
        classes.add(number, PLAIN, row.id, completion, plain);
        classes.addConstruction(number, construction, completion, plain);
        constants.add(completion, plain);
        const format = formats.pick(subject.formats ?? ANSWER_FORMATS);
        const wrapped = format.wrap(completion);
        classes.add(number, format.name, row.id, wrapped, score(row, wrapped));
      }
    }
  });

  const closed = subject.closed ?? onlyExtremes([gold, honest, wrong, ...classes.scores()]);
  const made = (subject.ladders ?? []).map(({ item, rungs }, i) => {
    const label = `ladder ${i + 1}`;
    return { made: true, label, scores: rungs.map((rung) => grading.score(item, label, rung)) };
  });
  const built = rows.map(({ id }, i) => ({
    made: false,
    label: id,
    scores: [gold[i], ...(closed ? [] : [honest[i]]), ...wrongest[i]],
  }));
  const outputs = made.reduce((n, { scores }) => n + scores.length, 0);
  const everyRow = (completion: string) => rows.map((row) => score(row, completion)).filter((found) => found !== null);
  const { majority, bestConstant } = constantPolicies(subject, constants, classes, everyRow, seed);
  return {
    closed,
    gold,
    honest,
    cut,
    opposites,
    wrong,
    classes: classes.found,
    equivalents,
    ladders: (outputs >= LADDER_OUTPUTS ? made : [...made, ...built]).flatMap(wholly),
    majority,
    bestConstant,
    changed: rows.filter((row, i) => gold[i] !== null && score(row, row.gold) !== gold[i]).map(({ id }) => id),
  };
}

/** The ladder, unless one of its answers could not be scored. */
function wholly(ladder: { made: boolean; label: string; scores: readonly Share[] }): LadderEvidence[] {
  const scores = ladder.scores.filter((score) => score !== null);
  return scores.length < ladder.scores.length ? [] : [{ ...ladder, scores }];
}

function onlyExtremes(seen: readonly (readonly Share[])[]): boolean {
  return seen.every((scores) => scores.every((score) => score === null || score === 0 || score === 1));
}

function classesOf<Item>(
  { notApplicable }: AuditSubject<Item>,
  material: Material,
  randomOf: (label: string, number: number) => SeededRandom,
): [AdversarialClass, readonly ClassCompletion[]][] {
  return [...classCompletions(material, (number) => randomOf("class", number))].filter(
    ([number]) => notApplicable?.[number] === undefined,
  );
}

/** Distinct golds of rows of other clusters. */
function otherGolds<Item>(rows: readonly AuditRow<Item>[], own: number, random: SeededRandom): string[] {
  const { gold, cluster = rows[own].id } = rows[own];
  const found = new Set<string>();
  for (const row of random.draw(rows, Math.max(4 * OTHER_GOLDS, 200))) {
    if ((row.cluster ?? row.id) !== cluster && row.gold.trim() !== gold.trim()) found.add(row.gold);
    if (found.size === OTHER_GOLDS) break;
  }
  return [...found];
}

/** The most frequent gold (among equals, the first in code-unit order), and the string that pays most on every row. */
function constantPolicies<Item>(
  subject: AuditSubject<Item>,
  constants: ConstantTally,
  classes: ClassTally,
  everyRow: (completion: string) => readonly number[],
  seed: number,
): Pick<Evidence, "majority" | "bestConstant"> {
  const counts = Map.groupBy(subject.rows, ({ gold }) => gold);
  const frequent = [...counts].sort(([a, m], [b, n]) => n.length - m.length || (a < b ? -1 : 1)).map(([gold]) => gold);
  const majority = frequent
    .slice(0, 1)
    .concat(subject.majority ?? [])
    .map((completion) => ({ completion, scores: everyRow(completion) }))
    .reduce((a, b) => (mean(a.scores) >= mean(b.scores) ? a : b), { completion: "", scores: [] });
  const drawn = SeededRandom.at(seed, "constants").draw(frequent.slice(1), 8);
  const tried = new Set(["", ...(subject.constants ?? []), ...drawn, ...classes.highest(5)]);
  tried.delete(majority.completion);
  const bestConstant = [
    ...[...tried].map((completion) => ({ completion, mean: mean(everyRow(completion)) })),
    ...constants.onEvery(subject.rows.length),
  ].reduce((a, b) => (a.mean >= b.mean ? a : b));
  return { majority, bestConstant };
}
