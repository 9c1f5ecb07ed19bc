import { expect, test, vi } from "vitest";
import type { FraudWarningReport } from "../../src/connectors/dispute-desk.ts";
import { noticeReference } from "../../src/core/payments/attempts/notice-reference.ts";
import { formatId, parseId } from "../../src/kit/ids.ts";
import { authorizedIntent, capture } from "../support/captures.ts";
import {
  DISPUTE_CARDS,
  DISPUTE_STEP_MS,
  disputedPayment,
  disputesOf,
  getFraudWarning,
  untilWarned,
  warnedPayment,
  warningsOf,
  workOnDisputes,
} from "../support/disputes.ts";
import { bodyOf, useReceiver } from "../support/receiver.ts";
import { balancesOf, refund } from "../support/refunds.ts";
import { useTestServer } from "../support/server.ts";
import { untilQuiet } from "../support/tables.ts";

const server = useTestServer();
const receiver = useReceiver();

const PATH = "/radar/early_fraud_warnings";

test("a bank warns of a payment: it is told, and no money moves", async () => {
  const { payment_id, warning } = await warnedPayment(server, server.direct);
  const payment = await server.direct.onerway.get(`/payment_intents/${payment_id}`);
  expect(payment.body.status).toBe("succeeded");
  expect(warning).toEqual({
    id: expect.stringMatching(/^issfr_[0-9A-Za-z]{22}$/),
    object: "radar.early_fraud_warning",
    actionable: true,
    charge: payment.body.latest_charge,
    created: expect.any(Number),
    fraud_type: "unauthorized_use_of_card",
    livemode: false,
    payment_intent: payment_id,
  });
  expect(await getFraudWarning(server.direct, warning.id)).toEqual(warning);
  expect(await disputesOf(server.direct, payment_id)).toEqual([]);
  expect(await balancesOf(server, payment_id)).toEqual({
    acquirer_receivable: 2000,
    merchant_payable: -2000,
  });
});

test("the warning can be acted on until all of the payment has been refunded", async () => {
  const { payment_id, warning } = await warnedPayment(server, server.direct);
  const refunded = await refund(server.direct, payment_id, { amount: 500 });
  expect(refunded.status, refunded.text).toBe(200);
  expect(await getFraudWarning(server.direct, warning.id)).toMatchObject({ actionable: true });
  await refund(server.direct, payment_id);
  expect(await getFraudWarning(server.direct, warning.id)).toEqual({ ...warning, actionable: false });
});

test("there is nothing to be done about a payment that is disputed already", async () => {
  const { payment_id, dispute } = await disputedPayment(server, server.direct);
  const attempt_id = parseId("charge", dispute.charge) ?? "";
  const report: FraudWarningReport = {
    kind: "fraud_warning",
    reference: `warning_of_${dispute.id}`,
    notice_reference: noticeReference(server.core.vault, server.direct.scope, attempt_id),
    fraud_type: "made_with_stolen_card",
    position: "0",
  };
  const [connector] = server.core.connectors.disputing();
  if (connector === undefined) throw new Error("no processor tells of disputes");
  const told = vi.spyOn(connector.disputes, "changesSince").mockResolvedValueOnce([report]);
  const warning = await untilWarned(server, server.direct, payment_id);
  told.mockRestore();
  expect(warning).toMatchObject({ actionable: false, fraud_type: "made_with_stolen_card" });
});

test("a payment that is captured later is warned of after its capture, also when it was refunded by then", async () => {
  const payment_id = await authorizedIntent(server.direct, DISPUTE_CARDS.only_warned_of);
  server.clock.advance(DISPUTE_STEP_MS);
  await workOnDisputes(server);
  expect(await warningsOf(server.direct, payment_id)).toEqual([]);
  await capture(server.direct, payment_id, { amount_to_capture: 1500 });
  await refund(server.direct, payment_id);
  expect(await untilWarned(server, server.direct, payment_id)).toMatchObject({ actionable: false });
});

