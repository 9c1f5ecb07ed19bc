import { expect, test, vi } from "vitest";
import type { Connector } from "../../src/connectors/connector.ts";
import { FORM_CONTENT, JSON_CONTENT, send } from "../support/http.ts";
import { charge, customerWithCard } from "../support/saved-cards.ts";
import { useTestServer } from "../support/server.ts";
import { answerChallenge, CARDS, makeIntent, makeSession, payAtCashier } from "../support/shop.ts";

const server = useTestServer();

interface Waiting {
  readonly id: string;
  readonly client_secret: string;
  readonly url: string;
}

/** A charge that waits for the buyer. */
async function waitingCharge(fields: object = {}): Promise<Waiting> {
  const { customer } = await customerWithCard(server, server.direct, CARDS.challenge);
  const { body } = await charge(server.direct, customer, fields);
  const { payment_intent_id: id, client_secret, authentication_url: url } = body.data;
  return { id, client_secret, url };
}

/** A charge whose bank has sent us away to bring the buyer. */
async function sentAway(): Promise<Waiting & { customer: string; card: string }> {
  const saved = await customerWithCard(server, server.direct, CARDS.challenge);
  const connector = server.core.connectors.choose(server.direct.scope) as Connector;
  vi.spyOn(connector, "authorize").mockResolvedValueOnce({
    kind: "declined",
    reference: null,
    code: "authentication_required",
    decline_code: null,
  });
  const { data } = (await charge(server.direct, saved.customer)).body;
  const { payment_intent_id: id, client_secret, authentication_url: url } = data;
  return { ...saved, id, client_secret, url };
}

interface State {
  readonly state: string;
  readonly challenge_url: string | null;
  readonly error?: { readonly code: string };
}

function pageCall(
  { id, client_secret }: Pick<Waiting, "id" | "client_secret">,
  action: "authenticated" | "start",
) {
  const headers = { ...JSON_CONTENT, "x-client-secret": client_secret };
  return send<State>(`${server.url}/authenticate/${id}/${action}`, { method: "POST", headers, body: "{}" });
}

function stateOf({ id, client_secret }: Pick<Waiting, "id" | "client_secret">) {
  const headers = { "x-client-secret": client_secret };
  return send<State>(`${server.url}/authenticate/${id}/state`, { headers });
}

test("the page says what is paid to whom, frames the bank, and trusts nothing but itself", async () => {
  const { url } = await waitingCharge({ description: '<b>"July" & more</b>' });
  const page = await send(url);
  expect(page.status).toBe(200);
  expect(page.text).toContain("19.99 USD");
  expect(page.text).toContain("Aurora Supply");
  expect(page.text).toContain("&lt;b&gt;&quot;July&quot; &amp; more&lt;/b&gt;");
  expect(page.text).toContain("•••• 3184");
  expect(page.text).toMatch(/data-challenge-url="[^"]+\/simulator\/challenge\//);
  const policy = page.headers.get("content-security-policy") ?? "";
  expect(policy).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
  expect(policy).not.toMatch(/unsafe/);
  expect(page.headers.get("referrer-policy")).toBe("no-referrer");
  expect(page.headers.get("cache-control")).toBe("no-store");
});

test("the page speaks the buyer's language", async () => {
  const { url } = await waitingCharge();
  const chinese = await send(url, { headers: { "accept-language": "zh-CN,zh;q=0.9,en;q=0.5" } });
  expect(chinese.text).toContain('<html lang="zh-CN">');
  expect(chinese.text).toContain("您的银行要求确认这笔付款。");
  expect((await send(`${url}&locale=en`)).text).toContain("Your bank asks you to confirm this payment.");
});

test("what the buyer does at the bank is seen on the page, and the page that is opened again says so", async () => {
  const waiting = await waitingCharge();
  const { body } = await stateOf(waiting);
  expect(body).toEqual({
    state: "challenge",
    challenge_url: expect.stringContaining("/simulator/challenge/"),
  });
  await answerChallenge(body.challenge_url ?? "", "approve");
  expect((await stateOf(waiting)).body).toEqual({ state: "succeeded", challenge_url: null });
  expect((await send(waiting.url)).text).toContain("<title>Already paid</title>");
  expect((await pageCall(waiting, "authenticated")).body.state).toBe("succeeded");
});

test("a buyer who fails has not paid, and is not asked again here", async () => {
  const waiting = await waitingCharge();
  await answerChallenge((await stateOf(waiting)).body.challenge_url ?? "", "fail");
  expect((await stateOf(waiting)).body.state).toBe("failed");
  expect((await send(waiting.url)).text).toContain("<title>The payment did not go through</title>");
  expect((await pageCall(waiting, "start")).status).toBe(409);
});

