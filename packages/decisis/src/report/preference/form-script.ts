/**
 * What the form knows and exports, apart from the page. `hashes[i]` are those of a pair's two completions; `answers` holds
 * "left", "right" or "same" by the pair's place.
 */
export const formLogic: string = `"use strict";
const CHOICES = ["left", "right", "same"];
const sound = (saved, count) => Object.fromEntries(Object.entries(saved && typeof saved === "object" ? saved : {})
  .filter(([i, choice]) => /^[0-9]+$/.test(i) && Number(i) < count && CHOICES.includes(choice)));
const makeForm = (form, saved) => {
  const answers = sound(saved, form.pairs.length);
  return {
    answers,
    choose: (i, choice) => { answers[i] = choice; },
    answered: () => Object.keys(answers).length,
    // The next open pair, from the first again; none: where one is.
    next: (i) => {
      const open = form.pairs.flatMap((_, j) => j in answers ? [] : [j]);
      return open.find((j) => j > i) ?? open[0] ?? Math.max(0, i);
    },
    // The sheet stays the same however often a reader exports, so that nobody is counted twice.
    exported: (rater, sheet) => JSON.stringify({
      format: 1,
      kind: "decisis blind answers",
      form: form.id,
      environment: form.environment,
      rater: rater.trim(),
      sheet,
      pairs: form.pairs.length,
      identical: form.identical,
      answers: form.pairs.flatMap(({ task, seed, hashes }, i) =>
        i in answers ? [{ task, seed, left: hashes[0], right: hashes[1], choice: answers[i] }] : []),
    }, null, 1),
  };
};
`;

/** The page: it builds nothing but text, so nothing that a model wrote is read as markup. */
export const formScript: string = `${formLogic}
const field = (id) => document.getElementById(id);
const form = JSON.parse(field("form-data").textContent);
const key = "decisis-blind-" + form.id;
let stored = null;
let kept = true;
try {
  stored = JSON.parse(localStorage.getItem(key));
  localStorage.setItem(key, JSON.stringify(stored));
} catch {
  kept = false;
}
const state = makeForm(form, stored && stored.answers);
field("rater").value = stored && typeof stored.rater === "string" ? stored.rater : "";
const sheet = stored && /^[0-9a-f]{16}$/.test(stored.sheet)
  ? stored.sheet
  : Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
let at = state.next(-1);

const save = () => {
  try {
    localStorage.setItem(key, JSON.stringify({ answers: state.answers, rater: field("rater").value, sheet }));
  } catch {
    kept = false;
  }
};
const show = () => {
  const pair = form.pairs[at];
  field("place").textContent = "Pair " + (at + 1) + " of " + form.pairs.length;
  field("prompt").textContent = pair.prompt;
  for (const side of ["left", "right"]) field(side).textContent = pair[side] === "" ? "(empty)" : pair[side];
  for (const choice of CHOICES) field("choose-" + choice).setAttribute("aria-pressed", String(state.answers[at] === choice));
  field("back").disabled = at === 0;
  field("on").disabled = at === form.pairs.length - 1;
  const done = state.answered();
  field("progress").value = done;
  field("count").textContent = (done === form.pairs.length ? "all answered, export them" : done + " of " + form.pairs.length + " answered")
    + (kept ? "; answers stay in this browser until you export them" : "; this browser keeps nothing: export before you close the page");
  field("export").disabled = done === 0;
  field("copy").value = done === 0 ? "" : state.exported(field("rater").value, sheet);
};
const go = (to) => {
  at = Math.max(0, Math.min(form.pairs.length - 1, to));
  show();
  field("place").focus();
  window.scrollTo(0, 0);
};
const choose = (choice) => {
  state.choose(at, choice);
  save();
  go(state.next(at));
  if (state.answered() === form.pairs.length) field("export").focus();
};
for (const choice of CHOICES) field("choose-" + choice).addEventListener("click", () => choose(choice));
field("back").addEventListener("click", () => go(at - 1));
field("on").addEventListener("click", () => go(at + 1));
field("rater").addEventListener("input", () => { save(); show(); });
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || /^(INPUT|TEXTAREA)$/.test(event.target.tagName)) return;
  const choice = { 1: "left", 2: "right", 0: "same" }[event.key];
  if (choice) choose(choice);
  else if (event.key === "p" || event.key === "P") go(at - 1);
  else if (event.key === "n" || event.key === "N") go(at + 1);
  else return;
  event.preventDefault();
});
field("export").addEventListener("click", () => {
  const url = URL.createObjectURL(new Blob([state.exported(field("rater").value, sheet)], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = "answers-" + form.id + (field("rater").value.trim() ? "-" + field("rater").value.trim().replace(/[^A-Za-z0-9-]+/g, "-") : "") + ".json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
});
addEventListener("beforeunload", (event) => { if (!kept && state.answered() > 0) event.preventDefault(); });
show();
`;
