import { describe, expect, test } from "vitest";
import type { HttpAnswer, OnerwayBody } from "../support/http.ts";
import {
  attach,
  charge,
  customerWithCard,
  makeCustomer,
  saveCard,
  typeCard,
} from "../support/saved-cards.ts";
import { useTestServer } from "../support/server.ts";
import { answerChallenge, CARDS, makePaymentMethod } from "../support/shop.ts";

const server = useTestServer();

type Answer = HttpAnswer<OnerwayBody>;

const post = (path: string, body: object = {}, headers = {}): Promise<Answer> =>
  server.direct.onerway.post(`/setup_intents${path}`, body, headers);
const get = (path: string): Promise<Answer> => server.direct.onerway.get(`/setup_intents${path}`);
const method = (number: string = CARDS.good) => makePaymentMethod(server.direct, number);
const typed = (number: string) => ({
  type: "card",
  card: { number, exp_month: 12, exp_year: 2034, cvc: "123" },
  billing_details: { name: "Ada Lovelace" },
});

async function ownerOf(payment_method: string | null): Promise<string | null> {
  return (await server.direct.onerway.get(`/payment_methods/${payment_method}`)).body.customer;
}

async function storedCards(): Promise<number> {
  return (await server.db.query("SELECT 1 FROM vault_entries WHERE forget_at IS NULL")).length;
}

test("a setup intent is made, waits for a card, and is read again", async () => {
  const customer = await makeCustomer(server.direct);
  const made = await post("", {
    customer,
    usage: "on_session",
    payment_method_types: ["card"],
    description: "Card on file",
    metadata: { user_id: "7" },
  });
  expect(made.status).toBe(200);
  expect(made.body).toMatchObject({
    id: expect.stringMatching(/^seti_[0-9A-Za-z]{22}$/),
    object: "setup_intent",
    client_secret: expect.stringContaining(`${made.body.id}_secret_`),
    customer,
    description: "Card on file",
    last_setup_error: null,
    metadata: { user_id: "7" },
    next_action: null,
    payment_method: null,
    payment_method_types: ["card"],
    status: "requires_payment_method",
    usage: "on_session",
  });
  expect((await get(`/${made.body.id}`)).body).toEqual(made.body);
});

describe("a good card is verified, and becomes the customer's", () => {
  test("given at confirmation", async () => {
    const customer = await makeCustomer(server.direct);
    const { id } = (await post("", { customer })).body;
    const payment_method = await method();
    const confirmed = await post(`/${id}/confirm`, { payment_method });
    expect(confirmed.body).toMatchObject({ status: "succeeded", payment_method, customer });
    expect(await ownerOf(payment_method)).toBe(customer);
    expect((await charge(server.direct, customer)).status).toBe(200);
  });

  test("given at the making", async () => {
    const customer = await makeCustomer(server.direct);
    const payment_method = await method();
    const made = await post("", { customer, payment_method });
    expect(made.body).toMatchObject({ status: "requires_confirmation", payment_method });
    expect(await ownerOf(payment_method)).toBeNull();
    expect((await post(`/${made.body.id}/confirm`)).body.status).toBe("succeeded");
    expect(await ownerOf(payment_method)).toBe(customer);
  });

  test("made and confirmed in one request, also as a form", async () => {
    const customer = await makeCustomer(server.direct);
    const payment_method = await method();
    const made = await server.direct.onerway.form("/setup_intents", {
      customer,
      payment_method,
      confirm: true,
      automatic_payment_methods: { enabled: true, allow_redirects: "never" },
    });
    expect(made.body).toMatchObject({ status: "succeeded", payment_method });
    expect(await ownerOf(payment_method)).toBe(customer);
  });

  test("typed into the request, at the making, at confirmation, or before it", async () => {
    const customer = await makeCustomer(server.direct);
    const payment_method_data = typed(CARDS.good);
    const at_once = await post("", { customer, payment_method_data, confirm: true });
    const { id } = (await post("", { customer })).body;
    const at_confirmation = await post(`/${id}/confirm`, { payment_method_data });
    const before = await post("", { customer, payment_method_data });
    expect(before.body.status).toBe("requires_confirmation");
    const later = await post(`/${before.body.id}/confirm`);
    for (const { body } of [at_once, at_confirmation, later]) {
      expect(body.status).toBe("succeeded");
      expect(await ownerOf(body.payment_method)).toBe(customer);
    }
  });

  test("a card that is the customer's already is verified again, and stays theirs", async () => {
    const { customer, card } = await customerWithCard(server, server.direct);
    const again = await post("", { customer, payment_method: card, confirm: true });
    expect(again.body.status).toBe("succeeded");
    expect(await ownerOf(card)).toBe(customer);
  });

  test("without a customer it is verified, and belongs to nobody", async () => {
    const payment_method = await method();
    expect((await post("", { payment_method, confirm: true })).body.status).toBe("succeeded");
    expect(await ownerOf(payment_method)).toBeNull();
  });
});

