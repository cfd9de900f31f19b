export {
  type AdamWOptions,
  type AdamWParameter,
  type AdamWState,
  adamWDefaults,
  adamWStep,
  createAdamWState,
  type FloatArray,
} from "./adamw.ts";
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
export {
  type AdvantageKind,
  groupAdvantages,
  type ScoredRow,
  sampleStd,
  spread,
} from "./advantage.ts";
export { writeFileAtomically, writeFolderAtomically } from "./atomic-write.ts";
export type { SharedPromptShape } from "./attention-shared-prompt.ts";
export type { TokenGroup } from "./batch.ts";
export {
  CHATML_TEMPLATE,
  type ChatMessage,
  type ChatTemplate,
  loadChatTemplate,
  type RenderChatOptions,
  renderChat,
} from "./chat-template.ts";
export { checkModel } from "./check-model.ts";
export { openCheckpoint } from "./checkpoint.ts";
export { clipGradients, clipScale, globalNorm } from "./clip-gradient.ts";
export { completionMetrics } from "./completion-metrics.ts";
export { type Architecture, configJson, type DecoderConfig, parseConfig, readConfig, writeConfig } from "./config.ts";
export { DecoderModel, type OpenModelOptions, type TokenScores, type WeightSet } from "./decoder-model.ts";
export { maxVarianceSubset } from "./down-sample.ts";
export { type DroppedBecause, dropReason } from "./dynamic-sampling.ts";
export {
  checkCheckpoint,
  type ExpectedTensor,
  expectedTensors,
  type LinearLayer,
  linearLayers,
} from "./expected-tensors.ts";
export { adapterBase, LanguageModel, type OpenLanguageModelOptions } from "./language-model.ts";
export { ModelError } from "./model-error.ts";
export { emptyWeights, loadWeights, type ModelWeights, namedTensors, randomWeights } from "./model-weights.ts";
export { baseOptions, composeObjective, type ObjectiveParts } from "./objectives/compose.ts";
export { klValue } from "./objectives/kl.ts";
export {
  type Evaluation,
  emptySums,
  maskedLength,
  mergeSums,
  type Objective,
  type ObjectiveOptions,
  type ObjectiveSums,
  objectiveMetrics,
  type PolicyRow,
  type StepTotals,
  stepTotals,
} from "./objectives/objective.ts";
export { type Preset, type PresetName, presetOptions, presets } from "./objectives/presets.ts";
export { checkWeights, readTensor, readTensorEntry } from "./read-tensor.ts";
export { type CheckedOptions, type RejectedOption, rejectedOptions, validSampledLogps } from "./rejected-options.ts";
export { combineRewards } from "./reward-combination.ts";
export { advantageMetrics, type RewardedRow, rewardMetrics } from "./reward-metrics.ts";
export { completionMask, isTruncated, repetitionPenalty, softOverlongPunishment } from "./reward-shaping.ts";
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
export { type SampledCompletion, type SamplePrompt, type SampleRequest, sample } from "./sampler.ts";
export { type Schedule, type ScheduleKind, scheduleFactor, warmupStepsOf } from "./schedule.ts";
export {
  emptySftSums,
  mergeSftSums,
  type SftAggregation,
  type SftEvaluation,
  type SftOptions,
  type SftRow,
  type SftSums,
  type SftTotals,
  sftLoss,
  sftMetrics,
  sftTotals,
} from "./sft-loss.ts";
export {
  checkTokenizer,
  type DecodeOptions,
  type IncrementalDecoder,
  loadTokenizer,
  type Tokenizer,
} from "./tokenizer.ts";
export { type BpeOptions, type TokenizerFiles, type TrainedBpe, trainBpe, writeTokenizer } from "./train-bpe.ts";
export {
  NonFiniteLossError,
  type PolicyCompletion,
  type PolicyStepRequest,
  type StepResult,
  Trainer,
  type UpdateOptions,
} from "./trainer.ts";
export { logitsGraph, trainingGraph } from "./training-graph.ts";
