import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import { findEvent } from "../../events/store.ts";
import type { WebhookDialect } from "../dialect.ts";
import type { WebhookAttempt } from "./attempt.ts";
import type { DeliveryRecord } from "./delivery-record.ts";
import { findAttempts, findDelivery } from "./store.ts";

/** A delivery with all that was said: what was sent, and what each attempt brought back. */
export interface DeliveryWithAttempts {
  readonly delivery: DeliveryRecord;
  /** What was sent; null when nothing was yet. */
  readonly body: string | null;
  /** In the order in which they began. */
  readonly attempts: readonly WebhookAttempt[];
}

/** More than the schedule makes; of those made by hand, the oldest are left out. */
const ATTEMPTS_SHOWN = 50;

/** The delivery, or undefined when this endpoint has none of that id in this mode and API. */
export async function getDelivery(
  { db }: Core,
  scope: Scope,
  dialect: WebhookDialect,
  endpoint_id: string,
  delivery_id: string,
): Promise<DeliveryWithAttempts | undefined> {
  const found = await findDelivery(db, scope, dialect.api, delivery_id);
  if (found === undefined || found.webhook_endpoint_id !== endpoint_id) return undefined;
  const { body: kept, ...delivery } = found;
  const body = kept ?? (await wordAgain(db, scope, dialect, delivery));
  return { delivery, body, attempts: await findAttempts(db, scope, delivery_id, ATTEMPTS_SHOWN) };
}

/** What arrived at once was not kept: its event is worded once more. */
async function wordAgain(
  db: Core["db"],
  scope: Scope,
  dialect: WebhookDialect,
  { status, event_id }: DeliveryRecord,
): Promise<string | null> {
  if (status !== "succeeded") return null;
  const event = await findEvent(db, scope, event_id);
  return event === undefined ? null : dialect.render(event, scope);
}