test("a declined card is a 402 with the setup intent in it, which may be confirmed again", async () => {
  const customer = await makeCustomer(server.direct);
  const cards_before = await storedCards();
  const declined = await post("", { customer, payment_method_data: typed(CARDS.declined), confirm: true });
  expect(declined.status).toBe(402);
  expect(declined.body.error).toMatchObject({
    type: "card_error",
    code: "card_declined",
    setup_intent: {
      status: "requires_payment_method",
      payment_method: null,
      last_setup_error: { code: "card_declined", type: "card_error" },
    },
  });
  expect(await storedCards()).toBe(cards_before);
  const id = declined.body.error?.setup_intent?.id;
  const stored = await method(CARDS.insufficient_funds);
  const again = await post(`/${id}/confirm`, { payment_method: stored });
  expect(again.body.error).toMatchObject({ code: "insufficient_funds" });
  // What was stored before stays, and can be looked at.
  expect((await server.direct.onerway.get(`/payment_methods/${stored}`)).status).toBe(200);
  const payment_method = await method();
  const good = await post(`/${id}/confirm`, { payment_method });
  expect(good.body).toMatchObject({ status: "succeeded", last_setup_error: null });
});

describe("a card whose bank wants the buyer", () => {
  const return_url = "https://shop.example/back?order=7";

  test("approved: the buyer comes back, and the card is the customer's", async () => {
    const customer = await makeCustomer(server.direct);
    const payment_method = await method(CARDS.challenge);
    const made = await post("", { customer, payment_method, confirm: true, return_url });
    expect(made.body).toMatchObject({ status: "requires_action", payment_method });
    expect(made.body.next_action).toMatchObject({ type: "redirect_to_url", redirect_to_url: { return_url } });
    const url = made.body.next_action?.redirect_to_url.url ?? "";
    const sent_back = await fetch(url, {
      method: "POST",
      redirect: "manual",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "result=approve",
    });
    const back = new URL(sent_back.headers.get("location") ?? "");
    expect(back.searchParams.get("order")).toBe("7");
    expect(back.searchParams.get("setup_intent")).toBe(made.body.id);
    expect(back.searchParams.get("setup_intent_client_secret")).toBe(made.body.client_secret);
    expect(back.searchParams.get("redirect_status")).toBe("succeeded");
    expect((await get(`/${made.body.id}`)).body).toMatchObject({ status: "succeeded", next_action: null });
    expect(await ownerOf(payment_method)).toBe(customer);
  });

  test("approved while the merchant changes a note: the card is the customer's all the same", async () => {
    const customer = await makeCustomer(server.direct);
    for (let round = 0; round < 6; round++) {
      const payment_method = await method(CARDS.challenge);
      const { body } = await post("", { customer, payment_method, confirm: true });
      const url = body.next_action?.redirect_to_url.url ?? "";
      const notes = [1, 2].map((note) => post(`/${body.id}`, { metadata: { note: String(note) } }));
      await Promise.all([answerChallenge(url, "approve"), ...notes]);
      expect((await get(`/${body.id}`)).body.status).toBe("succeeded");
    }
  });

  test("refused: another card may be tried, and a typed one is forgotten", async () => {
    const cards_before = await storedCards();
    const made = await post("", { payment_method_data: typed(CARDS.challenge), confirm: true });
    await answerChallenge(made.body.next_action?.redirect_to_url.url ?? "", "fail");
    const { body } = await get(`/${made.body.id}`);
    expect(body).toMatchObject({
      status: "requires_payment_method",
      payment_method: null,
      last_setup_error: { code: "setup_intent_authentication_failure" },
    });
    expect(await storedCards()).toBe(cards_before);
  });

  test("canceled meanwhile: a stored card is kept, and the approval comes too late", async () => {
    const customer = await makeCustomer(server.direct);
    const payment_method = await method(CARDS.challenge);
    const made = await post("", { customer, payment_method, confirm: true });
    const canceled = await post(`/${made.body.id}/cancel`, { cancellation_reason: "abandoned" });
    expect(canceled.body).toMatchObject({ status: "canceled", cancellation_reason: "abandoned" });
    await answerChallenge(made.body.next_action?.redirect_to_url.url ?? "", "approve");
    expect((await get(`/${made.body.id}`)).body.status).toBe("canceled");
    expect(await ownerOf(payment_method)).toBeNull();
    expect((await server.direct.onerway.get(`/payment_methods/${payment_method}`)).status).toBe(200);
  });
});

