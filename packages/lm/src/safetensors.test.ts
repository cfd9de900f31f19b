import { open, readdir, readFile, stat, truncate } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openCheckpoint } from "./checkpoint.ts";
import { ModelError } from "./model-error.ts";
import { checkWeights, readTensor, readWeight } from "./read-tensor.ts";
import { openSafetensors } from "./safetensors.ts";
import { type NamedTensor, type WrittenDtype, writeCheckpoint, writeSafetensors } from "./safetensors-write.ts";
import { textFixture, withFolder } from "./text-fixture.ts";

interface Golden {
  readonly files: Record<"F32" | "F16" | "BF16" | "F64", string>;
  readonly doubles: number[];
  readonly tensors: { name: string; shape: number[]; bits: number[] }[];
}
const golden = await textFixture<Golden>("safetensors.json");
const tensors: NamedTensor[] = golden.tensors.map(({ name, shape, bits }) => ({
  name,
  shape,
  data: new Float32Array(new Int32Array(bits).buffer),
}));

/** A file with this header and data. */
function fileOf(header: string | Uint8Array, data: number | Uint8Array = 0): Buffer {
  const bytes = Buffer.from(header);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(bytes.length));
  return Buffer.concat([length, bytes, typeof data === "number" ? Buffer.alloc(data) : data]);
}
const entry = (dtype: string, shape: number[], from: number, to: number) => ({
  dtype,
  shape,
  data_offsets: [from, to],
});

describe.each(["F32", "F16", "BF16"] as const)("%s", (dtype) => {
  it("writes the bytes that Python's safetensors writes, in whatever order tensors come", async () => {
    await withFolder({}, async (folder) => {
      for (const list of [tensors, tensors.toReversed()]) {
        await writeSafetensors(join(folder, "x"), list, { dtype: dtype as WrittenDtype });
        expect((await readFile(join(folder, "x"))).toString("base64")).toBe(golden.files[dtype]);
      }
    });
  });

  it("reads them back", async () => {
    await withFolder({ x: Buffer.from(golden.files[dtype], "base64") }, async (folder) => {
      const file = await openSafetensors(join(folder, "x"));
      expect(file.metadata.format).toBe("pt");
      for (const { name, shape, data } of tensors) {
        expect(file.tensors.get(name)?.shape).toEqual(shape);
        const values = await readTensor(file, name);
        const tolerance = { F32: 0, F16: 2 ** -11, BF16: 2 ** -8 }[dtype];
        for (const [i, wanted] of (data as Float32Array).entries()) {
          if (dtype === "F16" && (Math.abs(wanted) > 65519 || Math.abs(wanted) < 7e-5)) continue; // outside of its normal range
          if (Object.is(wanted, values[i]) || (dtype === "BF16" && wanted > 3.39e38)) continue;
          expect(Math.abs(values[i] - wanted)).toBeLessThanOrEqual(Math.abs(wanted) * tolerance);
        }
      }
    });
  });
});

it("reads float64 and refuses integers by name", async () => {
  await withFolder({ x: Buffer.from(golden.files.F64, "base64") }, async (folder) => {
    const file = await openSafetensors(join(folder, "x"));
    expect(Array.from(await readTensor(file, "x"))).toEqual(golden.doubles.map(Math.fround));
    await expect(readTensor(file, "n")).rejects.toThrow(/tensor "n": I64 values cannot be read/);
    await expect(readTensor(file, "none")).rejects.toThrow(/has no tensor "none"$/);
  });
});

it.each([
  ["F32", [0, 1, Number.NaN], "value 2 is NaN"],
  ["F32", [...Array(8).fill(-1), Number.NEGATIVE_INFINITY], "value 8 is -Infinity"],
  ["F16", [1, 70_000], "value 1 is Infinity"],
  ["BF16", [Number.NaN, 2], "value 0 is NaN"],
] as const)("takes no %s weights %j", async (dtype, values, said) => {
  await withFolder({}, async (folder) => {
    const list: NamedTensor[] = [
      { name: "sound", shape: [5], data: Float32Array.of(3.4e38, -3.4e38, 1e-45, -0, 0) },
      { name: "bad", shape: [values.length], data: Float32Array.from(values) },
    ];
    await writeSafetensors(join(folder, "x"), dtype === "F32" ? list : list.slice(1), { dtype });
    const file = await openSafetensors(join(folder, "x"));
    if (dtype === "F32") expect(await readWeight(file, "sound")).toEqual(await readTensor(file, "sound"));
    const message = `${join(folder, "x")}: tensor "bad": ${said}; the file is damaged, or its training had diverged`;
    await expect(readWeight(file, "bad")).rejects.toThrow(message);
    await expect(checkWeights(file)).rejects.toThrow(message);
  });
});

