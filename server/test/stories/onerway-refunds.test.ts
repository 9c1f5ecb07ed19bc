import { describe, expect, test } from "vitest";
import type { HttpAnswer, OnerwayBody } from "../support/http.ts";
import {
  balancesOf,
  getPayment,
  getRefund,
  givenBack,
  paidIntent,
  paidSession,
  refund,
  SLOW_REFUND_CARDS,
} from "../support/refunds.ts";
import { useTestServer } from "../support/server.ts";
import { CARDS, makeIntent, payIntent } from "../support/shop.ts";

const server = useTestServer();

function post(body: object, headers = {}): Promise<HttpAnswer<OnerwayBody>> {
  return server.direct.onerway.post("/refunds", body, headers);
}

const idsOf = ({ body }: HttpAnswer<OnerwayBody>) => body.data.map(({ id }) => id);

test("the refund of the reference is made, read, noted on and listed", async () => {
  const { onerway } = server.direct;
  const payment_intent = await paidIntent(server.direct);
  const made = await post({ payment_intent, amount: 1000, reason: "requested_by_customer" });
  expect(made.status).toBe(200);
  expect(made.body).toEqual({
    id: expect.stringMatching(/^re_[0-9A-Za-z]{22}$/),
    object: "refund",
    amount: 1000,
    balance_transaction: null,
    charge: expect.stringMatching(/^ch_[0-9A-Za-z]{22}$/),
    created: expect.any(Number),
    currency: "usd",
    failure_reason: null,
    metadata: {},
    payment_intent,
    reason: "requested_by_customer",
    receipt_number: null,
    source_transfer_reversal: null,
    status: "succeeded",
    transfer_reversal: null,
  });
  const { id } = made.body;
  expect((await onerway.get(`/refunds/${id}`)).body).toEqual(made.body);
  const noted = await onerway.post(`/refunds/${id}`, { metadata: { ticket: "T-1", note: "late" } });
  expect(noted.body).toEqual({ ...made.body, metadata: { ticket: "T-1", note: "late" } });
  const by_put = await onerway.put(`/refunds/${id}`, { metadata: { note: "" } });
  expect(by_put.body.metadata).toEqual({ ticket: "T-1" });
  const cleared = await onerway.raw("POST", `/refunds/${id}`, "metadata=", {
    "content-type": "application/x-www-form-urlencoded",
  });
  expect(cleared.body.metadata).toEqual({});
  const listed = await onerway.get(`/refunds?payment_intent=${payment_intent}&expand[]=data.charge`);
  expect(listed.body).toMatchObject({ object: "list", url: "/v1/refunds", has_more: false });
  expect(idsOf(listed)).toEqual([id]);
});

test("a refund without an amount takes what is left, and after that nothing is", async () => {
  const payment_intent = await paidIntent(server.direct);
  await post({ payment_intent, amount: 500 });
  expect((await post({ payment_intent })).body.amount).toBe(1500);
  const again = await post({ payment_intent });
  expect(again.status).toBe(400);
  expect(again.body.error).toMatchObject({ type: "invalid_request_error", code: "charge_already_refunded" });
  expect((await balancesOf(server, payment_intent)).merchant_payable ?? 0).toBe(0);
});

test("a payment can be named by its charge, and by both when they belong together", async () => {
  const payment_intent = await paidIntent(server.direct);
  const first = (await post({ payment_intent, amount: 300 })).body as OnerwayBody & { charge: string };
  const { charge } = first;
  expect((await post({ charge, amount: 200 })).body).toMatchObject({ payment_intent, charge, amount: 200 });
  expect((await post({ charge, payment_intent, amount: 100 })).status).toBe(200);
  expect(idsOf(await server.direct.onerway.get(`/refunds?charge=${charge}`))).toHaveLength(3);
  const other = await paidIntent(server.direct);
  const crossed = await post({ charge, payment_intent: other });
  expect(crossed.status).toBe(400);
  expect(crossed.body.error).toMatchObject({ code: "parameter_invalid", param: "charge" });
});

