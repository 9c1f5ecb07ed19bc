import { expect, test } from "vitest";
import { parseId } from "../../src/kit/ids.ts";
import type { HttpAnswer } from "../support/http.ts";
import { useTestServer } from "../support/server.ts";
import {
  CARDS,
  cashierPost,
  cashierState,
  makeIntent,
  makePaymentMethod,
  makeSession,
  type OpenSession,
  payAtCashier,
} from "../support/shop.ts";

const server = useTestServer();

const ROUNDS = 6;

async function approvals(): Promise<number> {
  return (await server.journal()).filter(({ kind }) => kind === "approved").length;
}

/** The statuses, from the lowest. */
function statuses(answers: readonly HttpAnswer<unknown>[]): number[] {
  return answers.map(({ status }) => status).sort((left, right) => left - right);
}

async function statusOf(id: string): Promise<string> {
  return (await server.direct.onerway.get(`/payment_intents/${id}`)).body.status;
}

async function ledgerEntriesOf(id: string): Promise<number> {
  const of_intent = [parseId("payment_intent", id)];
  return (await server.db.query("SELECT 1 FROM ledger_entries WHERE payment_intent_id = $1", of_intent))
    .length;
}

test("of twenty confirmations at once one succeeds, and the acquirer is asked once", async () => {
  const { onerway } = server.direct;
  const id = await makeIntent(server.direct);
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  const asked = (await server.journal()).length;
  const confirm = (key: number) =>
    onerway.post(
      `/payment_intents/${id}/confirm`,
      { payment_method },
      key % 2 ? {} : { "idempotency-key": `${id}${key}` },
    );
  const answers = await Promise.all(Array.from({ length: 20 }, (_, key) => confirm(key)));
  expect(statuses(answers)).toEqual([200, ...Array(19).fill(400)]);
  for (const { status, body } of answers) {
    if (status === 400) expect(body.error?.code).toBe("payment_intent_unexpected_state");
    else expect(body).toMatchObject({ id, status: "succeeded", amount_received: 2000 });
  }
  expect((await server.journal()).length).toBe(asked + 1);
  expect(await ledgerEntriesOf(id)).toBe(1);
});

test("of a confirmation and a cancellation at once exactly one wins", async () => {
  const { onerway } = server.direct;
  for (let round = 0; round < ROUNDS; round++) {
    const id = await makeIntent(server.direct);
    const payment_method = await makePaymentMethod(server.direct, CARDS.good);
    const before = await approvals();
    const requests = [
      () => onerway.post(`/payment_intents/${id}/confirm`, { payment_method }),
      () => onerway.post(`/payment_intents/${id}/cancel`),
    ];
    // Whoever is sent first must not always win.
    if (round % 2 === 1) requests.reverse();
    const answers = await Promise.all(requests.map((request) => request()));
    expect(statuses(answers)).toEqual([200, 400]);
    const won = answers.find(({ status }) => status === 200)?.body.status;
    expect(await statusOf(id)).toBe(won);
    expect(await approvals()).toBe(won === "succeeded" ? before + 1 : before);
  }
});

test("a session that is paid in two tabs at once is paid once", async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const open = await makeSession(server.mor);
    const before = await approvals();
    const answers = await Promise.all([
      payAtCashier(server, open, CARDS.good),
      payAtCashier(server, open, "5555555555554444"),
      payAtCashier(server, open, CARDS.good),
    ]);
    expect(statuses(answers)).toEqual([200, 409, 409]);
    expect(await approvals()).toBe(before + 1);
    expect((await cashierState(server, open)).body).toMatchObject({ status: "complete", amount_total: 1079 });
  }
});

