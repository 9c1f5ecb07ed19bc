import { readFileSync } from "node:fs";

const KIB = 1024;

/** What a process holds in memory now; undefined where the system does not tell (elsewhere than on Linux). */
export function residentBytes(pid: number): number | undefined {
  try {
    const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "latin1")) ?? [];
    return kib === undefined ? undefined : Number(kib) * KIB;
  } catch {
    return undefined;
  }
}

export function formatMib(bytes: number | undefined): string {
  return bytes === undefined ? "–" : `${(bytes / KIB / KIB).toFixed(0)} MiB`;
}
