import { seeded } from "../seeded.ts";

/** What can happen to an installation, and for how long at most. A kill lasts until a supervisor starts the process again. */
const LONGEST_MS = {
  kill_server: 1_000,
  kill_worker: 1_000,
  kill_acquirer: 1_500,
  kill_postgres: 0,
  crash_postgres: 0,
  pause_server: 9_000,
  pause_worker: 9_000,
  pause_acquirer: 4_500,
  pause_postgres: 3_000,
  full_disk: 2_500,
  cut_connections: 0,
  refuse_connections: 2_000,
  terminate_backends: 0,
} as const;

export type FaultKind = keyof typeof LONGEST_MS;

export const FAULT_KINDS = Object.keys(LONGEST_MS) as FaultKind[];

export interface PlannedFault {
  readonly kind: FaultKind;
  /** From the first payment on. */
  readonly at_ms: number;
  readonly lasts_ms: number;
  /** A number in [0, 1) for what the fault itself has to choose. */
  readonly choice: number;
}

export interface PlanOptions {
  readonly seed: number;
  readonly duration_ms: number;
  /** The mean time from one fault to the next. */
  readonly every_ms: number;
  readonly kinds?: readonly FaultKind[];
}

/**
 * The faults of a round: the same seed plans the same ones. Kinds are drawn from a shuffled deck, so that each comes
 * before another one comes again.
 */
export function planFaults({
  seed,
  duration_ms,
  every_ms,
  kinds = FAULT_KINDS,
}: PlanOptions): PlannedFault[] {
  const chance = seeded(seed);
  const planned: PlannedFault[] = [];
  let deck: FaultKind[] = [];
  for (let at_ms = every_ms * chance(); at_ms < duration_ms; at_ms += 2 * every_ms * chance()) {
    if (deck.length === 0) deck = [...kinds];
    const [kind] = deck.splice(Math.floor(chance() * deck.length), 1) as [FaultKind];
    const lasts_ms = Math.round(LONGEST_MS[kind] * (0.2 + 0.8 * chance()));
    planned.push({ kind, at_ms: Math.round(at_ms), lasts_ms, choice: chance() });
  }
  return planned;
}
