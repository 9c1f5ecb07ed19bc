import { simulatorNotice } from "../../src/api/inbound/simulator/notice.ts";
import type { Connector } from "../../src/connectors/connector.ts";
import { type Acquirer, createAcquirer } from "../../src/connectors/simulator/acquirer.ts";
import { simulatorConnector } from "../../src/connectors/simulator/connector.ts";
import type { Scope } from "../../src/kit/scope.ts";
import type { Backends } from "./backends.ts";
import { type Chance, seededChance } from "./chance.ts";
import { type MemoryJournal, memoryJournal } from "./journal.ts";
import { overNetwork } from "./network.ts";
import type { Plan } from "./plan.ts";
import { Gone, type SimulatedProcess, startProcess } from "./process.ts";
import { createScheduler, type Doer, type Scheduler } from "./scheduler.ts";
import type { Told } from "./told.ts";
import { watchLookUps } from "./watch-look-ups.ts";

/** Everything that one history plays in. */
export interface World {
  readonly seed: number;
  readonly plan: Plan;
  readonly scheduler: Scheduler;
  readonly backends: Backends;
  readonly acquirer: Acquirer;
  readonly journal: MemoryJournal;
  readonly scope: Scope;
  /** The processes that run now. A crashed one is replaced in its place. */
  readonly processes: SimulatedProcess[];
  /** Payment methods by the name of their card. */
  readonly methods: Map<string, string>;
  /** Payments that clients know of. */
  readonly payments: string[];
  readonly refunds: string[];
  readonly told: Told[];
  /** What went wrong by itself, before anybody has audited. */
  readonly mishaps: string[];
  chanceOf(name: string): Chance;
  /** Replaces a process that has crashed. */
  restart(index: number): void;
  /** Things fail only in the middle of a history. When there is calm they do not, and at the end nothing is under way. */
  phase: "beginning" | "trouble" | "calm" | "end";
}

/** The first instant of every history. */
const START_MS = Date.UTC(2026, 0, 5, 9);
const MERCHANT_ID = "0190a000-0000-7000-8000-000000000001";

const OUTSIDE: Doer = { name: "network", process: null };

/** What follows from a call of the acquirer that failed. Of all else that the core calls an error, a person would hear. */
const HARMLESS: readonly string[] = ["the connector failed", "an approval came too late and is reversed"];

export function createWorld(seed: number, plan: Plan, backends: Backends): World {
  const chanceOf = (name: string) => seededChance(seed, name);
  const mishaps: string[] = [];
  const processes: SimulatedProcess[] = [];
  const journal = memoryJournal();

  const scheduler = createScheduler({
    chance: chanceOf("order of steps"),
    start_ms: START_MS,
    slowness: plan.slowness,
    onError: (doer, error) => reportError(doer.name, error),
  });

  function reportError(who: string, error: unknown): void {
    if (isExcused(error)) return;
    const text = error instanceof Error ? error.message : String(error);
    scheduler.note(`! ${who}: ${text}`);
    mishaps.push(`${who}: an exception: ${text}`);
  }

  const acquirer = createAcquirer(journal, {
    now: () => new Date(scheduler.clock.now_ms),
    monotonic_ms: () => scheduler.clock.now_ms,
  });
  const notices = chanceOf("notices");
  const simulator = simulatorConnector({
    acquirer,
    challengeUrl: (reference) => `https://issuer.example/${reference}`,
    isGenuine: () => true,
    scenario_key: "scenario",
    sendNotice: () => {},
  });
  const connector: Connector = {
    ...simulator,
    async authorize(request) {
      const outcome = await simulator.authorize(request);
      if (outcome.kind !== "needs_action") sendNotices(request.notice_reference);
      return outcome;
    },
    async debit(request) {
      const outcome = await simulator.debit(request);
      sendNotices(request.notice_reference);
      return outcome;
    },
  };
  const watched = watchLookUps(connector, (finding) => mishaps.push(finding));
  const connectorOf = overNetwork(watched, {
    scheduler,
    chance: chanceOf("network"),
    unreliability: () => (world.phase === "trouble" ? plan.unreliability : 0),
    lateness: () => (world.phase === "trouble" ? plan.lateness : 0),
  });

  /** The acquirer tells that it has decided: sometimes before the answer, sometimes twice, sometimes late. */
  function sendNotices(reference: string): void {
    const is_over = world.phase === "calm" || world.phase === "end";
    const count = is_over ? 0 : notices.pickNumber([0, 6], [1, 3], [2, 1]);
    for (let number = 0; number < count; number++) {
      scheduler.offer({
        doer: OUTSIDE,
        what: "a notice arrives",
        weight: notices.pick([1, 0.2, 0.03]),
        perform() {
          const process = notices.pick(processes);
          scheduler.spawn({ name: `notice@${process.name}`, process: null }, () =>
            process.serve(() => simulatorNotice(process.core, reference)),
          );
        },
      });
    }
  }

  function start(index: number, name: string): void {
    processes[index] = startProcess({
      name,
      backends,
      scheduler,
      chance: chanceOf(`process ${name}`),
      skew_ms: plan.skews_ms[index] ?? 0,
      connections: plan.connections,
      eager_rows: plan.eager_rows,
      breakage: () => (world.phase === "trouble" ? plan.breakage : 0),
      connector: connectorOf,
      onLog(level, fields, message) {
        const { err } = fields as { err?: unknown };
        scheduler.note(`log of ${name}: ${message}`);
        if (level !== "error" || HARMLESS.includes(message)) return;
        if (err === undefined) mishaps.push(`${name}: ${message}`);
        else reportError(`${name}, where ${message}`, err);
      },
    });
  }

  const world: World = {
    seed,
    plan,
    scheduler,
    backends,
    acquirer,
    journal,
    scope: { merchant_id: MERCHANT_ID, livemode: false },
    processes,
    methods: new Map(),
    payments: [],
    refunds: [],
    told: [],
    mishaps,
    chanceOf,
    restart(index) {
      const name = processes[index]?.name ?? "";
      start(index, `${name.charAt(0)}${Number(name.slice(1) || 1) + 1}`);
    },
    phase: "beginning",
  };
  for (const index of plan.skews_ms.keys()) start(index, "AB"[index] ?? "C");
  return world;
}

/** Whether somebody's trouble was arranged: a crash, or a database that went away. */
export function isExcused(error: unknown): boolean {
  if (error instanceof Gone) return true;
  const { is_simulated, cause } = (error ?? {}) as { is_simulated?: boolean; cause?: unknown };
  return is_simulated === true || (cause !== undefined && isExcused(cause));
}
