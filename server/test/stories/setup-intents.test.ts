import { describe, expect, test } from "vitest";
import { generateApiKey, hashApiKey } from "../../src/core/merchants/api-key.ts";
import { insertApiKey, upsertMerchant } from "../../src/core/merchants/store.ts";
import { faststarClient, send } from "../support/http.ts";
import {
  beginSetup,
  type CardBody,
  completeSetup,
  makeCustomer,
  type OpenSetup,
  setupPost,
  setupState,
  typeCard,
  typedCard,
} from "../support/saved-cards.ts";
import { useTestServer } from "../support/server.ts";
import { answerChallenge, CARDS } from "../support/shop.ts";

const server = useTestServer();

async function openSetup(): Promise<OpenSetup> {
  return beginSetup(server.direct, await makeCustomer(server.direct));
}

async function storedCards(): Promise<number> {
  return (await server.db.query("SELECT 1 FROM vault_entries WHERE forget_at IS NULL")).length;
}

async function verified(): Promise<number> {
  return (await server.journal()).filter(({ kind }) => kind === "verified").length;
}

test("a setup intent is made without a body, and says all that a browser needs", async () => {
  const customer = await makeCustomer(server.direct);
  const { status, body } = await server.direct.faststar.post(`/public/customers/${customer}/setup-intent`);
  expect(status).toBe(200);
  const { setup_intent_id, client_secret } = body.data;
  expect(body.data).toEqual({
    client_secret: expect.stringMatching(new RegExp(`^${setup_intent_id}_secret_[0-9a-f]{20,}$`)),
    publishable_key: server.direct.publishable_key,
    setup_intent_id: expect.stringMatching(/^seti_[0-9A-Za-z]{22}$/),
    url: `${server.url}/cards/${setup_intent_id}?client_secret=${client_secret}`,
  });
});

test("a merchant without a publishable key gets one that works, and the same one next time", async () => {
  const merchant_id = server.core.new_id();
  const key = generateApiKey(server.core.random, "secret", false);
  const now = server.clock.now();
  const shop = {
    merchant_id,
    name: "New shop",
    mode: "direct",
    plan: "standard",
    requests_per_minute: 0,
  } as const;
  await upsertMerchant(server.db, shop, now);
  const stored = {
    merchant_id,
    livemode: false,
    kind: "secret",
    key_hash: hashApiKey(key),
    hint: "",
  } as const;
  await insertApiKey(server.db, stored, now);
  const faststar = faststarClient(server.url, key);
  const customer = (await faststar.post("/public/customers", { email: "a@example.com" })).body.data.id;
  const begin = async () =>
    (await faststar.post(`/public/customers/${customer}/setup-intent`)).body.data.publishable_key;
  const keys = await Promise.all([begin(), begin(), begin(), begin()]);
  expect(new Set([...keys, await begin()]).size).toBe(1);
  expect(keys[0]).toMatch(/^pk_test_[0-9A-Za-z]{32}$/);
  // It is known, and good for browsers only.
  const knock = await send(`${server.url}/api/v1/public/customers`, {
    headers: { "x-api-key": keys[0] ?? "" },
  });
  expect(knock.status).toBe(403);
});

test("a good card is verified for nothing, and no money is counted", async () => {
  const setup = await openSetup();
  const before = (await server.journal()).length;
  const { status, body } = await typeCard(server, setup, CARDS.good);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    status: "succeeded",
    card: { brand: "visa", last4: "4242", exp_month: 12, exp_year: 2034 },
    challenge_url: null,
    last_error: null,
  });
  const asked = (await server.journal()).slice(before);
  expect(asked).toMatchObject([{ kind: "verified", purpose: "verification", card: "4242" }]);
  expect(asked[0]).not.toHaveProperty("amount");
  expect(await server.db.query("SELECT 1 FROM ledger_entries")).toEqual([]);
});

const DECLINES = [
  [CARDS.declined, "card_declined"],
  [CARDS.insufficient_funds, "insufficient_funds"],
  [CARDS.expired, "expired_card"],
  [CARDS.incorrect_cvc, "incorrect_cvc"],
  ["4539578763621486", "card_declined"],
] as const;

