import { expect, test } from "vitest";
import { noticeReference } from "../../src/core/payments/attempts/notice-reference.ts";
import { parseId } from "../../src/kit/ids.ts";
import { useTestServer } from "../support/server.ts";
import { CARDS, makeIntent, makePaymentMethod } from "../support/shop.ts";
import { holdAcquirer } from "../support/slow-acquirer.ts";

const server = useTestServer({ without_worker: true });

async function notify(body: string | undefined, type = "application/json"): Promise<number> {
  const headers = { "content-type": type };
  const response = await fetch(`${server.url}/simulator/notices`, { method: "POST", headers, body });
  return response.status;
}

async function attemptOf(intent_id: string): Promise<string> {
  const [row] = await server.db.query<{ payment_attempt_id: string }>(
    "SELECT payment_attempt_id FROM payment_intents WHERE id = $1",
    [parseId("payment_intent", intent_id)],
  );
  return row?.payment_attempt_id ?? "";
}

test("a notice that overtakes its answer settles the payment, and may come as often as it likes", async () => {
  const { onerway, scope } = server.direct;
  const id = await makeIntent(server.direct);
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  const held = holdAcquirer(server, "before");
  const confirmed = onerway.post(`/payment_intents/${id}/confirm`, { payment_method });
  await held.asked;
  const reference = noticeReference(server.core.vault, scope, await attemptOf(id));
  const notice = JSON.stringify({ reference });
  expect(await Promise.all([notify(notice), notify(notice)])).toEqual([200, 200]);
  expect(await onerway.get(`/payment_intents/${id}`)).toMatchObject({ body: { status: "succeeded" } });
  held.release();
  expect(await confirmed).toMatchObject({ status: 200, body: { status: "succeeded" } });
  expect(await notify(notice)).toBe(200);
  const events = await server.db.query(
    "SELECT 1 FROM events WHERE object_id = $1 AND type = 'payment.succeeded'",
    [parseId("payment_intent", id)],
  );
  expect(events).toHaveLength(1);
});

test("what is no notice, or names no attempt of ours, changes nothing and is told so", async () => {
  const { scope } = server.direct;
  const foreign = noticeReference(server.core.vault, scope, "00000000-0000-7000-8000-000000000000");
  expect(await notify(JSON.stringify({ reference: `${foreign.slice(0, -1)}!` }))).toBe(404);
  expect(await notify(JSON.stringify({ reference: 7 }))).toBe(404);
  expect(await notify("null")).toBe(404);
  expect(await notify("{")).toBe(400);
  expect(await notify("reference", "text/plain")).toBeGreaterThanOrEqual(400);
  // Well signed, but there is no such attempt: nobody has to call again.
  expect(await notify(JSON.stringify({ reference: foreign }))).toBe(200);
});
