import { describe, expect, it } from "vitest";
import { CHATML_TEMPLATE, type ChatMessage, loadChatTemplate, renderChat } from "./chat-template.ts";
import { ModelError } from "./model-error.ts";
import { textFixture, withFolder } from "./text-fixture.ts";

interface Golden {
  readonly template: string;
  readonly messages: ChatMessage[];
  readonly variables: Record<string, unknown>;
  readonly addGenerationPrompt: boolean;
  readonly text?: string;
  readonly error?: string;
}
const { cases } = await textFixture<{ cases: Golden[] }>("chats.json");
const hi: ChatMessage[] = [{ role: "user", content: "hi" }];

it("covers the template of own models and refusals", () => {
  expect(cases.some(({ template }) => template === CHATML_TEMPLATE)).toBe(true);
  expect(cases.some(({ error }) => error !== undefined)).toBe(true);
});

it.each(cases)("renders as transformers, case %#", (golden) => {
  const template = { source: golden.template, bosToken: "<s>", eosToken: "</s>", padToken: "<pad>" };
  const render = () =>
    renderChat(template, golden.messages, {
      addGenerationPrompt: golden.addGenerationPrompt,
      variables: golden.variables,
    });
  if (golden.text === undefined)
    expect(render).toThrow(`chat template: the template refuses these messages: ${golden.error}`);
  else expect(render()).toBe(golden.text);
});

function refusal(source: string): string {
  try {
    return `rendered ${renderChat(source, hi).slice(0, 80)}`;
  } catch (error) {
    expect(error).toBeInstanceOf(ModelError);
    return (error as Error).message;
  }
}

describe("templates from strangers", () => {
  it.each<[string, string, RegExp]>([
    [
      "endless loops",
      "{% for a in range(99) %}{% for b in range(99) %}{% for c in range(99) %}{{ c }}{% endfor %}{% endfor %}{% endfor %}",
      /more than 200000 steps/,
    ],
    ["huge ranges", "{% for a in range(1000000000) %}x{% endfor %}", /more than 100000 items/],
    [
      "growing texts",
      "{% set ns = namespace(s='xxxxxxxx') %}{% for i in range(90) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
      /more than 16777216 characters/,
    ],
    [
      "growing lists",
      "{% set ns = namespace(l=[1,2,3]) %}{% for i in range(90) %}{% set ns.l = ns.l + ns.l %}{% endfor %}",
      /more than 100000 items/,
    ],
    ["endless recursion", "{% macro f(g) %}{{ g(g) }}{% endmacro %}{{ f(f) }}", /call stack/],
    ["broken syntax", "{% for %}", /^chat template: /],
    ["unknown functions", "{{ open('/etc/passwd') }}", /^chat template: /],
    ["includes", "{% include '/etc/passwd' %}", /^chat template: /],
    ["deep nesting", `{{ ${"(".repeat(50_000)}1${")".repeat(50_000)} }}`, /^chat template: /],
    ["size", " ".repeat(262_145), /262145 characters are more than the limit/],
  ])("are stopped: %s", (_, source, message) => {
    expect(refusal(source)).toMatch(message);
  });

  it("are stopped inside of one step too", () => {
    const nested =
      "{% set ns = namespace(l=[1]) %}{% for i in range(60) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l | tojson }}";
    expect(refusal(nested)).toMatch(/took longer than 3000 ms|string length/);
    expect(refusal(`${" ".repeat(250_000)}x`)).toMatch(/took longer than 3000 ms/);
  });

  it("see no inner workings and no clock", () => {
    const probe =
      "{{ messages.constructor is defined }} {{ ''.__proto__ is defined }} {{ process is defined }} {{ strftime_now is defined }}";
    expect(renderChat(probe, hi)).toBe("false false false false");
    expect(renderChat("{{ messages[0].__proto__ is defined }}", hi)).toBe("false");
  });

  it("do not evaluate what messages contain", () => {
    expect(renderChat(CHATML_TEMPLATE, [{ role: "user", content: "{{ 1 + 1 }}{% raw %}" }])).toContain(
      "{{ 1 + 1 }}{% raw %}",
    );
  });
});

describe("loading", () => {
  const config = (chat_template: unknown) =>
    JSON.stringify({ eos_token: { content: "<e>" }, bos_token: "<b>", chat_template });
  it.each<[string, Record<string, string>, string]>([
    ["a text", { "tokenizer_config.json": config("A{{ eos_token }}") }, "A<e>"],
    [
      "a list",
      {
        "tokenizer_config.json": config([
          { name: "tool_use", template: "B" },
          { name: "default", template: "C{{ bos_token }}" },
        ]),
      },
      "C<b>",
    ],
    ["a file before the configuration", { "chat_template.jinja": "D", "tokenizer_config.json": config("A") }, "D"],
    ["a file alone", { "chat_template.jinja": "E{{ pad_token }}" }, "E"],
  ])("takes %s", async (_, files, text) => {
    await withFolder(files, async (folder) => expect(renderChat(await loadChatTemplate(folder), hi)).toBe(text));
  });

  it("says what to do when there is none", async () => {
    await withFolder({ "tokenizer_config.json": config(undefined) }, async (folder) => {
      await expect(loadChatTemplate(folder)).rejects.toThrow(/has no chat template .* give it one/);
    });
  });
});
