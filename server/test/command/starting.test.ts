import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findServerProcesses } from "../../src/db/embedded/server-processes.ts";
import { serverProcess } from "../crash/server-process.ts";
import { temporaryDirectory } from "../support/embedded-postgres.ts";
import { starwayUntil } from "./starway.ts";

const filesIn = (directory: string) => (existsSync(directory) ? readdirSync(directory) : []);

/** Moments of a start, by what is in the data directory from then on. */
const MOMENTS: Readonly<Record<string, (data_dir: string) => boolean>> = {
  "the database is being made": (data_dir) =>
    filesIn(data_dir).some((name) => name.startsWith("postgres.new-")),
  "PostgreSQL is starting": (data_dir) => existsSync(join(data_dir, "postgres", "postmaster.pid")),
  "the tables are there": (data_dir) => existsSync(join(data_dir, "master.key")),
};

test.each(Object.entries(MOMENTS))(
  "a server that is told to stop amid its start, when %s, ends in order, and the next one starts",
  async (_moment, hasCome) => {
    const data_dir = join(await temporaryDirectory(), "data");
    const args = ["start", "--port", "0", "--data-dir", data_dir];
    const { code, errors } = await starwayUntil(args, () => hasCome(data_dir), "SIGTERM");
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    expect(await findServerProcesses(join(data_dir, "postgres"))).toEqual([]);
    expect(filesIn(data_dir)).not.toContain("starway.lock");
    const server = await serverProcess(data_dir);
    await server.start();
    expect(await server.stop()).toBe(0);
  },
);
