import type { Metadata } from "../../kit/metadata.ts";
import type { Random } from "../../kit/random.ts";

export type WebhookEndpointStatus = "enabled" | "disabled";

/** Where a merchant wants to be told. It belongs to one API, whose event names and bodies it receives. */
export interface WebhookEndpoint {
  readonly id: string;
  readonly api: string;
  readonly url: string;
  /** In the API's own event names; empty means every event. */
  readonly event_types: readonly string[];
  readonly description: string | null;
  /** The merchant's own name-value pairs. */
  readonly metadata: Metadata;
  readonly status: WebhookEndpointStatus;
  /** Until when the secret before this one signs as well; null when there is none. */
  readonly previous_secret_expires_at: Date | null;
  readonly created_at: Date;
}

/** The vault's word for what is sealed here. */
export const SECRET_PURPOSE = "webhook_endpoint";

export const SECRET_PREFIX = "whsec_";
const SECRET_BYTES = 32;

/** A signing secret in the form of the Standard Webhooks. */
export function newWebhookSecret(random: Random): string {
  return SECRET_PREFIX + random.bytes(SECRET_BYTES).toString("base64");
}
