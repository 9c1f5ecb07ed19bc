import type { Core } from "../../core.ts";
import { type Claim, releaseDeliveries } from "./claims/store.ts";
import type { ClaimedDelivery, LoggedDelivery } from "./delivery.ts";
import type { DeliveryQueue } from "./delivery-queue.ts";
import { timetable } from "./lease.ts";
import { recordDeliveries } from "./record.ts";
import { planByKey } from "./store.ts";

/** What a claim says besides the time. */
export type ClaimLimits = Pick<Claim, "limit" | "limit_of_suspects" | "known">;

/** What is still to be written of what was claimed. */
export interface Journal {
  answered(outcome: LoggedDelivery): void;
  /** To be put back: it was never sent. */
  unsent(deliveries: readonly ClaimedDelivery[]): void;
  /** Writes all of it, and claims more in the same transaction. What could not be written is kept for the next time. */
  write(claim?: ClaimLimits): Promise<ClaimedDelivery[]>;
}

export function createJournal({ db, clock }: Pick<Core, "db" | "clock">, queue: DeliveryQueue): Journal {
  let judged: LoggedDelivery[] = [];
  let returned: ClaimedDelivery[] = [];
  return {
    answered: (outcome) => void judged.push(outcome),
    unsent: (deliveries) => void returned.push(...deliveries),
    async write(claim) {
      const [outcomes, released] = [judged, returned];
      if (outcomes.length === 0 && released.length === 0 && claim === undefined) return [];
      [judged, returned] = [[], []];
      const times = timetable(clock.now());
      try {
        return await db.transaction(async (transaction) => {
          await planByKey(transaction);
          await recordDeliveries(transaction, outcomes, times.now);
          if (released.length > 0) await releaseDeliveries(transaction, released, times.now);
          if (claim === undefined) return [];
          const limit_per_endpoint = queue.per_endpoint.first;
          return queue.claim(transaction, { ...times, ...claim, limit_per_endpoint });
        });
      } catch (error) {
        judged = [...outcomes, ...judged];
        returned = [...released, ...returned];
        throw error;
      }
    },
  };
}
