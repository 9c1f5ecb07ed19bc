import { createHmac } from "node:crypto";
import type { EndpointRow, EventRow } from "./books.ts";
import { type Finding, finding } from "./finding.ts";
import type { Evidence, Mailbox, Reception } from "./records.ts";

/** What each API tells of payments and refunds, and by which name. */
const NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  faststar: {
    "payment.succeeded": "payment.succeeded",
    "payment.failed": "payment.failed",
    "payment.canceled": "payment.canceled",
    "payment.refunded": "payment.refunded",
    "refund.succeeded": "refund.succeeded",
    "refund.failed": "refund.failed",
    "refund.canceled": "refund.canceled",
  },
  onerway: {
    "payment.created": "payment_intent.created",
    "payment.requires_action": "payment_intent.requires_action",
    "payment.amount_capturable_updated": "payment_intent.amount_capturable_updated",
    "payment.processing": "payment_intent.processing",
    "payment.succeeded": "payment_intent.succeeded",
    "payment.failed": "payment_intent.payment_failed",
    "payment.canceled": "payment_intent.canceled",
    "refund.created": "refund.created",
    "refund.succeeded": "refund.updated",
    "refund.failed": "refund.failed",
    "refund.canceled": "refund.updated",
  },
};

/** Every event has reached every endpoint that wants it until it was acknowledged, and signed. */
export function checkDeliveries({ books, mailbox }: Evidence): Finding[] {
  if (mailbox === undefined) return [];
  const { receptions, secrets } = mailbox;
  const arrived = new Set(
    receptions
      .filter(({ is_acknowledged }) => is_acknowledged)
      .map((reception) => placeOf(reception.endpoint_id, eventOf(mailbox, reception))),
  );
  const listening = books.endpoints.filter(({ id, status }) => secrets.has(id) && status === "enabled");
  const missing = listening.flatMap((endpoint) =>
    books.events
      .filter((event) => wants(endpoint, event) && !arrived.has(placeOf(endpoint.id, event.id)))
      .map(({ id, type }) =>
        finding("event_undelivered", id, `${type} has not reached endpoint ${endpoint.id}`),
      ),
  );
  const forged = receptions.filter((reception) => !isSigned(reception, secrets.get(reception.endpoint_id)));
  return [
    ...missing,
    ...forged.map((reception) =>
      finding(
        "signature_wrong",
        eventOf(mailbox, reception) ?? "unknown",
        `at endpoint ${reception.endpoint_id}`,
      ),
    ),
  ];
}

function eventOf({ eventIdOf }: Mailbox, { body }: Reception): string | undefined {
  return eventIdOf((JSON.parse(body) as { id: string }).id);
}

function placeOf(endpoint_id: string, event_id: string | undefined): string {
  return `${endpoint_id} ${event_id}`;
}

/** An endpoint is owed what has happened since it was there. */
function wants({ api, event_types, created_at }: EndpointRow, event: EventRow): boolean {
  const name = NAMES[api]?.[event.type];
  if (name === undefined || Date.parse(event.created_at) < Date.parse(created_at)) return false;
  return event_types.length === 0 || event_types.includes(name);
}

/** https://www.standardwebhooks.com, by which both APIs sign. */
function isSigned({ headers, body }: Reception, secret = ""): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const signature = createHmac("sha256", key).update(signed).digest("base64");
  return String(headers["webhook-signature"]).split(" ").includes(`v1,${signature}`);
}
