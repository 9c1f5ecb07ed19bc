import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { useTestServer } from "../support/server.ts";
import { CARDS, cardData, makeIntent, makePaymentMethod } from "../support/shop.ts";
import { dumpTables, fingerprintTables, untilQuiet } from "../support/tables.ts";

const server = useTestServer();

const PRICE = { amount: 2000, currency: "usd" } as const;
const withKey = (key: string) => ({ "idempotency-key": key });

async function liveCards(): Promise<number> {
  const rows = await server.db.query("SELECT id FROM payment_methods WHERE detached_at IS NULL");
  return rows.length;
}

test("a card that comes with the payment pays it, and stands as a payment method", async () => {
  const { onerway } = server.direct;
  const paid = await onerway.post("/payment_intents", {
    ...PRICE,
    payment_method_data: {
      ...cardData(CARDS.good, { name: "Ada", address: { country: "US" } }),
      metadata: { a: "1" },
    },
    confirm: true,
  });
  expect(paid.body).toMatchObject({ status: "succeeded", payment_method: expect.stringMatching(/^pm_/) });
  const method = await onerway.get(`/payment_methods/${paid.body.payment_method}`);
  expect(method.body).toMatchObject({
    card: { last4: "4242" },
    billing_details: { name: "Ada", address: { country: "US" } },
    metadata: { a: "1" },
  });
  expect(await dumpTables(server.db)).not.toContain("4242424242424242");
});

test("a card in a form waits with the intent, and pays when that is confirmed", async () => {
  const { onerway } = server.direct;
  const made = await onerway.form("/payment_intents", {
    ...PRICE,
    payment_method_data: cardData(CARDS.incorrect_cvc),
  });
  expect(made.body.status).toBe("requires_confirmation");
  const refused = await onerway.post(`/payment_intents/${made.body.id}/confirm`);
  expect(refused.body.error?.code).toBe("incorrect_cvc");
  const updated = await onerway.form(`/payment_intents/${made.body.id}`, {
    payment_method_data: cardData(CARDS.good),
  });
  expect(updated.body.status).toBe("requires_confirmation");
  const confirmed = await onerway.form(`/payment_intents/${made.body.id}/confirm`, {});
  expect(confirmed.body.status).toBe("succeeded");
});

test.each([
  ["create", CARDS.good, 200],
  ["create", CARDS.declined, 402],
  ["confirm", CARDS.good, 200],
  ["confirm", CARDS.declined, 402],
])(
  "a repeated %s with the card %s is answered as the first one, and makes no second card",
  async (verb, number, status) => {
    const { onerway } = server.direct;
    const path =
      verb === "create" ? "/payment_intents" : `/payment_intents/${await makeIntent(server.direct)}/confirm`;
    const body = {
      ...(verb === "create" && { ...PRICE, confirm: true }),
      payment_method_data: cardData(number),
    };
    const key = randomUUID();
    const before = await liveCards();
    const first = await onerway.post(path, body, withKey(key));
    const again = await onerway.post(path, body, withKey(key));
    expect(first.status).toBe(status);
    expect(again).toMatchObject({ status, text: first.text });
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(await liveCards()).toBe(before + 1);
  },
);

test("twenty equal requests at once pay once, with one card", async () => {
  const { onerway } = server.direct;
  const body = { ...PRICE, confirm: true, payment_method_data: cardData(CARDS.good) };
  const key = randomUUID();
  const before = await liveCards();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => onerway.post("/payment_intents", body, withKey(key))),
  );
  const paid = answers.filter(({ status }) => status === 200);
  expect(paid.length).toBeGreaterThan(0);
  expect(new Set(paid.map(({ body }) => body.id)).size).toBe(1);
  expect(answers.filter(({ status }) => status !== 200).map(({ status }) => status)).toEqual(
    Array(20 - paid.length).fill(409),
  );
  await untilQuiet(server.db);
  expect(await liveCards()).toBe(before + 1);
});

test.each([
  ["a wrong check digit", { payment_method_data: cardData("4242424242424241") }, 402],
  ["no card at all", { payment_method_data: { type: "card" } }, 400],
  ["a kind that there is not", { payment_method_data: { type: "sofort" } }, 400],
  ["an unknown field", { payment_method_data: { ...cardData(CARDS.good), cvv: "1" } }, 400],
  ["an amount too small", { amount: 1, payment_method_data: cardData(CARDS.good) }, 400],
])("a card with %s is refused, and leaves nothing behind", async (_name, fields, status) => {
  await untilQuiet(server.db);
  const before = await liveCards();
  const answer = await server.direct.onerway.post("/payment_intents", { ...PRICE, confirm: true, ...fields });
  expect(answer.status, answer.text).toBe(status);
  expect(answer.text).not.toMatch(/424242424242424/);
  expect(await liveCards()).toBe(before);
});

test("a card and a payment method at once are one too many", async () => {
  await untilQuiet(server.db);
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  const before = await fingerprintTables(server.db);
  const answer = await server.direct.onerway.post("/payment_intents", {
    ...PRICE,
    payment_method,
    payment_method_data: cardData(CARDS.good),
  });
  expect(answer.status).toBe(400);
  expect(answer.body.error?.param).toBe("payment_method_data");
  expect(await fingerprintTables(server.db)).toEqual(before);
});
