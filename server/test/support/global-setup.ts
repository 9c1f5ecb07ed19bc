import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import type { TestPostgres } from "./database.ts";

const PROGRAM = fileURLToPath(new URL("postgres-process.ts", import.meta.url));

/** Runs once, before the first file of a project. */
export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  const child = fork(PROGRAM, { execArgv: ["--import", "tsx"], detached: true });
  const exited = once(child, "exit");
  const failed = exited.then(([exit_code]) => {
    throw new Error(`The PostgreSQL of the tests did not start: its process ended with ${exit_code}.`);
  });
  const [postgres] = (await Promise.race([once(child, "message"), failed])) as [TestPostgres];
  failed.catch(() => {});
  project.provide("postgres", postgres);
  return async () => {
    child.disconnect();
    await exited;
  };
}
