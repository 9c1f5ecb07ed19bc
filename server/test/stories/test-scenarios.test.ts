import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { addApiKey } from "../../src/core/merchants/add-key.ts";
import { generateApiKey } from "../../src/core/merchants/api-key.ts";
import { parseId } from "../../src/kit/ids.ts";
import { onerwayClient } from "../support/http.ts";
import { getPayment, getRefund, givenBack, paidIntent, refund } from "../support/refunds.ts";
import { useTestServer } from "../support/server.ts";
import { CARDS, makeIntent, makePaymentMethod, makeSession, payAtCashier } from "../support/shop.ts";
import { loseSoon } from "../support/slow-acquirer.ts";

const server = useTestServer();
const PATIENCE = { timeout: 60_000, interval: 20 };
/** Later than an attempt that was not answered is looked up. */
const LOOK_UP_MS = 10_000;
const KEY = "onerway_test_scenario";
const NAMES = "answer_lost_after_approval, duplicate_notice, processor_error, processor_timeout, slow";

const scenario = (name: string) => ({ "onerway-test-scenario": name, "idempotency-key": randomUUID() });

async function statusOf(id: string): Promise<string> {
  return (await server.direct.onerway.get(`/payment_intents/${id}`)).body.status;
}

/** What our ledger and the acquirer's journal say was taken for a payment; they have to say the same. */
async function takenFor(public_id: string): Promise<number[]> {
  const id = parseId("payment_intent", public_id);
  const attempts = await server.db.query<{ id: string }>(
    "SELECT id FROM payment_attempts WHERE payment_intent_id = $1",
    [id],
  );
  const references = attempts.map((attempt) => attempt.id);
  const charged = (await server.journal())
    .filter(({ kind, reference }) => kind === "approved" && references.includes(reference))
    .map(({ amount = 0 }) => amount);
  const booked = await server.db.query<{ amount: number }>(
    "SELECT (SELECT max(part) FROM unnest(amounts) AS part) AS amount FROM ledger_entries WHERE payment_intent_id = $1",
    [id],
  );
  expect(booked.map(({ amount }) => Number(amount))).toEqual(charged);
  return charged;
}

async function eventsOf(public_id: string): Promise<string[]> {
  const rows = await server.db.query<{ type: string }>(
    "SELECT type FROM events WHERE object_id = $1 ORDER BY sequence",
    [parseId("payment_intent", public_id)],
  );
  return rows.map(({ type }) => type);
}

/** The two ways to pay through Onerway: an intent that is confirmed, and one that is made and paid in one request. */
const ROADS = [
  {
    name: "confirming",
    async pay(headers: Record<string, string>, fields: object = {}) {
      const payment_method = await makePaymentMethod(server.direct, CARDS.good);
      const id = await makeIntent(server.direct, fields);
      return server.direct.onerway.post(`/payment_intents/${id}/confirm`, { payment_method }, headers);
    },
  },
  {
    name: "creating and confirming at once",
    async pay(headers: Record<string, string>, fields: object = {}) {
      const payment_method = await makePaymentMethod(server.direct, CARDS.good);
      const body = { amount: 2000, currency: "usd", payment_method, confirm: true, ...fields };
      return server.direct.onerway.post("/payment_intents", body, headers);
    },
  },
] as const;

describe.each(ROADS)("when $name", ({ pay }) => {
  test("nobody knows what became of a payment whose answer is missing, until the processor is asked", async () => {
    loseSoon(server);
    const [unheard, failed, lost] = await Promise.all(
      ["processor_timeout", "processor_error", "answer_lost_after_approval"].map(async (name) => {
        const { status, body } = await pay(scenario(name));
        expect({ status, is: body.status }).toEqual({ status: 200, is: "processing" });
        return body.id;
      }),
    );
    server.clock.advance(LOOK_UP_MS);
    for (const id of [unheard, failed]) {
      await expect.poll(() => statusOf(id ?? ""), PATIENCE).toBe("requires_payment_method");
      const { body } = await server.direct.onerway.get(`/payment_intents/${id}`);
      expect(body.last_payment_error).toMatchObject({ code: "processing_error" });
      expect(await takenFor(id ?? "")).toEqual([]);
    }
    await expect.poll(() => statusOf(lost ?? ""), PATIENCE).toBe("succeeded");
    expect(await takenFor(lost ?? "")).toEqual([2000]);
    expect((await eventsOf(lost ?? "")).filter((type) => type === "payment.succeeded")).toHaveLength(1);
  });

  test("metadata names the scenario as well", async () => {
    const { body } = await pay({}, { metadata: { [KEY]: "processor_error" } });
    expect(body.status).toBe("processing");
  });
});

