import { treatmentWords } from "@decisis/law";
import type { Random } from "@decisis/tensor";
import type { Task } from "../environment.ts";
import { identified } from "../task-id.ts";
import type { TwinWords } from "../twin-words.ts";
import type { TreatmentFacts } from "./facts.ts";

/** Bounds of the share of distinct words that is exchanged, drawn anew for each twin. */
const [LEAST, MOST] = [0.05, 0.5];
/** `[earlier]`, `[?]` and the like, which stand for what was masked. */
const MARKS = /(\[[^\]]*\])/g;

/**
 * The perturbed twin of a task: some words of its text exchanged, those that tell the treatment among them, so that it is read from
 * what is left, and from the courts, and not from one known wording. The label stays. `null` where no word was exchanged, or one for
 * a word that names a treatment.
 */
export function treatmentTwin(
  { id, facts, ...rest }: Task<TreatmentFacts>,
  words: TwinWords,
  random: Random,
): Task<TreatmentFacts> | null {
  const share = LEAST + (MOST - LEAST) * random.uniform();
  const pieces = facts.text.split(MARKS);
  const isMark = (i: number): boolean => i % 2 === 1;
  const exchange = words.exchange(
    pieces.filter((_, i) => !isMark(i)),
    share,
    random,
  );
  const text = pieces.map((piece, i) => (isMark(i) ? piece : exchange(piece))).join("");
  const twin = identified<TreatmentFacts>({ ...rest, origin: "generated", facts: { ...facts, text } });
  return twin.id === id || treatmentWords(text.replaceAll(MARKS, "")).length > 0 ? null : twin;
}
