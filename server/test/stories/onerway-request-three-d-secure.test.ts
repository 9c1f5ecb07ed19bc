import { describe, expect, test } from "vitest";
import { capture } from "../support/captures.ts";
import {
  DISPUTE_CARDS,
  DISPUTE_STEP_MS,
  disputesOf,
  untilDisputed,
  untilWarned,
  workOnDisputes,
} from "../support/disputes.ts";
import { type OnerwayBody, onerwayClient } from "../support/http.ts";
import { refund, SLOW_REFUND_CARDS } from "../support/refunds.ts";
import { customerWithCard } from "../support/saved-cards.ts";
import { useTestServer } from "../support/server.ts";
import {
  answerChallenge,
  CARDS,
  cardData,
  makeIntent,
  makePaymentMethod,
  payIntent,
} from "../support/shop.ts";

const server = useTestServer();

const asking = (request_three_d_secure: string) => ({
  payment_method_options: { card: { request_three_d_secure } },
});

async function approve(body: OnerwayBody): Promise<void> {
  expect(body.status).toBe("requires_action");
  await answerChallenge(body.next_action?.redirect_to_url.url ?? "", "approve");
}

async function statusOf(id: string): Promise<string> {
  return (await server.direct.onerway.get(`/payment_intents/${id}`)).body.status;
}

/** Pays with a card whose buyer the merchant wants to authenticate, and who does. Answers the payment's id. */
async function paidAuthenticated(number: string, fields: object = {}): Promise<string> {
  const { body } = await payIntent(server.direct, number, { ...asking("any"), ...fields });
  await approve(body);
  return body.id;
}

describe.each(["any", "challenge"])("a merchant who asks for authentication (%s)", (wish) => {
  test("when the payment is made has the buyer asked, and paid", async () => {
    const { status, body } = await server.direct.onerway.form("/payment_intents", {
      amount: 2000,
      currency: "usd",
      payment_method_data: cardData(CARDS.good),
      confirm: true,
      ...asking(wish),
    });
    expect(status).toBe(200);
    expect(body).toMatchObject(asking(wish));
    await approve(body);
    expect(await statusOf(body.id)).toBe("succeeded");
  });

  test("some time before the payment is confirmed is heeded then", async () => {
    const { body } = await payIntent(server.direct, CARDS.good, asking(wish));
    expect(body).toMatchObject({ status: "requires_action", ...asking(wish) });
  });

  test("in a change of the payment, or takes it back", async () => {
    const { onerway } = server.direct;
    const id = await makeIntent(server.direct);
    const payment_method = await makePaymentMethod(server.direct, CARDS.good);
    expect((await onerway.post(`/payment_intents/${id}`, asking(wish))).body).toMatchObject(asking(wish));
    const kept = await onerway.post(`/payment_intents/${id}`, { description: "Two mugs" });
    expect(kept.body).toMatchObject(asking(wish));
    const taken_back = await onerway.put(`/payment_intents/${id}`, asking("automatic"));
    expect(taken_back.body).toMatchObject({ payment_method_options: {} });
    expect((await onerway.post(`/payment_intents/${id}/confirm`, { payment_method })).body.status).toBe(
      "succeeded",
    );
  });

  test("with the confirmation, also against what was said before", async () => {
    const { onerway } = server.direct;
    const payment_method = await makePaymentMethod(server.direct, CARDS.good);
    const confirm = async (made: object, said: object) => {
      const id = await makeIntent(server.direct, made);
      const path = `/payment_intents/${id}/confirm`;
      return (await onerway.post(path, { payment_method, ...said })).body.status;
    };
    expect(await confirm({}, asking(wish))).toBe("requires_action");
    expect(await confirm(asking("automatic"), asking(wish))).toBe("requires_action");
    expect(await confirm(asking(wish), asking("automatic"))).toBe("succeeded");
  });
});

