import { createHmac } from "node:crypto";
import { unixSeconds } from "../../kit/clock.ts";
import { SECRET_PREFIX } from "./webhook-endpoint.ts";

export interface StandardWebhook {
  /** The same for every attempt, so that the receiver can tell a repetition. */
  readonly id: string;
  readonly body: string;
  readonly secrets: readonly string[];
  readonly sent_at: Date;
}

/** The headers of https://www.standardwebhooks.com: each secret signs `id.timestamp.body`. */
export function standardWebhookHeaders({
  id,
  body,
  secrets,
  sent_at,
}: StandardWebhook): Record<string, string> {
  const timestamp = unixSeconds(sent_at);
  const signatures = secrets.map((secret) => {
    // What signs is the bytes that the text stands for, not the text.
    const key = Buffer.from(secret.slice(SECRET_PREFIX.length), "base64");
    return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
  });
  return {
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": signatures.join(" "),
  };
}

/** The older scheme that both APIs send as well: hex, over `timestamp.body`, and the secret's text is the key. */
export function timestampedSignature(secret: string, timestamp: number, body: string): string {
  return createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
}
