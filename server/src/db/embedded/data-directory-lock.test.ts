import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../../../test/support/embedded-postgres.ts";
import { lockDataDirectory } from "./data-directory-lock.ts";
import { processIdentity } from "./process-identity.ts";

async function deadPid(): Promise<number> {
  const child = spawn("true");
  await once(child, "exit");
  return child.pid ?? Number.NaN;
}

test("a data directory has one user at a time, and is free after release", async () => {
  const data_dir = await temporaryDirectory();
  const lock = await lockDataDirectory(data_dir);
  await expect(lockDataDirectory(data_dir)).rejects.toMatchObject({ code: "data_dir_in_use" });
  await lock.release();
  await (await lockDataDirectory(data_dir)).release();
  expect(await readdir(data_dir)).toEqual([]);
});

test("the lock of a process that is gone is taken over", async () => {
  const data_dir = await temporaryDirectory();
  const stale = JSON.stringify({ pid: await deadPid(), identity: "x" });
  await writeFile(join(data_dir, "starway.lock"), stale);
  await writeFile(join(data_dir, "starway.lock.takeover"), stale);
  await (await lockDataDirectory(data_dir)).release();
  expect(await readdir(data_dir)).toEqual([]);
});

test.runIf(process.platform === "linux")(
  "(on Linux only) the lock of an earlier process with the same number is taken over",
  async () => {
    const data_dir = await temporaryDirectory();
    const earlier = { pid: process.pid, identity: `${processIdentity(process.pid)}0` };
    await writeFile(join(data_dir, "starway.lock"), JSON.stringify(earlier));
    await (await lockDataDirectory(data_dir)).release();
  },
);

test("a lock that a power cut left empty is taken over", async () => {
  const data_dir = await temporaryDirectory();
  await writeFile(join(data_dir, "starway.lock"), "");
  await (await lockDataDirectory(data_dir)).release();
});

test("of many that find the same stale lock, exactly one takes it over", async () => {
  const data_dir = await temporaryDirectory();
  const stale = JSON.stringify({ pid: await deadPid(), identity: "x" });
  for (let round = 0; round < 20; round += 1) {
    await writeFile(join(data_dir, "starway.lock"), stale);
    const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => lockDataDirectory(data_dir)));
    const winners = attempts.filter((attempt) => attempt.status === "fulfilled");
    expect(winners).toHaveLength(1);
    await winners[0]?.value.release();
  }
});
