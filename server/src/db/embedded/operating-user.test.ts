import { chmod, chown, cp, mkdir, readlink, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  AS_ROOT,
  ordinaryUser,
  query,
  removeClusterAfterTest,
  start,
  startInChild,
  temporaryDirectory,
} from "../../../test/support/embedded-postgres.ts";
import { binariesIn, locateBinaries } from "./binaries.ts";
import { operatingUserFor } from "./operating-user.ts";
import { reachableBinaries } from "./reachable-binaries.ts";

const LIMIT_MS = 300_000;

test.skipIf(!AS_ROOT)(
  "(as root only) a data directory in root's closed home works, and the home stays closed",
  { timeout: LIMIT_MS },
  async () => {
    const home = await temporaryDirectory(0o700);
    const data_dir = join(home, "data");
    const notices: string[] = [];
    const on_notice = (line: string) => notices.push(line);
    const first = await start({ data_dir, on_notice });
    await removeClusterAfterTest(data_dir);
    await query(first.connection, "CREATE TABLE payment AS SELECT 42 AS amount");
    await first.stop();
    const second = await start({ data_dir, on_notice });
    expect(await query(second.connection, "SELECT amount FROM payment")).toEqual([{ amount: 42 }]);
    expect(notices).toEqual([expect.stringContaining(await readlink(join(data_dir, "postgres")))]);
    expect((await stat(home)).mode & 0o777).toBe(0o700);
  },
);

test.skipIf(!AS_ROOT)(
  "(as root only) a data directory that was removed and made again begins empty",
  { timeout: LIMIT_MS },
  async () => {
    const data_dir = join(await temporaryDirectory(0o700), "data");
    const first = await start({ data_dir });
    await removeClusterAfterTest(data_dir);
    await query(first.connection, "CREATE TABLE payment AS SELECT 42 AS amount");
    await first.stop();
    await rm(data_dir, { recursive: true });
    const second = await start({ data_dir });
    await removeClusterAfterTest(data_dir);
    expect(second.first_start).toBe(true);
  },
);

test.skipIf(!AS_ROOT)(
  "(as root only) binaries in a closed directory are copied once to where PostgreSQL's user can run them",
  { timeout: LIMIT_MS },
  async () => {
    const [closed, open] = [await temporaryDirectory(0o700), await temporaryDirectory()];
    const installed = await locateBinaries();
    await cp(installed.directory, join(closed, "native"), { recursive: true, verbatimSymlinks: true });
    await chmod(join(closed, "native/bin/postgres"), 0o700);
    const hidden = binariesIn(join(closed, "native"), installed.version);
    const user = await operatingUserFor(null, () => {});
    const notices: string[] = [];
    const copies = await Promise.all(
      [1, 2].map(() => reachableBinaries(hidden, user, join(open, "shared"), (line) => notices.push(line))),
    );
    expect(copies[0]?.directory).toBe(copies[1]?.directory);
    expect(copies[0]?.directory.startsWith(open)).toBe(true);
    expect(notices.length).toBeGreaterThan(0);
    await reachableBinaries(hidden, user, join(open, "shared"), () =>
      expect.unreachable("it was copied again"),
    );
  },
);

test("an ordinary user's Starway keeps the whole database in the data directory", {
  timeout: LIMIT_MS,
}, async () => {
  const user = AS_ROOT ? ordinaryUser() : undefined;
  const directory = await temporaryDirectory(0o700);
  if (user) await chown(directory, user.uid, user.gid);
  const child = startInChild("relative data", user, directory);
  const { started } = await child.next("started");
  expect(started?.host).toBe(join(directory, "relative data/socket"));
  expect((await stat(join(directory, "relative data/postgres"))).uid).toBe(user?.uid ?? process.getuid?.());
  child.process.kill("SIGINT");
  await child.next("stopped");
  expect(child.reports.some((report) => report.notice)).toBe(false);

  // Root, or the same user again, finds the same payments.
  const running = await start({ data_dir: join(directory, "relative data") });
  expect(await query(running.connection, "SELECT id FROM payment")).toEqual([{ id: 1 }, { id: 2 }]);
});

test("a data directory in which the user may not write is refused in one line", {
  timeout: LIMIT_MS,
}, async () => {
  const data_dir = await temporaryDirectory(0o555);
  const child = startInChild(data_dir, AS_ROOT ? ordinaryUser() : undefined);
  const { refused, message } = await child.next("refused");
  expect(refused).toBe("data_dir_unwritable");
  expect(message).toContain(data_dir);
});

test.skipIf(!AS_ROOT)(
  "(as root only) an ordinary user is told whose database it is, when root made it",
  { timeout: LIMIT_MS },
  async () => {
    const data_dir = join(await temporaryDirectory(), "data");
    await mkdir(data_dir);
    await (await start({ data_dir })).stop();
    const user = ordinaryUser();
    await chown(data_dir, user.uid, user.gid);
    const { refused, message } = await startInChild(data_dir, user).next("refused");
    expect(refused).toBe("data_dir_unwritable");
    expect(message).toContain("belongs to another user");
  },
);
