import { AsyncLocalStorage } from "node:async_hooks";
import type { Chance } from "./chance.ts";
import type { SimulatedProcess } from "./process.ts";

/** Who is at work. The code of the core does not say it, so it travels with the flow of control. */
export interface Doer {
  readonly name: string;
  /** Gone when its process crashes; the world outside belongs to none. */
  readonly process: SimulatedProcess | null;
}

/** Something that can happen next. The scheduler lets one of them happen at a time. */
export interface Step {
  readonly doer: Doer;
  readonly what: string;
  /** How readily it is chosen; 1 when left out. */
  readonly weight?: number;
  /** Only when nothing else can happen. */
  readonly is_last_resort?: boolean;
  /** It cannot happen before; waiting for it moves the clock. */
  readonly due_ms?: number;
  perform(): Promise<void> | void;
}

export interface Scheduler {
  /** Adds a step. The answer takes it back. */
  offer(step: Step): () => void;
  /** Resolves when the scheduler has chosen it, and what belongs to the step has been done. */
  wait(what: string, weight?: number, work?: () => Promise<void> | void): Promise<void>;
  /** Lets somebody begin, with a flow of control of its own. An exception in it is a finding. */
  spawn(doer: Doer, work: () => Promise<void>): void;
  /** Lets steps happen until none is left, or until so many have happened. */
  run(most_steps: number): Promise<"done" | "endless">;
  /** Nothing of a process happens any more. */
  dropProcess(process: SimulatedProcess): void;
  /** What is said in the trace, indented under the step. */
  note(text: string): void;
  setTimer(callback: () => void, delay_ms: number): object;
  clearTimer(timer: object): void;
  afterwards(callback: () => void): void;
  readonly clock: WorldClock;
  /** While it is so, the oldest step comes first, and nothing is left to chance. */
  setOrderly(value: boolean): void;
  readonly trace: readonly string[];
  /** Who has begun and not come to an end. */
  unfinished(): string[];
}

/** The time outside, from which the clocks of the processes differ. */
export interface WorldClock {
  now_ms: number;
}

export interface SchedulerOptions {
  readonly chance: Chance;
  readonly start_ms: number;
  /** How many are in no hurry, from 0 to 1: their steps come late. */
  readonly slowness: number;
  readonly onError: (doer: Doer, error: unknown) => void;
}

const doers = new AsyncLocalStorage<{ doer: Doer; scheduler: Scheduler }>();

/** Who is running now; undefined outside of a simulation. */
export function currentDoer(): { doer: Doer; scheduler: Scheduler } | undefined {
  return doers.getStore();
}

/** Goes on as somebody else: what is done from here on is their doing. */
export function runAs<T>(doer: Doer, work: () => T): T {
  const current = doers.getStore();
  if (current === undefined) throw new Error("Nobody is at work here.");
  return doers.run({ ...current, doer }, work);
}

/** The machine's own, from before anything was replaced. */
const { setImmediate: setRealImmediate } = globalThis;

const LONGEST_STEP_MS = 12;
/** How readily time is let pass although something else could be done. */
const IMPATIENCE = 0.03;

export function createScheduler({ chance, start_ms, slowness, onError }: SchedulerOptions): Scheduler {
  const clock: WorldClock = { now_ms: start_ms };
  const trace: string[] = [];
  const speeds = new Map<string, number>();
  const at_work = new Set<Doer>();
  let steps: Step[] = [];
  let soon: (() => void)[] = [];
  let is_orderly = false;

  function offer(step: Step): () => void {
    steps.push(step);
    return () => {
      steps = steps.filter((known) => known !== step);
    };
  }

  function doerNow(): Doer {
    const current = doers.getStore();
    if (current === undefined) throw new Error("Nobody is at work here.");
    return current.doer;
  }

  /** Everything that can go on by itself goes on, until each doer waits for a step. */
  async function settleDown(): Promise<void> {
    for (;;) {
      await new Promise<void>((resolve) => setRealImmediate(resolve));
      const callbacks = soon;
      if (callbacks.length === 0) return;
      soon = [];
      for (const callback of callbacks) callback();
    }
  }

  function speedOf({ name }: Doer): number {
    const known = speeds.get(name);
    if (known !== undefined) return known;
    const speed = chance.happens(slowness) ? chance.pick([0.02, 0.1, 0.3]) : 1;
    speeds.set(name, speed);
    return speed;
  }

  function weigh(step: Step): number {
    const is_early = step.due_ms !== undefined && step.due_ms > clock.now_ms;
    return (step.weight ?? 1) * speedOf(step.doer) * (is_early ? IMPATIENCE : 1);
  }

  function choose(): Step | undefined {
    const possible = steps.filter((step) => step.is_last_resort !== true);
    if (possible.length === 0) return steps[0];
    const ready = possible.filter(({ due_ms }) => due_ms === undefined || due_ms <= clock.now_ms);
    if (is_orderly && ready.length > 0) return ready[0];
    if (is_orderly || (ready.length === 0 && !chance.happens(IMPATIENCE))) {
      return possible.reduce((first, step) => ((step.due_ms ?? 0) < (first.due_ms ?? 0) ? step : first));
    }
    const weights = possible.map(weigh);
    let left = chance.fraction() * weights.reduce((sum, weight) => sum + weight, 0);
    return possible.find((_, index) => {
      left -= weights[index] ?? 0;
      return left < 0;
    });
  }

  const scheduler: Scheduler = {
    clock,
    trace,
    unfinished: () => [...at_work].map(({ name }) => name),
    offer,
    wait: (what, weight = 1, work = () => {}) => {
      const doer = doerNow();
      return new Promise<void>((resolve) => {
        const perform = async () => {
          await work();
          resolve();
        };
        offer({ doer, what, weight, perform });
      });
    },
    spawn(doer, work) {
      at_work.add(doer);
      doers.run({ doer, scheduler }, () => {
        work()
          .catch((error) => onError(doer, error))
          .finally(() => at_work.delete(doer));
      });
    },
    async run(most_steps) {
      for (let count = 0; count < most_steps; count++) {
        await settleDown();
        const step = choose();
        if (step === undefined) return "done";
        steps = steps.filter((known) => known !== step);
        clock.now_ms = Math.max(
          clock.now_ms + (is_orderly ? 1 : chance.below(LONGEST_STEP_MS)),
          step.due_ms ?? 0,
        );
        const time = String(clock.now_ms - start_ms).padStart(8);
        trace.push(`${time}  ${step.doer.name.padEnd(14)} ${step.what}`);
        await step.perform();
      }
      await settleDown();
      return steps.length === 0 ? "done" : "endless";
    },
    dropProcess(process) {
      steps = steps.filter((step) => step.doer.process !== process);
    },
    note: (text) => void trace.push(`${" ".repeat(12)}${text}`),
    setTimer(callback, delay_ms) {
      const doer = doerNow();
      const due_ms = clock.now_ms + delay_ms;
      const what = `${delay_ms} ms are over`;
      const take_back = offer({ doer, what, due_ms, perform: () => callback() });
      return { take_back };
    },
    clearTimer: (timer) => (timer as { take_back: () => void }).take_back(),
    afterwards: (callback) => void soon.push(callback),
    setOrderly(value) {
      is_orderly = value;
    },
  };
  return scheduler;
}
