import { spawnSync } from "node:child_process";
import { mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { pause } from "./interruption.ts";

/** A directory that can be filled to its last byte without harm to the machine. */
export interface SmallDisk {
  readonly directory: string;
  /** Leaves no room at all for a while. */
  fill(full_ms: number, signal: AbortSignal): Promise<void>;
  remove(): void;
}

const SIZE_MB = 512;
const CHUNK = Buffer.alloc(4 * 1024 * 1024);
const LAST_BYTES = Buffer.alloc(4096);

/** Mounts a small file system in memory; undefined where this user may not, or the system has none. */
export async function mountSmallDisk(directory: string): Promise<SmallDisk | undefined> {
  await mkdir(directory, { recursive: true });
  const options = `size=${SIZE_MB}m,mode=755`;
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", directory], { stdio: "ignore" });
  if (mounted.status !== 0) return undefined;
  const ballast = join(directory, "ballast");
  return {
    directory,
    async fill(full_ms, signal) {
      try {
        for (const chunk of [CHUNK, LAST_BYTES]) await fillWith(ballast, chunk);
        const deadline_ms = performance.now() + full_ms;
        // Others may give room back meanwhile.
        while (performance.now() < deadline_ms && !signal.aborted) {
          await fillWith(ballast, LAST_BYTES);
          await pause(50, signal);
        }
      } finally {
        await rm(ballast, { force: true });
      }
    },
    remove: () => void spawnSync("umount", ["--lazy", directory], { stdio: "ignore" }),
  };
}

async function fillWith(path: string, chunk: Buffer): Promise<void> {
  const file = await open(path, "a");
  try {
    for (;;) await file.write(chunk);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  } finally {
    await file.close();
  }
}