test("a warning that many workers read, and read again, is one, and is told once", async () => {
  const { payment_id, warning } = await warnedPayment(server, server.direct);
  await server.db.query("DELETE FROM dispute_cursors");
  await Promise.all(Array.from({ length: 5 }, () => workOnDisputes(server)));
  expect(await warningsOf(server.direct, payment_id)).toEqual([warning]);
  const events = await server.db.query("SELECT type, sequence FROM events WHERE object_id = $1", [
    parseId("fraud_warning", warning.id),
  ]);
  expect(events).toEqual([{ type: "fraud_warning.created", sequence: 1 }]);
});

test("a warning reaches Onerway's endpoints and its list of events, and FastStar's hear nothing of it", async () => {
  const { faststar, onerway } = server.mor;
  const unknown = { url: receiver.url("/faststar"), event_types: ["fraud_warning.created"] };
  expect((await faststar.post("/merchant/webhook-endpoints", unknown)).status).toBe(400);
  const enabled_events = ["radar.early_fraud_warning.created"];
  const endpoint = { url: receiver.url("/onerway"), enabled_events };
  expect((await onerway.post("/webhook_endpoints", endpoint)).status).toBe(200);
  const { warning } = await warnedPayment(server, server.mor);
  await expect.poll(() => receiver.at("/onerway").length).toBe(1);
  await untilQuiet(server.db);
  const [told] = receiver.at("/onerway").map(bodyOf);
  expect(told).toMatchObject({
    type: "radar.early_fraud_warning.created",
    sequence: 1,
    data: { object: warning },
  });
  expect((await onerway.get("/events?type=radar.early_fraud_warning.created")).body.data).toMatchObject([
    { id: told?.id, data: { object: { id: warning.id } } },
  ]);
  const { items } = (await faststar.get("/public/events?limit=100")).body.data;
  expect(JSON.stringify(items)).not.toContain(warning.id);
});

test("warnings are listed newest first, by payment, by charge and by time, in both directions", async () => {
  const made = [
    await warnedPayment(server, server.mor),
    await warnedPayment(server, server.mor),
    await warnedPayment(server, server.mor),
  ];
  const ids = made.map(({ warning }) => warning.id).reverse();
  const [oldest, , newest] = made.map(({ warning }) => warning);
  const { onerway } = server.mor;
  const listed = async (query: string) => {
    const { status, body } = await onerway.get(`${PATH}?${query}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ object: "list", url: `/v1${PATH}` });
    return body.data.map(({ id }) => id);
  };
  expect(await listed("limit=3")).toEqual(ids);
  expect(await listed(`limit=1&starting_after=${ids[0]}`)).toEqual([ids[1]]);
  expect(await listed(`limit=1&ending_before=${ids[2]}`)).toEqual([ids[1]]);
  expect(await listed(`charge=${newest?.charge}`)).toEqual([ids[0]]);
  expect(await listed(`payment_intent=${oldest?.payment_intent}`)).toEqual([ids[2]]);
  expect(await listed(`created[gt]=${oldest?.created}&limit=2`)).toEqual(ids.slice(0, 2));
  const unknown = formatId("fraud_warning", server.core.new_id());
  for (const path of [
    `?starting_after=${unknown}`,
    "?charge=ch_nonsense",
    "?payment_intent=pi_nonsense",
    `/${unknown}`,
    "/issfr_nonsense",
    `/${made[0]?.payment_id}`,
  ]) {
    const answer = await onerway.get(`${PATH}${path}`);
    expect(answer).toMatchObject({ status: 404, body: { error: { code: "resource_missing" } } });
  }
  for (const query of ["limit=101", "created=soon", "fraud_type=misc", "expand[]=fraud_type"]) {
    expect((await onerway.get(`${PATH}?${query}`)).status, query).toBe(400);
  }
});
