import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { addMilliseconds } from "../../kit/clock.ts";
import type { DebitRequest } from "../connector.ts";
import { createAcquirer } from "./acquirer.ts";
import { openJournal } from "./journal.ts";

const directory = mkdtempSync(join(tmpdir(), "starway-debits-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const BEGIN = new Date("2026-01-01T00:00:00Z");
let now = BEGIN;
const clock = { now: () => now, monotonic_ms: () => now.getTime() };
let processes = 0;

/** The acquirer as a new process finds it: with the files, and without memory. */
function startAcquirer() {
  const journal = openJournal(directory, `process-${++processes}.jsonl`);
  return { acquirer: createAcquirer(journal, clock), journal };
}

function debitOf(attempt_id: string, account_number = "000123456789"): DebitRequest {
  now = BEGIN;
  return {
    attempt_id,
    amount: 2000,
    currency: "USD",
    notice_reference: "unused",
    valid_until: addMilliseconds(BEGIN, 3_000),
    us_bank_account: {
      account_number,
      routing_number: "110000000",
      account_holder_type: "individual",
      account_type: "checking",
      account_holder_name: "Ada Lovelace",
    },
    test: { scenario: null, metadata: {} },
  };
}

async function kindsOf(reference: string): Promise<string[]> {
  const kinds: string[] = [];
  for await (const record of startAcquirer().journal.records()) {
    if (record.reference === reference) kinds.push(record.kind);
  }
  return kinds;
}

test("asking about a debit does not close it, and the bank's answer is written once", async () => {
  const { acquirer } = startAcquirer();
  const sent = await acquirer.debit(debitOf("pays"));
  expect(sent).toEqual({ kind: "processing", expected_at: addMilliseconds(BEGIN, 5_000) });
  expect(await acquirer.close("pays")).toEqual(sent);
  now = addMilliseconds(BEGIN, 5_000);
  const answers = await Promise.all([1, 2, 3].map(() => acquirer.close("pays")));
  for (const answer of answers) expect(answer).toEqual({ kind: "approved" });
  expect(await kindsOf("pays")).toEqual(["debit_pending", "approved"]);
});

test("what the holder of an account objects to is disputed some time after the bank has paid", async () => {
  const { acquirer } = startAcquirer();
  await acquirer.debit({ ...debitOf("objected", "000555555559"), notice_reference: "notice_1" });
  now = addMilliseconds(BEGIN, 60_000);
  expect(await acquirer.disputesSince(0)).toEqual([]);
  const another = startAcquirer().acquirer;
  expect(await another.close("objected")).toEqual({ kind: "approved" });
  expect(await another.disputesSince(0)).toEqual([]);
  now = addMilliseconds(now, 3_000);
  expect(await another.disputesSince(0)).toMatchObject([
    { payment: "objected", notice_reference: "notice_1", amount: 2000, status: "needs_response" },
  ]);
});

test("another process finds what the bank is going to say", async () => {
  await startAcquirer().acquirer.debit(debitOf("refused", "000111111113"));
  now = addMilliseconds(BEGIN, 60_000);
  expect(await startAcquirer().acquirer.close("refused")).toMatchObject({
    kind: "declined",
    code: "account_closed",
  });
});

test("a debit that is sent twice is made once", async () => {
  const { acquirer } = startAcquirer();
  const request = debitOf("twice");
  const answers = await Promise.all([acquirer.debit(request), acquirer.debit(request)]);
  expect(answers[1]).toEqual(answers[0]);
  expect(await kindsOf("twice")).toEqual(["debit_pending"]);
});

test("a debit that comes after it was given up, or too late, is refused", async () => {
  const { acquirer } = startAcquirer();
  const request = debitOf("given-up");
  expect(await acquirer.close("given-up")).toBeUndefined();
  expect(await acquirer.debit(request)).toMatchObject({ kind: "declined", code: "processing_error" });
  const late = debitOf("late");
  now = addMilliseconds(BEGIN, 3_001);
  expect(await acquirer.debit(late)).toMatchObject({ kind: "declined", code: "processing_error" });
  expect(await kindsOf("late")).toEqual([]);
});
