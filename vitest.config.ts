import { defineConfig } from "vitest/config";

const BROWSER_TESTS = "**/*.browser.test.{ts,tsx}";
const SECOND_MS = 1_000;
/** What is waited for comes at once, but not on a machine that is busy with something else. */
const POLL_PATIENCE_S = 60;

const POSTGRES = "server/test/support/global-setup.ts";

interface ProjectOptions {
  exclude?: string[];
  retry?: number;
  globalSetup?: string;
  isolate?: boolean;
}

/** Groups run one after the other, the quick ones first, so that a plain mistake is seen at once. */
function project(
  name: string,
  order: number,
  workers: number,
  patience_s: number,
  include: string[],
  { exclude = [], ...options }: ProjectOptions = {},
) {
  return {
    test: {
      name,
      include,
      exclude: ["**/node_modules/**", "**/dist/**", ...exclude],
      testTimeout: patience_s * SECOND_MS,
      hookTimeout: patience_s * SECOND_MS,
      expect: { poll: { timeout: POLL_PATIENCE_S * SECOND_MS } },
      sequence: { groupOrder: order },
      maxWorkers: workers,
      ...options,
    },
  };
}

const ON_POSTGRES: ProjectOptions = { globalSetup: POSTGRES, isolate: false };
const SECOND_CHANCE: ProjectOptions = { retry: 1, ...ON_POSTGRES };

const UNIT_TESTS = [
  "server/src/**/*.test.ts",
  "cashier/src/**/*.test.{ts,tsx}",
  "sdks/browser/{src,test}/**/*.test.ts",
  "sdks/javascript/{src,test}/**/*.test.ts",
  "scripts/**/*.test.ts",
  "bench/**/*.test.ts",
];

const RACES = ["server/test/races/*.test.ts", "server/test/simulator/**/*.test.ts"];

// Two workers suit a machine of two cores. A browser, and a server that is killed on purpose, need it to themselves.
// Where several programs talk to each other (a browser that drops what it is told while a window closes, a worker that
// comes before the test looks), a test gets one more chance, and the report ends with the names of those that took it.
// Not where it is about what may not happen even once.
export default defineConfig({
  test: {
    reporters: ["default", "./scripts/summary-reporter.ts"],
    projects: [
      project("unit", 1, 2, 120, UNIT_TESTS, { exclude: [BROWSER_TESTS] }),
      project("races", 2, 2, 180, RACES, ON_POSTGRES),
      project("stories", 2, 2, 180, ["server/test/**/*.test.ts"], {
        exclude: [BROWSER_TESTS, "server/test/crash/**", ...RACES],
        ...SECOND_CHANCE,
      }),
      project("browser", 3, 1, 180, [BROWSER_TESTS], SECOND_CHANCE),
      project("crash", 4, 1, 180, ["server/test/crash/*.test.ts"]),
    ],
  },
});
