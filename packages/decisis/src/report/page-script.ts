/**
 * Script of the report: the charts' cursors and the sample viewer. It builds elements and sets `textContent` only, so
 * nothing that a model wrote is ever read as markup.
 */
export const pageScript: string = `"use strict";
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const make = (tag, className, text) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
};
const show = (x) => x === null || x === undefined ? "not scorable" : Number(x.toPrecision(4)).toString().replace("-", "−");

const { charts, stages } = read("chart-data");
for (const figure of document.querySelectorAll(".chart")) {
  const { series } = charts[Number(figure.dataset.chart)];
  const [left, right, first, last] = ["left", "right", "first", "last"].map((k) => Number(figure.dataset[k]));
  const svg = figure.querySelector("svg");
  const cursor = figure.querySelector(".cursor");
  const output = figure.querySelector("output");
  const steps = [...new Set(series.flatMap((s) => s.steps))].sort((a, b) => a - b);
  let at = -1;
  const point = (index) => {
    at = Math.max(0, Math.min(steps.length - 1, index));
    const step = steps[at];
    const x = left + (step - first) / (last - first) * (right - left);
    cursor.setAttribute("x1", x);
    cursor.setAttribute("x2", x);
    const trained = stages.find((s) => s.first <= step && step <= s.last);
    output.textContent = "step " + step + (trained ? ", " + trained.stage : "") + ": " + series.flatMap((s) => {
      const i = s.steps.indexOf(step);
      return i < 0 ? [] : [s.name + " " + show(s.values[i]) + " (smoothed " + show(s.smoothed[i]) + ")"];
    }).join(" · ");
  };
  const leave = () => {
    cursor.setAttribute("x1", -9);
    cursor.setAttribute("x2", -9);
    output.textContent = "";
  };
  svg.addEventListener("pointermove", (event) => {
    const box = svg.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width * svg.viewBox.baseVal.width;
    const step = first + (x - left) / (right - left) * (last - first);
    let nearest = 0;
    steps.forEach((s, i) => { if (Math.abs(s - step) < Math.abs(steps[nearest] - step)) nearest = i; });
    point(nearest);
  });
  svg.addEventListener("pointerleave", leave);
  svg.addEventListener("blur", leave);
  svg.addEventListener("keydown", (event) => {
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: steps.length - 1, PageUp: at + 10, PageDown: at - 10 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    point(to);
  });
}

const { samples, tasks } = read("sample-data");
const field = (id) => document.getElementById(id);
const viewer = field("viewer");
const stage = field("stage");
const step = field("step");
const PAGE = 12;
let page = 0;

const offer = (select, names) => {
  for (const name of names) {
    const option = make("option", "", name);
    option.value = name;
    select.append(option);
  }
};
offer(stage, [...new Set(samples.map((s) => s.stage))]);
// One of several seeds or skills may be asked for; empty = all.
for (const [id, of] of [["seed", (s) => String(s.seed)], ["skill", (s) => s.skill]])
  if (field(id)) offer(field(id), [...new Set(samples.map(of))]);
const asked = (id, value) => !field(id) || field(id).value === "" || field(id).value === value;
const ofStage = () => samples.filter((s) => s.stage === stage.value && asked("seed", String(s.seed)) && asked("skill", s.skill));
const stepsOf = () => [...new Set(ofStage().filter((s) => s.step !== null).map((s) => s.step))].sort((a, b) => a - b);
const refreshSteps = () => {
  const steps = stepsOf();
  const training = steps.length > 0;
  field("kind").querySelector("[value=training]").disabled = !training;
  if (!training) field("kind").value = "held-out";
  step.max = Math.max(0, steps.length - 1);
  step.disabled = field("kind").value !== "training";
};
const matches = () => {
  const at = stepsOf()[Number(step.value)];
  const text = field("search").value.toLowerCase();
  const kept = ofStage().filter((s) => (field("kind").value === "training" ? s.step === at : s.step === null)
    && (text === "" || s.completion.toLowerCase().includes(text) || s.reasons.join(" ").toLowerCase().includes(text)));
  const worth = (s) => s.reward === null ? -Infinity : s.reward;
  const order = field("order").value;
  if (order === "best") kept.sort((a, b) => worth(b) - worth(a));
  if (order === "worst") kept.sort((a, b) => worth(a) - worth(b));
  return kept;
};
const card = (s) => {
  const article = make("article", "sample");
  const header = make("header");
  const say = (name, value) => {
    const span = make("span", "", name + " ");
    span.append(make("b", "", value));
    header.append(span);
  };
  say("reward", show(s.reward));
  if (s.advantage !== null) say("advantage", show(s.advantage));
  if (s.tokens !== null) say("tokens", s.tokens + (s.truncated ? ", cut by the limit" : ""));
  if (s.failedGate !== null) say("failed gate", s.failedGate);
  if (field("seed")) say("seed", String(s.seed));
  if (field("skill")) say("skill", s.skill);
  say("task", s.task);
  article.append(header, make("pre", "completion", s.completion === "" ? "(empty)" : s.completion));
  const chips = make("div", "chips");
  for (const [name, value] of Object.entries(s.subRewards)) chips.append(make("span", "", name + " " + show(value)));
  article.append(chips);
  if (s.error !== null) article.append(make("p", "warning", s.error));
  if (s.reasons.length > 0) {
    const list = make("ul", "reasons");
    for (const reason of new Set(s.reasons)) list.append(make("li", "", reason));
    article.append(list);
  }
  const task = tasks[s.prompt];
  if (task) {
    const details = make("details");
    details.append(make("summary", "", "Prompt and gold answer"), make("pre", "", task.prompt), make("pre", "gold", task.gold));
    article.append(details);
  }
  return article;
};
const render = () => {
  refreshSteps();
  const steps = stepsOf();
  field("step-name").textContent = step.disabled ? "Step" : "Step " + steps[Number(step.value)];
  step.setAttribute("aria-valuetext", field("step-name").textContent);
  const found = matches();
  page = Math.max(0, Math.min(page, Math.ceil(found.length / PAGE) - 1));
  viewer.replaceChildren(...found.slice(page * PAGE, (page + 1) * PAGE).map(card));
  field("count").textContent = found.length === 0 ? "nothing matches"
    : (page * PAGE + 1) + "–" + Math.min(found.length, (page + 1) * PAGE) + " of " + found.length;
  field("previous").disabled = page === 0;
  field("next").disabled = (page + 1) * PAGE >= found.length;
};
const restart = () => { page = 0; render(); };
for (const id of ["kind", "order", "search", "step", "seed", "skill"]) if (field(id)) field(id).addEventListener("input", restart);
stage?.addEventListener("input", () => { step.value = 0; restart(); });
field("previous")?.addEventListener("click", () => { page--; render(); });
field("next")?.addEventListener("click", () => { page++; render(); });
if (samples.length > 0) {
  stage.value = samples[samples.length - 1].stage; // the last with training samples, where there are any
  step.max = Math.max(0, stepsOf().length - 1);
  step.value = step.max;
  render();
}
`;
