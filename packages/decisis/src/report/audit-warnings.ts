import type { Report } from "./report.ts";

/** A sentence for each skill that was trained on a reward that fails its audit: it belongs in front of every figure. */
export const auditWarnings = ({ audits = [] }: Report): string[] =>
  audits.flatMap(({ task, passed, failures, override }) =>
    passed
      ? []
      : [
          `The reward of ${task} fails its audit (${failures.slice(0, 3).join("; ")}${failures.length > 3 ? `; and ${failures.length - 3} more` : ""}). It was trained on all the same: ${override ?? "no reason was recorded"}`,
        ],
  );
