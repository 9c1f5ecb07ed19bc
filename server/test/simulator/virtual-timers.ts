import { AsyncResource } from "node:async_hooks";
import { currentDoer, type Scheduler } from "./scheduler.ts";

/** A timer that belongs to a simulation. */
class VirtualTimer {
  readonly scheduler: Scheduler;
  readonly timer: object;

  constructor(scheduler: Scheduler, timer: object) {
    this.scheduler = scheduler;
    this.timer = timer;
  }

  unref(): this {
    return this;
  }
}

let is_installed = false;

/**
 * Timers that are set within a simulation are steps of it, which the seed orders. Everybody else's stay the machine's.
 */
export function installVirtualTimers(): void {
  if (is_installed) return;
  is_installed = true;
  const { setTimeout: setReal, clearTimeout: clearReal, setImmediate: setRealImmediate } = globalThis;

  function setVirtual(callback: (...values: unknown[]) => void, delay_ms = 0, ...values: unknown[]): unknown {
    const current = currentDoer();
    if (current === undefined) return setReal(callback, delay_ms, ...values);
    const bound = AsyncResource.bind(() => callback(...values));
    return new VirtualTimer(current.scheduler, current.scheduler.setTimer(bound, delay_ms));
  }

  function clearVirtual(timer: unknown): void {
    if (timer instanceof VirtualTimer) timer.scheduler.clearTimer(timer.timer);
    else clearReal(timer as NodeJS.Timeout);
  }

  function setVirtualImmediate(callback: (...values: unknown[]) => void, ...values: unknown[]): unknown {
    const current = currentDoer();
    if (current === undefined) return setRealImmediate(callback, ...values);
    current.scheduler.afterwards(AsyncResource.bind(() => callback(...values)));
    return undefined;
  }

  Object.assign(globalThis, {
    setTimeout: Object.assign(setVirtual, setReal),
    clearTimeout: clearVirtual,
    setImmediate: Object.assign(setVirtualImmediate, setRealImmediate),
  });
}
