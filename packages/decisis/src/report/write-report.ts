import { join } from "node:path";
import { writeFileAtomically } from "../runs/durable-file.ts";
import { buildReport } from "./build-report.ts";
import { reportPage } from "./page.ts";
import type { Report } from "./report.ts";
import { selectSamples } from "./sample-selection.ts";
import { readRunRecords } from "./seed-records.ts";

/** Reads a run's record and writes report.json and report.html into its folder. */
export async function writeReport(folder: string, createdAt: Date): Promise<Report> {
  const records = readRunRecords([folder]);
  const report = buildReport(records, createdAt);
  writeFileAtomically(join(folder, "report.html"), reportPage(report, records, await selectSamples(records)));
  // Last: its presence says that the run is finished.
  writeFileAtomically(join(folder, "report.json"), `${JSON.stringify(report, null, 2)}\n`);
  return report;
}
