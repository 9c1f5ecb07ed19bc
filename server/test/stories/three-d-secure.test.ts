import { describe, expect, test } from "vitest";
import { DOORS } from "../support/doors.ts";
import { send } from "../support/http.ts";
import { useTestServer } from "../support/server.ts";
import {
  answerChallenge,
  CARDS,
  cashierPost,
  cashierState,
  makeIntent,
  makePaymentMethod,
  makeSession,
  payAtCashier,
} from "../support/shop.ts";

const server = useTestServer();

async function approvals(): Promise<number> {
  return (await server.journal()).filter(({ kind }) => kind === "approved").length;
}

describe.each(DOORS)("through $name", (door) => {
  async function challenged() {
    const sale = await door.open(server, server.direct);
    const tried = await sale.tryToPay(CARDS.challenge);
    expect(tried).toMatchObject({ http_status: 200, state: "requires_action" });
    expect(tried.challenge_url).toMatch(new RegExp(`^${server.url}/simulator/challenge/`));
    return { sale, challenge_url: tried.challenge_url ?? "" };
  }

  test("the bank's page names the amount and the card, and after approval the payment has succeeded", async () => {
    const { sale, challenge_url } = await challenged();
    const page = await send(challenge_url);
    expect(page.headers.get("content-type")).toMatch(/^text\/html/);
    expect(page.text).toContain("9.99 USD");
    expect(page.text).toContain("3184");
    expect(page.text).not.toContain(CARDS.challenge);
    expect(await sale.look()).toMatchObject({ state: "requires_action" });
    expect((await answerChallenge(challenge_url, "approve")).status).toBe(200);
    expect(await sale.look()).toEqual({ state: "succeeded", code: undefined });
  });

  test("a buyer who fails can try again, with the same card or with another", async () => {
    const { sale, challenge_url } = await challenged();
    await answerChallenge(challenge_url, "fail");
    const code = door.authentication_failure;
    expect(await sale.look()).toEqual({ state: "unpaid", code });
    expect(await sale.tryToPay(CARDS.challenge)).toMatchObject({ state: "requires_action" });
    expect(await sale.tryToPay(CARDS.good)).toMatchObject({ state: "succeeded" });
  });

  test("approving twice, or after failing, pays no second time", async () => {
    const before = await approvals();
    const approved = await challenged();
    await answerChallenge(approved.challenge_url, "approve");
    await answerChallenge(approved.challenge_url, "approve");
    await answerChallenge(approved.challenge_url, "fail");
    expect(await approved.sale.look()).toMatchObject({ state: "succeeded" });
    const failed = await challenged();
    await answerChallenge(failed.challenge_url, "fail");
    await answerChallenge(failed.challenge_url, "approve");
    expect(await failed.sale.look()).toMatchObject({ state: "unpaid" });
    expect(await approvals()).toBe(before + 1);
  });

  test("who takes another card leaves the open challenge behind for good", async () => {
    const before = await approvals();
    const { sale, challenge_url } = await challenged();
    expect(await sale.tryToPay(CARDS.good)).toMatchObject({ http_status: 200, state: "succeeded" });
    await answerChallenge(challenge_url, "approve");
    expect(await approvals()).toBe(before + 1);
  });

  test("the issuer may still decline a buyer who has authenticated", async () => {
    const sale = await door.open(server, server.direct);
    const { challenge_url } = await sale.tryToPay("4000008260003178");
    await answerChallenge(challenge_url ?? "", "approve");
    expect(await sale.look()).toEqual({ state: "unpaid", code: "insufficient_funds" });
  });
});

async function challengedIntent(fields: object = {}) {
  const payment_method = await makePaymentMethod(server.direct, CARDS.challenge);
  const id = await makeIntent(server.direct, fields);
  const path = `/payment_intents/${id}/confirm`;
  const { body } = await server.direct.onerway.post(
    path,
    { payment_method },
    { "idempotency-key": `first-${id}` },
  );
  return { id, path, payment_method, challenge_url: body.next_action?.redirect_to_url.url ?? "" };
}

test("Onerway says where the buyer has to go, and the buyer comes back to the shop", async () => {
  const payment_method = await makePaymentMethod(server.direct, CARDS.challenge);
  const id = await makeIntent(server.direct);
  const return_url = "https://yoursite.com/back?order=1";
  const { body } = await server.direct.onerway.post(`/payment_intents/${id}/confirm`, {
    payment_method,
    return_url,
  });
  expect(body).toMatchObject({
    status: "requires_action",
    next_action: { type: "redirect_to_url", redirect_to_url: { url: expect.any(String), return_url } },
  });
  const returned = await answerChallenge(body.next_action?.redirect_to_url.url ?? "", "approve");
  expect(returned.status).toBe(303);
  const back = new URL(returned.headers.get("location") ?? "");
  expect(back.origin).toBe("https://yoursite.com");
  expect(Object.fromEntries(back.searchParams)).toEqual({
    order: "1",
    payment_intent: id,
    payment_intent_client_secret: body.client_secret,
  });
});

