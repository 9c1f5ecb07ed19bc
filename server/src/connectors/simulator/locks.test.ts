import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createLocks } from "./locks.ts";

async function lockFolder(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "starway-locks-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return join(directory, "locks");
}

test("one process at a time is at a payment, each is let in, and no file is left", async () => {
  const directory = await lockFolder();
  const locks = Array.from({ length: 4 }, () => createLocks(directory));
  let inside = 0;
  let visits = 0;
  await Promise.all(
    locks.map(async (lock) => {
      for (let round = 0; round < 5; round++) {
        const release = await lock("payment/1");
        expect(++inside).toBe(1);
        await new Promise((resolve) => setImmediate(resolve));
        inside--;
        visits++;
        release();
      }
    }),
  );
  expect(visits).toBe(20);
  expect(await readdir(directory)).toEqual([]);
});

test("different payments do not wait for each other", async () => {
  const directory = await lockFolder();
  const [first, second] = [createLocks(directory), createLocks(directory)];
  const release = await first("payment_1");
  (await second("payment_2"))();
  release();
});

test("what a crashed process left behind is removed after a while, and its late release takes nobody's lock", async () => {
  const directory = await lockFolder();
  await mkdir(directory);
  await writeFile(join(directory, "payment_1"), "");
  const release = await createLocks(directory, 10)("payment_1");
  expect(await readdir(directory)).toEqual(["payment_1"]);
  release();
  release();
  expect(await readdir(directory)).toEqual([]);
});
