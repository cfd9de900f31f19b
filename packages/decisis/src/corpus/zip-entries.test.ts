import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { zipEntries } from "./zip-entries.ts";

const LIMITS = { maxEntryBytes: 100_000, maxTotalBytes: 150_000, maxEntries: 50 };

async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const read = async (zip: Uint8Array, size = 1000, wanted = (name: string) => name.endsWith(".json")) =>
  (await Array.fromAsync(zipEntries(chunked(zip, size), wanted, LIMITS))).map((item) =>
    item.problem === null ? [item.name, new TextDecoder().decode(item.bytes)] : [item.name, item.problem],
  );
const entries = {
  "json/a.json": strToU8('{"a":1}'),
  "html/a.html": strToU8("<p>"),
  "json/b.json": [strToU8('{"b":2}'), { level: 0 }] as const,
};

describe("zipEntries", () => {
  it("gives the wanted entries, deflated or stored, whatever the chunks", async () => {
    const zip = zipSync(entries as never);
    for (const size of [1, 7, 10_000]) {
      expect(await read(zip, size)).toEqual([
        ["json/a.json", '{"a":1}'],
        ["json/b.json", '{"b":2}'],
      ]);
    }
  });

  it("stops a bomb at the limit of an entry and of the archive", async () => {
    const bomb = zipSync({ "bomb.json": new Uint8Array(5_000_000), "ok.json": strToU8("{}") });
    expect(await read(bomb)).toEqual([
      ["bomb.json", "larger than 100000 bytes when decompressed"],
      ["ok.json", "passes the limit of the whole archive"],
      [null, expect.stringContaining("more than 150000 bytes")],
    ]);
    const many = zipSync(Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`${i}.json`, strToU8("{}")])));
    expect((await read(many)).at(-1)).toEqual([null, expect.stringContaining("more than 50 entries")]);
  });

  it("refuses names that leave the folder", async () => {
    const zip = zipSync({
      "../up.json": strToU8("{}"),
      "/abs.json": strToU8("{}"),
      "a/..\\b.json": strToU8("{}"),
      "C:x.json": strToU8("{}"),
      "ok.json": strToU8("{}"),
    });
    const problems = await read(zip);
    expect(problems.slice(0, 4).map(([, problem]) => problem)).toEqual([
      "its name leaves the archive's folder",
      "its name is an absolute path",
      "its name leaves the archive's folder",
      "its name is an absolute path",
    ]);
    expect(problems[4]).toEqual(["ok.json", "{}"]);
  });

  it("notices sizes that lie, cut archives and noise", async () => {
    const zip = zipSync({ "a.json": strToU8("x".repeat(900)) });
    const lying = zip.slice();
    new DataView(lying.buffer).setUint32(22, 5, true);
    expect(await read(lying)).toEqual([["a.json", "declares 5 bytes and holds 900"]]);
    const wrongCount = zip.slice();
    wrongCount[zip.length - 22 + 10] = 9;
    expect((await read(wrongCount)).at(-1)).toEqual([null, "the archive declares 9 entries and holds 1"]);
    for (const length of [zip.length - 30, 45, 20, 3]) {
      const items = await read(zip.slice(0, length));
      expect(items.length).toBeGreaterThan(0);
      expect(items.at(-1)?.[0]).toBeNull();
    }
    const noise = Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251);
    expect((await read(noise)).at(-1)?.[0]).toBeNull();
  });
});
