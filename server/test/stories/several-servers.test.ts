import { afterAll, beforeAll, expect, test } from "vitest";
import type { Connector } from "../../src/connectors/connector.ts";
import { parseId } from "../../src/kit/ids.ts";
import { checkBooks } from "../../src/ledger/store.ts";
import { acquirerSays, authorizedIntent, cancel, capture } from "../support/captures.ts";
import { DISPUTE_CARDS, disputesOf, getDispute, untilDisputed, workOnDisputes } from "../support/disputes.ts";
import { getPayment, givenBack, paidIntent, refund } from "../support/refunds.ts";
import { startBeside, useTestServer } from "../support/server.ts";
import { answerChallenge, CARDS, payIntent } from "../support/shop.ts";

const first = useTestServer();
let second: Awaited<ReturnType<typeof startBeside>>;
beforeAll(async () => {
  second = await startBeside(first);
});
afterAll(() => second?.stop());

const CONFLICT = { status: 400, body: { error: { code: "payment_intent_unexpected_state" } } };

async function attemptOf(payment_id: string): Promise<string> {
  const [row] = await first.db.query<{ payment_attempt_id: string }>(
    "SELECT payment_attempt_id FROM payment_intents WHERE id = $1",
    [parseId("payment_intent", payment_id)],
  );
  return row?.payment_attempt_id ?? "";
}

/** Asks the acquirer of a server past Starway's own checks, as a fault of ours would. */
async function askToRefund(
  { core, direct }: Pick<typeof second, "core" | "direct">,
  payment_id: string,
  amount: number,
) {
  const connector = core.connectors.choose(direct.scope) as Connector;
  const attempt_id = await attemptOf(payment_id);
  return connector.refund({
    refund_id: core.new_id(),
    attempt: { attempt_id, reference: `sim_${attempt_id}` },
    amount,
    currency: "USD",
    valid_until: new Date(core.clock.now().getTime() + 3_000),
    test: { scenario: null, metadata: {} },
  });
}

test("what one server authorised and another captured is refunded by the first, whole and in parts", async () => {
  const id = await authorizedIntent(first.direct);
  const captured = await capture(second.direct, id, { amount_to_capture: 1500 });
  expect(captured).toMatchObject({ status: 200, body: { status: "succeeded", amount_received: 1500 } });
  expect(await capture(first.direct, id)).toMatchObject(CONFLICT);
  expect((await refund(first.direct, id, { amount: 500 })).body.data).toMatchObject({ status: "succeeded" });
  expect((await refund(second.direct, id, { amount: 400 })).body.data).toMatchObject({ status: "succeeded" });
  expect((await refund(first.direct, id)).body.data).toMatchObject({ status: "succeeded", amount: 600 });
  expect(await givenBack(first, id)).toEqual(expect.arrayContaining([500, 400, 600]));
  expect(await getPayment(second.direct, id)).toMatchObject({ amount_refunded: 1500, refunded: true });
});

test("a payment that another server canceled is not captured, and its money is let go once", async () => {
  const id = await authorizedIntent(first.direct);
  expect(await cancel(second.direct, id)).toMatchObject({ status: 200, body: { status: "canceled" } });
  expect(await capture(first.direct, id)).toMatchObject(CONFLICT);
  expect((await acquirerSays(first, id)).map(({ kind }) => kind)).toEqual(["authorized", "voided"]);
});

test.each([
  ["approve", "succeeded"],
  ["fail", "requires_payment_method"],
] as const)("a buyer who is asked by one server and answers another with %s", async (answer, status) => {
  const { body } = await payIntent(first.direct, CARDS.challenge);
  const url = (body.next_action?.redirect_to_url.url ?? "").replace(first.url, second.url);
  expect(url).toMatch(new RegExp(`^${second.url}/`));
  await answerChallenge(url, answer);
  const { onerway } = first.direct;
  expect((await onerway.get(`/payment_intents/${body.id}`)).body.status).toBe(status);
  // The first server's page is late, and changes nothing.
  await answerChallenge(url.replace(second.url, first.url), answer === "approve" ? "fail" : "approve");
  expect((await onerway.get(`/payment_intents/${body.id}`)).body.status).toBe(status);
  if (answer === "fail") return;
  expect((await refund(first.direct, body.id)).body.data).toMatchObject({ status: "succeeded" });
});

test("what one server refunded is not refunded by another, and the acquirer would not do it either", async () => {
  const id = await paidIntent(first.direct);
  expect((await refund(second.direct, id, { amount: 1500 })).body.data).toMatchObject({
    status: "succeeded",
  });
  expect((await refund(first.direct, id, { amount: 501 })).body.success).toBe(false);
  expect(await askToRefund(first, id, 501)).toMatchObject({ kind: "failed", reason: "declined" });
  expect(await askToRefund(second, id, 501)).toMatchObject({ kind: "failed", reason: "declined" });
  expect(await givenBack(first, id)).toEqual([1500]);
});

test("two servers refund a payment at the same moment, and no more goes back than was paid", async () => {
  const id = await paidIntent(first.direct);
  const refunds = Array.from({ length: 10 }, (_, index) =>
    refund((index % 2 === 0 ? first : second).direct, id, { amount: 700 }),
  );
  const answers = await Promise.all(refunds);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
  expect(await givenBack(first, id)).toEqual([700, 700]);
});

test("a dispute is seen by both servers, answered at one and known to the other", async () => {
  const id = await paidIntent(second.direct, DISPUTE_CARDS.not_received);
  const [dispute] = await untilDisputed(first, first.direct, id);
  expect(await disputesOf(second.direct, id)).toEqual([dispute]);
  expect(await askToRefund(second, id, 1)).toMatchObject({ kind: "failed" });
  const closed = await second.direct.onerway.post(`/disputes/${dispute?.id}/close`);
  expect(closed.status).toBe(200);
  await workOnDisputes({ ...first, core: second.core });
  await workOnDisputes(first);
  expect(await getDispute(first.direct, dispute?.id ?? "")).toMatchObject({ status: "lost" });
  expect(await disputesOf(first.direct, id)).toHaveLength(1);
});

test("afterwards the books are balanced", async () => {
  expect(await checkBooks(first.db)).toMatchObject({ unbalanced: 0 });
});
