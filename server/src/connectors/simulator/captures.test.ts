import { expect, test } from "vitest";
import { acquirerBooks, authorization, PAYMENT, START } from "../../../test/support/acquirer.ts";
import { addMilliseconds } from "../../kit/clock.ts";

const VALID_MS = 3_000;

/** An acquirer that keeps 20.00 USD of a card, and can be started again on the same books. */
async function acquirerWithAuthorization(number = "4242424242424242") {
  const { clock, start } = await acquirerBooks();
  const acquirer = start();
  await acquirer.authorize(authorization(number, { capture: false }));
  const valid_until = addMilliseconds(START, VALID_MS);
  const order = (capture_id: string, amount: number) => ({
    capture_id,
    amount,
    payment: PAYMENT,
    currency: "USD",
    valid_until,
  });
  const refundOf = (amount: number) => ({
    refund_id: `refund_${amount}`,
    payment: PAYMENT,
    amount,
    currency: "USD",
    valid_until,
  });
  return { acquirer, clock, start, order, refundOf, valid_until };
}

test("what was only authorised is not disputed, and what is captured some time after the capture", async () => {
  const { acquirer, clock, start, order } = await acquirerWithAuthorization("4000000000000259");
  clock.advance(VALID_MS);
  expect(await acquirer.disputesSince(0)).toEqual([]);
  const restarted = start();
  expect(await restarted.capture(order("capture_1", 1500))).toBe("captured");
  expect(await restarted.disputesSince(0)).toEqual([]);
  clock.advance(3_000);
  expect(await restarted.disputesSince(0)).toMatchObject([{ amount: 1500, status: "needs_response" }]);
});

test("an authorised amount that was released is never disputed", async () => {
  const { acquirer, clock, valid_until } = await acquirerWithAuthorization("4000000000000259");
  expect(await acquirer.void(PAYMENT, valid_until)).toBe("voided");
  clock.advance(60_000);
  expect(await acquirer.disputesSince(0)).toEqual([]);
});

test("an authorised amount is no money until it is captured, and then only what was captured", async () => {
  const { acquirer, order, refundOf } = await acquirerWithAuthorization();
  expect(await acquirer.refund(refundOf(1))).toMatchObject({ kind: "failed" });
  expect(await acquirer.capture(order("capture_1", 1500))).toBe("captured");
  expect(await acquirer.refund(refundOf(1501))).toMatchObject({ kind: "failed" });
  expect(await acquirer.refund(refundOf(1500))).toMatchObject({ kind: "succeeded" });
});

test("it is captured once: asked again it says so, and another capture or a void is refused", async () => {
  const { acquirer, order, valid_until } = await acquirerWithAuthorization();
  const twice = [acquirer.capture(order("capture_1", 1500)), acquirer.capture(order("capture_1", 1500))];
  expect(await Promise.all(twice)).toEqual(["captured", "captured"]);
  expect(await acquirer.capture(order("capture_2", 500))).toBe("refused");
  expect(await acquirer.void(PAYMENT, valid_until)).toBe("refused");
});

test("no more is captured than was authorised, and in no other currency", async () => {
  const { acquirer, order } = await acquirerWithAuthorization();
  expect(await acquirer.capture(order("capture_1", 2001))).toBe("refused");
  expect(await acquirer.capture({ ...order("capture_2", 2000), currency: "EUR" })).toBe("refused");
  expect(await acquirer.capture(order("capture_3", 2000))).toBe("captured");
});

test("what was voided cannot be captured", async () => {
  const { acquirer, order, valid_until } = await acquirerWithAuthorization();
  expect(await acquirer.void(PAYMENT, valid_until)).toBe("voided");
  expect(await acquirer.void(PAYMENT, valid_until)).toBe("voided");
  expect(await acquirer.capture(order("capture_1", 2000))).toBe("voided");
});

test("a request that comes too late does nothing", async () => {
  const { acquirer, clock, order, valid_until } = await acquirerWithAuthorization();
  clock.advance(VALID_MS + 1);
  expect(await acquirer.capture(order("capture_1", 2000))).toBe("refused");
  expect(await acquirer.void(PAYMENT, valid_until)).toBe("refused");
  expect(await acquirer.findCapture(PAYMENT, "capture_1")).toBe("refused");
  expect(await acquirer.findVoid(PAYMENT)).toBe("refused");
});

test("after a restart it knows what it captured, and what it never heard of", async () => {
  const { acquirer, start, order } = await acquirerWithAuthorization();
  await acquirer.capture(order("capture_1", 1500));
  const restarted = start();
  expect(await restarted.findCapture(PAYMENT, "capture_1")).toBe("captured");
  expect(await restarted.findCapture(PAYMENT, "capture_2")).toBe("refused");
  expect(await restarted.capture(order("capture_1", 1500))).toBe("captured");
});

test("what the buyer has to authenticate is only kept afterwards, too", async () => {
  const { acquirer, order } = await acquirerWithAuthorization("4000002760003184");
  expect(await acquirer.capture(order("capture_1", 2000))).toBe("refused");
  await acquirer.answerChallenge(PAYMENT, true);
  const three_d_secure = { authentication_flow: "challenge", result: "authenticated" };
  expect(await acquirer.find(PAYMENT)).toEqual({ kind: "approved", three_d_secure });
  expect(await acquirer.capture(order("capture_2", 2000))).toBe("captured");
});

test("an approval that could not be used is released", async () => {
  const { acquirer, order } = await acquirerWithAuthorization();
  await acquirer.reverse(PAYMENT);
  expect(await acquirer.capture(order("capture_1", 2000))).toBe("voided");
});