test("the charge that was declined has nothing to give back, though a later one paid", async () => {
  const { onerway } = server.direct;
  const declined = await payIntent(server.direct, CARDS.declined);
  const id = declined.body.error?.payment_intent?.id ?? "";
  const attempts = await server.db.query<{ id: string }>(
    "SELECT id FROM payment_attempts WHERE merchant_id = $1 ORDER BY id DESC LIMIT 1",
    [server.direct.scope.merchant_id],
  );
  const { formatId } = await import("../../src/kit/ids.ts");
  const charge = formatId("charge", attempts[0]?.id ?? "");
  const good = await paidIntent(server.direct);
  expect(good).toMatch(/^pi_/);
  const unpaid = await post({ charge });
  expect(unpaid.status).toBe(400);
  const card = { number: CARDS.good, exp_month: 12, exp_year: 2034, cvc: "123" };
  const method = await onerway.post("/payment_methods", { type: "card", card });
  await onerway.post(`/payment_intents/${id}/confirm`, { payment_method: method.body.id });
  const refused = await post({ charge });
  expect(refused.status).toBe(400);
  expect(refused.body.error?.message).toContain("has not succeeded");
  expect(await givenBack(server, id)).toEqual([]);
});

describe("a refund that cannot be is refused with the code that says why", () => {
  test.each([
    ["more than was paid", { amount: 2001 }, 400, "amount_too_large", "amount"],
    ["nothing", { amount: 0 }, 400, "parameter_invalid_integer", "amount"],
    ["less than nothing", { amount: -1 }, 400, "parameter_invalid_integer", "amount"],
    ["half a cent", { amount: 0.5 }, 400, "parameter_invalid_integer", "amount"],
    ["a reason that there is not", { reason: "whim" }, 400, "parameter_invalid", "reason"],
    ["a parameter that there is not", { amout: 5 }, 400, "parameter_unknown", "amout"],
    ["a charge that there is not", { charge: "ch_nope" }, 404, "resource_missing", "charge"],
    ["a customer's id as a charge", { charge: "cus_1" }, 404, "resource_missing", "charge"],
  ])("%s", async (_name, fields, status, code, param) => {
    const payment_intent = await paidIntent(server.direct);
    const answer = await post({ payment_intent, ...fields });
    expect(answer.status).toBe(status);
    expect(answer.body.error).toMatchObject({ type: "invalid_request_error", code, param });
    expect(await givenBack(server, payment_intent)).toEqual([]);
  });

  test("no payment, an unknown one, another merchant's, and one that was not paid", async () => {
    const missing = await post({ amount: 5 });
    expect(missing.body.error).toMatchObject({ code: "parameter_missing", param: "payment_intent" });
    const foreign = await paidIntent(server.mor).catch(() => paidSession(server, server.mor));
    for (const payment_intent of ["pi_1234567890", "nonsense", foreign]) {
      const { status, body } = await post({ payment_intent });
      expect(status).toBe(404);
      expect(body.error).toMatchObject({
        code: "resource_missing",
        param: "payment_intent",
        message: `No such payment_intent: '${payment_intent}'`,
      });
    }
    const unpaid = await post({ payment_intent: await makeIntent(server.direct) });
    expect(unpaid.status).toBe(400);
    expect(unpaid.body.error?.code).toBe("payment_intent_unexpected_state");
  });

  test("a refund that there is not is a 404 at every address", async () => {
    const { onerway } = server.direct;
    const foreign = (await refund(server.mor, await paidSession(server, server.mor))).body.data.id;
    for (const id of ["re_nope", foreign, "%F0%9F%92%B8"]) {
      const answers = [
        await onerway.get(`/refunds/${id}`),
        await onerway.post(`/refunds/${id}`, {}),
        await onerway.put(`/refunds/${id}`, {}),
        await onerway.post(`/refunds/${id}/cancel`),
      ];
      for (const { status, body } of answers) {
        expect(status).toBe(404);
        expect(body.error).toMatchObject({ code: "resource_missing", param: "id" });
      }
    }
  });

  test("51 names in the metadata, also when they come one by one", async () => {
    const payment_intent = await paidIntent(server.direct);
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`name_${index}`, "x"]));
    const { id } = (await post({ payment_intent, amount: 5, metadata: many })).body;
    const refused = await server.direct.onerway.post(`/refunds/${id}`, { metadata: { one_more: "x" } });
    expect(refused.status).toBe(400);
    expect((await post({ payment_intent, metadata: { ...many, one_more: "x" } })).status).toBe(400);
    expect(await givenBack(server, payment_intent)).toEqual([5]);
  });
});

test("a refund made through one door is seen through the other", async () => {
  const { onerway } = server.direct;
  const payment = await paidIntent(server.direct);
  const through_faststar = (await refund(server.direct, payment, { amount: 700 })).body.data.id;
  expect((await onerway.get(`/refunds/${through_faststar}`)).body).toMatchObject({
    amount: 700,
    payment_intent: payment,
    status: "succeeded",
  });
  const through_onerway = (await post({ payment_intent: payment, amount: 300 })).body.id;
  expect(await getRefund(server.direct, through_onerway)).toMatchObject({ amount: 300, payment_id: payment });
  expect(await getPayment(server.direct, payment)).toMatchObject({ amount_refunded: 1000, refunded: false });
  const too_much = await refund(server.direct, payment, { amount: 1001 });
  expect(too_much.body.error?.code).toBe("amount_too_large");
});

