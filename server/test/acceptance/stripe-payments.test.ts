import type Stripe from "stripe";
import { beforeAll, describe, expect, test } from "vitest";
import { useTestServer } from "../support/server.ts";
import { CARDS } from "../support/shop.ts";
import { CLIENT_VERSIONS, connectStripe, refusalOf } from "../support/stripe-clients.ts";

const server = useTestServer();

const MONEY = { amount: 2000, currency: "usd" } as const;
const CARD = { number: CARDS.good, exp_month: 12, exp_year: 2034, cvc: "123" };
const UNEXPECTED = { statusCode: 400, code: "payment_intent_unexpected_state" };
/** Today's library does not know it any more, but sends it all the same. */
const EARLIER_FIELD = { payment_method_types: ["card"] };

describe.each(CLIENT_VERSIONS)("with version $version of Stripe's library", (client) => {
  let stripe: Stripe;
  beforeAll(() => {
    stripe = connectStripe(client, server);
  });

  test("an intent is made, read, changed and confirmed, and its charge read", async () => {
    const made = await stripe.paymentIntents.create({
      ...MONEY,
      ...EARLIER_FIELD,
      metadata: { order_id: "order_123", shelf: "A" },
      description: "Two star charts & a map",
      receipt_email: "buyer@example.com",
    });
    expect(made).toMatchObject({
      object: "payment_intent",
      ...MONEY,
      status: "requires_payment_method",
      client_secret: expect.stringMatching(`^${made.id}_secret_`),
      payment_method_types: ["card"],
      description: "Two star charts & a map",
    });
    const changed = await stripe.paymentIntents.update(made.id, {
      amount: 2500,
      description: "",
      metadata: { order_id: "order_456", shelf: null },
    });
    expect(changed).toMatchObject({ amount: 2500, description: null, metadata: { order_id: "order_456" } });
    const method = await stripe.paymentMethods.create({ type: "card", card: CARD });
    const paid = await stripe.paymentIntents.confirm(made.id, {
      payment_method: method.id,
      return_url: "https://shop.example/return",
    });
    expect(paid).toMatchObject({ status: "succeeded", amount_received: 2500, payment_method: method.id });
    const read = await stripe.paymentIntents.retrieve(made.id, {
      expand: ["latest_charge", "payment_method"],
    });
    const charge = read.latest_charge as Stripe.Charge;
    expect(charge).toMatchObject({ object: "charge", paid: true, amount: 2500, payment_intent: made.id });
    expect(read.payment_method).toMatchObject({ id: method.id, card: { last4: "4242" } });
    expect(await stripe.charges.retrieve(charge.id)).toEqual(charge);
    const charges = await stripe.charges.list({ payment_intent: made.id });
    expect(charges.data.map(({ id }) => id)).toEqual([charge.id]);
    const { data } = await stripe.paymentIntents.list({ limit: 1 });
    expect(data).toMatchObject([{ id: made.id, status: "succeeded" }]);
    for (const refuse of [
      () => stripe.paymentIntents.confirm(made.id),
      () => stripe.paymentIntents.cancel(made.id),
      () => stripe.paymentIntents.update(made.id, { amount: 100 }),
    ]) {
      expect(await refusalOf(refuse())).toMatchObject(UNEXPECTED);
    }
  });

  test("an intent is canceled, with and without a reason, and stays canceled", async () => {
    const first = await stripe.paymentIntents.create(MONEY);
    expect(await stripe.paymentIntents.cancel(first.id)).toMatchObject({
      status: "canceled",
      canceled_at: expect.any(Number),
      cancellation_reason: null,
    });
    const second = await stripe.paymentIntents.create(MONEY);
    const canceled = await stripe.paymentIntents.cancel(second.id, { cancellation_reason: "abandoned" });
    expect(canceled.cancellation_reason).toBe("abandoned");
    const refused = stripe.paymentIntents.confirm(second.id, { payment_method: "pm_card_visa" });
    expect(await refusalOf(refused)).toMatchObject(UNEXPECTED);
  });

  test("money is kept and a part of it captured, or all of it let go", async () => {
    const held = await stripe.paymentIntents.create({
      ...MONEY,
      capture_method: "manual",
      payment_method: "pm_card_visa",
      confirm: true,
    });
    expect(held).toMatchObject({ status: "requires_capture", amount_capturable: 2000, amount_received: 0 });
    const captured = await stripe.paymentIntents.capture(held.id, { amount_to_capture: 1500 });
    expect(captured).toMatchObject({ status: "succeeded", amount_capturable: 0, amount_received: 1500 });
    expect(await refusalOf(stripe.paymentIntents.capture(held.id))).toMatchObject(UNEXPECTED);
    const other = await stripe.paymentIntents.create({
      ...MONEY,
      capture_method: "manual",
      payment_method: "pm_card_visa",
      confirm: true,
    });
    expect(await stripe.paymentIntents.cancel(other.id)).toMatchObject({
      status: "canceled",
      amount_capturable: 0,
    });
  });

  test("a declined intent says why, keeps it, and is paid with another card", async () => {
    const made = await stripe.paymentIntents.create(MONEY);
    const declining = await stripe.paymentMethods.create({
      type: "card",
      card: { ...CARD, number: CARDS.declined },
    });
    const error = await refusalOf(stripe.paymentIntents.confirm(made.id, { payment_method: declining.id }));
    expect(error).toMatchObject({
      type: "StripeCardError",
      statusCode: 402,
      code: "card_declined",
      decline_code: "generic_decline",
      param: "payment_method",
      payment_intent: { id: made.id, status: "requires_payment_method" },
    });
    const read = await stripe.paymentIntents.retrieve(made.id);
    expect(read.last_payment_error).toMatchObject({
      type: "card_error",
      code: "card_declined",
      payment_method: { id: declining.id },
    });
    const paid = await stripe.paymentIntents.confirm(made.id, { payment_method: "pm_card_mastercard" });
    expect(paid).toMatchObject({ status: "succeeded", last_payment_error: null });
  });

  test("a buyer who has to authenticate is sent to a page", async () => {
    const waiting = await stripe.paymentIntents.create({
      ...MONEY,
      payment_method: "pm_card_threeDSecure2Required",
      confirm: true,
      return_url: "https://shop.example/return",
    });
    expect(waiting).toMatchObject({
      status: "requires_action",
      next_action: {
        type: "redirect_to_url",
        redirect_to_url: {
          url: expect.stringMatching(/^http/),
          return_url: "https://shop.example/return",
        },
      },
    });
  });

  test("a buyer authenticates whose bank need not ask, and the charge tells its risk", async () => {
    const asked = await stripe.paymentIntents.create({
      ...MONEY,
      payment_method: "pm_card_visa",
      payment_method_options: { card: { request_three_d_secure: "any" } },
      confirm: true,
    });
    expect(asked).toMatchObject({
      status: "requires_action",
      payment_method_options: { card: { request_three_d_secure: "any" } },
    });
    const paid = await stripe.paymentIntents.create({
      ...MONEY,
      payment_method: "pm_card_riskLevelElevated",
      confirm: true,
      expand: ["latest_charge"],
    });
    expect(paid.latest_charge).toMatchObject({ outcome: { type: "authorized", risk_level: "elevated" } });
    const blocked = stripe.paymentIntents.create({
      ...MONEY,
      payment_method: "pm_card_radarBlock",
      confirm: true,
    });
    const { code, charge } = (await refusalOf(blocked)) as { code?: string; charge?: string };
    expect(code).toBe("card_declined");
    expect((await stripe.charges.retrieve(charge ?? "")).outcome).toMatchObject({
      network_status: "not_sent_to_network",
      risk_level: "highest",
      type: "blocked",
    });
  });

  test("payments are refunded in parts, noted on, listed, and no more than was paid", async () => {
    const { id: payment_intent } = await stripe.paymentIntents.create({
      ...MONEY,
      payment_method: "pm_card_visa",
      confirm: true,
    });
    const part = await stripe.refunds.create({
      payment_intent,
      amount: 1000,
      reason: "requested_by_customer",
      metadata: { ticket: "T-1" },
    });
    expect(part).toMatchObject({
      object: "refund",
      amount: 1000,
      payment_intent,
      reason: "requested_by_customer",
      status: "succeeded",
    });
    expect(await stripe.refunds.update(part.id, { metadata: { ticket: "", note: "sent" } })).toMatchObject({
      metadata: { note: "sent" },
    });
    const rest = await stripe.refunds.create({ payment_intent });
    expect(rest.amount).toBe(1000);
    expect(await stripe.refunds.retrieve(rest.id, { expand: ["payment_intent"] })).toMatchObject({
      id: rest.id,
      amount: 1000,
    });
    const { data } = await stripe.refunds.list({ payment_intent });
    expect(data.map(({ id }) => id)).toEqual([rest.id, part.id]);
    const refused = await refusalOf(stripe.refunds.create({ payment_intent, amount: 1 }));
    expect(refused).toMatchObject({ statusCode: 400, code: "charge_already_refunded" });
    const charge = await stripe.charges.retrieve(String(part.charge));
    expect(charge).toMatchObject({ refunded: true, amount_refunded: 2000 });
  });

  test("a refund that has not been carried out is called off", async () => {
    const method = await stripe.paymentMethods.create({
      type: "card",
      card: { ...CARD, number: "4000000000007726" },
    });
    const paid = await stripe.paymentIntents.create({ ...MONEY, payment_method: method.id, confirm: true });
    const pending = await stripe.refunds.create({ payment_intent: paid.id });
    expect(pending.status).toBe("pending");
    expect(await stripe.refunds.cancel(pending.id)).toMatchObject({ id: pending.id, status: "canceled" });
  });
});
