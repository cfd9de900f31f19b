export type { Fault, Grade, Grader } from "./grade.ts";
