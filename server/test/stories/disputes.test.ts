import { randomUUID } from "node:crypto";
import { describe, expect, test, vi } from "vitest";
import type { DisputeDesk } from "../../src/connectors/dispute-desk.ts";
import { formatId, parseId } from "../../src/kit/ids.ts";
import { checkBooks } from "../../src/ledger/store.ts";
import { acquirerSays, authorizedIntent, capture } from "../support/captures.ts";
import {
  DISPUTE_CARDS,
  DISPUTE_STEP_MS,
  disputedPayment,
  disputesOf,
  EVIDENCE_MS,
  getDispute,
  untilDisputed,
  untilStatus,
  workOnDisputes,
} from "../support/disputes.ts";
import { bodyOf, useReceiver, verifiedTime } from "../support/receiver.ts";
import { balancesOf, getPayment, givenBack, paidIntent, paidSession, refund } from "../support/refunds.ts";
import { useTestServer } from "../support/server.ts";
import { holdAcquirer } from "../support/slow-acquirer.ts";
import { untilQuiet } from "../support/tables.ts";

const server = useTestServer();
const receiver = useReceiver();

const PAID = { acquirer_receivable: 2000, merchant_payable: -2000 };
const TAKEN_BACK = { acquirer_receivable: 0, merchant_payable: 0 };

const winning = { evidence: { uncategorized_text: "winning_evidence" } };

async function entriesOf(payment_id: string): Promise<string[]> {
  const rows = await server.db.query<{ kind: string }>(
    "SELECT kind FROM ledger_entries WHERE payment_intent_id = $1 ORDER BY created_at, kind",
    [parseId("payment_intent", payment_id)],
  );
  return rows.map(({ kind }) => kind);
}

/** What was told of a dispute, in its order. */
async function eventsOf(id: string): Promise<string[]> {
  const rows = await server.db.query<{ type: string; sequence: number }>(
    "SELECT type, sequence FROM events WHERE object_id = $1 ORDER BY sequence",
    [parseId("dispute", id)],
  );
  expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, index) => index + 1));
  return rows.map(({ type }) => type);
}

test("a buyer disputes a payment: the bank takes it back, and it cannot be refunded as well", async () => {
  const { payment_id, dispute } = await disputedPayment(server, server.direct);
  expect(dispute).toEqual({
    id: expect.stringMatching(/^dp_[0-9A-Za-z]{22}$/),
    object: "dispute",
    amount: 2000,
    balance_transactions: [],
    charge: expect.stringMatching(/^ch_[0-9A-Za-z]{22}$/),
    created: expect.any(Number),
    currency: "usd",
    evidence: expect.objectContaining({ uncategorized_text: null, receipt: null }),
    evidence_details: {
      due_by: expect.any(Number),
      has_evidence: false,
      past_due: false,
      submission_count: 0,
    },
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: payment_id,
    reason: "product_not_received",
    status: "needs_response",
  });
  expect(dispute.evidence_details.due_by - dispute.created).toBeGreaterThan(6 * 24 * 60 * 60);
  expect(await balancesOf(server, payment_id)).toEqual(TAKEN_BACK);
  expect(await eventsOf(dispute.id)).toEqual(["dispute.created", "dispute.funds_withdrawn"]);
  for (const fields of [{}, { amount: 1 }]) {
    const refused = await refund(server.direct, payment_id, fields);
    expect(refused).toMatchObject({ status: 409, body: { error: { code: "state_conflict" } } });
    expect(refused.body.message).toContain("taken back 2000 of 2000");
  }
  const at_onerway = await server.direct.onerway.post("/refunds", { payment_intent: payment_id });
  expect(at_onerway).toMatchObject({ status: 400, body: { error: { code: "charge_disputed" } } });
  const in_chinese = await refund(server.direct, payment_id, {}, { "accept-language": "zh-CN" });
  expect(in_chinese.body.message).toContain("争议");
  expect(await givenBack(server, payment_id)).toEqual([]);
});

test("a payment that is captured later is disputed some time after its capture, for what was captured", async () => {
  const payment_id = await authorizedIntent(server.direct, DISPUTE_CARDS.fraudulent);
  server.clock.advance(DISPUTE_STEP_MS);
  await workOnDisputes(server);
  expect(await disputesOf(server.direct, payment_id)).toEqual([]);
  await capture(server.direct, payment_id, { amount_to_capture: 1500 });
  const [dispute] = await untilDisputed(server, server.direct, payment_id);
  expect(dispute).toMatchObject({ amount: 1500, status: "needs_response" });
});

