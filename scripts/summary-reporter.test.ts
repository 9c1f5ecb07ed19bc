import { expect, test, vi } from "vitest";
import type { TestModule } from "vitest/node";
import SummaryReporter, { summaryLine } from "./summary-reporter.ts";

/** As much of a test file's report as the summary reads. */
function moduleOf(ok: boolean, ...states: string[]): TestModule {
  const tests = states.map((said) => {
    const [state, flaky] = said === "saved" ? ["passed", true] : [said, false];
    const module = { relativeModuleId: "till.test.ts" };
    return { module, fullName: "a till opens", result: () => ({ state }), diagnostic: () => ({ flaky }) };
  });
  const allTests = (state?: string) =>
    tests.filter((test) => [undefined, test.result().state].includes(state));
  return { ok: () => ok, children: { allTests } } as unknown as TestModule;
}

function printed(modules: TestModule[], errors: unknown[] = []): string {
  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  new SummaryReporter().onTestRunEnd(modules, errors);
  const text = write.mock.calls.map(([chunk]) => String(chunk)).join("");
  write.mockRestore();
  return text;
}

test("the last line counts what passed and what failed, and skipped tests when there are any", () => {
  expect(summaryLine({ passed: 12, failed: 0, skipped: 0 })).toBe("12 passed, 0 failed");
  expect(summaryLine({ passed: 12, failed: 1, skipped: 2 })).toBe("12 passed, 1 failed, 2 skipped");
});

test("tests of all files are counted, and one that never finished has failed", () => {
  const modules = [
    moduleOf(true, "passed", "passed", "skipped"),
    moduleOf(false, "passed", "failed", "pending"),
  ];
  expect(printed(modules)).toBe("\n3 passed, 2 failed, 1 skipped\n");
});

test("a file that cannot be loaded, and an error outside every test, are failures", () => {
  expect(printed([moduleOf(false), moduleOf(true, "passed")], [new Error("lost")])).toBe(
    "\n1 passed, 2 failed\n",
  );
});

test("a test that passed only at its second chance is named, and has passed", () => {
  expect(printed([moduleOf(true, "passed", "saved")])).toBe(
    "\npassed only at the second chance:\n  till.test.ts > a till opens\n\n2 passed, 0 failed\n",
  );
});