test("a canceled payment is not asked for any more", async () => {
  const waiting = await waitingCharge();
  await server.direct.onerway.post(`/payment_intents/${waiting.id}/cancel`);
  expect((await stateOf(waiting)).body.state).toBe("canceled");
  expect((await send(waiting.url)).text).toContain("<title>Payment canceled</title>");
});

test("when the bank has sent us away, the buyer begins, authenticates, and has paid with the same card", async () => {
  const waiting = await sentAway();
  expect((await stateOf(waiting)).body).toEqual({ state: "start", challenge_url: null });
  const started = await pageCall(waiting, "start");
  expect(started.body).toEqual({ state: "challenge", challenge_url: expect.any(String) });
  await answerChallenge(started.body.challenge_url ?? "", "approve");
  const { body } = await server.direct.onerway.get(`/payment_intents/${waiting.id}`);
  expect(body).toMatchObject({
    status: "succeeded",
    payment_method: waiting.card,
    customer: waiting.customer,
  });
  expect((await pageCall(waiting, "start")).status).toBe(409);
});

test("a card that was detached meanwhile cannot be paid with on the page", async () => {
  const waiting = await sentAway();
  await server.direct.faststar.delete(`/public/payment-methods/${waiting.card}`);
  const before = (await server.journal()).length;
  expect((await pageCall(waiting, "start")).status).toBe(404);
  expect((await server.journal()).length).toBe(before);
});

test("a payment opens only with its own secret, and the page gives nothing away without it", async () => {
  const waiting = await waitingCharge();
  const other = await waitingCharge();
  const { client_secret } = waiting;
  const last = client_secret.endsWith("A") ? "B" : "A";
  const wrong = ["", "x", client_secret.slice(0, -1), `${client_secret}A`, other.client_secret];
  for (const secret of [...wrong, `${client_secret.slice(0, -1)}${last}`]) {
    const opened = { ...waiting, client_secret: secret };
    const answers = [
      await stateOf(opened),
      await pageCall(opened, "authenticated"),
      await pageCall(opened, "start"),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
    const page = await send(
      `${server.url}/authenticate/${waiting.id}?client_secret=${encodeURIComponent(secret)}`,
    );
    expect(page.status).toBe(403);
    expect(page.text).toContain("<title>This link does not work</title>");
    expect(page.text).not.toContain("Aurora");
  }
  expect((await send(`${server.url}/authenticate/${waiting.id}`)).status).toBe(403);
  const nowhere = await send(`${server.url}/authenticate/pi_x?client_secret=${client_secret}`);
  expect(nowhere.status).toBe(404);
  expect(nowhere.text).toContain("There is no such payment");
  expect((await stateOf(waiting)).body.state).toBe("challenge");
});

test("a secret in the address is only for the page: the page's own calls carry it in a header", async () => {
  const { id, client_secret } = await waitingCharge();
  expect((await send(`${server.url}/authenticate/${id}/state?client_secret=${client_secret}`)).status).toBe(
    401,
  );
});

test("a payment that waits for nothing says so", async () => {
  const id = await makeIntent(server.direct);
  const { client_secret } = (await server.direct.onerway.get(`/payment_intents/${id}`)).body;
  expect((await stateOf({ id, client_secret })).body.state).toBe("nothing");
  expect((await pageCall({ id, client_secret }, "start")).status).toBe(409);
});

test("a session's payment cannot be begun again here", async () => {
  const open = await makeSession(server.direct);
  await payAtCashier(server, open, CARDS.declined);
  const session = await server.direct.faststar.get(`/public/checkout/sessions/${open.id}`);
  const id = session.body.data.session.payment_intent_id ?? "";
  const { client_secret } = (await server.direct.onerway.get(`/payment_intents/${id}`)).body;
  expect((await pageCall({ id, client_secret }, "start")).status).toBe(409);
});

test.each([
  "result=%FF",
  "result=%00",
  "__proto__[result]=approve",
  "result[a][b][c][d][e][f][g][h][i][j]=approve",
])("the bank's page refuses the form %s, and has answered nothing by it", async (form) => {
  const intent = await waitingCharge();
  const { challenge_url } = (await stateOf(intent)).body;
  const answer = await send(challenge_url ?? "", { method: "POST", body: form, headers: FORM_CONTENT });
  expect([answer.status, answer.body]).toEqual([400, { error: { code: "invalid_field" } }]);
  expect((await stateOf(intent)).body).toEqual({ state: "challenge", challenge_url });
});