describe("when the buyer is to authenticate", () => {
  test("a buyer who does not has not paid", async () => {
    const { body } = await payIntent(server.direct, CARDS.good, asking("any"));
    await answerChallenge(body.next_action?.redirect_to_url.url ?? "", "fail");
    expect((await server.direct.onerway.get(`/payment_intents/${body.id}`)).body).toMatchObject({
      status: "requires_payment_method",
      last_payment_error: { code: "payment_intent_authentication_failure" },
    });
  });

  test.each([
    ["a card that could be authenticated", "4000000000003055", "requires_action"],
    ["a Mastercard", "5555555555554444", "requires_action"],
    ["a card that asks at every payment", CARDS.challenge, "requires_action"],
    ["a card that cannot be authenticated", "378282246310005", "succeeded"],
    ["a card that is authenticated without the buyer noticing", "4000000032200000", "succeeded"],
  ])("%s is %s", async (_name, number, status) => {
    expect((await payIntent(server.direct, number, asking("any"))).body.status).toBe(status);
  });

  test.each([
    ["4000000000003097", "processing_error", null],
    ["4000008400001280", "card_declined", "generic_decline"],
  ])("%s, whose authentication comes to grief, is declined", async (number, code, decline_code) => {
    const { status, body } = await payIntent(server.direct, number, asking("any"));
    expect(status).toBe(402);
    expect(body.error).toMatchObject({ code, ...(decline_code !== null && { decline_code }) });
  });

  test("a card without funds is declined after that", async () => {
    const id = await paidAuthenticated(CARDS.insufficient_funds);
    expect((await server.direct.onerway.get(`/payment_intents/${id}`)).body).toMatchObject({
      status: "requires_payment_method",
      last_payment_error: { decline_code: "insufficient_funds" },
    });
  });

  test("nobody is asked who is not there, and nobody waits who cannot be asked", async () => {
    const { onerway } = server.direct;
    const { customer, card: payment_method } = await customerWithCard(server, server.direct);
    const charge = { amount: 2000, currency: "usd", customer, payment_method, confirm: true };
    const off_session = await onerway.post("/payment_intents", {
      ...charge,
      off_session: true,
      ...asking("any"),
    });
    expect(off_session.body.status).toBe("succeeded");
    const impatient = { ...charge, error_on_requires_action: true, ...asking("any") };
    const declined = await onerway.post("/payment_intents", impatient);
    expect(declined).toMatchObject({ status: 402, body: { error: { code: "authentication_required" } } });
  });

  test("what the bank finds of the card, and how its refunds go, stays the same", async () => {
    const checked = await paidAuthenticated("4000000000000101");
    const { body } = await server.direct.onerway.get(`/charges?payment_intent=${checked}`);
    expect(body.data).toMatchObject([
      { payment_method_details: { card: { checks: { cvc_check: "fail" } } } },
    ]);
    const slow = await paidAuthenticated(SLOW_REFUND_CARDS.succeeds_later);
    expect((await refund(server.direct, slow)).body.data).toMatchObject({ status: "pending" });
  });
});

/** What the last charge of a payment says of its authentication. */
async function authenticationOf(id: string): Promise<unknown> {
  const { body } = await server.direct.onerway.get(`/charges?payment_intent=${id}&limit=1`);
  const [charge] = body.data as unknown as {
    payment_method_details: { card: { three_d_secure: unknown } };
  }[];
  return charge?.payment_method_details.card.three_d_secure;
}

describe("the charge says what came of the authentication", () => {
  const asked = async (number: string, fields: object = {}) =>
    (await payIntent(server.direct, number, fields)).body;
  const answer = (body: OnerwayBody, result: "approve" | "fail") =>
    answerChallenge(body.next_action?.redirect_to_url.url ?? "", result);

  test("when the bank asks, and when the merchant does, for money that is taken or kept", async () => {
    for (const [number, fields] of [
      [CARDS.challenge, {}],
      [CARDS.good, asking("any")],
      [CARDS.good, { ...asking("challenge"), capture_method: "manual" }],
      [CARDS.insufficient_funds, asking("any")],
    ] as const) {
      const body = await asked(number, fields);
      expect(await authenticationOf(body.id)).toBeNull();
      await answer(body, "approve");
      const authenticated = { authentication_flow: "challenge", result: "authenticated" };
      expect(await authenticationOf(body.id)).toEqual(authenticated);
    }
    const failed = await asked(CARDS.challenge);
    await answer(failed, "fail");
    expect(await authenticationOf(failed.id)).toEqual({ authentication_flow: "challenge", result: "failed" });
  });

  test("when the buyer has not noticed, and when there was none", async () => {
    const unnoticed = await asked("4000000032200000");
    expect(await authenticationOf(unnoticed.id)).toEqual({
      authentication_flow: "frictionless",
      result: "authenticated",
    });
    expect(await authenticationOf((await asked(CARDS.good)).id)).toBeNull();
    expect(await authenticationOf((await asked("378282246310005", asking("any"))).id)).toBeNull();
  });
});

