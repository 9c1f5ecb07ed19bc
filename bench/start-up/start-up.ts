import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../server/test/support/free-port.ts";
import type { Progress } from "../progress.ts";
import { spread } from "../statistics.ts";
import { formatTable } from "../table.ts";
import { productionModules } from "./production-modules.ts";
import { startAndPay } from "./start-and-pay.ts";

const SHOWN = 2;

/** Starts Starway so many times on an empty directory, and again on what that left, until a payment has succeeded. */
export async function measureStartUp(rounds: number, progress: Progress): Promise<string> {
  const first_s: number[] = [];
  const warm_s: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    const directory = await realpath(await mkdtemp(join(tmpdir(), "starway-start-")));
    try {
      const port = await freePort();
      progress.begin(`round ${round} of ${rounds}: npm start`);
      first_s.push(await startAndPay(directory, port));
      warm_s.push(await startAndPay(directory, port));
      progress.end(`${first_s.at(-1)?.toFixed(SHOWN)} s and ${warm_s.at(-1)?.toFixed(SHOWN)} s`);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }
  return describeStartUp(first_s, warm_s);
}

function describeStartUp(first_s: readonly number[], warm_s: readonly number[]): string {
  const row = (title: string, seconds: readonly number[]) => {
    const { min, median, max } = spread(seconds);
    return [title, ...[min, median, max].map((value) => value.toFixed(SHOWN))];
  };
  const { packages, mib, of_postgres_mib } = productionModules();
  return [
    "# From `npm start` to the first payment that has succeeded",
    formatTable(
      ["seconds", "least", "median", "greatest"],
      [row("with a new database", first_s), row("with the database of before", warm_s)],
    ),
    "Everything is built already, as `npm install` leaves it. The clock runs from the command to the answer that says `succeeded`.",
    `- \`node_modules\` for production: ${packages} packages, ${mib.toFixed(0)} MiB, of which PostgreSQL itself is ${of_postgres_mib.toFixed(0)} MiB`,
  ].join("\n\n");
}
