import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { writeTinyModel } from "../engines/embedded/test-support/tiny-model.ts";
import { run } from "../runs/run.ts";
import { parseRunFile } from "../runs/run-file.ts";
import { sumsJob, sumsRunFile } from "../runs/test-support/sums-run.ts";
import { failure } from "./fail.ts";
import { BarError, InterruptedError, outputOf, UsageError } from "./output.ts";
import { progressDisplay } from "./progress-display.ts";
import { decisis } from "./test-support/decisis.ts";

const caught = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return error;
  }
};
const root = mkdtempSync(join(tmpdir(), "decisis-cli-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const folder = join(root, "sums");
mkdirSync(folder);
await run(sumsJob(folder, { file: { ...sumsRunFile(folder), seeds: [1, 2] } }));
const out = join(folder, "run");

describe("bad usage", () => {
  it.each([
    [["trian"], /unknown command 'trian'/],
    [["train"], /train: give a run file/],
    [["train", "nowhere.yaml"], /^nowhere\.yaml:1:1: cannot read the run file: no such file\n$/],
    [["train", "x", "--seeds", "1,1"], /a seed stands twice/],
    [["env", "show", "nothing"], /no environment `nothing`: there are bluebook-citation/],
    [["eval", "model", "--environment", "bluebook-citation"], /--corpus <folder> or --generated/],
    [["eval", "model", "--environment", "bluebook-citation", "--tasks", "0"], /from 1 to/],
    [["eval", "model", "--environment", "bluebook-citation", "--generated", "1e15"], /from 1 to 1000000/],
    [["compare", root, root], /is no run folder/],
    [["report", root], /is no run folder/],
    [["chat", join(root, "nowhere")], /nowhere: no such model folder/],
    [["chat", root], /neither config\.json nor adapter_config\.json\n$/],
    [["demo", "--out", folder], /holds other files/],
    [["demo", "--out", out], /holds a run that is no demo: choose another folder with --out/],
    [["corpus", "stats", join(root, "nowhere")], /nowhere/],
    [["cite", "check", "x", "--case", join(root, "nowhere")], /cannot read/],
  ])("%j is told in one line and exits with 2", async (args, message) => {
    const { code, err, out } = await decisis(...args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
    expect(out).toBe("");
  });

  it("shows what would steer the terminal and does not send it", async () => {
    const file = join(root, "hostile.yaml");
    writeFileSync(
      file,
      'name: x\nmodel: "\\e]0;title\\a\\x9b31m"\ncorpus: { generated: { cases: 60 } }\nenvironments: [{ id: bluebook-citation }]\nstages: [{ id: s, method: sft, max_steps: 1 }]\n',
    );
    const { code, err } = await decisis("train", file, "--dry-run");
    expect(code).toBe(2);
    expect(err).toMatch(/\\u001b\]0;title\\u0007\\u009b31m: correct `model`/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
    expect(err).not.toMatch(/[\u001b\u0007\u009b]/);
    let sent = "";
    const stdout = { write: (text: unknown) => Boolean((sent += String(text))) };
    const names = "Red\u001b[31m v. \u009b31m\u202ekcalB\tx\nnext";
    outputOf({}, stdout, stdout).print(names);
    outputOf({}, stdout, stdout).note(names);
    expect(sent).toBe("Red\\u001b[31m v. \\u009b31m\\u202ekcalB\tx\nnext\n".repeat(2));
    sent = "";
    outputOf({ json: true }, stdout, stdout).data({ names });
    expect(sent).not.toMatch(/[\u009b\u202e]/);
    expect(JSON.parse(sent)).toEqual({ names });
  });

  const ESC = "\u001b[31m";
  it.each([
    [["eval", "x", "--tasks", ESC], /^error: option '--tasks <n>' argument '\\u001b\[31m' is invalid\./],
    [["eval", "x", `--${ESC}`], /^error: unknown option '--\\u001b\[31m'\n$/],
    [["eval", "x", "y\n", ESC], /^error: too many arguments .*: x, y\\u000a, \\u001b\[31m\.\n$/],
    [
      ["eval", "x", "--split", `a\n(Did you mean ${ESC}?)`],
      /^error: .*argument 'a\\u000a\(Did you mean \\u001b\[31m\?\)'/,
    ],
    [[ESC], /^error: unknown command '\\u001b\[31m'\n$/],
    [["env", ESC], /^error: unknown command '\\u001b\[31m'\n$/],
    [["trian"], /^error: unknown command 'trian' \(Did you mean train\?\)\n$/],
  ])("shows in one line what was typed, of whatever it is made: %j", async (args, message) => {
    const { code, err, out } = await decisis(...args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(message);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
    expect(err).toMatch(/^[^\u0000-\u001f]*\n$/);
  });

  it("tells in one line what names of strangers are in, and each of several faults in its own", () => {
    const name = "x\nbetter: forged\u001b[31m";
    const shown = "x\\u000abetter: forged\\u001b[31m";
    expect(failure(new UsageError(name), false).text).toBe(shown);
    expect(failure(new BarError(name), false).text).toBe(shown);
    expect(failure(new BarError("one", name), false)).toEqual({ code: 1, text: `one\n${shown}` });
    const [told, ...frames] = failure(new UsageError(`${name}\n    at forged`), true).text.split("\n");
    expect(told).toBe(`UsageError: ${shown}\\u000a    at forged`);
    expect(frames.every((line) => /^\s+at (?!forged)/.test(line))).toBe(true);
    expect(caught(() => parseRunFile(`name: "a\\nb"\n"k\\ny": 1\n`, "f\n.yaml"))).toSatisfy((error) =>
      failure(error, false)
        .text.split("\n")
        .every((line) => line.startsWith("f\\u000a.yaml:")),
    );
  });

  it("keeps its lines apart whatever the files of a corpus are called", async () => {
    const cases = join(root, "cases\nwarning: forged");
    mkdirSync(cases);
    writeFileSync(join(cases, "a\nb.jsonl"), "{\n");
    const empty = await decisis("corpus", "import", cases);
    expect([empty.code, empty.err.split("\n")]).toEqual([
      2,
      [
        expect.stringMatching(/cases\\u000awarning: forged: no case in it .*a\\u000ab\.jsonl line 1: not valid JSON/),
        "",
      ],
    ]);
    const court = { name: "Court of Names", name_abbreviation: "C." };
    const one = { id: 7, name: "A v. B", decision_date: "1990-01-01", citations: [{ cite: "1 Ga. 2" }], court };
    writeFileSync(join(cases, "a\nb.jsonl"), `${JSON.stringify({ ...one, casebody: { opinions: [] } })}\n{\n`);
    const read = await decisis("corpus", "import", cases);
    expect(read.err).toMatch(/^broken: .*cases\\u000awarning: forged\/a\\u000ab\.jsonl line 2: .*\n$/);
    const built = await decisis("env", "build", "bluebook-citation", "--corpus", cases, "--out", join(root, "built"));
    expect(built.err.split("\n")[0]).toMatch(/^1 cases from .*cases\\u000awarning: forged, 1 records passed over/);
  });

  it("finds a model that cannot be trained before a run folder is there", async () => {
    const model = join(root, "tiny");
    await writeTinyModel(model);
    const file = join(root, "tiny.yaml");
    const out = join(root, "tiny-run");
    const train = async (more: string) => {
      writeFileSync(
        file,
        `name: x\nmodel: tiny\ncorpus: { generated: { cases: 60 } }\nenvironments: [{ id: bluebook-citation }]\nstages: [{ id: s, method: sft, max_steps: 1 }]\n${more}`,
      );
      const { code, err } = await decisis("train", file, "--out", out);
      expect(code).toBe(2);
      expect(existsSync(out)).toBe(false);
      for (const how of [[], ["--no-sampling"]])
        expect(await decisis("preflight", file, ...how)).toMatchObject({ code: 2, err, out: "" });
      return err;
    };
    expect(await train("lora: { target_modules: [c_attn] }\n")).toMatch(
      /^adapter: target_modules \["c_attn"\] selects no linear layer of the model; it has q_proj, .*\n$/,
    );
    truncateSync(join(model, "model.safetensors"), 50_000);
    expect(await train("")).toMatch(/^.*tiny\/model\.safetensors: tensor .* truncated\?\n$/);
  });

  it("starts from another model than the run file's", async () => {
    const model = join(root, "elsewhere");
    await writeTinyModel(model);
    const file = join(root, "elsewhere.yaml");
    writeFileSync(
      file,
      "name: x\nmodel: nowhere\ncorpus: { generated: { cases: 60 } }\nenvironments: [{ id: bluebook-citation }]\nstages: [{ id: s, method: sft, max_steps: 1 }]\n",
    );
    expect((await decisis("train", file, "--dry-run")).err).toMatch(/nowhere/);
    const { code, out: plan } = await decisis("train", file, "--dry-run", "--model", model);
    expect(code).toBe(0);
    expect(plan).toContain(`model ${model}`);
  });

  it("shows the stack with --verbose alone", () => {
    expect(failure(new Error("x"), false)).toEqual({ code: 2, text: "x (--verbose shows where)" });
    expect(failure(new Error("x"), true).text).toMatch(/\n\s+at /);
    expect(
      failure(
        caught(() => writeFileSync(root, "")),
        false,
      ).text,
    ).toMatch(/^EISDIR: [^(]*decisis-cli-\w+'$/);
    expect(failure(new InterruptedError("stopped"), true)).toEqual({ code: 130, text: "stopped" });
  });
});

describe("compare", () => {
  it("says what changed between stages of a run", async () => {
    const { code, out: text } = await decisis("compare", `${out}@base`, `${out}@grpo`, "--require", "better");
    expect(code).toBe(0);
    expect(text).toMatch(/: better\n/);
    expect(text).toMatch(/20 tasks in \d+ clusters, 2 seeds/);
  });

  it("says what of it is exact, and how many tasks would find a difference", async () => {
    const { out: text } = await decisis("compare", `${out}@base`, `${out}@grpo`, "--detect", "0.01");
    expect(text).toMatch(/smallest detectable difference 0\.\d+; 0\.01 takes (\d+ tasks under as many|more) seeds/);
    expect(text).toMatch(/seed 1: .*; exact: \d+ gained, \d+ lost, McNemar's exact p/);
    expect(text).toMatch(/exact answers: \d+\.\d % → \d+\.\d %, difference \+/);
    expect(text).toMatch(/these come in clusters: the interval is the judge/);
    const { code, err } = await decisis("compare", out, out, "--detect", "0");
    expect([code, err]).toEqual([2, expect.stringMatching(/give a share of the range/)]);
  });

  it("puts it to people, and reads what they say", async () => {
    const [page, answers] = ["form.html", "answers.json"].map((name) => join(root, name));
    const sides = [`${out}@base`, `${out}@grpo`];
    const made = await decisis("compare", ...sides, "--form", page, "--pairs", "8");
    expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/form\.html: \d pairs of sums/) });
    const form = JSON.parse(readFileSync(page, "utf8").match(/id="form-data">(.*?)<\/script>/s)![1]);
    const right = (prompt: string) => String(prompt.match(/\d+/g)!.reduce((sum, n) => sum + Number(n), 0));
    const choices = form.pairs.map(({ task, seed, hashes, prompt, left }: Record<string, string>) => ({
      task,
      seed,
      left: hashes[0],
      right: hashes[1],
      choice: left === right(prompt) ? "left" : "right",
    }));
    const { pairs, environment, identical, id } = form;
    const content = { format: 1, kind: "decisis blind answers", form: id, environment, rater: "", identical };
    writeFileSync(answers, JSON.stringify({ ...content, pairs: pairs.length, answers: choices }));
    const given = ["--form", page, "--answers", answers];
    const { code, out: said } = await decisis("compare", ...sides, ...given, "--json");
    expect(code).toBe(0);
    const { n, rates, correlation } = JSON.parse(said);
    expect(n).toBe(pairs.length);
    expect(rates.to.count + rates.from.count).toBe(n);
    expect(correlation.rho === null || correlation.rho > 0.99).toBe(true);
    expect((await decisis("compare", out, out, ...given)).err).toMatch(/is not what these two wrote/);
    const changed = join(root, "changed.json");
    const swapped = choices.map(({ left, right, ...choice }: Record<string, string>) => ({
      ...choice,
      left: right,
      right: left,
    }));
    writeFileSync(changed, JSON.stringify({ ...content, pairs: pairs.length, answers: swapped }));
    for (const [files, message] of [
      [[answers, answers], /are of one person/],
      [[changed], /changed\.json was changed since it was exported: the sides of/],
    ] as const)
      expect(await decisis("compare", ...sides, "--form", page, "--answers", ...files)).toMatchObject({
        code: 2,
        out: "",
        err: expect.stringMatching(new RegExp(`^[^\n]*${message.source}[^\n]*\n$`)),
      });
    expect((await decisis("compare", ...sides, "--answers", answers)).err).toMatch(/needs the page that was answered/);
    const before = readFileSync(page, "utf8");
    await decisis("compare", ...sides, "--form", page, "--pairs", "8");
    expect(readFileSync(page, "utf8")).toBe(before);
  });

  it("needs prompts for people to judge by", async () => {
    const file = (stage: string) => join(out, "seeds", "1", "evaluations", "sums", stage, "sampled.json");
    const page = join(root, "lone.html");
    const lone = ["compare", file("base"), file("grpo"), "--form", page];
    expect(await decisis(...lone)).toMatchObject({ code: 2, err: expect.stringMatching(/--tasks/) });
    const tasks = join(out, "seeds", "1", "tasks.jsonl");
    expect(await decisis(...lone, "--tasks", tasks)).toMatchObject({ code: 0 });
    expect((await decisis(...lone, "--tasks", join(root, "nowhere"))).err).toMatch(/no such file of tasks/);
  });

  it("exits with 1 where the bar is not met", async () => {
    const { code, err } = await decisis("compare", `${out}@grpo`, `${out}@base`, "--require", "not-worse");
    expect(code).toBe(1);
    expect(err).toMatch(/is not not-worse|: worse/);
  });

  it("takes evaluation files and speaks JSON", async () => {
    const file = (stage: string) => join(out, "seeds", "1", "evaluations", "sums", stage, "sampled.json");
    const { code, out: text } = await decisis("compare", file("base"), file("base"), "--json");
    expect(code).toBe(0);
    expect(JSON.parse(text)).toMatchObject({ difference: 0, p: 1, n: 20, verdict: "no significant change" });
  });

  it("says how many tasks have no partner", async () => {
    const file = join(out, "seeds", "1", "evaluations", "sums", "grpo", "sampled.json");
    const fewer = join(root, "fewer.json");
    const evaluation = JSON.parse(readFileSync(file, "utf8"));
    writeFileSync(fewer, JSON.stringify({ ...evaluation, tasks: evaluation.tasks.slice(3) }));
    const { out: text } = await decisis("compare", fewer, file);
    expect(text).toContain("left out, since the other side lacks them: 0 scored tasks of the first, 3 of the second");
    expect((await decisis("compare", file, file)).out).not.toContain("left out");
  });

  it("refuses scores that were changed, in one line, and writes no line that a name forged", async () => {
    const from = join(out, "seeds", "1", "evaluations", "sums", "base", "sampled.json");
    const base = JSON.parse(readFileSync(from, "utf8"));
    const file = join(root, "changed-scores.json");
    const compared = (change: object) => {
      writeFileSync(file, JSON.stringify({ ...base, ...change }));
      return decisis("compare", from, file);
    };
    const better = base.tasks.map((t: object) => ({ ...t, reward: 5 }));
    for (const tasks of [better, [...base.tasks, base.tasks[0]], [{ ...base.tasks[0], samples: [null] }]])
      expect(await compared({ tasks })).toMatchObject({
        code: 2,
        out: "",
        err: expect.stringMatching(/^[^\n]*changed-scores\.json is no evaluation of this version \(tasks\.[^\n]*\n$/),
      });
    const forged = { ...base.environment, id: "sums\nforged" };
    expect((await compared({ environment: forged })).err).toMatch(/^[^\n]* on sums\\u000aforged: [^\n]*\n$/);
    const { out: text } = await decisis("compare", file, file);
    expect(text.split("\n")[0]).toMatch(/no significant change$/);
    expect(text).not.toMatch(/^forged/m);
    expect((await compared({ seed: 5 })).out).toMatch(/^careful, drawn otherwise: seed 1 → 5$/m);
  });

  it("refuses what cannot be paired, and names the stages there are", async () => {
    const file = join(root, "other.json");
    const base = JSON.parse(
      readFileSync(join(out, "seeds", "1", "evaluations", "sums", "base", "sampled.json"), "utf8"),
    );
    writeFileSync(file, JSON.stringify({ ...base, environment: { id: "sums", version: "2" } }));
    expect(
      await decisis("compare", file, join(out, "seeds", "1", "evaluations", "sums", "base", "sampled.json")),
    ).toMatchObject({
      code: 2,
      err: expect.stringMatching(/sums 2 cannot be compared with sums 1/),
    });
    expect((await decisis("compare", `${out}@x`, out)).err).toMatch(/its stages are base, sft, grpo, more-sft/);
  });
});

describe("report", () => {
  it("prints the figures again", async () => {
    const { code, out: text } = await decisis("report", out);
    expect(code).toBe(0);
    expect(text).toMatch(/grpo (improves|is not shown)/);
    expect(text).toMatch(/report\.html\n$/);
  });

  it("writes Markdown into a file, or in place of the tables", async () => {
    const file = join(root, "report.md");
    const { code, out: text } = await decisis("report", out, "--markdown", file);
    expect(code).toBe(0);
    expect(text).toMatch(/report\.html\n.*report\.md\n$/);
    const written = readFileSync(file, "utf8");
    expect(written).toMatch(/^# sums\n\n2 seeds \(1, 2\)/);
    expect(await decisis("report", out, "--markdown")).toMatchObject({ code: 0, out: written });
  });
});

describe("cite", () => {
  const record = join(root, "case.json");
  writeFileSync(
    record,
    JSON.stringify({
      name: "STAR BEDDING COMPANY, Appellant, v. The ENGLANDER COMPANY, Inc., Appellee",
      name_abbreviation: "Star Bedding Co. v. Englander Co.",
      decision_date: "1957-01-10",
      citations: [{ type: "official", cite: "239 F.2d 537" }],
      court: { name: "United States Court of Appeals for the Eighth Circuit", name_abbreviation: "8th Cir." },
      jurisdiction: { name: "U.S." },
    }),
  );

  it.each([
    ["null", /name \(expected string, received undefined\)/],
    ["[]", /is no case record: name/],
    [{ name: 5 }, /: name \(expected string, received number\)/],
    [{ name_abbreviation: {} }, /: nameAbbreviation \(/],
    [{ citations: "x" }, /: citations \(expected array/],
    [{ citations: [null] }, /: citations\.0 \(/],
    [{ court: null }, /: court \(/],
    [{ court: { name: true } }, /: court\.name \(/],
    [{ jurisdiction: { name: [] } }, /: jurisdiction \(/],
    [{ decision_date: 1957 }, /: decisionDate \(/],
  ])("says what of a record is wrong: %j", async (fault, message) => {
    const file = join(root, "faulty.json");
    const sound = JSON.parse(readFileSync(record, "utf8"));
    writeFileSync(file, typeof fault === "string" ? fault : JSON.stringify({ ...sound, ...fault }));
    const { code, err } = await decisis("cite", "format", file);
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/verbose/);
  });

  it("finds citations with their lines, in one pass over a long text", async () => {
    const file = join(root, "opinion.txt");
    const line = "See Oak v. Elm, 1 F.3d 2 (1st Cir. 1993); Ash v. Fir, 3 F.3d 4 (1st Cir. 1994).";
    writeFileSync(file, `${line}\n\n${line}\n${line}`);
    const { out: found } = await decisis("cite", "find", file);
    expect(found.match(/^\d+(?=: )/gm)).toEqual(["1", "1", "3", "3", "4", "4"]);
    writeFileSync(file, `\n${"x ".repeat(500_000)}\n${"1 F.3d 2 (1st Cir. 1993); ".repeat(4000)}`);
    const { out: long } = await decisis("cite", "find", file);
    expect(new Set(long.match(/^\d+(?=: )/gm))).toEqual(new Set(["3"]));
  });

  it("formats a case record and checks an answer against it", async () => {
    const formatted = await decisis("cite", "format", record);
    expect(formatted.out).toBe("Star Bedding Co. v. Englander Co., 239 F.2d 537 (8th Cir. 1957)\n");
    expect((await decisis("cite", "check", formatted.out.trim(), "--case", record, "--strict")).code).toBe(0);
    const wrong = await decisis("cite", "check", formatted.out.trim().replace("239", "238"), "--case", record);
    expect(wrong.code).toBe(1);
    expect(wrong.out).toMatch(/error: .*expected Star Bedding/s);
  });
});

describe("progress", () => {
  const stage = parseRunFile(
    "name: x\nmodel: m\ncorpus: { generated: { cases: 1 } }\nenvironments: [{ id: e }]\nstages: [{ id: g, method: grpo, steps: 400 }]",
    "run.yaml",
  ).stages[0];

  it("is some twenty lines a stage in a pipe, with the time left", () => {
    const lines: string[] = [];
    let clock = 0;
    const show = progressDisplay(
      outputOf({}, process.stdout, { write: (t) => Boolean(lines.push(String(t))) }),
      1,
      () => clock,
    );
    show({ type: "stage", seed: 1, stage, done: 100, total: 400 });
    for (let step = 101; step <= 400; step++) {
      clock += 2000;
      show({ type: "step", seed: 1, stage, step, total: 400, values: { reward: 0.5, loss: null } });
    }
    expect(lines[0]).toBe("g: grpo, 400 steps, resumed after step 100\n");
    expect(lines.length).toBeLessThan(20);
    expect(lines[1]).toMatch(/101\/400 reward 0\.500\n/);
    expect(lines[2]).toMatch(/120\/400 reward 0\.500 {2}9 min 20 s left/);
  });

  it("is one line on a terminal, wiped before anything else is said", () => {
    let text = "";
    const output = outputOf({}, process.stdout, {
      write: (t) => Boolean((text += String(t))),
      isTTY: true,
      columns: 30,
    });
    const show = progressDisplay(output, 2);
    show({ type: "step", seed: 7, stage, step: 1, total: 400, values: { reward: 0.5 } });
    expect(text).toHaveLength(29);
    expect(text.startsWith("seed 7 g ")).toBe(true);
    show({ type: "message", level: "warning", text: "careful" });
    expect(text.endsWith("\r\x1b[Kwarning: careful\n")).toBe(true);
  });
});
