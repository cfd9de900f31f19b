import { createHash } from "node:crypto";
import { createReadStream, existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { sha256 } from "../corpus/sha256.ts";
import { whyUnreadable } from "../corpus/why-unreadable.ts";
import type { Message, Task } from "../environments/environment.ts";
import { canonicalJson } from "../environments/task-id.ts";
import type { RunFile } from "./run-file.ts";

/** The model folder of a run cannot be used. */
export class ModelFolderError extends Error {
  override readonly name = "ModelFolderError";
}

/** A file of the base model, by content. */
export interface ModelFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** First 16 hexadecimal digits, as in task ids. */
export const promptHash = (messages: readonly Message[]): string => sha256(canonicalJson(messages)).slice(0, 16);

/** One hash over ids and contents of all tasks of a run, whatever their order. */
export const tasksHash = (tasks: readonly Task[]): string =>
  sha256(
    tasks
      .map((t) => t.id)
      .sort()
      .join("\n"),
  );

/** Every file of a model folder (not its subfolders) with its hash. @throws ModelFolderError */
export async function modelFiles(folder: string): Promise<ModelFile[]> {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new ModelFolderError(`no model folder ${folder}: correct \`model\` in the run file`);
  const unreadable = (path: string, error: unknown): never => {
    throw new ModelFolderError(`${path}: ${whyUnreadable(error)}`);
  };
  const isFile = (name: string): boolean => {
    try {
      return statSync(join(folder, name)).isFile();
    } catch (error) {
      return unreadable(join(folder, name), error);
    }
  };
  const names = readdirSync(folder)
    .filter((n) => !n.startsWith(".") && isFile(n))
    .sort();
  if (!names.includes("config.json"))
    throw new ModelFolderError(`${folder} has no config.json: \`model\` has to name a Hugging Face model folder`);
  return Promise.all(
    names.map(async (name) => {
      const hash = createHash("sha256");
      const path = join(folder, name);
      await pipeline(createReadStream(path), hash).catch((error: unknown) => unreadable(path, error));
      return { name, bytes: statSync(path).size, sha256: hash.digest("hex") };
    }),
  );
}

/** What a resumed run has to share with its beginning; everything else about it may change. */
export function runFingerprint(
  file: RunFile,
  data: {
    readonly tasks: string;
    readonly environments: Readonly<Record<string, string>>;
    readonly model: readonly ModelFile[];
  },
): Readonly<Record<string, string>> {
  return {
    "the model": sha256(canonicalJson(data.model)),
    "the tasks": data.tasks,
    "the environments' versions": canonicalJson(data.environments),
    seeds: canonicalJson(file.seeds),
    stages: sha256(canonicalJson(file.stages)),
    lora: sha256(canonicalJson(file.lora)),
    "the gate": canonicalJson(file.gate),
    evaluation: sha256(canonicalJson(file.evaluation)),
    engine: file.engine.id,
    // Another number of threads may round the last bits differently.
    "the engine's threads": String(file.engine.threads),
  };
}
