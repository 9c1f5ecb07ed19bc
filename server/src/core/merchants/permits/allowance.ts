import { Overloaded } from "../../../db/lanes.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import { leasePermits, type PermitWindow } from "./store.ts";

export const WINDOW_MS = 60_000;
/** No process holds back more than one of so many parts of what a merchant may do. */
const PARTS = 20;
const LONGEST_WAIT_MS = 2_000;
const PAUSE_AFTER_FAILURE_MS = 1_000;

export interface RateLimitVerdict {
  readonly allowed: boolean;
  readonly remaining: number;
  /** Seconds until the window ends. */
  readonly reset_s: number;
}

/**
 * What this process may let in for one merchant in one mode. Requests are counted here, out of small leases from the
 * row that all processes share; the next lease is under way before this one is used up, so that a request hardly ever
 * waits for it. When there is no database to lease from, nothing more is let in.
 */
export class Allowance {
  readonly #core: Core;
  readonly #scope: Scope;
  #window: PermitWindow | undefined;
  /** Leased in this window, and not used yet. */
  #held = 0;
  #waiting = 0;
  #leasing: Promise<void> | undefined;
  #paused_until_ms = Number.NEGATIVE_INFINITY;

  constructor(core: Core, scope: Scope) {
    this.#core = core;
    this.#scope = scope;
  }

  /** The verdict on one request: at once, unless a lease has to be waited for. */
  take(limit: number): RateLimitVerdict | Promise<RateLimitVerdict> {
    return this.#takeNow(limit) ?? this.#takeLater(limit);
  }

  #takeNow(limit: number): RateLimitVerdict | undefined {
    const now_ms = this.#core.clock.now().getTime();
    const window = this.#window;
    if (window === undefined || now_ms >= window.started_at.getTime() + WINDOW_MS) return undefined;
    if (this.#held > 0) {
      this.#held -= 1;
      const verdict = this.#verdict(true, limit, window, now_ms);
      if (this.#held <= Math.floor(blockOf(limit) / 2)) this.#leaseAhead(limit, window, now_ms);
      return verdict;
    }
    // Others can only have taken more since; so what was too little then is too little now.
    return left(limit, window, now_ms) < 1 ? this.#verdict(false, limit, window, now_ms) : undefined;
  }

  async #takeLater(limit: number): Promise<RateLimitVerdict> {
    for (;;) {
      this.#waiting += 1;
      try {
        await this.#patiently(this.#lease(limit));
      } finally {
        this.#waiting -= 1;
      }
      const verdict = this.#takeNow(limit);
      if (verdict !== undefined) return verdict;
      const now_ms = this.#core.clock.now().getTime();
      if (this.#window?.granted === 0) return this.#verdict(false, limit, this.#window, now_ms);
    }
  }

  #leaseAhead(limit: number, window: PermitWindow, now_ms: number): void {
    if (left(limit, window, now_ms) < 1) return;
    // Whoever needs it and has to wait is told why it failed.
    this.#lease(limit).catch(() => {});
  }

  /** One lease at a time: who comes while it is under way waits for the same one. */
  #lease(limit: number): Promise<void> {
    this.#leasing ??= this.#leaseOnce(limit).finally(() => {
      this.#leasing = undefined;
    });
    return this.#leasing;
  }

  async #leaseOnce(limit: number): Promise<void> {
    const { db, clock, log } = this.#core;
    if (clock.monotonic_ms() < this.#paused_until_ms) throw new Overloaded();
    const now = clock.now();
    const before = this.#window;
    const is_over = before !== undefined && now.getTime() >= before.started_at.getTime() + WINDOW_MS;
    const unspent = is_over ? this.#held : 0;
    const wanted = Math.max(this.#waiting, blockOf(limit) - (is_over ? 0 : this.#held));
    if (is_over) this.#held = 0;
    const unspent_of = is_over ? before.started_at : null;
    try {
      const window = await leasePermits(db, this.#scope, { now, limit, wanted, unspent, unspent_of });
      const continues = this.#window?.started_at.getTime() === window.started_at.getTime();
      this.#held = (continues ? this.#held : 0) + window.granted;
      this.#window = window;
    } catch (error) {
      this.#paused_until_ms = clock.monotonic_ms() + PAUSE_AFTER_FAILURE_MS;
      log.warn({ err: error }, "no requests could be leased from a merchant's allowance");
      throw new Overloaded();
    }
  }

  async #patiently(lease: Promise<void>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const impatience = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Overloaded()), LONGEST_WAIT_MS);
    });
    try {
      await Promise.race([lease, impatience]);
    } finally {
      clearTimeout(timer);
    }
  }

  #verdict(allowed: boolean, limit: number, window: PermitWindow, now_ms: number): RateLimitVerdict {
    const remaining = allowed ? Math.max(0, Math.floor(left(limit, window, now_ms) + this.#held)) : 0;
    const ends_ms = window.started_at.getTime() + WINDOW_MS;
    return { allowed, remaining, reset_s: Math.max(1, Math.ceil((ends_ms - now_ms) / 1000)) };
  }
}

/** What nobody has leased yet. */
function left(limit: number, { started_at, leased, leased_before }: PermitWindow, now_ms: number): number {
  const elapsed_ms = Math.max(0, now_ms - started_at.getTime());
  return limit - leased - leased_before * (1 - elapsed_ms / WINDOW_MS);
}

function blockOf(limit: number): number {
  return Math.max(1, Math.ceil(limit / PARTS));
}
