import { expect, test, vi } from "vitest";
import type { Connector } from "../../src/connectors/connector.ts";
import { completeAuthentication } from "../../src/core/payments/attempts/complete-authentication.ts";
import { parseId } from "../../src/kit/ids.ts";
import { useTestServer } from "../support/server.ts";
import { answerChallenge, CARDS, makePaymentMethod, payIntent } from "../support/shop.ts";
import { holdAcquirer } from "../support/slow-acquirer.ts";

const server = useTestServer();

async function challengedIntent(): Promise<{ id: string; page: string }> {
  const { body } = await payIntent(server.direct, CARDS.challenge);
  return { id: body.id, page: body.next_action?.redirect_to_url.url ?? "" };
}

async function tryAgain(id: string) {
  const payment_method = await makePaymentMethod(server.direct, CARDS.challenge);
  return server.direct.onerway.post(`/payment_intents/${id}/confirm`, { payment_method });
}

/** What the acquirer has taken for a payment, in all attempts together. */
async function timesCharged(id: string): Promise<number> {
  const attempts = await server.db.query<{ id: string }>(
    "SELECT id FROM payment_attempts WHERE payment_intent_id = $1",
    [parseId("payment_intent", id)],
  );
  const records = await server.journal();
  return attempts.filter((attempt) =>
    records.some(({ reference, kind }) => reference === attempt.id && kind === "approved"),
  ).length;
}

test("a buyer who tries again while the processor cannot be asked is not charged by both attempts", async () => {
  const { id, page } = await challengedIntent();
  const connector = server.core.connectors.choose(server.direct.scope) as Connector;
  vi.spyOn(connector, "lookup").mockResolvedValueOnce({ kind: "unknown", reason: "not reached" });
  const refused = await tryAgain(id);
  expect(refused).toMatchObject({
    status: 400,
    body: { error: { code: "payment_intent_unexpected_state" } },
  });
  expect(refused.body.error?.message).toContain("Try again");
  // The page that the buyer has open still counts.
  await answerChallenge(page, "approve");
  expect((await server.direct.onerway.get(`/payment_intents/${id}`)).body.status).toBe("succeeded");
  expect(await timesCharged(id)).toBe(1);
});

test("of two buyers' windows that try again at once, only the last one asked can pay", async () => {
  const { id, page } = await challengedIntent();
  const held = holdAcquirer(server, "before", "lookup");
  const slow = tryAgain(id);
  await held.asked;
  const quick = await tryAgain(id);
  held.release();
  const last = await slow;
  const pages = [page, ...[quick, last].map(({ body }) => body.next_action?.redirect_to_url.url ?? "")];
  for (const url of pages) await answerChallenge(url, "approve");
  expect((await server.direct.onerway.get(`/payment_intents/${id}`)).body.status).toBe("succeeded");
  expect(await timesCharged(id)).toBe(1);
});

test("a buyer who authenticates while the merchant notes something on the payment has paid", async () => {
  for (let round = 0; round < 8; round++) {
    const { id, page } = await challengedIntent();
    const notes = Array.from({ length: 1 + (round % 3) }, (_, note) =>
      server.direct.onerway.post(`/payment_intents/${id}`, { metadata: { note: String(note) } }),
    );
    await Promise.all([answerChallenge(page, "approve"), ...notes]);
    const { status, amount_received } = (await server.direct.onerway.get(`/payment_intents/${id}`)).body;
    expect({ status, amount_received }).toEqual({ status: "succeeded", amount_received: 2000 });
  }
});

test("what a buyer has answered is found out also when the server stops before it has heard of it", async () => {
  const { id } = await challengedIntent();
  const [attempt] = await server.db.query<{ id: string }>(
    "SELECT id FROM payment_attempts WHERE payment_intent_id = $1",
    [parseId("payment_intent", id)],
  );
  const { core, clock, acquirer } = server;
  const passOn = async () => {
    await acquirer.answerChallenge(attempt?.id ?? "", true);
    throw new Error("the server stops");
  };
  await completeAuthentication(core, server.direct.scope, attempt?.id ?? "", { passOn });
  expect((await server.direct.onerway.get(`/payment_intents/${id}`)).body.status).toBe("processing");
  clock.advance(60_000);
  await expect
    .poll(async () => (await server.direct.onerway.get(`/payment_intents/${id}`)).body.status)
    .toBe("succeeded");
  expect(await timesCharged(id)).toBe(1);
});
