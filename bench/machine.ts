import { execFileSync } from "node:child_process";
import { availableParallelism, cpus, release, totalmem, type } from "node:os";
import { fileURLToPath } from "node:url";
import type pg from "pg";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const GIB = 2 ** 30;

/** What the figures depend on, in lines of Markdown; without a connection, the version of PostgreSQL is left out. */
export async function describeMachine(db: pg.Client | undefined, today: string): Promise<string[]> {
  const asked = await db?.query<{ version: string }>("SELECT current_setting('server_version') AS version");
  const postgres = asked === undefined ? "" : `PostgreSQL ${asked.rows[0]?.version}, `;
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  return [
    `- machine: ${availableParallelism()} × ${model}, ${Math.round(totalmem() / GIB)} GiB, ${type()} ${release()}`,
    `- software: Node ${process.version}, ${postgres}Starway ${describeCommit()}`,
    `- date: ${today}`,
  ];
}

function describeCommit(): string {
  try {
    const git = (...args: string[]) =>
      execFileSync("git", args, { cwd: ROOT, encoding: "utf8", stdio: "pipe" }).trim();
    const changed = git("status", "--porcelain", "--", "server") === "" ? "" : " with changes";
    return `at commit ${git("rev-parse", "--short", "HEAD")}${changed}`;
  } catch {
    return "outside a git checkout";
  }
}
