import { join } from "node:path";
import { writeFileAtomically } from "../runs/durable-file.ts";
import { buildReport } from "./build-report.ts";
import { reportPage } from "./page.ts";
import type { Report } from "./report.ts";
import { type ShownSamples, selectSamples } from "./sample-selection.ts";
import { type RunRecords, readRunRecords } from "./seed-records.ts";

/** Reads a run's record and writes report.json and report.html into its folder. */
export async function writeReport(folder: string, createdAt: Date): Promise<Report> {
  const records = readRunRecords([folder]);
  const report = buildReport(records, createdAt);
  writeReportFiles(folder, report, records, await selectSamples(records));
  return report;
}

export function writeReportFiles(folder: string, report: Report, records: RunRecords, samples: ShownSamples): void {
  writeFileAtomically(join(folder, "report.html"), reportPage(report, records, samples));
  // Last: its presence says that the run is finished.
  writeFileAtomically(join(folder, "report.json"), `${JSON.stringify(report, null, 2)}\n`);
}
