import { expect, test } from "vitest";
import { type OnerwayClient, onerwayClient } from "../support/http.ts";
import { customerWithCard, makeCustomer } from "../support/saved-cards.ts";
import { type TestMerchant, useTestServer } from "../support/server.ts";
import { answerChallenge, CARDS, cardData, makePaymentMethod } from "../support/shop.ts";
import { fingerprintTables, untilQuiet } from "../support/tables.ts";

const server = useTestServer();

/** A page in a buyer's browser, which has the merchant's publishable key. */
const pageOf = (merchant: TestMerchant): OnerwayClient => onerwayClient(server.url, merchant.publishable_key);

/** What the merchant's server makes and hands to its page. */
async function handOver(fields: object = {}) {
  const customer = await makeCustomer(server.direct);
  const body = { customer, metadata: { user_id: "7" }, ...fields };
  const made = await server.direct.onerway.post("/setup_intents", body);
  const { id, client_secret } = made.body;
  return { id, client_secret, customer, path: `/setup_intents/${id}` };
}

test("a page sets a card up that its buyer types, and learns nothing that is only the merchant's", async () => {
  const { client_secret, customer, path } = await handOver();
  const page = pageOf(server.direct);
  const done = await page.form(`${path}/confirm`, {
    client_secret,
    payment_method_data: { ...cardData(CARDS.good, { name: "Ada" }), allow_redisplay: "always" },
    return_url: "https://shop.example/return",
    use_stripe_sdk: true,
  });
  expect(done.status, done.text).toBe(200);
  expect(done.body).toMatchObject({ object: "setup_intent", status: "succeeded" });
  const seen = await page.get(`${path}?client_secret=${client_secret}`);
  expect(seen.body).toEqual(done.body);
  for (const name of ["customer", "metadata"]) expect(seen.body).not.toHaveProperty(name);
  expect(seen.text).not.toContain(customer);
  expect(seen.text).not.toContain("user_id");
  const own = await server.direct.onerway.get(path);
  expect(own.body).toMatchObject({ customer, metadata: { user_id: "7" }, status: "succeeded" });
});

test("a buyer who has to authenticate comes back to the page, which sees that it is done", async () => {
  const { client_secret, path } = await handOver();
  const page = pageOf(server.direct);
  const asked = await page.post(`${path}/confirm`, {
    client_secret,
    payment_method_data: cardData(CARDS.challenge),
    return_url: "https://shop.example/return",
  });
  expect(asked.body.status).toBe("requires_action");
  await answerChallenge(asked.body.next_action?.redirect_to_url.url ?? "", "approve");
  expect((await page.get(`${path}?client_secret=${client_secret}`)).body.status).toBe("succeeded");
});

test.each([
  ["4000000000004954", "highest_risk_level", "generic_decline"],
  ["4000000000009987", "lost_card", "generic_decline"],
  [CARDS.insufficient_funds, "insufficient_funds", "insufficient_funds"],
])("of the card %s, the page is told no more than its buyer may know", async (number, known, shown) => {
  const { client_secret, path } = await handOver();
  const body = { client_secret, payment_method_data: cardData(number) };
  const declined = await pageOf(server.direct).post(`${path}/confirm`, body);
  expect(declined.status).toBe(402);
  expect(declined.body.error).toMatchObject({
    type: "card_error",
    decline_code: shown,
    setup_intent: { last_setup_error: { decline_code: shown } },
  });
  expect(declined.text).not.toContain("user_id");
  const own = await server.direct.onerway.get(path);
  expect(own.body).toMatchObject({ last_setup_error: { decline_code: known } });
});

test("without the setup intent's own secret, a page sees and confirms nothing", async () => {
  const page = pageOf(server.direct);
  const { client_secret, path } = await handOver();
  const other = await handOver();
  const payment = await server.direct.onerway.post("/payment_intents", { amount: 2000, currency: "usd" });
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  await untilQuiet(server.db);
  const before = await fingerprintTables(server.db);
  for (const secret of [other.client_secret, payment.body.client_secret, `${client_secret}x`, "nonsense"]) {
    for (const answer of [
      await page.get(`${path}?client_secret=${secret}`),
      await page.post(`${path}/confirm`, { client_secret: secret, payment_method }),
      await server.direct.onerway.post(`${path}/confirm`, { client_secret: secret, payment_method }),
    ]) {
      expect(answer.status).toBe(404);
      expect(answer.body.error).toMatchObject({ code: "resource_missing", param: "client_secret" });
    }
  }
  for (const answer of [await page.get(path), await page.post(`${path}/confirm`, { payment_method })]) {
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({ code: "parameter_missing", param: "client_secret" });
  }
  const foreign = pageOf(server.mor);
  expect((await foreign.get(`${path}?client_secret=${client_secret}`)).status).toBe(404);
  expect(await fingerprintTables(server.db)).toEqual(before);
});

test("a page can say nothing else, expand nothing, and not take another customer's card", async () => {
  const page = pageOf(server.direct);
  const { client_secret, path } = await handOver();
  const typed = { client_secret, payment_method_data: cardData(CARDS.good) };
  const refused = await page.post(`${path}/confirm`, { ...typed, metadata: { a: "1" } });
  expect(refused.status).toBe(400);
  expect((await page.post(`${path}/confirm`, { ...typed, expand: ["payment_method"] })).status).toBe(400);
  const { card: payment_method } = await customerWithCard(server, server.direct);
  const taken = await page.post(`${path}/confirm`, { client_secret, payment_method });
  expect(taken.status).toBe(400);
  for (const answer of [
    await page.post("/setup_intents", {}),
    await page.get("/setup_intents"),
    await page.post(path, { client_secret }),
    await page.post(`${path}/cancel`, { client_secret }),
  ]) {
    expect(answer.status).toBe(403);
    expect(answer.body.error).toMatchObject({ code: "secret_key_required" });
  }
});
