import { expect, test } from "vitest";
import { acquirerBooks, authorization, PAYMENT } from "../../../test/support/acquirer.ts";
import { checksOf } from "./check-cards.ts";
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
    const { start } = await acquirerBooks();
    const request = authorization("4000000000000101", { capture, security_code: "123" });
    const acquirer = start();
    const said = await acquirer.authorize(request);
    expect(said).toMatchObject({ kind: "approved", checks: { cvc_check: "fail" } });
    // The second request comes without the code, which was forgotten after its first use.
    expect(await acquirer.authorize({ ...request, security_code: undefined })).toEqual(said);
    expect(await start().close(PAYMENT)).toEqual(said);
  },
);