test("20 refunds at once never give back more than was paid", async () => {
  const payment_intent = await paidIntent(server.direct);
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      index % 2 === 0
        ? post({ payment_intent, amount: 300 })
        : (refund(server.direct, payment_intent, { amount: 300 }) as never as ReturnType<typeof post>),
    ),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(6);
  expect(answers.every(({ status }) => status < 500)).toBe(true);
  const given = await givenBack(server, payment_intent);
  expect(given).toEqual([300, 300, 300, 300, 300, 300]);
});

test("a request that is sent again gives the same answer, and the money back once", async () => {
  const payment_intent = await paidIntent(server.direct);
  const headers = { "idempotency-key": `refund-${payment_intent}` };
  const [first, second] = await Promise.all([
    post({ payment_intent, amount: 400 }, headers),
    post({ payment_intent, amount: 400 }, headers),
  ]);
  expect([first.status, second.status].sort()).toEqual([200, expect.any(Number)].sort());
  const replayed = await post({ payment_intent, amount: 400 }, headers);
  expect(replayed.headers.get("idempotent-replayed")).toBe("true");
  expect(replayed.status).toBe(200);
  const other = await post({ payment_intent, amount: 401 }, headers);
  expect(other.body.error?.type).toBe("idempotency_error");
  expect(await givenBack(server, payment_intent)).toEqual([400]);
});

test("a refund that the processor has not carried out is called off, once", async () => {
  const { onerway } = server.direct;
  const payment_intent = await paidIntent(server.direct, SLOW_REFUND_CARDS.succeeds_later);
  const { id, status } = (await post({ payment_intent })).body;
  expect(status).toBe("pending");
  expect((await onerway.post(`/refunds/${id}/cancel`)).body).toMatchObject({ id, status: "canceled" });
  expect(await onerway.post(`/refunds/${id}/cancel`)).toMatchObject({
    status: 400,
    body: { error: { type: "invalid_request_error", code: "refund_unexpected_state" } },
  });
  expect((await post({ payment_intent })).status).toBe(200);
  const done = await post({ payment_intent: await paidIntent(server.direct) });
  const late = await onerway.post(`/refunds/${done.body.id}/cancel`);
  expect(late.status).toBe(400);
  expect(late.body.error?.message).toContain("succeeded");
});

test("a list is read forwards, backwards and by time, and a bad cursor is refused", async () => {
  const { onerway } = server.direct;
  const payment_intent = await paidIntent(server.direct);
  const ids: string[] = [];
  for (let count = 0; count < 5; count++) ids.unshift((await post({ payment_intent, amount: 10 })).body.id);
  const list = (query: string) => onerway.get(`/refunds?payment_intent=${payment_intent}&${query}`);
  expect(idsOf(await list("limit=2"))).toEqual(ids.slice(0, 2));
  const after = await list(`limit=2&starting_after=${ids[1]}`);
  expect([idsOf(after), after.body.has_more]).toEqual([ids.slice(2, 4), true]);
  const before = await list(`limit=2&ending_before=${ids[4]}`);
  expect([idsOf(before), before.body.has_more]).toEqual([ids.slice(2, 4), true]);
  const now = Math.floor(server.clock.now().getTime() / 1000);
  expect(idsOf(await list(`created[lte]=${now}`))).toHaveLength(5);
  expect(idsOf(await list(`created[gt]=${now + 60}`))).toHaveLength(0);
  expect(idsOf(await list(`created[lt]=${now - 3600}`))).toHaveLength(0);
  for (const query of [
    "limit=0",
    "limit=101",
    "limit=x",
    "starting_after=re_nope",
    `starting_after=${payment_intent}`,
    `starting_after=${ids[0]}&ending_before=${ids[1]}`,
    "created[foo]=1",
    "created=yesterday",
    "charge=ch_nope",
    "starting_after[]=a&starting_after[]=b",
  ]) {
    const { status, body } = await list(query);
    expect([400, 404], query).toContain(status);
    expect(body.error?.type).toBe("invalid_request_error");
  }
  expect((await onerway.get("/refunds?payment_intent=pi_nope")).status).toBe(404);
});
