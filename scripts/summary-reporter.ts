import type { Reporter, TestCase, TestModule } from "vitest/node";

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/**
 * Ends the output with one plain line, `12 passed, 1 failed, 2 skipped`, for whoever reads only the last lines. The
 * tests that passed only at their second chance are named before it: each is a race that somebody should look into.
 */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled_errors: readonly unknown[]): void {
    const counts: Counts = { passed: 0, failed: unhandled_errors.length, skipped: 0 };
    for (const module of modules) countTests(module, counts);
    process.stdout.write(`\n${secondChances(modules)}${summaryLine(counts)}\n`);
  }
}

function secondChances(modules: readonly TestModule[]): string {
  const tests = modules.flatMap((module) => [...module.children.allTests("passed")].filter(wasSaved));
  if (tests.length === 0) return "";
  const names = tests.map((test) => `  ${test.module.relativeModuleId} > ${test.fullName}\n`);
  return `passed only at the second chance:\n${names.join("")}\n`;
}

function wasSaved(test: TestCase): boolean {
  return test.diagnostic()?.flaky === true;
}

/** What has not run at all is named only when there is some. */
export function summaryLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

function countTests(module: TestModule, counts: Counts): void {
  const failed_before = counts.failed;
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    // A test that is still pending when the run ends never came to an answer.
    if (state === "passed" || state === "skipped") counts[state] += 1;
    else counts.failed += 1;
  }
  // A file that could not be loaded, or whose setup failed, fails although no test of it does.
  if (!module.ok() && counts.failed === failed_before) counts.failed += 1;
}