it("takes no float64 weights that float32 cannot hold", async () => {
  const bytes = Buffer.from(Float64Array.of(1, 1e39).buffer);
  await withFolder({ x: fileOf(JSON.stringify({ w: entry("F64", [2], 0, 16) }), bytes) }, async (folder) => {
    await expect(readWeight(await openSafetensors(join(folder, "x")), "w")).rejects.toThrow(/value 1 is Infinity/);
  });
});

it("gives offsets from the start of the file", async () => {
  await withFolder({}, async (folder) => {
    await writeSafetensors(join(folder, "x"), tensors);
    const { byteOffset, byteLength } = (await openSafetensors(join(folder, "x"))).tensors.get("b.weight")!;
    const bytes = (await readFile(join(folder, "x"))).subarray(byteOffset, byteOffset + byteLength);
    const wanted = tensors.find(({ name }) => name === "b.weight")!.data as Float32Array;
    expect(Buffer.compare(bytes, Buffer.from(wanted.buffer))).toBe(0);
  });
});

it.each<[string, Buffer, RegExp]>([
  ["an empty file", Buffer.alloc(0), /is truncated \(0 bytes/],
  ["seven bytes", Buffer.alloc(7), /is truncated \(7 bytes/],
  ["a huge header length", Buffer.alloc(16, 0xff), /declares a header of 18446744073709551615 bytes/],
  ["a header beyond the file", fileOf("{}").subarray(0, 9), /header of 2 bytes in a file of 9/],
  ["a pickle", fileOf("\x80\x02ctorch"), /not a JSON object|not valid UTF-8/],
  ["bad UTF-8", fileOf(new Uint8Array([0x7b, 0xff, 0x7d])), /not valid UTF-8/],
  ["a byte order mark", fileOf("\ufeff{}"), /not a JSON object/],
  ["no JSON", fileOf("{]"), /not valid JSON/],
  ["an array", fileOf("[]"), /not a JSON object/],
  ["deep nesting", fileOf(`{"a":${"[".repeat(1e6)}`), /nested too deeply/],
  [
    "a key twice",
    fileOf(`{"a":${JSON.stringify(entry("F32", [], 0, 4))},"\\u0061":${JSON.stringify(entry("F32", [], 4, 8))}}`, 8),
    /the key "a" twice/,
  ],
  [
    "an inner key twice",
    fileOf('{"a":{"dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4]}}', 4),
    /the key "shape" twice/,
  ],
  ["metadata that is no text", fileOf('{"__metadata__":{"a":1}}'), /__metadata__ must hold text/],
  ["an unknown dtype", fileOf(JSON.stringify({ a: entry("F7", [1], 0, 4) }), 4), /tensor "a": unknown dtype "F7"/],
  ["a dtype from the prototype", fileOf(JSON.stringify({ a: entry("toString", [1], 0, 4) }), 4), /unknown dtype/],
  ["no shape", fileOf('{"a":{"dtype":"F32","data_offsets":[0,4]}}', 4), /tensor "a": shape must be/],
  ["a negative size", fileOf(JSON.stringify({ a: entry("F32", [-1], 0, 4) }), 4), /tensor "a": shape must be/],
  ["a fraction", fileOf(JSON.stringify({ a: entry("F32", [0.5, 2], 0, 4) }), 4), /tensor "a": shape must be/],
  [
    "an overflowing shape",
    fileOf(JSON.stringify({ a: entry("F32", [2 ** 52, 2 ** 52], 0, 4) }), 4),
    /tensor "a": shape .* takes .* bytes/,
  ],
  ["a wrong size", fileOf(JSON.stringify({ a: entry("F16", [3], 0, 8) }), 8), /takes 6 bytes, data_offsets give 8/],
  ["offsets backwards", fileOf(JSON.stringify({ a: entry("F32", [1], 4, 0) }), 4), /run backwards/],
  [
    "data beyond the file",
    fileOf(JSON.stringify({ a: entry("F32", [2], 0, 8) }), 4),
    /tensor "a": its data ends at byte .* truncated\?/,
  ],
  [
    "an overlap",
    fileOf(JSON.stringify({ a: entry("F32", [2], 0, 8), b: entry("F32", [1], 4, 8) }), 8),
    /tensor "b": its data overlaps/,
  ],
  [
    "a hole",
    fileOf(JSON.stringify({ a: entry("F32", [1], 0, 4), b: entry("F32", [1], 8, 12) }), 12),
    /tensor "b": its data leaves a hole/,
  ],
  ["bytes left over", fileOf(JSON.stringify({ a: entry("F32", [1], 0, 4) }), 6), /2 bytes after the last tensor/],
  ["an unknown field", fileOf(JSON.stringify({ a: { ...entry("F32", [1], 0, 4), x: 1 } }), 4), /unknown field "x"/],
  ["a name with line breaks", fileOf(JSON.stringify({ "a\nb": 1 })), /tensor "a\\nb": has no dtype/],
])("refuses %s in one line", async (_, bytes, message) => {
  await withFolder({ x: bytes }, async (folder) => {
    const error: Error = await openSafetensors(join(folder, "x")).then(
      () => new Error("was accepted"),
      (e) => e,
    );
    expect(error).toBeInstanceOf(ModelError);
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain("\n");
    expect(error.message).toContain(join(folder, "x"));
  });
});

it("reads any file or refuses it with ModelError, whatever byte is changed", async () => {
  const good = Buffer.from(golden.files.F16, "base64");
  await withFolder({}, async (folder) => {
    const file = join(folder, "x");
    await writeSafetensors(file, tensors, { dtype: "F16" });
    const handle = await open(file, "r+");
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.nat(255), async (at, byte) => {
        await handle.write(Buffer.from([byte]), 0, 1, at);
        try {
          const opened = await openSafetensors(file);
          for (const { name, dtype } of opened.tensors.values()) if (dtype === "F16") await readTensor(opened, name);
        } catch (error) {
          expect(error).toBeInstanceOf(ModelError);
        }
        await handle.write(good, at, 1, at);
      }),
      { numRuns: 300 },
    );
    await handle.close();
  });
});