test("asking again with the same key while the buyer authenticates leaves the challenge as it is", async () => {
  const { id, path, payment_method, challenge_url } = await challengedIntent();
  const again = await server.direct.onerway.post(
    path,
    { payment_method },
    { "idempotency-key": `first-${id}` },
  );
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  expect(again.body.status).toBe("requires_action");
  await answerChallenge(challenge_url, "approve");
  expect((await server.direct.onerway.get(`/payment_intents/${id}`)).body.status).toBe("succeeded");
});

test("a request that is refused leaves an open challenge as it is", async () => {
  const { id, path, challenge_url } = await challengedIntent();
  const { onerway } = server.direct;
  const used = { "idempotency-key": `first-${id}` };
  const refusals = [
    await onerway.post(path, { payment_method: "pm_0000000000000000000000" }),
    await onerway.post(path, { payment_method: await makePaymentMethod(server.direct, CARDS.good) }, used),
    await onerway.post(`/payment_intents/${id}/cancel`, {}, used),
  ];
  expect(refusals.map(({ status }) => status)).toEqual([404, 400, 400]);
  await answerChallenge(challenge_url, "approve");
  expect((await onerway.get(`/payment_intents/${id}`)).body.status).toBe("succeeded");
});

test("confirming again without naming a card starts the same card's challenge anew", async () => {
  const { id, path, payment_method, challenge_url } = await challengedIntent();
  const { body } = await server.direct.onerway.post(path);
  expect(body).toMatchObject({ status: "requires_action", payment_method });
  const fresh_url = body.next_action?.redirect_to_url.url ?? "";
  expect(fresh_url).not.toBe(challenge_url);
  await answerChallenge(challenge_url, "approve");
  expect((await server.direct.onerway.get(`/payment_intents/${id}`)).body.status).toBe("requires_action");
  await answerChallenge(fresh_url, "approve");
  expect((await server.direct.onerway.get(`/payment_intents/${id}`)).body.status).toBe("succeeded");
});

test("a payment that waits for the buyer can be canceled, and then approval comes too late", async () => {
  const { id, challenge_url } = await challengedIntent();
  const canceled = await server.direct.onerway.post(`/payment_intents/${id}/cancel`);
  expect(canceled.body).toMatchObject({ status: "canceled", next_action: null });
  const before = await approvals();
  await answerChallenge(challenge_url, "approve");
  expect((await server.direct.onerway.get(`/payment_intents/${id}`)).body.status).toBe("canceled");
  expect(await approvals()).toBe(before);
});

test("a session whose buyer is away at the bank can expire, and then approval comes too late", async () => {
  const open = await makeSession(server.mor);
  const { body } = await payAtCashier(server, open, CARDS.challenge);
  const expired = await server.mor.faststar.post(`/public/checkout/sessions/${open.id}/expire`);
  expect(expired.body.data.session).toMatchObject({ status: "expired", payment_status: "unpaid" });
  const before = await approvals();
  await answerChallenge(body.payment.challenge_url ?? "", "approve");
  expect((await cashierState(server, open)).body).toMatchObject({
    status: "expired",
    payment_status: "unpaid",
  });
  expect(await approvals()).toBe(before);
});

test("a buyer who closes the bank's window has not authenticated, and may try again", async () => {
  const open = await makeSession(server.mor);
  await payAtCashier(server, open, CARDS.challenge);
  const closed = await cashierPost(server, open, "authenticated", { closed: true });
  expect(closed.status).toBe(200);
  expect(closed.body.payment).toEqual({
    state: "none",
    challenge_url: null,
    last_error: { code: "authentication_failed" },
  });
  expect((await payAtCashier(server, open, CARDS.good)).body.status).toBe("complete");
});

test("an address of the bank's page that was made up leads nowhere", async () => {
  const { id, challenge_url } = await challengedIntent();
  const made_up = `${challenge_url.slice(0, -1)}${challenge_url.endsWith("A") ? "B" : "A"}`;
  expect((await send(made_up)).text).not.toContain("20.00 USD");
  await answerChallenge(made_up, "approve");
  expect((await server.direct.onerway.get(`/payment_intents/${id}`)).body.status).toBe("requires_action");
});
