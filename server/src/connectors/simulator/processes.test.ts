import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import {
  acquirerBooks,
  authorization as authorizationOf,
  PAYMENT,
  START,
} from "../../../test/support/acquirer.ts";
import { addMilliseconds } from "../../kit/clock.ts";
import type { Journal, JournalRecord } from "./journal.ts";

const VALID_MS = 60 * 60 * 1000;
const VALID_UNTIL = addMilliseconds(START, VALID_MS);
const GOOD = "4242424242424242";
const CHALLENGE = "4000002760003184";

const authorization = (number: string, capture: boolean, attempt_id = PAYMENT) =>
  authorizationOf(number, { capture, attempt_id, valid_until: VALID_UNTIL });

const refundOf = (refund_id: string, amount: number) => ({
  refund_id,
  payment: PAYMENT,
  amount,
  currency: "USD",
  valid_until: VALID_UNTIL,
});

const captureOf = (amount: number) => ({
  capture_id: `capture_${amount}`,
  payment: PAYMENT,
  amount,
  currency: "USD",
  valid_until: VALID_UNTIL,
});

test("what one process authorised and another captured can be refunded by the first, up to what was captured", async () => {
  const { start } = await acquirerBooks();
  const [first, second] = [start(), start()];
  await first.authorize(authorization(GOOD, false));
  expect(await first.refund(refundOf("refund_0", 1))).toMatchObject({ kind: "failed" });
  expect(await second.capture(captureOf(1500))).toBe("captured");
  expect(await first.capture(captureOf(2000))).toBe("refused");
  expect(await first.void(PAYMENT, VALID_UNTIL)).toBe("refused");
  expect(await first.findCapture(PAYMENT, "capture_1500")).toBe("captured");
  expect(await first.refund(refundOf("refund_1", 1501))).toMatchObject({ kind: "failed" });
  expect(await first.refund(refundOf("refund_2", 1500))).toMatchObject({ kind: "succeeded" });
});

test("two processes together give no more back than was taken, and a refund's id back once", async () => {
  const { start } = await acquirerBooks();
  const [first, second] = [start(), start()];
  await first.authorize(authorization(GOOD, true));
  expect(await second.refund(refundOf("refund_1", 1500))).toMatchObject({ kind: "succeeded" });
  expect(await first.refund(refundOf("refund_2", 501))).toMatchObject({ kind: "failed" });
  expect(await first.refund(refundOf("refund_1", 1500))).toMatchObject({ kind: "succeeded" });
  expect(await first.refund(refundOf("refund_3", 500))).toMatchObject({ kind: "succeeded" });
  expect(await second.refund(refundOf("refund_4", 1))).toMatchObject({ kind: "failed" });
  expect(await start().refund(refundOf("refund_5", 1))).toMatchObject({ kind: "failed" });
});

test("a process that was started later knows the refunds from before, also of a payment that comes up again", async () => {
  const { start } = await acquirerBooks();
  const first = start();
  await first.authorize(authorization(GOOD, true));
  await first.refund(refundOf("refund_1", 1500));
  const second = start();
  await first.reverse(PAYMENT);
  expect(await second.findRefund({ refund_id: "refund_1", payment: PAYMENT })).toMatchObject({
    kind: "succeeded",
  });
  expect(await second.refund(refundOf("refund_2", 1))).toMatchObject({ kind: "failed" });
});

test("a refund that another process called off does not count any more", async () => {
  const { clock, start } = await acquirerBooks();
  const [first, second] = [start(), start()];
  await first.authorize(authorization("4000000000007726", true));
  expect(await first.refund(refundOf("refund_1", 2000))).toEqual({ kind: "pending" });
  clock.advance(10);
  expect(await second.cancelRefund({ refund_id: "refund_1", payment: PAYMENT })).toEqual({
    kind: "canceled",
  });
  expect(await first.findRefund({ refund_id: "refund_1", payment: PAYMENT })).toEqual({ kind: "canceled" });
  expect(await first.refund(refundOf("refund_2", 2000))).toEqual({ kind: "pending" });
});

test("a challenge that was answered at another process is answered, and stays so", async () => {
  const { start } = await acquirerBooks();
  const [first, second] = [start(), start()];
  expect(await first.authorize(authorization(CHALLENGE, true))).toEqual({ kind: "challenge" });
  await second.answerChallenge(PAYMENT, true);
  await first.answerChallenge(PAYMENT, false);
  const three_d_secure = { authentication_flow: "challenge", result: "authenticated" };
  expect(await first.find(PAYMENT)).toEqual({ kind: "approved", three_d_secure });
  expect(await first.close(PAYMENT)).toEqual({ kind: "approved", three_d_secure });
  expect(await first.refund(refundOf("refund_1", 2000))).toMatchObject({ kind: "succeeded" });
});