it("says so when a file is cut after it was opened", async () => {
  await withFolder({}, async (folder) => {
    const file = join(folder, "x");
    await writeSafetensors(file, tensors);
    const opened = await openSafetensors(file);
    await truncate(file, (await stat(file)).size - 30);
    await expect(readTensor(opened, "scalar")).rejects.toThrow(/tensor "scalar": the file ends inside its data$/);
  });
});

it("round-trips float32 tensors of any shape and name", async () => {
  const tensor = fc.array(fc.nat(4), { maxLength: 3 }).chain((shape) => {
    const size = shape.reduce((a, b) => a * b, 1);
    return fc.record({
      name: fc
        .string({ unit: "grapheme", minLength: 1 })
        .filter((name) => name !== "__metadata__" && name.isWellFormed()),
      shape: fc.constant(shape),
      data: fc.float32Array({ minLength: size, maxLength: size }),
    });
  });
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(tensor, { selector: (t) => t.name, maxLength: 5 }), (list) =>
      withFolder({}, async (folder) => {
        await writeSafetensors(join(folder, "x"), list);
        const file = await openSafetensors(join(folder, "x"));
        expect([...file.tensors.keys()].sort()).toEqual(list.map((t) => t.name).sort());
        for (const { name, shape, data } of list) {
          expect(file.tensors.get(name)?.shape).toEqual(shape);
          expect(Buffer.from((await readTensor(file, name)).buffer)).toEqual(
            Buffer.from(data.buffer, data.byteOffset, data.byteLength),
          );
        }
      }),
    ),
    { numRuns: 40 },
  );
});

