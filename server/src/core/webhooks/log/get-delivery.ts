import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import type { WebhookAttempt } from "./attempt.ts";
import type { DeliveryRecord } from "./delivery-record.ts";
import { findAttempts, findDelivery } from "./store.ts";

/** A delivery with all that was said: what was sent, and what each attempt brought back. */
export interface DeliveryWithAttempts {
  readonly delivery: DeliveryRecord;
  /** Null when nothing was sent yet. */
  readonly body: string | null;
  /** In the order in which they began. */
  readonly attempts: readonly WebhookAttempt[];
}

/** More than the schedule makes; of those made by hand, the oldest are left out. */
const ATTEMPTS_SHOWN = 50;

/** The delivery, or undefined when this endpoint has none of that id in this mode and API. */
export async function getDelivery(
  core: Core,
  scope: Scope,
  api: string,
  endpoint_id: string,
  delivery_id: string,
): Promise<DeliveryWithAttempts | undefined> {
  const found = await findDelivery(core.db, scope, api, delivery_id);
  if (found === undefined || found.webhook_endpoint_id !== endpoint_id) return undefined;
  const { body, ...delivery } = found;
  return { delivery, body, attempts: await findAttempts(core.db, scope, delivery_id, ATTEMPTS_SHOWN) };
}