test("two tabs in two countries pay one price, and the session says which", async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const open = await makeSession(server.mor, { buyer_country: "DE" });
    await Promise.all([
      payAtCashier(server, open, CARDS.good, { country: "DE" }),
      cashierPost(server, open, "location", { country: "JP" }),
      payAtCashier(server, open, CARDS.good, { country: "US", expected_total: 1079 }),
    ]);
    const { body } = await server.mor.faststar.get(`/public/checkout/sessions/${open.id}`);
    const { payment_intent_id, payment_status, amount_total, amount_tax } = body.data.session;
    const intent = await server.mor.onerway.get(`/payment_intents/${payment_intent_id}`);
    expect(payment_status).toBe("paid");
    expect({ 999: 160, 1079: 80 }[amount_total]).toBe(amount_tax);
    expect(intent.body).toMatchObject({
      status: "succeeded",
      amount: amount_total,
      amount_received: amount_total,
    });
  }
});

test("a second tab that comes while the first is declined does not get in its way", async () => {
  const open = await makeSession(server.mor);
  const before = await approvals();
  await Promise.all([payAtCashier(server, open, CARDS.declined), payAtCashier(server, open, CARDS.good)]);
  if ((await cashierState(server, open)).body.status === "open") await payAtCashier(server, open, CARDS.good);
  expect((await cashierState(server, open)).body).toMatchObject({
    status: "complete",
    payment_status: "paid",
  });
  expect(await approvals()).toBe(before + 1);
});

test("a session either expires or is paid, never both", async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const open = await makeSession(server.mor);
    // In half of the rounds there is a payment already, that was declined.
    if (round % 2 === 1) await payAtCashier(server, open, CARDS.declined);
    const before = await approvals();
    const [paid, expired] = await Promise.all([payAtCashier(server, open, CARDS.good), expire(open)]);
    const state = (await cashierState(server, open)).body;
    if (paid.status === 200) {
      expect([400, 409]).toContain(expired.status);
      expect(state).toMatchObject({ status: "complete", payment_status: "paid" });
      expect(await approvals()).toBe(before + 1);
    } else {
      expect(expired.status).toBe(200);
      expect([409, 410]).toContain(paid.status);
      expect(state).toMatchObject({ status: "expired", payment_status: "unpaid" });
      expect(await approvals()).toBe(before);
    }
  }
});

function expire(open: OpenSession): Promise<HttpAnswer<unknown>> {
  return server.mor.faststar.post(`/public/checkout/sessions/${open.id}/expire`);
}

test("a payment that is changed and confirmed by many at once holds nobody up", async () => {
  const { onerway } = server.direct;
  const id = await makeIntent(server.direct);
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  const path = `/payment_intents/${id}`;
  const answers: Promise<HttpAnswer<unknown>>[] = [];
  await server.db.transaction(async (transaction) => {
    await transaction.query("SELECT 1 FROM payment_intents FOR UPDATE");
    answers.push(onerway.post(path, { payment_method }));
    await untilWaitingForLock(1);
    // More than there are connections for payments, so that every one of those waits.
    for (let count = 0; count < 4; count++) answers.push(onerway.post(`${path}/confirm`, { payment_method }));
    await untilWaitingForLock(2);
    await new Promise((resolve) => setTimeout(resolve, 200));
  });
  const began_ms = performance.now();
  expect(statuses(await Promise.all(answers))).toEqual([200, 200, 400, 400, 400]);
  expect(performance.now() - began_ms).toBeLessThan(5_000);
  expect(await statusOf(id)).toBe("succeeded");
});

async function untilWaitingForLock(count: number): Promise<void> {
  const waiting = async () => {
    const rows = await server.db.query<{ waiting: number }>(
      "SELECT count(*) AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    return rows[0]?.waiting;
  };
  await expect.poll(waiting, { timeout: 60_000, interval: 20 }).toBeGreaterThanOrEqual(count);
}

test("sixteen changes at once are all made, one after the other", async () => {
  const { onerway } = server.direct;
  const id = await makeIntent(server.direct);
  const keys = Array.from({ length: 16 }, (_, index) => `key_${index}`);
  const answers = await Promise.all(
    keys.map((key) => onerway.post(`/payment_intents/${id}`, { metadata: { [key]: "set" } })),
  );
  expect(statuses(answers)).toEqual(Array(16).fill(200));
  const { body } = await onerway.get(`/payment_intents/${id}`);
  expect(Object.keys(body.metadata).sort()).toEqual([...keys].sort());
});