describe("a setup intent in a state in which it cannot be done", () => {
  const conflict = { type: "invalid_request_error", code: "setup_intent_unexpected_state" };

  test("is neither confirmed nor canceled again", async () => {
    const { id } = (await post("", { payment_method: await method(), confirm: true })).body;
    for (const action of ["confirm", "cancel"]) {
      const { status, body } = await post(`/${id}/${action}`);
      expect(status).toBe(400);
      expect(body.error).toMatchObject(conflict);
    }
    const changed = await post(`/${id}`, { payment_method: await method() });
    expect(changed.body.error).toMatchObject(conflict);
    // What it is called by may change always.
    expect((await post(`/${id}`, { metadata: { late: "yes" } })).body.metadata).toEqual({ late: "yes" });
  });

  test("is confirmed by one of ten who try at once", async () => {
    const { id } = (await post("", { payment_method: await method() })).body;
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(`/${id}/confirm`)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const { status, body } of answers.filter((answer) => answer.status !== 200)) {
      expect(status).toBe(400);
      expect(body.error).toMatchObject(conflict);
    }
  });

  test("is confirmed or canceled, when both are tried at once", async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = (await post("", { payment_method: await method() })).body;
      const answers = await Promise.all([post(`/${id}/confirm`), post(`/${id}/cancel`)]);
      const won = answers.filter(({ status }) => status === 200);
      expect(won).toHaveLength(1);
      expect((await get(`/${id}`)).body.status).toBe(won[0]?.body.status);
    }
  });
});

test("customer, card, description and metadata are changed, by POST and by PUT", async () => {
  const customer = await makeCustomer(server.direct);
  const { id } = (await post("", { metadata: { a: "1", b: "2" } })).body;
  const payment_method = await method();
  const changed = await post(`/${id}`, { customer, payment_method, description: "x", metadata: { a: "" } });
  expect(changed.body).toMatchObject({
    customer,
    payment_method,
    description: "x",
    metadata: { b: "2" },
    status: "requires_confirmation",
  });
  const by_put = await server.direct.onerway.put(`/setup_intents/${id}`, {
    description: null,
    metadata: null,
  });
  expect(by_put.body).toMatchObject({ description: null, metadata: {}, customer });
});

