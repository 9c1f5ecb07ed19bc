import { readdirSync, readFileSync } from "node:fs";

/** How much processor time, in seconds since some moment before, each side has used. */
export interface ProcessorTime {
  readonly at_s: number;
  readonly server_s: number;
  /** PostgreSQL's main process with all its children, also those that have ended. */
  readonly postgres_s: number;
  readonly client_s: number;
  /** Everything on the machine, so that work of others can be told from ours. */
  readonly machine_s: number;
}

/** Whose time to read; a side that takes no part is left out. */
export interface Sides {
  readonly server_pid?: number;
  readonly postgres_pid: number;
  readonly client_pid?: number;
}

/** The kernel tells every program of 100 ticks a second, whatever its own clock does. */
const TICKS_PER_SECOND = 100;

/** The time used so far, or undefined where the system does not tell (elsewhere than on Linux). */
export function readProcessorTime(sides: Sides): ProcessorTime | undefined {
  if (process.platform !== "linux") return undefined;
  const own = (pid: number | undefined) => (pid === undefined ? 0 : (readStat(pid)?.own_ticks ?? 0));
  return {
    at_s: performance.now() / 1000,
    server_s: own(sides.server_pid) / TICKS_PER_SECOND,
    postgres_s: familyTicks(sides.postgres_pid) / TICKS_PER_SECOND,
    client_s: (sides.client_pid === undefined ? endedChildren() : own(sides.client_pid)) / TICKS_PER_SECOND,
    machine_s: machineTicks() / TICKS_PER_SECOND,
  };
}

/** What was used between two readings. */
export function processorTimeBetween(
  earlier: ProcessorTime | undefined,
  later: ProcessorTime | undefined,
): ProcessorTime | undefined {
  if (earlier === undefined || later === undefined) return undefined;
  return {
    at_s: later.at_s - earlier.at_s,
    server_s: later.server_s - earlier.server_s,
    postgres_s: later.postgres_s - earlier.postgres_s,
    client_s: later.client_s - earlier.client_s,
    machine_s: later.machine_s - earlier.machine_s,
  };
}

interface ProcessStat {
  readonly parent_pid: number;
  readonly own_ticks: number;
  readonly ended_children_ticks: number;
}

function readStat(pid: number | string): ProcessStat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The name may hold spaces and parentheses; what follows the last one is numbers.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const [user, system, ended_user, ended_system] = fields.slice(11, 15).map(Number) as [
      number,
      number,
      number,
      number,
    ];
    return {
      parent_pid: Number(fields[1]),
      own_ticks: user + system,
      ended_children_ticks: ended_user + ended_system,
    };
  } catch {
    // The process has ended between two looks; then its parent has its time.
    return undefined;
  }
}

function familyTicks(pid: number): number {
  const head = readStat(pid);
  if (head === undefined) return 0;
  const children = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(readStat);
  return children
    .filter((stat) => stat?.parent_pid === pid)
    .reduce((total, stat) => total + (stat?.own_ticks ?? 0), head.own_ticks + head.ended_children_ticks);
}

/** Of the programs that this process has started and that are over: pgbench. */
function endedChildren(): number {
  return readStat("self")?.ended_children_ticks ?? 0;
}

function machineTicks(): number {
  const [, user, nice, system, , , interrupts, soft_interrupts] = readFileSync("/proc/stat", "latin1")
    .slice(0, 200)
    .split(/\s+/)
    .map(Number) as number[];
  return [user, nice, system, interrupts, soft_interrupts].reduce<number>(
    (total, ticks) => total + (ticks ?? 0),
    0,
  );
}