describe("a folder's checkpoint", () => {
  const many: NamedTensor[] = Array.from({ length: 6 }, (_, i) => ({
    name: `t${i}`,
    shape: [i + 1],
    data: () => Float32Array.from({ length: i + 1 }, (_, j) => i * 10 + j),
  }));

  it("is sharded by size and read as one", async () => {
    await withFolder({}, async (folder) => {
      await writeCheckpoint(folder, many, { maxShardBytes: 24 });
      expect((await readdir(folder)).sort()).toEqual([
        "model-00001-of-00004.safetensors",
        "model-00002-of-00004.safetensors",
        "model-00003-of-00004.safetensors",
        "model-00004-of-00004.safetensors",
        "model.safetensors.index.json",
      ]);
      const checkpoint = await openCheckpoint(folder);
      expect([...checkpoint.tensors.keys()].sort()).toEqual(many.map((t) => t.name));
      expect(Array.from(await readTensor(checkpoint, "t5"))).toEqual([50, 51, 52, 53, 54, 55]);
      const index = JSON.parse(await readFile(join(folder, "model.safetensors.index.json"), "utf8"));
      expect(index.metadata.total_size).toBe(84);
    });
  });

  it("leaves no weights of an earlier write behind", async () => {
    await withFolder({ "config.json": "{}" }, async (folder) => {
      await writeCheckpoint(folder, many, { maxShardBytes: 24 });
      await writeCheckpoint(folder, many.slice(0, 2));
      expect((await readdir(folder)).sort()).toEqual(["config.json", "model.safetensors"]);
      await writeCheckpoint(folder, many, { maxShardBytes: 48 });
      expect((await openCheckpoint(folder)).tensors.size).toBe(6);
    });
  });

  it("refuses values that do not fill the shape, and leaves no file", async () => {
    await withFolder({}, async (folder) => {
      const wrong = writeCheckpoint(folder, [...many, { name: "z", shape: [3], data: new Float32Array(2) }]);
      await expect(wrong).rejects.toThrow(/tensor "z": 2 values for shape \[3\]$/);
      await expect(writeCheckpoint(folder, [many[0], many[0]])).rejects.toThrow(/tensor "t0" is given twice$/);
      expect(await readdir(folder)).toEqual([]);
    });
  });

  const one = fileOf(JSON.stringify({ a: entry("F32", [1], 0, 4) }), 4);
  const index = (map: unknown) => JSON.stringify({ weight_map: map });
  it.each<[string, Record<string, string | Uint8Array>, RegExp]>([
    ["nothing", {}, /holds neither model\.safetensors nor model\.safetensors\.index\.json$/],
    ["pickles only", { "pytorch_model.bin": "" }, /save the model again/],
    ["an index without map", { "model.safetensors.index.json": "{}" }, /weight_map is missing/],
    [
      "a missing shard",
      { "model.safetensors.index.json": index({ a: "m.safetensors" }) },
      /m\.safetensors: is missing/,
    ],
    [
      "a path upwards",
      { "model.safetensors.index.json": index({ a: "../m.safetensors" }) },
      /"\.\.\/m\.safetensors" is not the plain name/,
    ],
    [
      "an absolute path",
      { "model.safetensors.index.json": index({ a: "/etc/m.safetensors" }) },
      /is not the plain name/,
    ],
    [
      "a tensor that a shard lacks",
      { "m.safetensors": one, "model.safetensors.index.json": index({ a: "m.safetensors", b: "m.safetensors" }) },
      /m\.safetensors: lacks tensor "b"/,
    ],
    [
      "a tensor in the wrong shard",
      {
        "m.safetensors": one,
        "n.safetensors": one,
        "model.safetensors.index.json": index({ a: "m.safetensors", b: "n.safetensors" }),
      },
      /n\.safetensors: holds tensor "a", which .* lists in m\.safetensors/,
    ],
    ["a key twice", { "model.safetensors.index.json": '{"weight_map":{"a":"m","a":"n"}}' }, /holds the key "a" twice/],
  ])("refuses %s", async (_, files, message) => {
    await withFolder(files, (folder) => expect(openCheckpoint(folder)).rejects.toThrow(message));
  });
});