test("bad input is refused by the name of the field", async () => {
  const { customer, card } = await customerWithCard(server, server.direct);
  const other = await makeCustomer(server.direct);
  const foreign = await makeCustomer(server.mor);
  const data = typed(CARDS.good);
  const cases: [object, number, string, string][] = [
    [{ customer: "cus_nope" }, 404, "resource_missing", "customer"],
    [{ customer: foreign }, 404, "resource_missing", "customer"],
    [{ payment_method: "pm_nope" }, 404, "resource_missing", "payment_method"],
    [{ customer: other, payment_method: card }, 400, "parameter_invalid", "payment_method"],
    [{ payment_method: card, confirm: true }, 400, "parameter_invalid", "payment_method"],
    [{ customer, confirm: true }, 400, "parameter_missing", "payment_method"],
    [{ payment_method: card, payment_method_data: data }, 400, "parameter_invalid", "payment_method_data"],
    [{ payment_method_data: { type: "card" } }, 400, "parameter_missing", "payment_method_data[card]"],
    [{ payment_method_data: { type: "iban" } }, 400, "parameter_invalid", "payment_method_data[type]"],
    [
      { payment_method_data: typed("4242424242424241"), confirm: true },
      402,
      "invalid_number",
      "card[number]",
    ],
    [{ usage: "sometimes" }, 400, "parameter_invalid", "usage"],
    [{ return_url: "https://shop.example/" }, 400, "parameter_invalid", "return_url"],
    [{ return_url: "javascript:alert(1)", confirm: true }, 400, "parameter_invalid", "return_url"],
    [{ amount: 5 }, 400, "parameter_unknown", "amount"],
    [{ payment_method_types: ["iban"] }, 400, "parameter_invalid", "payment_method_types[0]"],
  ];
  for (const [body, status, code, param] of cases) {
    const answer = await post("", body);
    expect([answer.status, answer.body.error?.code, answer.body.error?.param], answer.text).toEqual([
      status,
      code,
      param,
    ]);
  }
  for (const id of ["seti_nope", "pi_1"]) {
    const answers = await Promise.all([
      get(`/${id}`),
      post(`/${id}`),
      post(`/${id}/confirm`),
      post(`/${id}/cancel`),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  }
});

test("a request that is sent again is answered as before, and makes one setup intent", async () => {
  const customer = await makeCustomer(server.direct);
  const payment_method = await method();
  const headers = { "idempotency-key": `setup-${customer}` };
  const body = { customer, payment_method, confirm: true };
  const answers = await Promise.all([post("", body, headers), post("", body, headers)]);
  const ids = new Set(answers.filter(({ status }) => status === 200).map(({ body }) => body.id));
  expect(ids.size).toBe(1);
  expect((await post("", body, headers)).body.id).toBe([...ids][0]);
  expect((await get(`?customer=${customer}`)).body.data).toHaveLength(1);
});

test("setup intents are listed by customer and by card, forwards and backwards", async () => {
  const customer = await makeCustomer(server.direct);
  const payment_method = await method();
  const ids: string[] = [];
  for (let count = 0; count < 4; count++) ids.unshift((await post("", { customer })).body.id);
  await post(`/${ids[2]}`, { payment_method });
  const list = async (query: string) => (await get(`?${query}`)).body.data.map(({ id }) => id);
  expect(await list(`customer=${customer}&limit=2`)).toEqual(ids.slice(0, 2));
  expect(await list(`customer=${customer}&starting_after=${ids[1]}`)).toEqual(ids.slice(2));
  expect(await list(`customer=${customer}&limit=1&ending_before=${ids[2]}`)).toEqual([ids[1]]);
  expect(await list(`payment_method=${payment_method}`)).toEqual([ids[2]]);
  const now = Math.floor(server.clock.now().getTime() / 1000);
  expect(await list(`customer=${customer}&created[gt]=${now + 5}`)).toEqual([]);
  expect((await get("?customer=cus_nope")).status).toBe(404);
  expect((await get("?payment_method=pm_nope")).status).toBe(404);
});

test("one made through this door is completed on FastStar's page, and one of FastStar's is seen here", async () => {
  const customer = await makeCustomer(server.direct);
  const { id, client_secret } = (await post("", { customer })).body;
  const page = await typeCard(server, { id, client_secret }, CARDS.good);
  expect(page.status).toBe(200);
  const { body } = await get(`/${id}`);
  expect(body.status).toBe("succeeded");
  expect(await ownerOf(body.payment_method)).toBe(customer);
  // Its card is the customer's already.
  expect((await attach(server.direct, customer, id)).status).toBe(409);

  const saved = await saveCard(server, server.direct, customer);
  const [latest] = (await get(`?customer=${customer}&limit=1`)).body.data;
  expect(latest).toMatchObject({ payment_method: saved, status: "succeeded", usage: "off_session" });
});

test("a request that carries a client secret has to carry the right one", async () => {
  const mine = (await post("", { payment_method: await method() })).body;
  const other = (await post("")).body;
  expect((await get(`/${mine.id}?client_secret=${mine.client_secret}`)).body.id).toBe(mine.id);
  for (const client_secret of [other.client_secret, `${mine.id}_secret_x`]) {
    expect((await get(`/${mine.id}?client_secret=${client_secret}`)).status).toBe(404);
    const refused = await post(`/${mine.id}/confirm`, { client_secret });
    expect(refused.body.error).toMatchObject({ code: "resource_missing", param: "client_secret" });
  }
  const { client_secret } = mine;
  expect((await post(`/${mine.id}/confirm`, { client_secret })).body.status).toBe("succeeded");
});

test("in test mode a card may be given by its name", async () => {
  const good = await post("", { payment_method: "pm_card_visa", confirm: true });
  expect(good.body).toMatchObject({
    status: "succeeded",
    payment_method: expect.stringMatching(/^pm_.{22}$/),
  });
});