// What a processor does late is waited for by all of these at the same time; none of them puts the clock forward.
describe.concurrent("a processor that is late", () => {
  test.each(ROADS)(
    "when $name, a slow answer is the usual one, and notices that come again change nothing",
    async ({ pay }) => {
      const began_ms = performance.now();
      const told = pay(scenario("duplicate_notice"));
      const slow = await pay(scenario("slow"), { metadata: { [KEY]: "processor_error" } });
      expect(performance.now() - began_ms).toBeGreaterThan(1_900);
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      for (const { status, body } of [slow, await told]) {
        expect({ status, is: body.status }).toEqual({ status: 200, is: "succeeded" });
        expect(await statusOf(body.id)).toBe("succeeded");
        expect(await takenFor(body.id)).toEqual([2000]);
        expect((await eventsOf(body.id)).filter((type) => type === "payment.succeeded")).toHaveLength(1);
      }
      expect(server.log_lines.filter((line) => line.includes("notice of the simulated"))).toEqual([]);
    },
  );

  test("a declined card whose notice comes again is declined once", async () => {
    const payment_method = await makePaymentMethod(server.direct, CARDS.declined);
    const id = await makeIntent(server.direct);
    const path = `/payment_intents/${id}/confirm`;
    const headers = scenario("duplicate_notice");
    expect((await server.direct.onerway.post(path, { payment_method }, headers)).status).toBe(402);
    await new Promise((resolve) => setTimeout(resolve, 3_500));
    expect((await eventsOf(id)).filter((type) => type === "payment.failed")).toHaveLength(1);
    expect(await statusOf(id)).toBe("requires_payment_method");
  });
});

test("a payment whose fate was unknown can be paid with another try, once", async () => {
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  const id = await makeIntent(server.direct);
  const path = `/payment_intents/${id}/confirm`;
  await server.direct.onerway.post(path, { payment_method }, scenario("processor_error"));
  const at_once = await server.direct.onerway.post(path, { payment_method });
  expect(at_once).toMatchObject({
    status: 400,
    body: { error: { code: "payment_intent_unexpected_state" } },
  });
  server.clock.advance(LOOK_UP_MS);
  await expect.poll(() => statusOf(id), PATIENCE).toBe("requires_payment_method");
  expect((await server.direct.onerway.post(path, { payment_method })).body.status).toBe("succeeded");
  expect(await takenFor(id)).toEqual([2000]);
});

test("a buyer at the cashier goes through the scenario that the session's metadata names", async () => {
  loseSoon(server);
  const open = await makeSession(server.mor, { metadata: { [KEY]: "answer_lost_after_approval" } });
  const { status, body } = await payAtCashier(server, open, CARDS.good);
  expect({ status, state: body.payment.state }).toEqual({ status: 200, state: "processing" });
  server.clock.advance(LOOK_UP_MS);
  const path = `/public/checkout/sessions/${open.id}`;
  await expect
    .poll(async () => (await server.mor.faststar.get(path)).body.data.session.payment_status, PATIENCE)
    .toBe("paid");
});