describe("what the merchant says decides", () => {
  test("winning evidence brings the money back, and then it can be refunded", async () => {
    const { payment_id, dispute } = await disputedPayment(server, server.direct, DISPUTE_CARDS.fraudulent);
    const sent = await server.direct.onerway.post(`/disputes/${dispute.id}`, winning);
    expect(sent.body).toMatchObject({
      status: "under_review",
      evidence: { uncategorized_text: "winning_evidence" },
      evidence_details: { has_evidence: true, submission_count: 1 },
    });
    await untilStatus(server, server.direct, dispute.id, "won");
    expect(await balancesOf(server, payment_id)).toEqual(PAID);
    expect(await entriesOf(payment_id)).toEqual(["payment", "dispute", "dispute_reversal"]);
    expect(await eventsOf(dispute.id)).toEqual([
      "dispute.created",
      "dispute.funds_withdrawn",
      "dispute.updated",
      "dispute.closed",
      "dispute.funds_reinstated",
    ]);
    expect((await refund(server.direct, payment_id)).body.data).toMatchObject({
      amount: 2000,
      status: "succeeded",
    });
    expect(await balancesOf(server, payment_id)).toEqual(TAKEN_BACK);
  });

  test("losing evidence leaves the money with the buyer", async () => {
    const { payment_id, dispute } = await disputedPayment(server, server.direct);
    await server.direct.onerway.form(`/disputes/${dispute.id}`, {
      evidence: { product_description: "A mug", uncategorized_text: "losing_evidence" },
    });
    await untilStatus(server, server.direct, dispute.id, "lost");
    expect(await balancesOf(server, payment_id)).toEqual(TAKEN_BACK);
    expect((await eventsOf(dispute.id)).at(-1)).toBe("dispute.closed");
    expect((await refund(server.direct, payment_id)).status).toBe(409);
  });

  test("evidence can be put together before it is handed in, and is handed in once", async () => {
    const { dispute } = await disputedPayment(server, server.direct);
    const path = `/disputes/${dispute.id}`;
    const { onerway } = server.direct;
    const first = { evidence: { customer_name: "Jane", shipping_carrier: "Post" }, submit: false };
    expect((await onerway.put(path, first)).body).toMatchObject({ status: "needs_response" });
    const second = { evidence: { shipping_carrier: "" }, submit: false, metadata: { case: "4711" } };
    expect((await onerway.post(path, second)).body).toMatchObject({
      evidence: { customer_name: "Jane", shipping_carrier: null },
      evidence_details: { has_evidence: true, submission_count: 0 },
      metadata: { case: "4711" },
      status: "needs_response",
    });
    expect((await onerway.post(path, { submit: true })).body).toMatchObject({ status: "under_review" });
    for (const late of [winning, { ...winning, submit: false }, { submit: true }]) {
      const refused = { status: 400, body: { error: { code: "dispute_unexpected_state" } } };
      expect(await onerway.post(path, late)).toMatchObject(refused);
    }
    expect((await onerway.post(path, { metadata: { case: "" } })).body).toMatchObject({
      metadata: {},
      status: "under_review",
      evidence_details: { submission_count: 1 },
    });
    await untilStatus(server, server.direct, dispute.id, "won");
  });

  test("a merchant who closes a dispute loses it, and the bank hears of it", async () => {
    const { payment_id, dispute } = await disputedPayment(server, server.direct);
    const path = `/disputes/${dispute.id}/close`;
    const headers = { "idempotency-key": randomUUID() };
    const closed = await server.direct.onerway.post(path, undefined, headers);
    expect(closed).toMatchObject({ status: 200, body: { status: "lost" } });
    const again = await server.direct.onerway.post(path, undefined, headers);
    expect(again).toMatchObject({ status: 200, text: closed.text });
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(await server.direct.onerway.post(path)).toMatchObject({
      status: 400,
      body: { error: { code: "dispute_unexpected_state" } },
    });
    await untilStatus(server, server.direct, dispute.id, "lost");
    const waiting = "SELECT id FROM disputes WHERE send_at IS NOT NULL AND id = $1";
    const sent = async () => (await server.db.query(waiting, [parseId("dispute", dispute.id)])).length;
    await expect.poll(sent).toBe(0);
    expect(await balancesOf(server, payment_id)).toEqual(TAKEN_BACK);
    expect(await eventsOf(dispute.id)).toEqual([
      "dispute.created",
      "dispute.funds_withdrawn",
      "dispute.closed",
    ]);
  });

  test("silence loses", async () => {
    const { dispute } = await disputedPayment(server, server.direct);
    await untilStatus(server, server.direct, dispute.id, "lost", EVIDENCE_MS);
    expect((await server.direct.onerway.post(`/disputes/${dispute.id}`, winning)).status).toBe(400);
  });
});