test.each(DECLINES)(
  "the card %s is declined with %s, is not kept, and another one may follow",
  async (number, code) => {
    const setup = await openSetup();
    const before = await storedCards();
    const { status, body } = await typeCard(server, setup, number);
    expect(status).toBe(402);
    expect(body.error).toEqual({ code });
    expect(body.view).toMatchObject({ status: "requires_payment_method", card: null, last_error: { code } });
    expect(await storedCards()).toBe(before);
    expect((await typeCard(server, setup, CARDS.good)).body).toMatchObject({
      status: "succeeded",
      last_error: null,
    });
  },
);

const CHALLENGED = [CARDS.challenge, CARDS.challenge_unless_set_up, CARDS.approved_without_money];
const NOT_CHALLENGED = [CARDS.already_set_up, CARDS.saved_then_declined];

test.each(CHALLENGED)("the card %s needs the buyer's bank to be saved", async (number) => {
  const setup = await openSetup();
  const { status, body } = await typeCard(server, setup, number);
  expect(status).toBe(200);
  expect(body).toMatchObject({ status: "requires_action", card: { last4: number.slice(-4) } });
  const page = await send(body.challenge_url ?? "");
  expect(page.text).toContain(number.slice(-4));
  expect(page.text).toContain("Nothing: the card is being saved");
  await answerChallenge(body.challenge_url ?? "", "approve");
  expect((await setupState(server, setup)).body).toMatchObject({ status: "succeeded", challenge_url: null });
});

test.each(NOT_CHALLENGED)("the card %s is saved without the bank", async (number) => {
  expect((await typeCard(server, await openSetup(), number)).body.status).toBe("succeeded");
});

describe("a buyer who is at the bank's page", () => {
  async function challenged() {
    const setup = await openSetup();
    const { body } = await typeCard(server, setup, CARDS.challenge);
    return { setup, url: body.challenge_url ?? "" };
  }

  test("fails, is told so, and the card is forgotten", async () => {
    const { setup, url } = await challenged();
    await answerChallenge(url, "fail");
    const { body } = await setupState(server, setup);
    expect(body).toMatchObject({
      status: "requires_payment_method",
      card: null,
      last_error: { code: "authentication_failed" },
    });
    expect((await typeCard(server, setup, CARDS.good)).body.status).toBe("succeeded");
  });

  test("closes it, which is failing", async () => {
    const { setup } = await challenged();
    const closed = await setupPost(server, setup, "authenticated");
    expect(closed.status).toBe(402);
    expect(closed.body.error).toEqual({ code: "authentication_failed" });
  });

  test("answers twice, and the first answer counts", async () => {
    const { setup, url } = await challenged();
    const before = await verified();
    await answerChallenge(url, "approve");
    await answerChallenge(url, "fail");
    await answerChallenge(url, "approve");
    expect((await setupState(server, setup)).body.status).toBe("succeeded");
    expect(await verified()).toBe(before + 1);
    expect((await send(url)).text).not.toContain("3184");
  });

  test("types another card instead, and the first challenge leads nowhere", async () => {
    const { setup, url } = await challenged();
    const second = await typeCard(server, setup, CARDS.challenge_unless_set_up);
    await answerChallenge(url, "approve");
    expect((await setupState(server, setup)).body).toMatchObject({
      status: "requires_action",
      card: { last4: "3155" },
    });
    await answerChallenge(second.body.challenge_url ?? "", "approve");
    expect((await setupState(server, setup)).body).toMatchObject({
      status: "succeeded",
      card: { last4: "3155" },
    });
  });

  test("gives up, and approval comes too late", async () => {
    const { setup, url } = await challenged();
    const canceled = await setupPost(server, setup, "cancel");
    expect(canceled.body).toMatchObject({ status: "canceled", card: null, challenge_url: null });
    await answerChallenge(url, "approve");
    expect((await setupState(server, setup)).body).toMatchObject({ status: "canceled", card: null });
    expect((await typeCard(server, setup, CARDS.good)).status).toBe(409);
    expect((await setupPost(server, setup, "cancel")).status).toBe(409);
  });
});

test("what has succeeded cannot be canceled or tried again", async () => {
  const setup = await completeSetup(server, server.direct, await makeCustomer(server.direct));
  expect((await typeCard(server, setup, CARDS.good)).status).toBe(409);
  expect((await setupPost(server, setup, "cancel")).status).toBe(409);
  expect((await setupState(server, setup)).body.status).toBe("succeeded");
});

