import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { type HttpAnswer, JSON_CONTENT, type OnerwayBody, send } from "../support/http.ts";
import { beginSetup, makeCustomer, typedCard } from "../support/saved-cards.ts";
import { startBeside, type TestServer, useTestServer } from "../support/server.ts";
import {
  answerChallenge,
  CARDS,
  type CashierBody,
  cashierPost,
  makeSession,
  type OpenSession,
  payment,
} from "../support/shop.ts";

const LIMITS = { address: 5, card: 3, payment: 2, counts_test_cards: true } as const;
const server = useTestServer({ velocity_limits: LIMITS, without_worker: true });

/** An address on the Internet that nobody has come from before. */
let last_address = 0;
const newAddress = () => `93.184.${Math.floor(++last_address / 250)}.${(last_address % 250) + 1}`;

/** Test mode declines every number that is no test card, so there is a new card to test for ever. */
let last_card = 0;
function newCard(): string {
  const digits = `430000${String(++last_card).padStart(9, "0")}`;
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

type Where = Pick<TestServer, "url">;

function payFrom(
  address: string,
  open: OpenSession,
  number: string,
  { at = server as Where, fields = {} } = {},
): Promise<HttpAnswer<CashierBody>> {
  return send(`${at.url}/checkout/${open.id}/pay`, {
    method: "POST",
    headers: { ...JSON_CONTENT, "x-session-token": open.token, "x-forwarded-for": address },
    body: JSON.stringify(payment(open, number, fields)),
  });
}

/** What a page with the merchant's publishable key asks for. */
function pageFrom(
  address: string,
  path: string,
  body: object,
  { at = server as Where, headers = {} } = {},
): Promise<HttpAnswer<OnerwayBody>> {
  const key = { authorization: `Bearer ${server.direct.publishable_key}`, "x-forwarded-for": address };
  const request = {
    method: "POST",
    headers: { ...JSON_CONTENT, ...key, ...headers },
    body: JSON.stringify(body),
  };
  return send(`${at.url}/v1${path}`, request);
}

async function handOver(kind: "payment_intents" | "setup_intents") {
  const fields = kind === "payment_intents" ? { amount: 2000, currency: "usd" } : {};
  const { body } = await server.direct.onerway.post(`/${kind}`, fields);
  return { path: `/${kind}/${body.id}/confirm`, client_secret: body.client_secret };
}

const cardData = (number: string) => ({
  type: "card",
  card: { number, exp_month: 12, exp_year: 2034, cvc: "123" },
});

interface Tried {
  readonly status: number;
  readonly headers: Headers;
}

/** Both doors: a try to pay something new with a card, from an address. */
const DOORS: readonly {
  readonly name: string;
  readonly tryNew: (address: string, number: string) => Promise<Tried>;
}[] = [
  {
    name: "the cashier",
    tryNew: async (address, number) => payFrom(address, await makeSession(server.direct), number),
  },
  {
    name: "a page that confirms payment intents",
    async tryNew(address, number) {
      const { path, client_secret } = await handOver("payment_intents");
      return pageFrom(address, path, { client_secret, payment_method_data: cardData(number) });
    },
  },
  {
    name: "a page that confirms setup intents",
    async tryNew(address, number) {
      const { path, client_secret } = await handOver("setup_intents");
      return pageFrom(address, path, { client_secret, payment_method_data: cardData(number) });
    },
  },
  {
    name: "the page on which a card is saved",
    async tryNew(address, number) {
      const { id, client_secret } = await beginSetup(server.direct, await makeCustomer(server.direct));
      return send(`${server.url}/cards/${id}/confirm`, {
        method: "POST",
        headers: { ...JSON_CONTENT, "x-client-secret": client_secret, "x-forwarded-for": address },
        body: JSON.stringify(typedCard(number)),
      });
    },
  },
];

async function statusesOf(tries: readonly (() => Promise<Tried>)[]): Promise<number[]> {
  const statuses: number[] = [];
  for (const attempt of tries) statuses.push((await attempt()).status);
  return statuses;
}

const counted = () => server.db.query("SELECT FROM velocity_counters").then(({ length }) => length);

const times = <T>(count: number, make: () => T) => Array.from({ length: count }, make);

test.each(DOORS)(
  "at $name, whoever tests one card after the other is stopped by address, and nobody else is",
  async ({ tryNew }) => {
    const address = newAddress();
    const tries = times(5, () => () => tryNew(address, newCard()));
    expect(await statusesOf(tries)).toEqual([402, 402, 402, 402, 402]);
    const refused = await tryNew(address, newCard());
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(1);
    expect(Number(refused.headers.get("retry-after"))).toBeLessThanOrEqual(1_200);
    expect((await tryNew(address, CARDS.good)).status).toBe(429);
    expect((await tryNew(newAddress(), CARDS.good)).status).toBe(200);
  },
);

test.each(DOORS)(
  "at $name, one card is not tried for ever, however many addresses it comes from",
  async ({ tryNew }) => {
    const number = newCard();
    const tries = times(4, () => () => tryNew(newAddress(), number));
    expect(await statusesOf(tries)).toEqual([402, 402, 402, 429]);
    expect((await tryNew(newAddress(), CARDS.good)).status).toBe(200);
  },
);

test("one checkout session is not a place to test cards at, whatever card and whatever address", async () => {
  const open = await makeSession(server.direct);
  const tries = times(2, () => () => payFrom(newAddress(), open, newCard()));
  expect(await statusesOf(tries)).toEqual([402, 402]);
  const refused = await payFrom(newAddress(), open, CARDS.good);
  expect(refused.status).toBe(429);
  // The page has this word for the buyer, in both languages.
  expect(refused.body.error).toEqual({ code: "rate_limited" });
});

test("nor is one intent, and the page is told in words for the buyer when to come back", async () => {
  const { path, client_secret } = await handOver("payment_intents");
  const attempt = () =>
    pageFrom(newAddress(), path, { client_secret, payment_method_data: cardData(newCard()) });
  expect(await statusesOf([attempt, attempt])).toEqual([402, 402]);
  const refused = await attempt();
  expect(refused.body.error).toMatchObject({ type: "rate_limit_error", code: "rate_limit" });
  expect(refused.body.error?.message).toMatch(
    /^This payment has been tried too often\. Try again in \d+ seconds\.$/,
  );
  // The merchant's own server pays it still.
  const payment_method_data = cardData(CARDS.good);
  expect((await server.direct.onerway.post(path, { payment_method_data })).status).toBe(200);
});

test("putting cards into the vault is counted as well", async () => {
  const address = newAddress();
  const body = () => cardData(newCard());
  const statuses = await statusesOf(times(45, () => () => pageFrom(address, "/payment_methods", body())));
  // Each as a tenth of a decline; the last places are kept free for a try that may be declined.
  expect(statuses.filter((status) => status === 200)).toHaveLength(41);
  expect(statuses.at(-1)).toBe(429);
});

test("many tries at the same moment get no further than one after the other, at two servers together", async () => {
  const beside = await startBeside(server);
  const address = newAddress();
  const opened = await Promise.all(times(30, () => makeSession(server.direct)));
  const answers = await Promise.all(
    opened.map((open, index) => payFrom(address, open, newCard(), { at: index % 2 === 0 ? server : beside })),
  );
  const declined = answers.filter(({ status }) => status === 402);
  expect(declined).toHaveLength(5);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(25);
  await beside.stop();
});

test("many buyers behind one address go on paying, because what is paid hardly counts", async () => {
  const address = newAddress();
  // Three times as many as there may be declines; one in between is nothing to worry about either.
  for (let count = 0; count < 15; count++) {
    expect((await payFrom(address, await makeSession(server.mor), CARDS.good)).status).toBe(200);
    if (count === 7)
      expect((await payFrom(address, await makeSession(server.mor), newCard())).status).toBe(402);
  }
});

test("when some time has passed it can be tried again", async () => {
  const number = newCard();
  const tries = () => times(4, () => () => DOORS[0]?.tryNew(newAddress(), number) as Promise<Tried>);
  expect(await statusesOf(tries())).toEqual([402, 402, 402, 429]);
  server.clock.advance(2 * 60 * 60_000);
  expect(await statusesOf(tries())).toEqual([402, 402, 402, 429]);
});

test("a repeated request is answered as it was, also when no more is let in, and counts for nothing", async () => {
  const { path, client_secret } = await handOver("payment_intents");
  const headers = { "idempotency-key": randomUUID() };
  const body = { client_secret, payment_method_data: cardData(newCard()) };
  const first = await pageFrom(newAddress(), path, body, { headers });
  expect(first.status).toBe(402);
  const again = () => pageFrom(newAddress(), path, body, { headers });
  for (const { status, text } of await Promise.all([again(), again()]))
    expect({ status, text }).toEqual({ status: 402, text: first.text });
  const other = () => pageFrom(newAddress(), path, { ...body, payment_method_data: cardData(newCard()) });
  expect(await statusesOf([other, other])).toEqual([402, 429]);
  expect(await again()).toMatchObject({ status: 402, text: first.text });
});

test("a merchant's own server is never held up, and nothing is counted for it", async () => {
  const before = await counted();
  const number = newCard();
  const tries = times(
    12,
    () => () =>
      server.direct.onerway.post("/payment_intents", {
        amount: 2000,
        currency: "usd",
        confirm: true,
        payment_method_data: cardData(number),
      }),
  );
  expect(new Set(await statusesOf(tries))).toEqual(new Set([402]));
  expect(await counted()).toBe(before);
});

test("a proxy that does not tell who asks is not taken for a card tester", async () => {
  const tries = times(8, () => async () => {
    const open = await makeSession(server.direct);
    return payFrom("10.1.2.3", open, newCard());
  });
  expect(new Set(await statusesOf(tries))).toEqual(new Set([402]));
});

/** Cards whose banks ask the buyer. The last one is declined even when the buyer has answered well. */
const ASKING = [
  CARDS.challenge,
  "4000000000003220",
  "4000008400000027",
  "4000000000003063",
  "4000008405600003",
];
const ASKING_THEN_DECLINING = "4000008400001629";

/** Tries to pay with a card whose bank asks, and answers the bank from the same address. */
async function challengeFrom(
  address: string,
  open: OpenSession,
  number: string,
  result: "approve" | "fail",
): Promise<number> {
  const { status, body } = await payFrom(address, open, number);
  if (status !== 200) return status;
  const answered = await answerChallenge(body.payment.challenge_url ?? "", result, {
    "x-forwarded-for": address,
  });
  // Whoever answers twice, or tells of it at the page as well, is counted once.
  await cashierPost(server, open, "authenticated", {});
  return answered.status;
}

test("whoever fails one bank's challenge after the other is stopped by address", async () => {
  const address = newAddress();
  for (const number of ASKING) {
    const open = await makeSession(server.direct);
    expect(await challengeFrom(address, open, number, "fail")).toBe(200);
  }
  expect(await challengeFrom(address, await makeSession(server.direct), newCard(), "fail")).toBe(429);
});

test("a card that is declined after its challenge is not tried for ever", async () => {
  const attempt = async () =>
    challengeFrom(newAddress(), await makeSession(server.mor), ASKING_THEN_DECLINING, "approve");
  expect([await attempt(), await attempt(), await attempt(), await attempt()]).toEqual([200, 200, 200, 429]);
});

test("one session is not a place to fail challenges at", async () => {
  const open = await makeSession(server.mor);
  const attempt = (number = "") => challengeFrom(newAddress(), open, number, "fail");
  expect([await attempt(ASKING[1]), await attempt(ASKING[2]), await attempt(ASKING[3])]).toEqual([
    200, 200, 429,
  ]);
});

test("a challenge that is passed does not count as a decline", async () => {
  const address = newAddress();
  for (let count = 0; count < 7; count++) {
    const open = await makeSession(server.mor);
    expect(await challengeFrom(address, open, ASKING[4] ?? "", "approve")).toBe(200);
  }
});

test("a card that is to be saved is not tried for ever either, when its challenge fails", async () => {
  const setup = await beginSetup(server.direct, await makeCustomer(server.direct));
  const confirm = () =>
    send<{ challenge_url: string }>(`${server.url}/cards/${setup.id}/confirm`, {
      method: "POST",
      headers: {
        ...JSON_CONTENT,
        "x-client-secret": setup.client_secret,
        "x-forwarded-for": newAddress(),
      },
      body: JSON.stringify(typedCard("4000002500003155")),
    });
  for (let count = 0; count < 2; count++) {
    const { status, body } = await confirm();
    expect(status).toBe(200);
    await answerChallenge(body.challenge_url, "fail");
  }
  expect((await confirm()).status).toBe(429);
});

test("the database holds neither addresses nor numbers", async () => {
  const address = newAddress();
  const number = newCard();
  await payFrom(address, await makeSession(server.direct), number);
  const rows = JSON.stringify(await server.db.query("SELECT * FROM velocity_counters"));
  expect(rows).not.toContain(address);
  expect(rows).not.toContain(number);
});

test("an operator sees what was tried and what was refused, and is warned about a merchant whose cards are tested", async () => {
  for (let count = 0; count < 60; count++) {
    await payFrom(newAddress(), await makeSession(server.mor), newCard());
  }
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  expect(metrics).toMatch(/^starway_card_tries_total [1-9]\d*$/m);
  expect(metrics).toMatch(/^starway_card_tries_declined_total [1-9]\d*$/m);
  for (const kind of ["address", "card", "payment"]) {
    expect(metrics).toMatch(
      new RegExp(`^starway_card_tries_refused_total\\{counted_by="${kind}"\\} [1-9]`, "m"),
    );
  }
  expect(metrics).toMatch(/^starway_card_testing_suspected_total [1-9]/m);
  const warning = server.log_lines.find(
    (line) => line.includes("cards may be being tested") && line.includes(server.mor.scope.merchant_id),
  );
  expect(warning).toBeDefined();
});