describe("a bank that only asks", () => {
  test("takes no money, and is content with evidence", async () => {
    const { payment_id, dispute } = await disputedPayment(server, server.direct, DISPUTE_CARDS.inquiry);
    expect(dispute).toMatchObject({ status: "warning_needs_response", is_charge_refundable: true });
    expect(await balancesOf(server, payment_id)).toEqual(PAID);
    expect((await refund(server.direct, payment_id, { amount: 500 })).status).toBe(200);
    expect((await server.direct.onerway.post(`/disputes/${dispute.id}/close`)).status).toBe(400);
    const sent = await server.direct.onerway.post(`/disputes/${dispute.id}`, winning);
    expect(sent.body).toMatchObject({ status: "warning_under_review" });
    await untilStatus(server, server.direct, dispute.id, "warning_closed");
    expect(await entriesOf(payment_id)).toEqual(["payment", "refund"]);
    expect(await eventsOf(dispute.id)).toEqual(["dispute.created", "dispute.updated", "dispute.closed"]);
  });

  test("takes what is left when it is not convinced, and has to be answered again", async () => {
    const { payment_id, dispute } = await disputedPayment(server, server.direct, DISPUTE_CARDS.inquiry);
    await refund(server.direct, payment_id, { amount: 500 });
    const { onerway } = server.direct;
    await onerway.post(`/disputes/${dispute.id}`, { evidence: { uncategorized_text: "losing_evidence" } });
    const escalated = await untilStatus(server, server.direct, dispute.id, "needs_response");
    expect(escalated).toMatchObject({ amount: 1500, is_charge_refundable: false });
    expect(await balancesOf(server, payment_id)).toEqual(TAKEN_BACK);
    await onerway.post(`/disputes/${dispute.id}`, winning);
    const won = await untilStatus(server, server.direct, dispute.id, "won");
    expect(won.evidence_details.submission_count).toBe(2);
    expect(await balancesOf(server, payment_id)).toEqual({
      acquirer_receivable: 1500,
      merchant_payable: -1500,
    });
  });

  test("takes the money when nobody answers, and keeps it when nobody answers again", async () => {
    const { payment_id, dispute } = await disputedPayment(server, server.direct, DISPUTE_CARDS.inquiry);
    server.clock.advance(2 * EVIDENCE_MS);
    await untilStatus(server, server.direct, dispute.id, "lost");
    expect(await entriesOf(payment_id)).toEqual(["payment", "dispute"]);
    expect(await eventsOf(dispute.id)).toEqual([
      "dispute.created",
      "dispute.updated",
      "dispute.funds_withdrawn",
      "dispute.closed",
    ]);
  });
});

test("what is taken back takes its tax along, to the last cent, and brings it back", async () => {
  const payment_id = await paidSession(server, server.mor, { number: DISPUTE_CARDS.not_received });
  expect((await refund(server.mor, payment_id, { amount: 360 })).body.data).toMatchObject({ amount_tax: 27 });
  const [dispute] = await untilDisputed(server, server.mor, payment_id);
  expect(dispute).toMatchObject({ amount: 719 });
  const nothing = { acquirer_receivable: 0, merchant_payable: 0, tax_payable: 0 };
  expect(await balancesOf(server, payment_id)).toEqual(nothing);
  await server.mor.onerway.post(`/disputes/${dispute?.id}`, winning);
  await untilStatus(server, server.mor, dispute?.id ?? "", "won");
  expect(await balancesOf(server, payment_id)).toEqual({
    acquirer_receivable: 719,
    merchant_payable: -666,
    tax_payable: -53,
  });
  expect((await refund(server.mor, payment_id)).body.data).toMatchObject({ amount: 719, amount_tax: 53 });
  expect(await balancesOf(server, payment_id)).toEqual(nothing);
});

