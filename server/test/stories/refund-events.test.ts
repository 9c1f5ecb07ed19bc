import { expect, test } from "vitest";
import { bodyOf, useReceiver, verifiedTime } from "../support/receiver.ts";
import { paidIntent, paidSession, refund, SLOW_REFUND_CARDS, SLOW_REFUND_MS } from "../support/refunds.ts";
import { useTestServer } from "../support/server.ts";
import { untilQuiet } from "../support/tables.ts";

const server = useTestServer();
const receiver = useReceiver();
const PATIENCE = { timeout: 60_000, interval: 20 };

/** Adds an endpoint at a path of its own. Answers its secret. */
async function listenAt(path: string, fields: object = {}): Promise<string> {
  const endpoint = { url: receiver.url(path), ...fields };
  const { body } = await server.mor.faststar.post("/merchant/webhook-endpoints", endpoint);
  return body.data.secret;
}

async function toldAt(path: string, count: number) {
  await expect.poll(() => receiver.at(path).length, PATIENCE).toBeGreaterThanOrEqual(count);
  await untilQuiet(server.db);
  return receiver.at(path);
}

test("a refund is told as the payment's news and as its own, signed as documented", async () => {
  const payment_id = await paidSession(server, server.mor, { client_reference_id: "order_10042" });
  const secret = await listenAt("/both", { event_types: ["payment.refunded", "refund.succeeded"] });
  const { body } = await refund(server.mor, payment_id, { amount: 500, reason: "duplicate" });
  const deliveries = await toldAt("/both", 2);
  for (const delivery of deliveries) {
    expect(verifiedTime(delivery, "x-webhook-signature", secret)).toBeDefined();
  }
  const events = deliveries.map(bodyOf).sort((left, right) => (left.type < right.type ? -1 : 1));
  expect(events).toEqual([
    expect.objectContaining({
      type: "payment.refunded",
      livemode: false,
      api_version: "v1",
      data: {
        payment_id,
        amount: 1079,
        amount_refunded: 500,
        currency: "USD",
        status: "succeeded",
        client_reference_id: "order_10042",
        refund_id: body.data.id,
        sequence: expect.any(Number),
      },
    }),
    expect.objectContaining({
      type: "refund.succeeded",
      data: {
        refund_id: body.data.id,
        payment_id,
        amount: 500,
        currency: "USD",
        status: "succeeded",
        reason: "duplicate",
        failure_reason: null,
        sequence: 2,
      },
    }),
  ]);
});

test("each partial refund is told once, with what has gone back so far, and in an order that can be seen", async () => {
  const payment_id = await paidSession(server, server.mor);
  await listenAt("/parts", { event_types: ["payment.refunded"] });
  for (const amount of [300, 300, 479]) await refund(server.mor, payment_id, { amount });
  const events = (await toldAt("/parts", 3)).map(bodyOf).map(({ data }) => data);
  const in_order = events.sort((left, right) => Number(left.sequence) - Number(right.sequence));
  expect(in_order.map(({ amount_refunded }) => amount_refunded)).toEqual([300, 600, 1079]);
});

test("a slow refund is told when it ends, and one that the bank sends back is told twice", async () => {
  const event_types = ["payment.refunded", "refund.succeeded", "refund.failed", "refund.canceled"];
  await listenAt("/slow", { event_types });
  const slow = await refund(server.mor, await paidIntent(server.mor, SLOW_REFUND_CARDS.succeeds_later));
  const fails = await refund(server.mor, await paidIntent(server.mor, SLOW_REFUND_CARDS.fails_later));
  const called_off = await refund(server.mor, await paidIntent(server.mor, SLOW_REFUND_CARDS.succeeds_later));
  await server.mor.faststar.post(`/public/refunds/${called_off.body.data.id}/cancel`);
  const typesOf = ({ body }: typeof slow) =>
    receiver
      .at("/slow")
      .map(bodyOf)
      .filter(({ data }) => data.refund_id === body.data.id)
      .map(({ type }) => type)
      .sort();
  await toldAt("/slow", 3);
  expect(typesOf(slow)).toEqual([]);
  expect(typesOf(fails)).toEqual(["payment.refunded", "refund.succeeded"]);
  expect(typesOf(called_off)).toEqual(["refund.canceled"]);

  server.clock.advance(SLOW_REFUND_MS);
  await toldAt("/slow", 6);
  expect(typesOf(slow)).toEqual(["payment.refunded", "refund.succeeded"]);
  expect(typesOf(fails)).toEqual(["payment.refunded", "refund.failed", "refund.succeeded"]);
  const failed = receiver
    .at("/slow")
    .map(bodyOf)
    .find(({ type }) => type === "refund.failed");
  expect(failed?.data).toMatchObject({ status: "failed", failure_reason: "expired_or_canceled_card" });
});
