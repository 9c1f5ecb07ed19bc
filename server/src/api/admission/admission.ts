/** What was let in and what was not, since the server started. */
export interface AdmissionCounts {
  readonly under_way: number;
  readonly limit: number;
  readonly refused_for_all: number;
  readonly refused_for_one: number;
}

/**
 * Decides at the door, by a few counters, whether a request may come in. It counts what is being worked on: a request
 * whose body has not arrived takes up nobody's place, so slow senders cannot use the places up.
 *
 * Up to half of the limit everybody is let in. From there on a caller who has its equal share of the limit under way
 * waits outside, so whoever asks for little is answered while others ask for too much.
 */
export class Admission {
  #limit: number;
  #under_way = 0;
  #refused_for_all = 0;
  #refused_for_one = 0;
  readonly #callers = new Map<string, number>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether anybody might be refused now. */
  get is_crowded(): boolean {
    return this.#under_way >= this.#limit / 2;
  }

  /** Whether one more request of that caller may come in. */
  admits(caller: string): boolean {
    const limit = this.#limit;
    if (!this.is_crowded) return true;
    if (this.#under_way >= 2 * limit) {
      this.#refused_for_all += 1;
      return false;
    }
    const own = this.#callers.get(caller) ?? 0;
    const callers = this.#callers.size + (own === 0 ? 1 : 0);
    if (own < Math.max(1, limit / callers)) return true;
    if (callers === 1) this.#refused_for_all += 1;
    else this.#refused_for_one += 1;
    return false;
  }

  begin(caller: string): void {
    this.#under_way += 1;
    this.#callers.set(caller, (this.#callers.get(caller) ?? 0) + 1);
  }

  end(caller: string): void {
    this.#under_way -= 1;
    const own = this.#callers.get(caller) ?? 0;
    if (own <= 1) this.#callers.delete(caller);
    else this.#callers.set(caller, own - 1);
  }

  /** Sets how many may be worked on at once, in place of what was set before. */
  steer(next: (now: { limit: number; under_way: number }) => number): void {
    this.#limit = next({ limit: this.#limit, under_way: this.#under_way });
  }

  get counts(): AdmissionCounts {
    return {
      under_way: this.#under_way,
      limit: this.#limit,
      refused_for_all: this.#refused_for_all,
      refused_for_one: this.#refused_for_one,
    };
  }
}