test("a payment can be disputed in parts, and what is not disputed can be refunded", async () => {
  const payment_id = await paidIntent(server.direct, DISPUTE_CARDS.several);
  const [first] = await untilDisputed(server, server.direct, payment_id);
  expect(first).toMatchObject({ amount: 1000 });
  const above = await refund(server.direct, payment_id, { amount: 1001 });
  expect(above).toMatchObject({ status: 400, body: { error: { code: "amount_too_large" } } });
  expect((await refund(server.direct, payment_id, { amount: 300 })).status).toBe(200);
  const [, second] = await untilDisputed(server, server.direct, payment_id, 2);
  expect(second).toMatchObject({ amount: 700 });
  expect(await balancesOf(server, payment_id)).toEqual(TAKEN_BACK);
});

test("what was refunded before, or only looks like fraud, is not disputed", async () => {
  const refunded = await paidIntent(server.direct, DISPUTE_CARDS.not_received);
  await refund(server.direct, refunded);
  const warned = await paidIntent(server.direct, DISPUTE_CARDS.only_warned_of);
  const { dispute } = await disputedPayment(server, server.direct);
  expect(dispute.status).toBe("needs_response");
  expect(await disputesOf(server.direct, refunded)).toEqual([]);
  expect(await disputesOf(server.direct, warned)).toEqual([]);
  expect(await balancesOf(server, warned)).toEqual(PAID);
});

