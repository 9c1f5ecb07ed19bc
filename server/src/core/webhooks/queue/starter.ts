import type { Clock } from "../../../kit/clock.ts";

/**
 * Begins deliveries, a few at each turn of the event loop. What buyers have sent meanwhile is read between the turns: a
 * backlog that is sent as fast as it can be would make each step of each payment wait for dozens of webhooks.
 */
export interface Starter {
  /** There may be something to begin at this endpoint. */
  call(endpoint_id: string): void;
}

/** Begins the next delivery to the endpoint, when one is waiting there and may; answers whether it did. */
export type BeginNext = (endpoint_id: string) => boolean;

const FEWEST = 8;
/** A long turn has had much else to do, and is followed by others like it: webhooks keep their share of the time. */
const FOR_EACH_MS = 3;
const MOST = 64;

export function createStarter({ monotonic_ms }: Pick<Clock, "monotonic_ms">, beginNext: BeginNext): Starter {
  /** By turns: who has had one goes to the end. */
  const called = new Set<string>();
  let left = FEWEST;
  let turned_ms = monotonic_ms();
  let is_turn_due = false;

  function begin(): void {
    for (const endpoint_id of called) {
      if (left <= 0) return;
      called.delete(endpoint_id);
      if (!beginNext(endpoint_id)) continue;
      // The loop comes by again.
      called.add(endpoint_id);
      left -= 1;
      awaitTurn();
    }
  }

  function awaitTurn(): void {
    if (is_turn_due) return;
    is_turn_due = true;
    setImmediate(() => {
      is_turn_due = false;
      const now_ms = monotonic_ms();
      left = Math.min(Math.max((now_ms - turned_ms) * FOR_EACH_MS, FEWEST), MOST);
      turned_ms = now_ms;
      begin();
    });
  }

  return {
    call(endpoint_id) {
      called.add(endpoint_id);
      begin();
    },
  };
}
