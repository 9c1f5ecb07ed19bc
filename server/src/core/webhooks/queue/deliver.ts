import type { Core } from "../../core.ts";
import { createAttempts, type DeliveryTools } from "./attempts.ts";
import { createCrowd } from "./crowd.ts";
import { type DeliveryQueue, SCHEDULED_DELIVERIES } from "./delivery-queue.ts";
import type { Courier } from "./dispatch.ts";
import { createJournal } from "./journal.ts";
import { createLines } from "./lines.ts";
import { createPlaces } from "./places.ts";

/** With more than this waiting for their endpoints' connections, no news is dispatched. */
const MOST_WAITING = 256;

/** Delivers what is due, a bounded number at once. */
export interface Deliverer {
  /**
   * Records what has been answered, starts what is due, and answers how much that was, without waiting for it.
   * `onFinished` is called when something has been answered, and with it a place become free.
   */
  run(onFinished: () => void): Promise<number>;
  /** Who takes news as it is dispatched; `onFinished` as above. */
  courier(onFinished: () => void): Courier;
  /** Whether more news may be dispatched. */
  isReady(): boolean;
  /** Whether it has been asked that in vain, and would say yes now. It says so once. */
  hasBecomeReady(): boolean;
  /** Puts back what waits, waits for what is under way, and records it. */
  drain(): Promise<void>;
}

export function createDeliverer(
  core: Core,
  tools: DeliveryTools,
  queue: DeliveryQueue = SCHEDULED_DELIVERIES,
): Deliverer {
  const { first, most_claimed } = queue.per_endpoint;
  const places = createPlaces(queue.per_endpoint);
  const lines = createLines(places);
  const crowd = createCrowd(first);
  const journal = createJournal(core, queue);
  const attempts = createAttempts(core, tools, { places, lines, crowd, journal });
  let is_called_back = false;
  let was_refused = false;

  /** Who says nothing is not waited for by others: what stands in line there is put back. */
  function dismissSilent(): void {
    for (const endpoint_id of lines.silent(core.clock.monotonic_ms())) {
      places.suspect(endpoint_id);
      journal.unsent(lines.shorten(endpoint_id));
    }
  }

  /** Outcomes are gathered for a moment, and the next run knows why it was called. */
  const calling = (onFinished: () => void) => () => {
    is_called_back = true;
    onFinished();
  };

  return {
    async run(onFinished) {
      dismissSilent();
      const limit = crowd.isToLook(is_called_back) ? Math.max(queue.at_once - lines.size(), 0) : 0;
      is_called_back = false;
      if (limit === 0) {
        await journal.write();
        return 0;
      }
      const known = lines.known(crowd.crowded);
      const limit_of_suspects = lines.roomOfSuspects(queue.at_once);
      const claimed = await journal.write({ limit, limit_of_suspects, known });
      crowd.noteClaimed(claimed, known);
      attempts.start(claimed, calling(onFinished));
      return claimed.length;
    },
    courier(onFinished) {
      let room_of_suspects = lines.roomOfSuspects(queue.at_once);
      return {
        room(endpoint_id) {
          if (crowd.crowded.has(endpoint_id)) return 0;
          const room = lines.room(endpoint_id);
          if (places.isSuspect(endpoint_id)) {
            const given = Math.min(room, room_of_suspects);
            room_of_suspects -= given;
            return given;
          }
          // The quickest get all the news of a batch: to claim the rest of it later would cost more than it waits in line.
          const is_quick = places.claimable(endpoint_id) === most_claimed;
          return room > 0 && is_quick ? most_claimed : room;
        },
        take(dispatched) {
          crowd.noteDispatched(dispatched);
          attempts.start(dispatched.claimed, calling(onFinished));
        },
      };
    },
    isReady() {
      was_refused = lines.waiting() >= MOST_WAITING;
      return !was_refused;
    },
    hasBecomeReady() {
      const has_become = was_refused && lines.waiting() < MOST_WAITING;
      if (has_become) was_refused = false;
      return has_become;
    },
    async drain() {
      journal.unsent(lines.clear());
      await attempts.ended();
      await journal.write();
    },
  };
}
