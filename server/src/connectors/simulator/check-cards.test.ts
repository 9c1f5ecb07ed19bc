import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { movableClock } from "../../../test/support/clock.ts";
import { createAcquirer } from "./acquirer.ts";
import { checksOf } from "./check-cards.ts";
import { openJournal } from "./journal.ts";
import { behaviourOf } from "./test-cards.ts";

test.each([
  ["4000000000000101", "pass", "pass", "fail"],
  ["4000000000000036", "pass", "fail", "pass"],
  ["4000000000000028", "fail", "pass", "pass"],
  ["4000000000000010", "fail", "fail", "pass"],
  ["4000000000000044", "unavailable", "unavailable", "pass"],
])("the bank of %s approves, and says what did not fit", (number, line1, postal_code, cvc_check) => {
  const checks = { address_line1_check: line1, address_postal_code_check: postal_code, cvc_check };
  expect(behaviourOf(number, "payment")).toEqual({ kind: "approve" });
  expect(checksOf(number, "123")).toEqual(checks);
  expect(checksOf(number, undefined)).toEqual({ ...checks, cvc_check: null });
});

test("the bank of an ordinary card says nothing", () => {
  expect(checksOf("4242424242424242", "123")).toBeUndefined();
  expect(checksOf("4242424242424242", undefined)).toBeUndefined();
});

test.each([true, false])(
  "whoever missed the answer is told the same later, also by a look-up (capture: %s)",
  async (capture) => {
    const directory = await mkdtemp(join(tmpdir(), "starway-acquirer-"));
    onTestFinished(() => rm(directory, { recursive: true, force: true }));
    const now = new Date("2026-06-12T12:00:00Z");
    const start = (file: string) => createAcquirer(openJournal(directory, file), movableClock(now));
    const request = {
      attempt_id: "payment_1",
      amount: 2000,
      currency: "USD",
      card: { number: "4000000000000101", exp_month: 12, exp_year: 2034 },
      security_code: "123",
      notice_reference: "",
      return_url: null,
      capture,
      off_session: false,
      request_three_d_secure: "automatic" as const,
      setup_reference: null,
      test: { scenario: null, metadata: {} },
      valid_until: now,
    };
    const acquirer = start("1.jsonl");
    const said = await acquirer.authorize(request);
    expect(said).toMatchObject({ kind: "approved", checks: { cvc_check: "fail" } });
    // The second request comes without the code, which was forgotten after its first use.
    expect(await acquirer.authorize({ ...request, security_code: undefined })).toEqual(said);
    expect(await start("2.jsonl").close("payment_1")).toEqual(said);
  },
);
