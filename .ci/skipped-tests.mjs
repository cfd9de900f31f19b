// Fails if a test was skipped, unless its title names what is absent: a GPU, or (where DECISIS_DATA is not set) data or real cases.
import { readFileSync } from "node:fs";

const { testResults } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const tests = testResults.flatMap((file) => file.assertionResults.map((test) => ({ ...test, file: file.name })));
const skipped = tests.filter((test) => ["skipped", "pending", "todo", "disabled"].includes(test.status));
const dataIsHere = Boolean(process.env.DECISIS_DATA);
const excused = ({ fullName }) =>
  /\bGPU\b/.test(fullName) || (!dataIsHere && /\bdata\b|\breal cases?\b/i.test(fullName));
const faulty = skipped.filter((test) => !excused(test));
for (const test of faulty) console.error(`skipped without a reason: ${test.file}: ${test.fullName}`);
console.log(`${tests.length} tests, ${skipped.length} skipped, ${faulty.length} of them without a reason`);
process.exitCode = tests.length === 0 || faulty.length > 0 ? 1 : 0;
