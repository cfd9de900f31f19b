export {
  type Adapter,
  type AdapterModule,
  type AdapterOptions,
  initialAdapter,
  loadAdapter,
  mergeAdapter,
  mergedWeight,
  type SaveAdapterOptions,
  saveAdapter,
} from "./adapter.ts";
export { writeFileAtomically, writeFolderAtomically } from "./atomic-write.ts";
export {
  CHATML_TEMPLATE,
  type ChatMessage,
  type ChatTemplate,
  loadChatTemplate,
  type RenderChatOptions,
  renderChat,
} from "./chat-template.ts";
export { openCheckpoint } from "./checkpoint.ts";
export { type Architecture, configJson, type DecoderConfig, parseConfig, readConfig, writeConfig } from "./config.ts";
export { checkCheckpoint, type ExpectedTensor, expectedTensors } from "./expected-tensors.ts";
export { ModelError } from "./model-error.ts";
export { readTensor, readTensorEntry } from "./read-tensor.ts";
export { type RopeFrequencies, ropeInverseFrequencies } from "./rope-frequencies.ts";
export type { RopeScaling } from "./rope-scaling.ts";
export { type Checkpoint, type Dtype, openSafetensors, type TensorEntry } from "./safetensors.ts";
export {
  type NamedTensor,
  type WriteCheckpointOptions,
  type WriteOptions,
  type WrittenDtype,
  writeCheckpoint,
  writeSafetensors,
} from "./safetensors-write.ts";
export {
  checkTokenizer,
  type DecodeOptions,
  type IncrementalDecoder,
  loadTokenizer,
  type Tokenizer,
} from "./tokenizer.ts";
export { type BpeOptions, type TokenizerFiles, type TrainedBpe, trainBpe, writeTokenizer } from "./train-bpe.ts";
