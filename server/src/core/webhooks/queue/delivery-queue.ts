import type { Queryable } from "../../../db/types.ts";
import { type Claim, claimDueDeliveries, claimRetries } from "./claims/store.ts";
import type { ClaimedDelivery } from "./delivery.ts";
import type { PlacesOptions } from "./places.ts";

/** Where a deliverer finds its work, and how much of it may be under way. */
export interface DeliveryQueue {
  readonly claim: (db: Queryable, claim: Claim) => Promise<ClaimedDelivery[]>;
  /** Those that wait in this process included. */
  readonly at_once: number;
  readonly per_endpoint: PlacesOptions;
}

export const SCHEDULED_DELIVERIES: DeliveryQueue = {
  claim: claimDueDeliveries,
  at_once: 1024,
  per_endpoint: { first: 8, fewest: 2, most: 64, most_claimed: 512 },
};

/** What merchants want to have sent again now: apart from the schedule, so that neither waits for the other. */
export const REQUESTED_RETRIES: DeliveryQueue = {
  claim: claimRetries,
  at_once: 128,
  per_endpoint: { first: 4, fewest: 2, most: 4, most_claimed: 4 },
};
