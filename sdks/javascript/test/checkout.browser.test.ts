import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { clickAway } from "../../../server/test/browser/support/click-away.ts";
import { launchChromium } from "../../../server/test/support/chromium.ts";
import { useTestServer } from "../../../server/test/support/server.ts";
import { CARDS } from "../../../server/test/support/shop.ts";
import { Onerway } from "../src/node.ts";
import { type PackedSdk, packSdk } from "./support/package.ts";
import { bundleShop, type Shop } from "./support/shop-code.ts";
import { type ShopPage, serveShopPage } from "./support/shop-page.ts";

const server = useTestServer();
const LOST_CARD = "4000000000009987";

let browser: Browser;
let packed: PackedSdk;
let project: string;
let site: ShopPage;
let page: Page;

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "onerway-browser-"));
  [browser, packed] = await Promise.all([launchChromium(), packSdk()]);
  const api = { url: server.url, key: server.direct.publishable_key };
  site = await serveShopPage(await bundleShop(packed, project, api));
});
beforeEach(async () => {
  page = await (await browser.newContext()).newPage();
  await page.goto(site.url);
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(async () => {
  await browser?.close();
  site?.close();
  await packed?.remove();
  await rm(project, { recursive: true, force: true });
});

/** Does something in the page, with what the merchant's server has put into it. */
function inShop<T, Given>(
  work: (shop: Shop, given: Given) => Promise<T> | T,
  given?: Given,
): Promise<Awaited<T>> {
  return page.evaluate(`(${work})(shop, ${JSON.stringify(given)})`) as Promise<Awaited<T>>;
}

const cardOf = (number: string) => ({ number, exp_month: 12, exp_year: 2034, cvc: "123" });

/** The merchant's own server, which has the secret key. */
const merchant = () => new Onerway(server.direct.secret_key, { baseUrl: server.url });

interface HandedOver {
  readonly id: string;
  readonly client_secret: string;
  readonly card: object;
}

/** An intent of the merchant's server, and the card that the buyer types. */
async function handOver(number: string): Promise<HandedOver> {
  const order = { amount: 2000, currency: "usd", metadata: { order_id: "order_123" } };
  const { id, client_secret } = await merchant().paymentIntents.create(order);
  return { id, client_secret, card: cardOf(number) };
}

const pay = (shop: Shop, { id, client_secret, card }: HandedOver) => shop.pay(id, client_secret, card);

test("a page makes the payment method and confirms the payment, with the publishable key", async () => {
  const given = await handOver(CARDS.good);
  const calls: string[] = [];
  page.on("request", (request) => {
    const is_ours = request.headers().authorization === `Bearer ${server.direct.publishable_key}`;
    calls.push(`${is_ours} ${request.method()} ${new URL(request.url()).pathname}`);
  });
  expect(await inShop(pay, given)).toBe("succeeded");
  expect(calls).toEqual([
    "true POST /v1/payment_methods",
    `true POST /v1/payment_intents/${given.id}/confirm`,
  ]);
  const paid = await merchant().paymentIntents.retrieve(given.id);
  expect(paid).toMatchObject({ status: "succeeded", amount_received: 2000 });
  const seen = await inShop(async (shop, { id, client_secret }) => {
    const intent = await shop.client.paymentIntents.retrieve(id, { client_secret });
    return { ...intent, found_by: intent.lastResponse.requestId };
  }, given);
  expect(seen).toMatchObject({ id: given.id, status: "succeeded", found_by: expect.stringMatching(/^req_/) });
  expect(seen).not.toHaveProperty("metadata");
});

test("a buyer whose bank asks is led there, and comes back to the page with the payment made", async () => {
  const given = await handOver(CARDS.challenge);
  // The page is left while the call goes on, so its answer is not waited for.
  await page.evaluate(`void (${pay})(shop, ${JSON.stringify(given)})`);
  await page.waitForURL(`${server.url}/**`);
  await clickAway(page.getByRole("button", { name: "Approve" }));
  await page.waitForURL(`${site.url}?**`);
  const query = new URL(page.url()).searchParams;
  expect(query.get("payment_intent")).toBe(given.id);
  expect(query.get("payment_intent_client_secret")).toBe(given.client_secret);
  const status = await inShop(
    async (shop, { id, client_secret }) =>
      (await shop.client.paymentIntents.retrieve(id, { client_secret })).status,
    given,
  );
  expect(status).toBe("succeeded");
});

test("a decline tells the page no more than its buyer may know, and another card pays", async () => {
  const given = await handOver(LOST_CARD);
  const refused = await inShop(
    (shop, { id, client_secret, card }) => shop.refusalOf(shop.pay(id, client_secret, card)),
    given,
  );
  expect(refused).toMatchObject({
    name: "CardError",
    status: 402,
    code: "card_declined",
    decline_code: "generic_decline",
    raw: {
      payment_intent: {
        id: given.id,
        status: "requires_payment_method",
        last_payment_error: { decline_code: "generic_decline" },
      },
    },
  });
  expect(JSON.stringify(refused)).not.toMatch(/lost|order_123/);
  const known = await merchant().paymentIntents.retrieve(given.id);
  expect(known.last_payment_error).toMatchObject({ decline_code: "lost_card" });
  expect(await inShop(pay, { ...given, card: cardOf(CARDS.good) })).toBe("succeeded");
});

test("a payment whose answer gets lost on its way is asked for again, and made once", async () => {
  const given = await handOver(CARDS.good);
  const before = (await server.journal()).length;
  let confirmations = 0;
  await page.route(`${server.url}/v1/payment_intents/*/confirm`, async (route) => {
    confirmations += 1;
    if (confirmations > 1) return route.continue();
    await route.fetch();
    return route.abort();
  });
  expect(await inShop(pay, given)).toBe("succeeded");
  expect(confirmations).toBe(2);
  expect((await server.journal()).length).toBe(before + 1);
});

describe("a page may not", () => {
  test("hold a secret key: the client says what to do instead", async () => {
    const { secret_key, publishable_key } = server.direct;
    expect(await inShop((shop, key) => shop.openWith(key), secret_key)).toMatch(/publishable key/);
    expect(await inShop((shop, key) => shop.openWith(key), publishable_key)).toBe("opened");
    const asked = await inShop(
      (shop, apiKey) => shop.refusalOf(shop.client.paymentIntents.list({}, { apiKey })),
      secret_key,
    );
    expect(asked.message).toMatch(/publishable key/);
    expect(asked.status).toBeUndefined();
  });

  test("do what is the server's alone", async () => {
    const refused = await inShop((shop) =>
      shop.refusalOf(shop.client.paymentIntents.create({ amount: 1, currency: "usd" })),
    );
    expect(refused).toMatchObject({ name: "PermissionError", status: 403, code: "secret_key_required" });
  });

  test("confirm an intent with the client secret of another", async () => {
    const [given, other] = [await handOver(CARDS.good), await handOver(CARDS.good)];
    const refused = await inShop(
      (shop, { id, client_secret, card }) => shop.refusalOf(shop.pay(id, client_secret, card)),
      { ...given, client_secret: other.client_secret },
    );
    expect(refused).toMatchObject({
      name: "InvalidRequestError",
      status: 404,
      code: "resource_missing",
      param: "client_secret",
    });
    expect((await merchant().paymentIntents.retrieve(given.id)).status).toBe("requires_payment_method");
  });
});

describe("a page that keeps a card for later", () => {
  async function handOverSetup(number: string) {
    const { id: customer } = await merchant().customers.create({ email: "buyer@example.com" });
    const { id, client_secret } = await merchant().setupIntents.create({ customer });
    return { id, client_secret, customer, card: cardOf(number) };
  }

  const setUp = (shop: Shop, { id, client_secret, card }: Awaited<ReturnType<typeof handOverSetup>>) =>
    shop.client.setupIntents.confirm(id, {
      client_secret,
      payment_method_data: { type: "card", card },
      return_url: location.href,
    });

  test("confirms the setup intent with its client secret, and the card is the customer's", async () => {
    const given = await handOverSetup(CARDS.good);
    const done = await inShop(setUp, given);
    expect(done).toMatchObject({ id: given.id, object: "setup_intent", status: "succeeded" });
    expect(done).not.toHaveProperty("customer");
    const { payment_method } = await merchant().setupIntents.retrieve(given.id);
    const cards = await merchant().customers.listPaymentMethods(given.customer);
    expect(cards.data).toMatchObject([{ id: payment_method, card: { last4: "4242" } }]);
  });

  test("is told of a decline what its buyer may know", async () => {
    const given = await handOverSetup(LOST_CARD);
    const refused = await page.evaluate(`shop.refusalOf((${setUp})(shop, ${JSON.stringify(given)}))`);
    expect(refused).toMatchObject({
      name: "CardError",
      status: 402,
      decline_code: "generic_decline",
      raw: { setup_intent: { id: given.id, status: "requires_payment_method" } },
    });
    expect(JSON.stringify(refused)).not.toMatch(/lost|buyer@/);
  });

  test("confirms nothing without the client secret", async () => {
    const { id, card } = await handOverSetup(CARDS.good);
    const refused = await inShop(
      (shop, given) =>
        shop.refusalOf(
          shop.client.setupIntents.confirm(given.id, {
            payment_method_data: { type: "card", card: given.card },
          }),
        ),
      { id, card },
    );
    expect(refused).toMatchObject({ name: "InvalidRequestError", status: 400, param: "client_secret" });
  });
});

test("the browser's own cryptography verifies signatures as Node's does", async () => {
  const payload = '{"id":"evt_1","name":"店"}';
  const header = Onerway.webhooks.generateTestHeader({ payload, secret: "whsec_1" });
  const verified = await inShop((shop, given) => shop.verify(given.payload, given.header, "whsec_1"), {
    payload,
    header,
  });
  expect(verified).toBe("evt_1");
});