test("refunds go through the scenarios that their metadata names, and money goes back at most once", async () => {
  const names = ["processor_timeout", "processor_error", "answer_lost_after_approval", "slow"] as const;
  const [unheard, failed, lost, slow] = await Promise.all(
    names.map(async (name) => {
      const payment_id = await paidIntent(server.direct);
      const fields = { metadata: { [KEY]: name } };
      const { body } = await refund(server.direct, payment_id, fields, { "idempotency-key": randomUUID() });
      return { payment_id, id: body.data.id, status: body.data.status };
    }),
  );
  expect([unheard, failed, lost, slow].map((answer) => answer?.status)).toEqual([
    "pending",
    "pending",
    "pending",
    "succeeded",
  ]);
  server.clock.advance(LOOK_UP_MS);
  const ends = { failed: [unheard, failed], succeeded: [lost, slow] };
  for (const [status, refunds] of Object.entries(ends)) {
    for (const { payment_id = "", id = "" } of refunds.map((made) => ({ ...made }))) {
      await expect.poll(async () => (await getRefund(server.direct, id)).status, PATIENCE).toBe(status);
      const back = status === "succeeded" ? 2000 : 0;
      expect(await givenBack(server, payment_id)).toEqual(back === 0 ? [] : [back]);
      expect(await getPayment(server.direct, payment_id)).toMatchObject({ amount_refunded: back });
    }
  }
});

test("a refund on /v1 goes through the scenario that its header names", async () => {
  loseSoon(server);
  const { onerway } = server.direct;
  const payment_intent = await paidIntent(server.direct);
  const headers = scenario("answer_lost_after_approval");
  const made = await onerway.post("/refunds", { payment_intent, amount: 500 }, headers);
  expect(made.body).toMatchObject({ object: "refund", status: "pending" });
  server.clock.advance(LOOK_UP_MS);
  const status = async () => (await onerway.get(`/refunds/${made.body.id}`)).body.status;
  await expect.poll(status, PATIENCE).toBe("succeeded");
  expect(await givenBack(server, payment_intent)).toEqual([500]);
});

test("a scenario that does not exist is refused with the list of those that do, and nothing is written", async () => {
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  const id = await makeIntent(server.direct);
  const path = `/payment_intents/${id}/confirm`;
  for (const name of ["meteor", "", "slow, slow", "__proto__"]) {
    const headers = { "onerway-test-scenario": name };
    const { status, body } = await server.direct.onerway.post(path, { payment_method }, headers);
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code: "parameter_invalid", param: "Onerway-Test-Scenario" });
    expect(body.error?.message).toContain(NAMES);
  }
  expect(await statusOf(id)).toBe("requires_payment_method");
  expect(await eventsOf(id)).toEqual(["payment.created"]);

  const money = { amount: 2000, currency: "usd" };
  const at_onerway = await server.direct.onerway.post("/payment_intents", {
    ...money,
    metadata: { [KEY]: "meteor" },
  });
  expect(at_onerway.status).toBe(400);
  expect(at_onerway.body.error).toMatchObject({ param: `metadata[${KEY}]` });
  const at_faststar = await refund(server.direct, await paidIntent(server.direct), {
    metadata: { [KEY]: "meteor" },
  });
  expect(at_faststar).toMatchObject({ status: 400, body: { error: { param: `metadata.${KEY}` } } });
  expect((at_faststar.body as { message: string }).message).toContain(NAMES);
  const cleared = await server.direct.onerway.post(`/payment_intents/${id}`, { metadata: { [KEY]: "" } });
  expect(cleared.status).toBe(200);
});

test("in live mode the header is refused, and metadata is nothing but metadata", async () => {
  const live = { ...server.direct.scope, livemode: true };
  const secret_key = generateApiKey(server.core.random, "secret", true);
  await addApiKey(server.core, server.db, live, "secret", secret_key);
  const onerway = onerwayClient(server.url, secret_key);
  const body = { amount: 2000, currency: "usd" };
  const refused = await onerway.post("/payment_intents", body, { "onerway-test-scenario": "slow" });
  expect(refused.status).toBe(400);
  expect(refused.body.error).toMatchObject({ param: "Onerway-Test-Scenario", code: "parameter_invalid" });
  expect((await onerway.post("/payment_intents", { ...body, metadata: { [KEY]: "meteor" } })).status).toBe(
    200,
  );
});
