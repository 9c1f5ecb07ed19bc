import { createHash, randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { useReceiver } from "../support/receiver.ts";
import { attach, beginSetup, charge, makeCustomer, setupState, typeCard } from "../support/saved-cards.ts";
import { useTestServer } from "../support/server.ts";
import {
  answerChallenge,
  cashierPost,
  cashierState,
  makeIntent,
  makeSession,
  type OpenSession,
  payment,
} from "../support/shop.ts";
import { dumpTables, untilQuiet } from "../support/tables.ts";

const server = useTestServer();
const receiver = useReceiver();

// Four digits, as American Express prints them: three would be found by chance in any heap of numbers.
const CVC = "7351";
const NUMBERS = {
  amex: "378282246310005",
  declined: "4000000000000002",
  challenge: "4000002760003184",
} as const;
const answers: string[] = [];

/** Remembers everything that was answered. */
async function said<Answer extends { text: string }>(answer: Promise<Answer>): Promise<Answer> {
  const got = await answer;
  answers.push(got.text);
  return got;
}

function saveCard(number: string, cvc: string | undefined, headers = {}) {
  const card = { number, exp_month: 12, exp_year: 2034, cvc };
  return said(server.direct.onerway.post("/payment_methods", { type: "card", card }, headers));
}

async function payWith(payment_method: string, headers = {}) {
  const path = `/payment_intents/${await makeIntent(server.direct)}/confirm`;
  return said(server.direct.onerway.post(path, { payment_method }, headers));
}

async function buy(open: OpenSession, number: string) {
  const card = { number, exp_month: 12, exp_year: 2034, cvc: number === NUMBERS.amex ? CVC : "123" };
  const { body } = await said(cashierPost(server, open, "pay", payment(open, number, { card })));
  const url = body.payment?.challenge_url;
  if (url) await answerChallenge(url, "approve");
  await said(cashierState(server, open));
}

/** The buyer leaves a card, which is charged without them. */
async function keep(number: string) {
  const { direct } = server;
  const customer = await makeCustomer(direct);
  const setup = await beginSetup(direct, customer);
  const cvc = number === NUMBERS.amex ? CVC : "123";
  const card = { number, exp_month: 12, exp_year: 2034, cvc };
  const { body } = await said(typeCard(server, setup, number, { card }));
  if (body.challenge_url) await answerChallenge(body.challenge_url, "approve");
  await said(setupState(server, setup));
  await said(attach(direct, customer, setup.id));
  await said(direct.faststar.get(`/public/customers/${customer}/payment-methods`));
  await said(charge(direct, customer, {}, { "idempotency-key": randomUUID() }));
}

beforeAll(async () => {
  await server.direct.faststar.post("/merchant/webhook-endpoints", { url: receiver.url("/faststar") });
  await server.direct.onerway.post("/webhook_endpoints", {
    url: receiver.url("/onerway"),
    enabled_events: ["*"],
  });
  const key = { "idempotency-key": randomUUID() };
  for (const number of Object.values(NUMBERS)) {
    const cvc = number === NUMBERS.amex ? CVC : "123";
    const { body } = await saveCard(number, cvc, number === NUMBERS.amex ? key : {});
    const paid = await payWith(body.id, { "idempotency-key": randomUUID() });
    const url = paid.body.next_action?.redirect_to_url.url;
    if (url) await answerChallenge(url, "approve");
    await said(server.direct.onerway.get(`/payment_methods/${body.id}`));
    await buy(await makeSession(server.direct), number);
  }
  for (const number of Object.values(NUMBERS)) await keep(number);
  // Whatever is refused must not be written down either.
  await saveCard(`${NUMBERS.amex}0`, CVC);
  await saveCard(NUMBERS.amex, "73511");
  const open = await makeSession(server.direct);
  const spaced = { number: NUMBERS.amex, exp_month: 13, exp_year: 2034, cvc: CVC };
  await said(cashierPost(server, open, "pay", payment(open, NUMBERS.amex, { card: spaced })));
  await untilQuiet(server.db);
});

/** The security code, standing by itself and not as a part of something longer. */
const CODE = new RegExp(`(?<![\\w.-])${CVC}(?![\\w.-])`);

function expectNoCardData(text: string): void {
  for (const number of Object.values(NUMBERS)) {
    expect(text).not.toContain(number);
    expect(text).not.toContain(number.replace(/(.{4})(?=.)/g, "$1 "));
    expect(text).not.toContain(Buffer.from(number).toString("hex"));
    expect(text).not.toContain(Buffer.from(number).toString("base64").slice(0, -3));
  }
  expect(text).not.toMatch(CODE);
}

test("no card number and no security code is in any table", async () => {
  const dump = await dumpTables(server.db);
  // The search looks where cards are: their last digits are found.
  expect(dump).toMatch(/payment_methods .*last4="0005"/);
  expect(dump).toMatch(/vault_entries .*sealed=/);
  expect(dump).toMatch(/idempotency_keys .*response_body=/);
  expectNoCardData(dump);
});

test("none is in an answer, a webhook, the acquirer's journal, or the log", async () => {
  expect(answers.length).toBeGreaterThan(15);
  expectNoCardData(answers.join("\n"));
  const bodies = receiver.deliveries.map(({ raw_body }) => raw_body.toString());
  expect(bodies.join()).toMatch(/payment\.succeeded.*payment_intent\.payment_failed|payment_failed/s);
  expectNoCardData(bodies.join("\n"));
  const journal = await server.journal();
  expect(journal.map(({ card }) => card)).toContain("0005");
  expectNoCardData(JSON.stringify(journal));
  expectNoCardData(server.log_lines.join("\n"));
});

test("what is kept to recognise a repeated request does not give a card away", async () => {
  const card = { cvc: CVC, exp_month: 12, exp_year: 2034, number: NUMBERS.amex };
  const request = `POST /v1/payment_methods\n${JSON.stringify({ card, type: "card" })}`;
  const dump = await dumpTables(server.db);
  // Whoever has the database could try every number, if an ordinary hash were kept.
  expect(dump).not.toContain(createHash("sha256").update(request).digest("hex"));
  expect(dump).toMatch(/idempotency_keys .*request_hash=/);
});

test("a security code is gone once the card has been charged", async () => {
  const waiting = () => server.db.query("SELECT card_id FROM vault_security_codes");
  const before = (await waiting()).length;
  const { body } = await saveCard(NUMBERS.amex, CVC);
  expect(await waiting()).toHaveLength(before + 1);
  expect((await payWith(body.id)).body.status).toBe("succeeded");
  expect(await waiting()).toHaveLength(before);
  expect((await payWith(body.id)).body.status).toBe("succeeded");
});

test("a security code that is never used is gone after an hour", async () => {
  const waiting = () => server.db.query("SELECT card_id FROM vault_security_codes");
  await saveCard(NUMBERS.amex, CVC);
  server.clock.advance(59 * 60 * 1000);
  await server.core.vault.forgetExpiredSecurityCodes();
  expect(await waiting()).not.toEqual([]);
  server.clock.advance(60 * 1000 + 1_000);
  await expect.poll(waiting).toEqual([]);
});

test.each([undefined, null, ""])(
  "a card can be saved and charged without a security code (%j)",
  async (cvc) => {
    const card = { number: NUMBERS.amex, exp_month: 12, exp_year: 2034, cvc };
    const { status, body } = await server.direct.onerway.post("/payment_methods", { type: "card", card });
    expect(status).toBe(200);
    expect((await payWith(body.id)).body.status).toBe("succeeded");
  },
);

test("the same card is recognised again by its merchant, and by nobody else", async () => {
  const fingerprintAt = async (merchant: "direct" | "mor") => {
    const card = { number: NUMBERS.amex, exp_month: 12, exp_year: 2034 };
    return (await server[merchant].onerway.post("/payment_methods", { type: "card", card })).body.card
      ?.fingerprint;
  };
  const first = await fingerprintAt("direct");
  expect(first).toMatch(/^.{16,}$/);
  expect(await fingerprintAt("direct")).toBe(first);
  expect(await fingerprintAt("mor")).not.toBe(first);
});