describe("a buyer who has authenticated", () => {
  test("cannot say that it was somebody else, and can say that nothing has come", async () => {
    const shielded = await paidAuthenticated(DISPUTE_CARDS.fraudulent);
    const not_received = await paidAuthenticated(DISPUTE_CARDS.not_received);
    const [dispute] = await untilDisputed(server, server.direct, not_received);
    expect(dispute).toMatchObject({ amount: 2000, status: "needs_response", reason: "product_not_received" });
    server.clock.advance(DISPUTE_STEP_MS);
    await workOnDisputes(server);
    expect(await disputesOf(server.direct, shielded)).toEqual([]);
    expect((await refund(server.direct, shielded)).body.data).toMatchObject({ status: "succeeded" });
  });

  test("disputes what is captured later only after its capture", async () => {
    const manual = { capture_method: "manual" };
    const shielded = await paidAuthenticated(DISPUTE_CARDS.fraudulent, manual);
    const not_received = await paidAuthenticated(DISPUTE_CARDS.not_received, manual);
    server.clock.advance(DISPUTE_STEP_MS);
    await workOnDisputes(server);
    expect(await disputesOf(server.direct, not_received)).toEqual([]);
    for (const id of [shielded, not_received]) await capture(server.direct, id, { amount_to_capture: 700 });
    const [dispute] = await untilDisputed(server, server.direct, not_received);
    expect(dispute).toMatchObject({ amount: 700 });
    expect(await disputesOf(server.direct, shielded)).toEqual([]);
  });

  test.each([
    ["an inquiry", DISPUTE_CARDS.inquiry, 1],
    ["several disputes", DISPUTE_CARDS.several, 1],
    ["a dispute in spite of earlier payments", "4000000404000038", 1],
  ])("is not kept from %s", async (_name, number, count) => {
    const id = await paidAuthenticated(number);
    expect(await untilDisputed(server, server.direct, id, count)).toHaveLength(count);
  });

  test("may still be taken for somebody else by their bank", async () => {
    const id = await paidAuthenticated(DISPUTE_CARDS.only_warned_of);
    expect(await untilWarned(server, server.direct, id)).toMatchObject({ actionable: true });
  });

  test("and one who was not asked disputes as before", async () => {
    const { body } = await payIntent(server.direct, DISPUTE_CARDS.fraudulent, asking("automatic"));
    const [dispute] = await untilDisputed(server, server.direct, body.id);
    expect(dispute).toMatchObject({ reason: "fraudulent", status: "needs_response" });
  });
});

test("a page in the buyer's browser can ask for authentication, and cannot ask it away", async () => {
  const page = onerwayClient(server.url, server.direct.publishable_key);
  const confirm = async (made: object, said: object) => {
    const { body } = await server.direct.onerway.post("/payment_intents", {
      amount: 2000,
      currency: "usd",
      ...made,
    });
    const { id, client_secret } = body;
    const payment = { client_secret, payment_method_data: cardData(CARDS.good), ...said };
    return (await page.form(`/payment_intents/${id}/confirm`, payment)).body.status;
  };
  expect(await confirm({}, asking("any"))).toBe("requires_action");
  expect(await confirm(asking("any"), asking("automatic"))).toBe("requires_action");
  expect(await confirm({}, asking("automatic"))).toBe("succeeded");
});

test.each([
  [asking("sometimes"), "payment_method_options[card][request_three_d_secure]"],
  [
    { payment_method_options: { card: { installments: { enabled: true } } } },
    "payment_method_options[card][installments]",
  ],
  [{ payment_method_options: { card: "any" } }, "payment_method_options[card]"],
  [{ payment_method_options: { bank: {} } }, "payment_method_options[bank]"],
])("%j is refused wherever it is said", async (fields, param) => {
  const { onerway } = server.direct;
  const id = await makeIntent(server.direct);
  const refused = { status: 400, body: { error: { type: "invalid_request_error", param } } };
  expect(await onerway.post("/payment_intents", { amount: 2000, currency: "usd", ...fields })).toMatchObject(
    refused,
  );
  expect(await onerway.post(`/payment_intents/${id}`, fields)).toMatchObject(refused);
  expect(await onerway.post(`/payment_intents/${id}/confirm`, fields)).toMatchObject(refused);
});

test("what has been paid cannot be authenticated afterwards, and what client libraries say routinely is no harm", async () => {
  const { onerway } = server.direct;
  const { id } = (await payIntent(server.direct, CARDS.good)).body;
  const late = await onerway.post(`/payment_intents/${id}`, asking("any"));
  expect(late).toMatchObject({ status: 400, body: { error: { code: "payment_intent_unexpected_state" } } });
  const routine = await onerway.post(`/payment_intents/${id}`, asking("automatic"));
  expect(routine).toMatchObject({ status: 200, body: { status: "succeeded" } });
});
