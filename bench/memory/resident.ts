import { readFileSync } from "node:fs";

const MIB = 1024;

/** Memory of a process that is in RAM, in MiB; undefined where the system does not tell (elsewhere than on Linux). */
export function residentMemory(pid: number): number | undefined {
  if (process.platform !== "linux") return undefined;
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1];
  return kib === undefined ? undefined : Number(kib) / MIB;
}
