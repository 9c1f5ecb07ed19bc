import { readdir, readFile, readlink } from "node:fs/promises";
import { run } from "./command.ts";

/** Whether the process is a PostgreSQL of this cluster: its pid may long belong to another program, or to another PostgreSQL. */
export async function isServerProcess(cluster: string, pid: number): Promise<boolean> {
  if (process.platform !== "linux") {
    const { output } = await run("ps", ["-ww", "-o", "command=", "-p", String(pid)]);
    return output.includes(`-D ${cluster} `);
  }
  if ((await readFile(`/proc/${pid}/comm`, "utf8").catch(() => "")) !== "postgres\n") return false;
  // A server process works in its cluster's directory, but root in a container may be forbidden to see that.
  const directory = await readlink(`/proc/${pid}/cwd`).catch(() => null);
  if (directory !== null) return directory === cluster;
  return (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).includes(`-D\0${cluster}\0`);
}

/** All processes of this cluster's PostgreSQL that the system lets us see; elsewhere than on Linux it shows none. */
export async function findServerProcesses(cluster: string): Promise<number[]> {
  const names = process.platform === "linux" ? await readdir("/proc") : [];
  const pids = names.filter((name) => /^\d+$/.test(name)).map(Number);
  const ours = await Promise.all(pids.map((pid) => isServerProcess(cluster, pid)));
  return pids.filter((_, index) => ours[index]);
}
