import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { DOORS, SALE_AMOUNT } from "../support/doors.ts";
import { useTestServer } from "../support/server.ts";
import { answerChallenge, CARDS, makePaymentMethod, payIntent } from "../support/shop.ts";

const server = useTestServer();

/** Every card that pays at once: of each network, and those about which something is to be told afterwards. */
const APPROVED = [
  ["a Visa card", "4242424242424242"],
  ["a Visa debit card", "4000056655665556"],
  ["a Mastercard", "5555555555554444"],
  ["a Mastercard of the younger numbers", "2223003122003222"],
  ["a Mastercard debit card", "5200828282828210"],
  ["a Mastercard prepaid card", "5105105105105100"],
  ["an American Express card", "378282246310005"],
  ["another American Express card", "371449635398431"],
  ["a Discover card", "6011111111111117"],
  ["a Diners Club card", "3056930009020004"],
  ["a Diners Club card of 14 digits", "36227206271667"],
  ["a JCB card", "3566002020360505"],
  ["a UnionPay card", "6200000000000005"],
  ["a card that could be authenticated and need not be", "4000000000003055"],
  ["a card whose authentication fails without harm", "4000000000003097"],
  ["a card that is authenticated without the buyer noticing", "4000000032200000"],
  ["a card of elevated risk", "4000000000009235"],
  ["a card with a high score for disputes", "4000008400000407"],
  ["a card with a high score for warnings", "4000008400000159"],
  ["a card whose security code does not fit", "4000000000000101"],
  ["a card whose postal code does not fit", "4000000000000036"],
  ["a card whose street does not fit", "4000000000000028"],
  ["a card whose address does not fit", "4000000000000010"],
  ["a card whose address cannot be checked", "4000000000000044"],
  ["a card whose money is there at once", "4000000000000077"],
  ["a card that is refunded late", "4000000000007726"],
  ["a card whose refunds come back", "4000000000005126"],
  ["a card of whose fraud the network warns", "4000000000005423"],
  ["a card that will be disputed as fraudulent", "4000000000000259"],
  ["a card that will be disputed in spite of earlier payments", "4000000404000038"],
  ["a card whose buyer will not have received anything", "4000000000002685"],
  ["a card whose bank will ask", "4000000000001976"],
  ["a card that will be disputed more than once", "4000000404000079"],
] as const;

const DECLINES = [
  { card: CARDS.declined, code: "card_declined", decline_code: "generic_decline" },
  { card: CARDS.insufficient_funds, code: "insufficient_funds", decline_code: "insufficient_funds" },
  { card: "4000000000009987", code: "card_declined", decline_code: "lost_card" },
  { card: "4000000000009979", code: "card_declined", decline_code: "stolen_card" },
  { card: CARDS.expired, code: "expired_card", decline_code: "expired_card" },
  { card: CARDS.incorrect_cvc, code: "incorrect_cvc", decline_code: "incorrect_cvc" },
  { card: "4000000000000119", code: "processing_error", decline_code: "processing_error" },
  { card: "4000000000006975", code: "card_declined", decline_code: "card_velocity_exceeded" },
  { card: CARDS.saved_then_declined, code: "card_declined", decline_code: "generic_decline" },
  { card: "4000008400001280", code: "card_declined", decline_code: "generic_decline" },
  { card: "4100000000000019", code: "card_declined", decline_code: "fraudulent" },
  { card: "4000000000004954", code: "card_declined", decline_code: "highest_risk_level" },
] as const;

/** What comes of the buyer's authentication. */
const CHALLENGED = [
  ["4000002500003155", "succeeded", undefined],
  ["4000002760003184", "succeeded", undefined],
  ["4000003800000446", "succeeded", undefined],
  ["4000000000003220", "succeeded", undefined],
  ["4000000000003063", "succeeded", undefined],
  ["4000008400000027", "succeeded", undefined],
  ["4000008405600003", "succeeded", undefined],
  ["4000008260003178", "unpaid", "insufficient_funds"],
  ["4000008400001629", "unpaid", "card_declined"],
] as const;

/** Its check digit is wrong, so that it is no card. */
const NO_CARD = "4242424242424241";

const KINDS = ["direct", "mor"] as const;

test("every card on the page of test cards is tried here", () => {
  const page = readFileSync(new URL("../../../docs/test-cards.md", import.meta.url), "utf8");
  const numbers = [...page.matchAll(/`(\d[\d ]{12,22}\d)`/g)].map(([, number = ""]) =>
    number.replaceAll(" ", ""),
  );
  const tried = [
    CARDS.good,
    NO_CARD,
    ...APPROVED.map(([, card]) => card),
    ...CHALLENGED.map(([card]) => card),
    ...DECLINES.map(({ card }) => card),
  ];
  expect([...new Set<string>(tried)].sort()).toEqual(numbers.sort());
});

describe.each(DOORS)("through $name", (door) => {
  test.each(KINDS)("the good card pays a %s merchant, and the acquirer approves once", async (kind) => {
    const sale = await door.open(server, server[kind]);
    const before = await approvals();
    expect(await sale.tryToPay(CARDS.good)).toMatchObject({ http_status: 200, state: "succeeded" });
    expect(await sale.look()).toEqual({ state: "succeeded", code: undefined });
    expect(await approvals()).toBe(before + 1);
  });

  test.each(APPROVED)("%s pays", async (_name, card) => {
    const sale = await door.open(server, server.direct);
    expect(await sale.tryToPay(card)).toMatchObject({ http_status: 200, state: "succeeded" });
  });

  test.each(CHALLENGED)(
    "the card %s asks for its buyer first, and then it is %s",
    async (card, state, code) => {
      const sale = await door.open(server, server.direct);
      const tried = await sale.tryToPay(card);
      expect(tried).toMatchObject({ http_status: 200, state: "requires_action" });
      await answerChallenge(tried.challenge_url ?? "", "approve");
      expect(await sale.look()).toEqual({ state, code });
    },
  );

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

test("a number with a wrong check digit is no card", async () => {
  await expect(makePaymentMethod(server.direct, NO_CARD)).rejects.toThrow("invalid_number");
});

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
