import { expect, test } from "vitest";
import { acquirerBooks, authorization, PAYMENT } from "../../../test/support/acquirer.ts";
import { addMilliseconds } from "../../kit/clock.ts";

const DISPUTE = "payment_1_dispute_1";
const STEP_MS = 3_000;

/** An acquirer that has taken 20.00 USD with a card, and can be started again, or a second time, on the same books. */
async function acquirerWithPayment(number = "4000000000002685") {
  const { clock, start } = await acquirerBooks();
  const acquirer = start();
  await acquirer.authorize(authorization(number));
  const refund = (refund_id: string, amount: number) =>
    acquirer.refund({
      refund_id,
      amount,
      payment: PAYMENT,
      currency: "USD",
      valid_until: addMilliseconds(clock.now(), 3_000),
    });
  return { acquirer, clock, start, refund };
}

test("a payment is disputed after a while, for what has not been refunded, and told from then on", async () => {
  const { acquirer, clock, refund } = await acquirerWithPayment();
  expect(await refund("refund_1", 500)).toMatchObject({ kind: "succeeded" });
  clock.advance(STEP_MS - 1);
  expect(await acquirer.disputesSince(0)).toEqual([]);
  clock.advance(1);
  const [dispute] = await acquirer.disputesSince(0);
  expect(dispute).toMatchObject({
    reference: DISPUTE,
    payment: PAYMENT,
    notice_reference: "notice_1",
    status: "needs_response",
    amount: 1500,
    due_by: "2026-06-19T12:00:03.000Z",
  });
  expect(await acquirer.disputesSince(dispute?.stamp ?? 0)).toEqual([]);
  expect(await refund("refund_2", 1)).toMatchObject({ kind: "failed" });
});

test("a refund that comes after the buyer's dispute finds the money gone, also when nobody has asked yet", async () => {
  const { clock, refund } = await acquirerWithPayment();
  clock.advance(STEP_MS);
  expect(await refund("refund_1", 2000)).toMatchObject({ kind: "failed", reason: "declined" });
});

test("it decides on evidence once, and never when it comes too late", async () => {
  const { acquirer, clock } = await acquirerWithPayment();
  const statusOf = async () => (await acquirer.disputesSince(0))[0]?.status;
  clock.advance(STEP_MS);
  const evidence = (text: string) => ({ reference: DISPUTE, evidence: { uncategorized_text: text } });
  await acquirer.submitEvidence(evidence("it was delivered"));
  await acquirer.submitEvidence(evidence("losing_evidence"));
  await acquirer.acceptDispute(DISPUTE);
  expect(await statusOf()).toBe("under_review");
  clock.advance(STEP_MS);
  expect(await statusOf()).toBe("won");

  const late = await acquirerWithPayment();
  late.clock.advance(30 * 24 * 60 * 60 * 1000);
  await late.acquirer.submitEvidence(evidence("winning_evidence"));
  expect((await late.acquirer.disputesSince(0))[0]?.status).toBe("lost");
});

test("after a restart, and in a second process, it still knows every dispute", async () => {
  const { clock, start } = await acquirerWithPayment();
  clock.advance(STEP_MS);
  const second = start();
  const [dispute] = await second.disputesSince(0);
  expect(dispute).toMatchObject({ reference: DISPUTE, status: "needs_response" });
  const third = start();
  await third.acceptDispute(DISPUTE);
  expect(await second.disputesSince(dispute?.stamp ?? 0)).toMatchObject([{ status: "lost" }]);
  await expect(third.acceptDispute("unheard_of")).rejects.toThrow("knows no dispute");
});

test("a payment that was given back whole is not disputed", async () => {
  const { acquirer, clock } = await acquirerWithPayment("4000000404000079");
  await acquirer.reverse(PAYMENT);
  clock.advance(10 * STEP_MS);
  expect(await acquirer.disputesSince(0)).toEqual([]);
});

test("a bank that warns of fraud takes nothing back, and says it once", async () => {
  const { acquirer, clock, start, refund } = await acquirerWithPayment("4000000000005423");
  clock.advance(STEP_MS - 1);
  expect(await acquirer.disputesSince(0)).toEqual([]);
  clock.advance(1);
  const [warning, ...others] = await acquirer.disputesSince(0);
  expect(warning).toMatchObject({ status: "fraud_warning", payment: PAYMENT, notice_reference: "notice_1" });
  expect(others).toEqual([]);
  await acquirer.submitEvidence({ reference: DISPUTE, evidence: { uncategorized_text: "It was she." } });
  await acquirer.acceptDispute(DISPUTE);
  clock.advance(100 * 24 * 3_600_000);
  expect(await start().disputesSince(warning?.stamp ?? 0)).toEqual([]);
  expect(await acquirer.takenBackOf(PAYMENT)).toBe(0);
  expect(await refund("refund_1", 2000)).toMatchObject({ kind: "succeeded" });
});
