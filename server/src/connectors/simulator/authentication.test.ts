import { expect, test } from "vitest";
import type { AuthorizeRequest } from "../connector.ts";
import type { AuthenticationRequest } from "../three-d-secure.ts";
import { authenticationOf, unshielded } from "./authentication.ts";
import { behaviourOf } from "./test-cards.ts";

function asked(number: string, request_three_d_secure: AuthenticationRequest, off_session = false) {
  const request: AuthorizeRequest = {
    attempt_id: "payment_1",
    amount: 2000,
    currency: "USD",
    card: { number, exp_month: 12, exp_year: 2034 },
    security_code: undefined,
    notice_reference: "",
    return_url: null,
    capture: true,
    off_session,
    request_three_d_secure,
    setup_reference: null,
    test: { scenario: null, metadata: {} },
    valid_until: new Date(0),
  };
  return authenticationOf(request, behaviourOf(number, "payment"));
}

test("the buyer is asked when the merchant wants it, and else when the bank does", () => {
  expect(asked("4242424242424242", "automatic")).toEqual({ kind: "approve" });
  for (const wish of ["any", "challenge"] as const) {
    const challenge = { kind: "challenge", after_authentication: { kind: "approve" } };
    expect(asked("4242424242424242", wish)).toEqual(challenge);
    expect(asked("4000002760003184", wish)).toEqual(challenge);
    expect(asked("4242424242424242", wish, true)).toEqual({ kind: "approve" });
  }
  expect(asked("4000000000009995", "any")).toMatchObject({ after_authentication: { kind: "decline" } });
});

test.each([
  "378282246310005",
  "4000000032200000",
  "4000008400001280",
  "4100000000000019",
  "4539578763621486",
])("the buyer of %s is never asked", (number) => {
  expect(asked(number, "any")).toEqual(asked(number, "automatic"));
});

test("an authentication that comes to grief fails the payment, and only when it was wanted", () => {
  expect(asked("4000000000003097", "automatic")).toEqual({ kind: "approve" });
  expect(asked("4000000000003097", "any")).toMatchObject({ kind: "decline", code: "processing_error" });
});

test("of what buyers dispute, fraud is the bank's loss once they have authenticated", () => {
  const left = (number: string) => {
    const behaviour = behaviourOf(number, "payment");
    return behaviour.kind === "approve" ? unshielded(behaviour.disputes ?? []).length : undefined;
  };
  expect(left("4000000000000259")).toBe(0);
  expect(left("4000000000002685")).toBe(1);
  expect(left("4000000404000079")).toBe(2);
  expect(left("4000000000005423")).toBe(1);
});
