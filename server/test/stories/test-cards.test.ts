import { describe, expect, test } from "vitest";
import { DOORS, SALE_AMOUNT } from "../support/doors.ts";
import { useTestServer } from "../support/server.ts";
import { CARDS, payIntent } from "../support/shop.ts";

const server = useTestServer();

const DECLINES = [
  { card: CARDS.declined, code: "card_declined", decline_code: "generic_decline" },
  { card: CARDS.insufficient_funds, code: "insufficient_funds", decline_code: "insufficient_funds" },
  { card: CARDS.expired, code: "expired_card", decline_code: "expired_card" },
  { card: CARDS.incorrect_cvc, code: "incorrect_cvc", decline_code: "incorrect_cvc" },
] as const;

const KINDS = ["direct", "mor"] as const;

describe.each(DOORS)("through $name", (door) => {
  test.each(KINDS)("the good card pays a %s merchant, and the acquirer approves once", async (kind) => {
    const sale = await door.open(server, server[kind]);
    const before = await approvals();
    expect(await sale.tryToPay(CARDS.good)).toMatchObject({ http_status: 200, state: "succeeded" });
    expect(await sale.look()).toEqual({ state: "succeeded", code: undefined });
    expect(await approvals()).toBe(before + 1);
  });

  test.each(DECLINES)("the card $card is declined with $code", async ({ card, code }) => {
    const sale = await door.open(server, server.direct);
    const before = await approvals();
    expect(await sale.tryToPay(card)).toMatchObject({ http_status: 402, state: "unpaid", code });
    expect(await sale.look()).toEqual({ state: "unpaid", code });
    expect(await approvals()).toBe(before);
  });

  test("after a decline the buyer pays with another card", async () => {
    const sale = await door.open(server, server.direct);
    await sale.tryToPay(CARDS.declined);
    await sale.tryToPay(CARDS.insufficient_funds);
    expect(await sale.tryToPay(CARDS.good)).toMatchObject({ http_status: 200, state: "succeeded" });
    expect(await sale.look()).toEqual({ state: "succeeded", code: undefined });
    const { body } = await server.direct.onerway.get(`/payment_intents/${await sale.intent_id()}`);
    expect(body).toMatchObject({ amount_received: SALE_AMOUNT, last_payment_error: null });
  });

  test("what is paid cannot be paid again", async () => {
    const sale = await door.open(server, server.direct);
    await sale.tryToPay(CARDS.good);
    const before = await approvals();
    const again = await sale.tryToPay(CARDS.good);
    expect(again.http_status).toBeGreaterThanOrEqual(400);
    expect(again.http_status).toBeLessThan(500);
    expect(await approvals()).toBe(before);
  });

  test("a number that is on no list of test cards is never charged in test mode", async () => {
    const sale = await door.open(server, server.direct);
    const before = await approvals();
    // It passes the check digit, so it could be anybody's.
    const tried = await sale.tryToPay("4539578763621486");
    expect(tried).toMatchObject({ http_status: 402, state: "unpaid", code: "card_declined" });
    expect(await approvals()).toBe(before);
  });
});

test.each(DECLINES)(
  "the card $card gives Onerway's documented error object",
  async ({ card, code, decline_code }) => {
    const { status, body } = await payIntent(server.direct, card);
    expect(status).toBe(402);
    expect(body.error).toMatchObject({
      type: "card_error",
      code,
      message: expect.stringMatching(/^(Your|An) /),
      param: "payment_method",
      decline_code,
      request_id: expect.stringMatching(/^req_/),
    });
    expect(body.error?.payment_intent).toMatchObject({
      object: "payment_intent",
      status: "requires_payment_method",
      payment_method: null,
      last_payment_error: { code, decline_code },
    });
  },
);

test("why a bank calls a card lost is told to the merchant, and not to the buyer", async () => {
  const { body } = await payIntent(server.direct, "4000000000009987");
  expect(body.error).toMatchObject({
    code: "card_declined",
    decline_code: "lost_card",
    message: "Your card was declined.",
  });
});

async function approvals(): Promise<number> {
  return (await server.journal()).filter(({ kind }) => kind === "approved").length;
}