test("of twenty cards at once one is verified", async () => {
  const setup = await openSetup();
  const before = await verified();
  const answers = await Promise.all(Array.from({ length: 20 }, () => typeCard(server, setup, CARDS.good)));
  const [first, ...others] = answers.map(({ status }) => status).sort();
  expect(first).toBe(200);
  // More than may be tried at once with one setup are asked to wait.
  expect(others.filter((status) => ![409, 429].includes(status))).toEqual([]);
  expect(others).toContain(409);
  expect(await verified()).toBe(before + 1);
});

test("the same press of the button, sent again, is the same", async () => {
  const setup = await openSetup();
  const pressed = typedCard(CARDS.good);
  const first = await setupPost(server, setup, "confirm", pressed);
  const before = await verified();
  const again = await setupPost(server, setup, "confirm", pressed);
  expect(again.status).toBe(200);
  expect(again.body).toEqual(first.body);
  expect(await verified()).toBe(before);
});

test("a number that cannot be a card's is refused before anybody is asked", async () => {
  const setup = await openSetup();
  const before = (await server.journal()).length;
  for (const number of ["4242424242424241", "4242", "４２４２４２４２４２４２４２４２"]) {
    const { status, body } = await typeCard(server, setup, number);
    expect(status).toBe(402);
    expect(body.error).toEqual({ code: "incorrect_number", field: "number" });
  }
  expect((await server.journal()).length).toBe(before);
  expect((await typeCard(server, setup, CARDS.good)).body.status).toBe("succeeded");
});

test("after a crash in the middle of a verification, the buyer can type the card again", async () => {
  const setup = await openSetup();
  const later = new Date(server.clock.now().getTime() + 60_000);
  await server.db.query(
    "UPDATE setup_intents SET verifying_until = $1 WHERE status = 'requires_payment_method'",
    [later],
  );
  expect((await typeCard(server, setup, CARDS.good)).status).toBe(409);
  server.clock.advance(61_000);
  expect((await typeCard(server, setup, CARDS.good)).body.status).toBe("succeeded");
});

test("a setup intent opens only with its own secret", async () => {
  const setup = await openSetup();
  const other = await openSetup();
  const { client_secret } = setup;
  const flipped = client_secret.endsWith("a") ? "b" : "a";
  const wrong = ["", "x", client_secret.slice(0, -1), `${client_secret}A`, other.client_secret];
  const forged = [`${client_secret.slice(0, -1)}${flipped}`, client_secret.replace("_secret_", "_secret_B")];
  for (const secret of [...wrong, ...forged]) {
    const opened = { ...setup, client_secret: secret };
    const answers = [
      await setupState(server, opened),
      await typeCard(server, opened, CARDS.good),
      await setupPost(server, opened, "authenticated"),
      await setupPost(server, opened, "cancel"),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    for (const { body } of answers) expect(body).toEqual({ error: { code: "wrong_token" } });
  }
  const nowhere = await send<CardBody>(`${server.url}/cards/seti_x/state`, {
    headers: { "x-client-secret": client_secret },
  });
  expect(nowhere.status).toBe(404);
  expect((await setupState(server, setup)).body.status).toBe("requires_payment_method");
});

test("for a customer who was deleted, no card is taken any more", async () => {
  const customer = await makeCustomer(server.direct);
  const setup = await beginSetup(server.direct, customer);
  await server.direct.faststar.delete(`/public/customers/${customer}`);
  const before = await storedCards();
  expect((await typeCard(server, setup, CARDS.good)).status).toBe(409);
  expect(await storedCards()).toBe(before);
});

test("in live mode no card can be saved yet, because there is no processor", async () => {
  const key = generateApiKey(server.core.random, "secret", true);
  const { merchant_id } = server.direct.scope;
  const stored = {
    merchant_id,
    livemode: true,
    kind: "secret",
    key_hash: hashApiKey(key),
    hint: "",
  } as const;
  await insertApiKey(server.db, stored, server.clock.now());
  const faststar = faststarClient(server.url, key);
  const customer = (await faststar.post("/public/customers", { email: "a@example.com" })).body.data.id;
  const { data } = (await faststar.post(`/public/customers/${customer}/setup-intent`)).body;
  expect(data.publishable_key).toMatch(/^pk_live_/);
  const setup = { id: data.setup_intent_id, client_secret: data.client_secret };
  const before = await storedCards();
  expect((await typeCard(server, setup, CARDS.good)).status).toBe(409);
  expect(await storedCards()).toBe(before);
});
