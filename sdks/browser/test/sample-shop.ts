import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../../server/test/support/free-port.ts";

/** The shop's own server of the guide, running. */
export interface SampleShop {
  origin: string;
  close(): Promise<void>;
}

const PATIENCE_MS = 60_000;

/** Starts the guide's server as the guide says, and waits until it answers. */
export async function startSampleShop(code: string): Promise<SampleShop> {
  const directory = mkdtempSync(join(tmpdir(), "faststar-shop-"));
  writeFileSync(join(directory, "shop.mjs"), code);
  const port = await freePort();
  const env = { ...process.env, PORT: String(port), STARWAY_SECRET_KEY: "sk_test_1" };
  const shop = spawn(process.execPath, ["shop.mjs"], { cwd: directory, env, stdio: "inherit" });
  const origin = `http://127.0.0.1:${port}`;
  await untilAnswering(origin, shop);
  return {
    origin,
    async close() {
      shop.kill();
      if (shop.exitCode === null && shop.signalCode === null) await once(shop, "exit");
      rmSync(directory, { recursive: true });
    },
  };
}

async function untilAnswering(origin: string, shop: ChildProcess): Promise<void> {
  const deadline_ms = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline_ms && shop.exitCode === null) {
    if (
      await fetch(origin).then(
        () => true,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("The guide's server does not answer.");
}
