import { realpath } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { exists, isRecord, readTextFile } from "./json-file.ts";
import { findJsonFault } from "./json-keys.ts";
import { ModelError } from "./model-error.ts";
import { type Checkpoint, openSafetensors, quote, type TensorEntry } from "./safetensors.ts";

const SINGLE = "model.safetensors";
const INDEX = "model.safetensors.index.json";
const MAX_INDEX_BYTES = 100_000_000;

/** Opens a folder's `model.safetensors`, or the shards that `model.safetensors.index.json` lists. Throws `ModelError`. */
export async function openCheckpoint(folder: string): Promise<Checkpoint> {
  if (await exists(join(folder, SINGLE))) return { ...(await openSafetensors(join(folder, SINGLE))), path: folder };
  if (await exists(join(folder, INDEX))) return openShards(folder);
  const pickle = await exists(join(folder, "pytorch_model.bin"));
  throw new ModelError(
    `${folder}: holds neither ${SINGLE} nor ${INDEX}${pickle ? "; save the model again with safe_serialization=True" : ""}`,
  );
}

async function openShards(folder: string): Promise<Checkpoint> {
  const index = join(folder, INDEX);
  const shardOf = await readWeightMap(index);
  const tensors = new Map<string, TensorEntry>();
  let metadata: Readonly<Record<string, string>> = {};
  for (const shard of new Set(shardOf.values())) {
    const file = join(folder, shard);
    if (!(await exists(file))) throw new ModelError(`${file}: is missing, but ${INDEX} lists it`);
    const opened = await openSafetensors(file);
    metadata = opened.metadata;
    for (const entry of opened.tensors.values()) {
      const listed = shardOf.get(entry.name);
      if (listed !== shard) {
        const where = listed === undefined ? "in no file" : `in ${listed}`;
        throw new ModelError(`${file}: holds tensor ${quote(entry.name)}, which ${INDEX} lists ${where}`);
      }
      tensors.set(entry.name, entry);
    }
  }
  for (const [name, shard] of shardOf) {
    if (!tensors.has(name))
      throw new ModelError(`${join(folder, shard)}: lacks tensor ${quote(name)}, which ${INDEX} lists there`);
  }
  return { path: folder, tensors, metadata };
}

/**
 * The folder that holds all data files, links followed: ONNX Runtime reads a frozen base from there, by their names. Throws
 * `ModelError` if there is no such folder, as in a download cache whose files are links to contents of other names.
 */
export async function dataFolder({ path, tensors }: Checkpoint): Promise<string> {
  const folders = new Set<string>();
  for (const file of new Set([...tensors.values()].map((t) => t.file))) {
    const real = await realpath(file);
    if (basename(real) !== basename(file))
      throw new ModelError(`${file}: is a link to a file of another name; copy the checkpoint to a plain folder`);
    folders.add(dirname(real));
  }
  if (folders.size !== 1) throw new ModelError(`${path}: shards lie in different folders; copy them into one`);
  return [...folders][0];
}

/** Tensor name → file name, the latter checked to be a plain name in the same folder. */
async function readWeightMap(index: string): Promise<Map<string, string>> {
  const text = await readTextFile(index, MAX_INDEX_BYTES);
  const fault = findJsonFault(text, 16);
  if (fault?.fault === "duplicate") throw new ModelError(`${index}: holds the key ${quote(fault.key)} twice`);
  if (fault) throw new ModelError(`${index}: is nested too deeply`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new ModelError(`${index}: is not valid JSON`);
  }
  const weightMap = isRecord(json) ? json.weight_map : null;
  if (!isRecord(weightMap)) throw new ModelError(`${index}: weight_map is missing or no object`);
  const shardOf = new Map<string, string>();
  for (const [name, shard] of Object.entries(weightMap)) {
    if (typeof shard !== "string" || !/^[\w-][\w.-]*\.safetensors$/.test(shard)) {
      throw new ModelError(
        `${index}: tensor ${quote(name)}: ${quote(String(shard))} is not the plain name of a safetensors file`,
      );
    }
    shardOf.set(name, shard);
  }
  return shardOf;
}