describe("whatever happens at once, or is interrupted", () => {
  test("no more is refunded and taken back than was paid", async () => {
    const payment_id = await paidIntent(server.direct, DISPUTE_CARDS.several);
    server.clock.advance(DISPUTE_STEP_MS / 2);
    const refunds = Array.from({ length: 12 }, async (_, index) => {
      if (index === 6) server.clock.advance(DISPUTE_STEP_MS / 2);
      if (index % 3 === 0) await workOnDisputes(server);
      return refund(server.direct, payment_id, { amount: 170 });
    });
    await Promise.all(refunds);
    await untilDisputed(server, server.direct, payment_id, 2);
    const disputed = (await disputesOf(server.direct, payment_id)).map(({ amount }) => amount);
    const { amount_refunded } = await getPayment(server.direct, payment_id);
    const given_back = (await givenBack(server, payment_id)).reduce((sum, amount) => sum + amount, 0);
    expect(amount_refunded).toBe(given_back);
    expect(disputed.reduce((sum, amount) => sum + amount, amount_refunded)).toBeLessThanOrEqual(2000);
    const { acquirer_receivable = 0, merchant_payable = 0 } = await balancesOf(server, payment_id);
    expect(acquirer_receivable).toBeGreaterThanOrEqual(0);
    expect(acquirer_receivable + merchant_payable).toBe(0);
  });

  test("a refund that is on its way when the bank takes the money back fails, and counts no more", async () => {
    const payment_id = await paidIntent(server.direct, DISPUTE_CARDS.not_received);
    const held = holdAcquirer(server, "after", "refund");
    const refunding = refund(server.direct, payment_id, { amount: 500 });
    await held.asked;
    await untilDisputed(server, server.direct, payment_id);
    expect((await refund(server.direct, payment_id, { amount: 1 })).status).toBe(409);
    held.release();
    expect((await refunding).body.data).toMatchObject({ status: "failed" });
    expect(await getPayment(server.direct, payment_id)).toMatchObject({ amount_refunded: 0 });
    expect(await givenBack(server, payment_id)).toEqual([]);
    expect(await balancesOf(server, payment_id)).toEqual(TAKEN_BACK);
  });

  test("a dispute that begins before we have heard of the capture is not forgotten", async () => {
    const payment_id = await authorizedIntent(server.direct, DISPUTE_CARDS.not_received);
    const held = holdAcquirer(server, "before", "capture");
    const capturing = capture(server.direct, payment_id);
    await held.asked;
    await expect
      .poll(() => acquirerSays(server, payment_id))
      .toContainEqual({ kind: "captured", amount: 2000 });
    server.clock.advance(DISPUTE_STEP_MS);
    await workOnDisputes(server);
    expect(await disputesOf(server.direct, payment_id)).toEqual([]);
    held.release();
    expect((await capturing).body).toMatchObject({ status: "succeeded" });
    await untilDisputed(server, server.direct, payment_id);
    expect(await balancesOf(server, payment_id)).toEqual(TAKEN_BACK);
  });

  test("a report that is read again, by many at once, changes nothing", async () => {
    const { payment_id, dispute } = await disputedPayment(server, server.direct);
    await server.direct.onerway.post(`/disputes/${dispute.id}`, winning);
    await untilStatus(server, server.direct, dispute.id, "won");
    const before = { events: await eventsOf(dispute.id), entries: await entriesOf(payment_id) };
    await server.db.query("DELETE FROM dispute_cursors");
    await Promise.all(Array.from({ length: 5 }, () => workOnDisputes(server)));
    expect(await eventsOf(dispute.id)).toEqual(before.events);
    expect(await entriesOf(payment_id)).toEqual(before.entries);
    expect(await disputesOf(server.direct, payment_id)).toHaveLength(1);
  });

  test("a dispute is opened once, however many workers learn of it", async () => {
    const payment_id = await paidIntent(server.direct, DISPUTE_CARDS.not_received);
    server.clock.advance(DISPUTE_STEP_MS);
    await Promise.all(Array.from({ length: 8 }, () => workOnDisputes(server)));
    await untilDisputed(server, server.direct, payment_id);
    expect(await entriesOf(payment_id)).toEqual(["payment", "dispute"]);
  });

  test("evidence that did not get through is sent again", async () => {
    const { dispute } = await disputedPayment(server, server.direct);
    const desk = server.core.connectors.named("simulator").disputes as DisputeDesk;
    const lost = vi.spyOn(desk, "submitEvidence").mockRejectedValueOnce(new Error("the connection broke"));
    await server.direct.onerway.post(`/disputes/${dispute.id}`, winning);
    await vi.waitFor(
      async () => {
        await workOnDisputes(server);
        expect(lost).toHaveBeenCalled();
      },
      { timeout: 60_000 },
    );
    expect((await getDispute(server.direct, dispute.id)).status).toBe("under_review");
    server.clock.advance(60_000);
    await untilStatus(server, server.direct, dispute.id, "won");
    lost.mockRestore();
  });

  test("of evidence and surrender at once, one counts", async () => {
    const { dispute } = await disputedPayment(server, server.direct);
    const { onerway } = server.direct;
    const answers = await Promise.all([
      onerway.post(`/disputes/${dispute.id}`, winning),
      onerway.post(`/disputes/${dispute.id}/close`),
      onerway.post(`/disputes/${dispute.id}`, winning),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
  });
});

test("disputes are told through both APIs, in their own words", async () => {
  const at = (path: string, fields: object) => ({ url: receiver.url(path), ...fields });
  const { faststar, onerway } = server.mor;
  const dispute_types = ["dispute.created", "dispute.updated", "dispute.closed"];
  const first = at("/faststar", { event_types: dispute_types });
  const { secret } = (await faststar.post("/merchant/webhook-endpoints", first)).body.data;
  const names = ["created", "updated", "closed", "funds_withdrawn", "funds_reinstated"];
  const enabled_events = names.map((name) => `charge.dispute.${name}`);
  await onerway.post("/webhook_endpoints", at("/onerway", { enabled_events }));
  const { payment_id, dispute } = await disputedPayment(server, server.mor);
  await onerway.post(`/disputes/${dispute.id}`, winning);
  await untilStatus(server, server.mor, dispute.id, "won");
  const of_dispute = (path: string) =>
    receiver.at(path).filter(({ raw_body }) => raw_body.includes(dispute.id));
  await expect
    .poll(() => ["/faststar", "/onerway"].map((path) => of_dispute(path).length))
    .toEqual([dispute_types.length, names.length]);
  await untilQuiet(server.db);

  const told = (path: string) =>
    of_dispute(path)
      .map(bodyOf)
      .sort((left, right) => Number(left.sequence) - Number(right.sequence));
  for (const delivery of of_dispute("/faststar")) {
    expect(verifiedTime(delivery, "x-webhook-signature", secret)).toBeDefined();
  }
  expect(told("/faststar").map(({ type }) => type)).toEqual(dispute_types);
  expect(told("/faststar")[0]?.data).toEqual({
    dispute_id: dispute.id,
    payment_id,
    amount: 2000,
    currency: "USD",
    status: "needs_response",
    reason: "product_not_received",
    evidence_due_by: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    metadata: {},
    sequence: 1,
  });
  expect(told("/onerway").map(({ type }) => type)).toEqual([
    "charge.dispute.created",
    "charge.dispute.funds_withdrawn",
    "charge.dispute.updated",
    "charge.dispute.closed",
    "charge.dispute.funds_reinstated",
  ]);
  const objects = told("/onerway").map(({ data }) => data.object as unknown as typeof dispute);
  expect(objects.map(({ status }) => status)).toEqual([
    "needs_response",
    "needs_response",
    "under_review",
    "won",
    "won",
  ]);
  expect(objects[0]).toEqual(dispute);
});

test("disputes are listed newest first, by payment, by charge and by time, in both directions", async () => {
  const made = [
    await disputedPayment(server, server.mor),
    await disputedPayment(server, server.mor),
    await disputedPayment(server, server.mor),
  ];
  const ids = made.map(({ dispute }) => dispute.id).reverse();
  const [oldest, , newest] = made.map(({ dispute }) => dispute);
  const { onerway } = server.mor;
  const listed = async (query: string) => {
    const { status, body } = await onerway.get(`/disputes?${query}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ object: "list", url: "/v1/disputes" });
    return body.data.map(({ id }) => id);
  };
  expect(await listed("limit=3&expand[]=data.charge")).toEqual(ids);
  expect(await listed(`limit=1&starting_after=${ids[0]}`)).toEqual([ids[1]]);
  expect(await listed(`limit=1&ending_before=${ids[2]}`)).toEqual([ids[1]]);
  expect(await listed(`charge=${newest?.charge}`)).toEqual([ids[0]]);
  expect(await listed(`payment_intent=${made[0]?.payment_id}`)).toEqual([ids[2]]);
  expect(await listed(`created[gt]=${oldest?.created}&limit=2`)).toEqual(ids.slice(0, 2));
  const unknown = formatId("dispute", server.core.new_id());
  for (const query of [`starting_after=${unknown}`, "charge=ch_nonsense", "payment_intent=pi_nonsense"]) {
    const answer = await onerway.get(`/disputes?${query}`);
    expect(answer).toMatchObject({ status: 404, body: { error: { code: "resource_missing" } } });
  }
  expect((await onerway.get("/disputes?limit=101")).status).toBe(400);
});

describe("what makes no sense is refused, and nothing changes", () => {
  test("another merchant's dispute is none", async () => {
    const { dispute } = await disputedPayment(server, server.direct);
    const { onerway } = server.mor;
    for (const answer of [
      await onerway.get(`/disputes/${dispute.id}`),
      await onerway.post(`/disputes/${dispute.id}`, winning),
      await onerway.post(`/disputes/${dispute.id}/close`),
      await onerway.get(`/disputes?charge=${dispute.charge}`),
      await onerway.get("/disputes/dp_nonsense"),
      await onerway.post("/disputes/dp_nonsense", winning),
      await onerway.post("/disputes/dp_nonsense/close"),
    ]) {
      expect(answer).toMatchObject({ status: 404, body: { error: { code: "resource_missing" } } });
    }
    expect(await getDispute(server.direct, dispute.id)).toEqual(dispute);
  });

  test.each([
    ["evidence[receipt]", { evidence: { receipt: "file_123" } }],
    ["evidence[uncategorized_text]", { evidence: { uncategorized_text: "x".repeat(20_001) } }],
    ["evidence[customer_name]", { evidence: { customer_name: { first: "Jane" } } }],
    ["evidence", { evidence: "winning_evidence" }],
    ["submit", { ...winning, submit: "perhaps" }],
    ["amount", { amount: 1 }],
    ["evidence", { submit: true }],
    ["evidence", { evidence: {} }],
    ["metadata", { metadata: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`key_${n}`, "x"])) }],
  ])("%s", async (param, body) => {
    const { dispute } = await disputedPayment(server, server.direct);
    const answer = await server.direct.onerway.post(`/disputes/${dispute.id}`, body);
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { type: "invalid_request_error", param } },
    });
    expect(await getDispute(server.direct, dispute.id)).toEqual(dispute);
  });
});

test("after all of this the books balance, and each dispute was booked once", async () => {
  const books = await checkBooks(server.db);
  expect(books.unbalanced).toBe(0);
  for (const { sum } of books.sums) expect(sum).toBe(0);
  const [counts] = await server.db.query<Record<string, number>>(
    `SELECT (SELECT count(*) FROM disputes WHERE status NOT LIKE 'warning%') AS taken,
            (SELECT count(*) FROM ledger_entries WHERE kind = 'dispute') AS booked,
            (SELECT count(*) FROM disputes WHERE status = 'won') AS won,
            (SELECT count(*) FROM ledger_entries WHERE kind = 'dispute_reversal') AS given_back`,
  );
  expect(counts?.booked).toBe(counts?.taken);
  expect(counts?.given_back).toBe(counts?.won);
});