test("what one process reversed, another finds reversed", async () => {
  const { start } = await acquirerBooks();
  const [first, second] = [start(), start()];
  await first.authorize(authorization(GOOD, true));
  await second.reverse(PAYMENT);
  expect(await first.refund(refundOf("refund_1", 1))).toMatchObject({ kind: "failed" });
  expect(await first.close(PAYMENT)).toMatchObject({ kind: "declined" });
});

test("a debit whose bank has answered is answered once, whoever asks", async () => {
  const { clock, start, startWithJournal } = await acquirerBooks();
  const { acquirer: first, journal } = startWithJournal();
  const second = start();
  await first.debit({
    attempt_id: PAYMENT,
    amount: 2000,
    currency: "USD",
    us_bank_account: {
      account_number: "000123456789",
      routing_number: "110000000",
      account_type: "checking",
      account_holder_type: "individual",
      account_holder_name: "Ada Buyer",
    },
    notice_reference: "notice_1",
    test: { scenario: null, metadata: {} },
    valid_until: VALID_UNTIL,
  });
  await second.find(PAYMENT);
  clock.advance(10_000);
  const answers = await Promise.all([first.close(PAYMENT), second.close(PAYMENT)]);
  expect(answers).toEqual([{ kind: "approved" }, { kind: "approved" }]);
  expect(await kindsOf(journal)).toEqual(["debit_pending", "approved"]);
});

test("of decisions that two processes make at the same moment exactly one is carried out", async () => {
  const { start, startWithJournal } = await acquirerBooks();
  const { acquirer: first, journal } = startWithJournal();
  const second = start();
  for (let round = 0; round < 10; round++) {
    const reference = `challenged_${round}`;
    await first.authorize(authorization(CHALLENGE, true, reference));
    // Both know the challenge, so neither has anything to read first.
    await second.find(reference);
    await Promise.all([first.close(reference), second.answerChallenge(reference, true)]);
    const kinds = await kindsOf(journal, reference);
    expect(kinds).toHaveLength(2);
    const is_approved = kinds[1] === "approved";
    for (const { find } of [first, second]) {
      expect(await find(reference)).toMatchObject({ kind: is_approved ? "approved" : "declined" });
    }
  }
  await first.authorize(authorization(GOOD, true));
  await second.find(PAYMENT);
  const refunds = Array.from({ length: 10 }, (_, index) =>
    (index % 2 === 0 ? first : second).refund(refundOf(`refund_${index}`, 700)),
  );
  const given = (await Promise.all(refunds)).filter(({ kind }) => kind === "succeeded");
  expect(given).toHaveLength(2);
});

test("a dispute that comes up in two processes at once is one, and is told with one position", async () => {
  const { clock, start } = await acquirerBooks();
  const [first, second] = [start(), start()];
  await first.authorize(authorization("4000000000002685", true));
  expect(await second.disputesSince(0)).toEqual([]);
  clock.advance(3_000);
  const [seen, also_seen] = await Promise.all([first.disputesSince(0), second.disputesSince(0)]);
  expect(seen).toMatchObject([{ status: "needs_response", amount: 2000 }]);
  expect(also_seen).toEqual(seen);
  await second.acceptDispute("payment_1_dispute_1");
  expect(await first.disputesSince(seen[0]?.stamp ?? 0)).toMatchObject([{ status: "lost" }]);
  expect(await first.refund(refundOf("refund_1", 1))).toMatchObject({ kind: "failed" });
});

test("a line that another process has not written to its end is taken in when it is whole", async () => {
  const { directory, start } = await acquirerBooks();
  const first = start();
  await first.authorize(authorization(GOOD, false));
  const captured = { at: START.toISOString(), reference: PAYMENT, kind: "captured", amount: 1500 };
  const line = `${JSON.stringify({ ...captured, currency: "USD", capture: "capture_1500" })}\n`;
  await appendFile(join(directory, "other.jsonl"), line.slice(0, 40));
  expect(await first.findCapture(PAYMENT, "capture_1500")).toBe("refused");
  await appendFile(join(directory, "other.jsonl"), line.slice(40));
  expect(await first.findCapture(PAYMENT, "capture_1500")).toBe("captured");
});

test("a card that is asked for the first time asks no file and no other process", async () => {
  const { start, startWithJournal } = await acquirerBooks();
  start();
  const { acquirer, journal } = startWithJournal();
  const asked = [
    vi.spyOn(journal, "takeIn"),
    vi.spyOn(journal, "find"),
    vi.spyOn(journal, "records"),
    vi.spyOn(journal, "lock"),
  ];
  expect(await acquirer.authorize(authorization(GOOD, true))).toEqual({ kind: "approved" });
  expect(await acquirer.authorize(authorization(CHALLENGE, true, "payment_2"))).toEqual({
    kind: "challenge",
  });
  for (const spy of asked) expect(spy).not.toHaveBeenCalled();
});

async function kindsOf(journal: Journal, reference = PAYMENT) {
  const kinds: JournalRecord["kind"][] = [];
  for await (const record of journal.records()) if (record.reference === reference) kinds.push(record.kind);
  return kinds;
}
