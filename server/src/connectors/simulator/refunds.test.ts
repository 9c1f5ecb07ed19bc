import { expect, test } from "vitest";
import { acquirerBooks, authorization, PAYMENT } from "../../../test/support/acquirer.ts";
import { addMilliseconds } from "../../kit/clock.ts";

const AFTERWARDS_MS = 60_000;

/** An acquirer that has taken 20.00 USD with a card, and can be started again on the same books. */
async function acquirerWithPayment(number = "4242424242424242") {
  const { clock, start } = await acquirerBooks();
  const acquirer = start();
  const answer = await acquirer.authorize(authorization(number));
  expect(answer).toEqual({ kind: "approved" });
  const order = (refund_id: string, amount: number) => ({
    refund_id,
    amount,
    payment: PAYMENT,
    currency: "USD",
    valid_until: addMilliseconds(clock.now(), 3_000),
  });
  return { acquirer, clock, start, order };
}

const DONE = { kind: "succeeded", may_fail_until: null };
const DECLINED = { kind: "failed", reason: "declined" };
const GIVEN_UP = { kind: "failed", reason: "processing_error" };

test("the acquirer gives back what it took, in parts, and no more", async () => {
  const { acquirer, order } = await acquirerWithPayment();
  expect(await acquirer.refund(order("refund_1", 1500))).toEqual(DONE);
  expect(await acquirer.refund(order("refund_2", 501))).toEqual(DECLINED);
  expect(await acquirer.refund(order("refund_3", 500))).toEqual(DONE);
  expect(await acquirer.refund(order("refund_4", 1))).toEqual(DECLINED);
});

test("asked twice for one refund, it gives the money back once", async () => {
  const { acquirer, order } = await acquirerWithPayment();
  const twice = [acquirer.refund(order("refund_1", 1500)), acquirer.refund(order("refund_1", 1500))];
  expect(await Promise.all(twice)).toEqual([DONE, DONE]);
  expect(await acquirer.refund(order("refund_2", 500))).toEqual(DONE);
});

test("of many refunds at once it carries out as many as there is money for", async () => {
  const { acquirer, order } = await acquirerWithPayment();
  const all = Array.from({ length: 20 }, (_, index) => acquirer.refund(order(`refund_${index}`, 300)));
  const answers = await Promise.all(all);
  expect(answers.filter(({ kind }) => kind === "succeeded")).toHaveLength(6);
});

test("after a restart it still knows what it took and what it gave back", async () => {
  const { acquirer, order, start } = await acquirerWithPayment();
  await acquirer.refund(order("refund_1", 1500));
  const restarted = start();
  expect(await restarted.refund(order("refund_2", 501))).toEqual(DECLINED);
  expect(await restarted.refund(order("refund_1", 1500))).toEqual(DONE);
  expect(await restarted.findRefund(order("refund_1", 1500))).toEqual(DONE);
  expect(await restarted.refund(order("refund_3", 500))).toEqual(DONE);
});

test("it gives nothing back that it never took, or had given back whole, or took in another currency", async () => {
  const { acquirer, order } = await acquirerWithPayment();
  expect(await acquirer.refund({ ...order("refund_1", 100), payment: "payment_2" })).toEqual(DECLINED);
  expect(await acquirer.refund({ ...order("refund_2", 100), currency: "EUR" })).toEqual(DECLINED);
  await acquirer.reverse(PAYMENT);
  expect(await acquirer.refund(order("refund_3", 100))).toEqual(DECLINED);
});

test("a refund that it was asked about before it came is refused when it comes, and so is one that comes late", async () => {
  const { acquirer, clock, order, start } = await acquirerWithPayment();
  expect(await acquirer.findRefund(order("refund_1", 100))).toEqual(GIVEN_UP);
  expect(await acquirer.refund(order("refund_1", 100))).toEqual(GIVEN_UP);
  expect(await start().refund(order("refund_1", 100))).toEqual(GIVEN_UP);
  const late = order("refund_2", 100);
  clock.advance(3_001);
  expect(await acquirer.refund(late)).toEqual(GIVEN_UP);
  expect(await acquirer.refund(order("refund_3", 2000))).toEqual(DONE);
});

test("a slow refund counts at once, succeeds later, and can be called off until then", async () => {
  const { acquirer, clock, order } = await acquirerWithPayment("4000000000007726");
  expect(await acquirer.refund(order("refund_1", 1500))).toEqual({ kind: "pending" });
  expect(await acquirer.refund(order("refund_2", 501))).toEqual(DECLINED);
  expect(await acquirer.cancelRefund(order("refund_1", 1500))).toEqual({ kind: "canceled" });
  expect(await acquirer.refund(order("refund_3", 2000))).toEqual({ kind: "pending" });
  clock.advance(AFTERWARDS_MS);
  expect(await acquirer.findRefund(order("refund_1", 1500))).toEqual({ kind: "canceled" });
  expect(await acquirer.cancelRefund(order("refund_3", 2000))).toEqual(DONE);
});

test("a refund that the bank sends back says until when that can happen, and then it can be made again", async () => {
  const { acquirer, clock, order } = await acquirerWithPayment("4000000000005126");
  const answer = await acquirer.refund(order("refund_1", 2000));
  expect(answer).toEqual({ kind: "succeeded", may_fail_until: expect.any(Date) });
  expect(await acquirer.refund(order("refund_2", 1))).toEqual(DECLINED);
  clock.advance(AFTERWARDS_MS);
  const failed = { kind: "failed", reason: "expired_or_canceled_card" };
  expect(await acquirer.findRefund(order("refund_1", 2000))).toEqual(failed);
  expect(await acquirer.refund(order("refund_3", 2000))).toMatchObject({ kind: "succeeded" });
});
