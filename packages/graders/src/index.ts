export {
  type Component,
  type Gate,
  type GatedComponentsOptions,
  gatedComponents,
  UNIT_RANGE,
  ungraded,
} from "./gated-components.ts";
export type { Fault, Grade, Grader } from "./grade.ts";
