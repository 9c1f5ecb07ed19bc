import { readFileSync } from "node:fs";
import { systemErrorCode } from "./errors.ts";

/**
 * Tells a running process from a later one that was given the same pid. Null when no such process runs; where
 * the system does not say when a process started, every running process has the same empty identity.
 */
export function processIdentity(pid: number): string | null {
  return process.platform === "linux" ? linuxIdentity(pid) : signalable(pid) ? "" : null;
}

function linuxIdentity(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name in parentheses and may itself contain blanks and parentheses.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // A zombie has ended already; in a container whose first process reaps nobody it stays for ever.
    if (fields[0] === "Z" || fields[0] === "X") return null;
    // The start time counts from boot, so it says nothing without which boot that was.
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}/${fields[19]}`;
  } catch {
    return null;
  }
}

function signalable(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return systemErrorCode(error) === "EPERM";
  }
}
