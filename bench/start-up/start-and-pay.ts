import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const POLL_MS = 10;
const TIMEOUT_MS = 60_000;

/** Runs `npm start` as a user does, pays as soon as that is possible, and answers after how many seconds it was. */
export async function startAndPay(data_dir: string, port: number): Promise<number> {
  const began_ms = performance.now();
  const npm = spawn("npm", ["start"], {
    cwd: ROOT,
    // In a process group of its own, by which it can be seen when everything has ended.
    detached: true,
    stdio: "ignore",
    env: { ...process.env, PORT: String(port), STARWAY_DATA_DIR: data_dir },
  });
  try {
    while (!(await pay(data_dir, port))) {
      if (npm.exitCode !== null) throw new Error(`npm start ended with ${npm.exitCode}.`);
      if (performance.now() - began_ms > TIMEOUT_MS)
        throw new Error("Nothing could be paid within a minute.");
      await sleep(POLL_MS);
    }
    return (performance.now() - began_ms) / 1000;
  } finally {
    await stop(npm);
  }
}

/** Whether a payment has succeeded; false as long as nobody listens. */
async function pay(data_dir: string, port: number): Promise<boolean> {
  const sandbox = await readFile(join(data_dir, "sandbox.json"), "utf8").catch(() => undefined);
  if (sandbox === undefined) return false;
  const answer = await fetch(`http://127.0.0.1:${port}/v1/payment_intents`, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${JSON.parse(sandbox).direct.secret_key}`,
      "Content-Type": "application/json",
    },
    body: JSON.stringify({ amount: 2000, currency: "usd", payment_method: "pm_card_visa", confirm: true }),
  }).catch(() => undefined);
  return answer?.ok === true && ((await answer.json()) as { status: string }).status === "succeeded";
}

async function stop(npm: ChildProcess): Promise<void> {
  const exited = npm.exitCode === null ? once(npm, "exit") : undefined;
  npm.kill("SIGTERM");
  await exited;
  // What npm has started ends in order, and lets go of its directory last.
  while (isGroupAlive(npm.pid as number)) await sleep(POLL_MS);
}

function isGroupAlive(pid: number): boolean {
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
}
