import type { ReleaseBelongings } from "../customers/delete.ts";
import { detachAll } from "../payment-methods/detach.ts";
import { endAllSubscriptions } from "./end.ts";

/** When a customer is deleted, what they pay for ends with them, and their cards are forgotten. */
export const releaseBelongings: ReleaseBelongings = async (core, scope, transaction, customer) => {
  await endAllSubscriptions(core, scope, transaction, customer);
  await detachAll(core, scope, transaction, customer);
};
