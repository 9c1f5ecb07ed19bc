import { expect, test } from "vitest";
import { ACCOUNTS, debit, untilBankAnswers } from "../support/bank-accounts.ts";
import { useTestServer } from "../support/server.ts";
import { answerChallenge, CARDS, payIntent } from "../support/shop.ts";

const server = useTestServer();

/** The last charge of a payment, as it is read. */
async function chargeOf(intent_id: string) {
  const { body } = await server.direct.onerway.get(`/charges?payment_intent=${intent_id}&limit=1`);
  return body.data[0];
}

const PAID = {
  network_status: "approved_by_network",
  reason: null,
  seller_message: "Payment complete.",
  type: "authorized",
};

const BLOCKED = {
  network_status: "not_sent_to_network",
  reason: "highest_risk_level",
  risk_level: "highest",
  seller_message: "The payment was blocked because of its risk.",
  type: "blocked",
};

test.each([
  ["an ordinary card", CARDS.good, "normal"],
  ["a card of elevated risk", "4000000000009235", "elevated"],
  ["a card with a high score for disputes", "4000008400000407", "normal"],
  ["a card with a high score for warnings", "4000008400000159", "normal"],
  ["a card whose security code does not fit", "4000000000000101", "normal"],
])("%s is paid, and its charge tells the risk", async (_name, number, risk_level) => {
  const paid = await payIntent(server.direct, number);
  expect(paid.body.status).toBe("succeeded");
  const charge = await chargeOf(paid.body.id);
  expect(charge).toMatchObject({ outcome: { ...PAID, risk_level } });
  const checks = { address_line1_check: null, address_postal_code_check: null };
  // The risk is no check, and does not show among them.
  expect(charge).toMatchObject({ payment_method_details: { card: { checks } } });
  expect(JSON.stringify(charge)).not.toContain('"risk"');
});

test("money that is only kept is of the same risk", async () => {
  const { body } = await payIntent(server.direct, "4000000000009235", { capture_method: "manual" });
  expect(body.status).toBe("requires_capture");
  expect(await chargeOf(body.id)).toMatchObject({ outcome: { ...PAID, risk_level: "elevated" } });
});

test("the risk is still known after the buyer has authenticated, or has not", async () => {
  const payment_method_options = { card: { request_three_d_secure: "any" } };
  const pay = () => payIntent(server.direct, "4000000000009235", { payment_method_options });
  const asked = await pay();
  await answerChallenge(asked.body.next_action?.redirect_to_url.url ?? "", "approve");
  expect(await chargeOf(asked.body.id)).toMatchObject({ outcome: { ...PAID, risk_level: "elevated" } });
  const failed = await pay();
  await answerChallenge(failed.body.next_action?.redirect_to_url.url ?? "", "fail");
  expect(await chargeOf(failed.body.id)).toMatchObject({
    outcome: { network_status: "not_sent_to_network", risk_level: "elevated", type: "blocked" },
  });
});

test.each([
  ["4000000000004954", "highest_risk_level"],
  ["4100000000000019", "fraudulent"],
])("%s is blocked: no bank is asked, whatever is asked of the buyer", async (number, decline_code) => {
  for (const request_three_d_secure of ["automatic", "any"]) {
    const payment_method_options = { card: { request_three_d_secure } };
    const { status, body } = await payIntent(server.direct, number, { payment_method_options });
    expect(status).toBe(402);
    expect(body.error).toMatchObject({ code: "card_declined", decline_code });
    const charge = await chargeOf(body.error?.payment_intent?.id ?? "");
    expect(charge).toMatchObject({ status: "failed", paid: false, outcome: BLOCKED });
  }
});

test.each([
  [CARDS.insufficient_funds, "declined_by_network", "insufficient_funds", "issuer_declined"],
  ["4000000000009979", "declined_by_network", "stolen_card", "issuer_declined"],
  ["4539578763621486", "not_sent_to_network", "test_mode_live_card", "invalid"],
])("%s is declined: %s, %s", async (number, network_status, reason, type) => {
  const { body } = await payIntent(server.direct, number);
  const charge = await chargeOf(body.error?.payment_intent?.id ?? "");
  expect(charge).toMatchObject({ outcome: { network_status, reason, risk_level: "normal", type } });
});

test("nobody says anything of the risk of a bank account", async () => {
  const intent = await debit(server.direct, ACCOUNTS.good);
  await untilBankAnswers(server, server.direct, intent, "succeeded");
  expect(await chargeOf(intent)).toMatchObject({ outcome: { ...PAID, risk_level: "not_assessed" } });
});
