import type { FastifyReply, FastifyRequest } from "fastify";
import { describeEvent, type Inbox } from "./inbox.ts";
import { isMerchantName, type MerchantName, type MerchantSecrets } from "./merchant.ts";
import { isGenuine } from "./signature.ts";

/** The handler of the address that Starway sends the shop's webhooks to. */
export function webhookReceiver(
  inbox: Inbox,
  merchants: Record<MerchantName, MerchantSecrets>,
  now: () => number,
) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const { merchant } = request.params as { merchant: string };
    if (!isMerchantName(merchant)) return refuse(reply, 404, "unknown_merchant");
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const header = request.headers["x-webhook-signature"];
    const secret = merchants[merchant].webhook_secret;
    const verified = isGenuine({ header, body, secret, now_ms: now() });
    const event = parse(body);
    const id = (event as { id?: unknown } | null)?.id;
    const repeated = verified && typeof id === "string" && !inbox.isNew(`${merchant} ${id}`);
    if (!repeated) inbox.receive({ received_at_ms: now(), merchant, verified, ...describeEvent(event) });
    if (!verified) return refuse(reply, 400, "invalid_signature");
    if (typeof id !== "string") return refuse(reply, 400, "invalid_event");
    return { received: true };
  };
}

function refuse(reply: FastifyReply, status: number, code: string): FastifyReply {
  return reply.code(status).send({ error: { code } });
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return null;
  }
}
