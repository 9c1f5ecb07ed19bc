import { expect, vi } from "vitest";
import { exampleId } from "../../src/api/plugins/openapi/example-ids.ts";
import type { Receiver } from "./receiver.ts";
import type { TestMerchant, TestServer } from "./server.ts";
import { CARDS, makeSession, payAtCashier } from "./shop.ts";
import { type DeliveryView, PATIENCE } from "./webhook-log.ts";

/** Ids in the documents' examples, and the ids of what was made in their place. */
export type Made = ReadonlyMap<string, string>;

/** What the examples about deliveries, events and replays need to be there. */
export interface ExampleDelivery {
  readonly delivered: Made;
  readonly replayed: Made;
  /** A webhook with its signature. */
  readonly signed: { readonly payload: string; readonly signature: string };
}

const ENDPOINTS = "/merchant/webhook-endpoints";
const PATH = "/webhooks";

/** The payment of the examples, told to one endpoint, and a replay to another. */
export async function makeExampleDelivery(
  server: TestServer,
  receiver: Receiver,
  seller: TestMerchant,
): Promise<ExampleDelivery> {
  const { faststar } = seller;
  receiver.answer = () => ({ status: 200, headers: { "content-type": "text/plain" }, body: "ok" });
  const body = { url: receiver.url(PATH), event_types: ["payment.succeeded"] };
  const endpoint = (await faststar.post(ENDPOINTS, body)).body.data.id;
  const other = (await faststar.post(ENDPOINTS, body)).body.data.id;
  const open = await makeSession(seller, { client_reference_id: "order_10042" });
  await payAtCashier(server, open, CARDS.good);
  const log = `${ENDPOINTS}/${endpoint}/deliveries?status=succeeded`;
  const newest = async () => (await faststar.get(log)).body.data.items[0] as DeliveryView | undefined;
  await vi.waitFor(async () => expect(await newest()).toBeDefined(), PATIENCE);
  const { id = "", event_id = "" } = (await newest()) ?? {};
  const range = { from: "2025-06-12T08:00:00Z", to: "2025-06-12T12:00:00Z" };
  const replay = (await faststar.post(`${ENDPOINTS}/${other}/replay`, range)).body.data.id;
  const finished = async () => (await faststar.get(`${ENDPOINTS}/${other}/replays/${replay}`)).text;
  await vi.waitFor(async () => expect(await finished()).toContain('"finished"'), PATIENCE);
  const [webhook] = receiver.at(PATH);
  return {
    delivered: new Map([
      [exampleId("webhook_endpoint"), endpoint],
      [exampleId("webhook_delivery"), id],
      [exampleId("event"), event_id],
    ]),
    replayed: new Map([
      [exampleId("webhook_endpoint"), other],
      [exampleId("webhook_replay"), replay],
    ]),
    signed: {
      payload: webhook?.raw_body.toString() ?? "",
      signature: String(webhook?.headers["x-webhook-signature"]),
    },
  };
}
