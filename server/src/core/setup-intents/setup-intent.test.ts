import { expect, test } from "vitest";
import type { Outcome } from "../../connectors/connector.ts";
import {
  applyVerification,
  SETUP_STATUSES,
  SETUP_TRANSITIONS,
  type SetupIntent,
  setupMayBecome,
} from "./setup-intent.ts";

const intent: SetupIntent = {
  id: "01890000-0000-7000-8000-000000000001",
  version: 2,
  status: "requires_payment_method",
  customer_id: null,
  payment_method_id: null,
  card_was_typed: true,
  verification_id: "01890000-0000-7000-8000-000000000002",
  connector: "simulator",
  connector_reference: null,
  verifying_until: new Date(0),
  last_setup_error: null,
  next_action: null,
  usage: "off_session",
  payment_method_types: ["card"],
  description: null,
  return_url: null,
  metadata: {},
  cancellation_reason: null,
  canceled_at: null,
  attached_at: null,
  attaches_card: false,
  checkout_session_id: null,
  created_at: new Date(0),
};

const waiting: SetupIntent = {
  ...intent,
  status: "requires_action",
  payment_method_id: "01890000-0000-7000-8000-000000000003",
  next_action: { challenge_url: "https://bank.example/" },
};

const OUTCOMES: readonly Outcome[] = [
  { kind: "approved", reference: "sim_1" },
  { kind: "needs_action", reference: "sim_1", challenge_url: "https://bank.example/" },
  { kind: "declined", reference: "sim_1", code: "card_declined", decline_code: "lost_card" },
  { kind: "unknown", reason: "timeout" },
];

test("every status of a setup intent can be reached, and nothing leads out of an end", () => {
  const reachable = new Set<string>(["requires_payment_method", ...Object.values(SETUP_TRANSITIONS).flat()]);
  expect([...reachable].sort()).toEqual([...SETUP_STATUSES].sort());
  for (const end of ["succeeded", "canceled"] as const) {
    expect(SETUP_STATUSES.filter((status) => setupMayBecome(end, status))).toEqual([]);
  }
});

test("whatever the processor says, the table of transitions allows what becomes of it", () => {
  for (const before of [intent, waiting]) {
    for (const outcome of OUTCOMES) {
      const { status } = applyVerification(before, outcome);
      expect(status === before.status || setupMayBecome(before.status, status)).toBe(true);
    }
  }
});

test("a verified card keeps the processor's reference, for later charges", () => {
  const next = applyVerification(waiting, { kind: "approved", reference: "sim_1" });
  expect(next).toMatchObject({
    status: "succeeded",
    version: 3,
    connector_reference: "sim_1",
    payment_method_id: waiting.payment_method_id,
    next_action: null,
    verifying_until: null,
  });
});

test("a verification that fails lets the buyer type another card, and says why", () => {
  const declined = {
    kind: "declined",
    reference: null,
    code: "card_declined",
    decline_code: "lost_card",
  } as const;
  expect(applyVerification(waiting, declined)).toMatchObject({
    status: "requires_payment_method",
    payment_method_id: null,
    next_action: null,
    last_setup_error: { code: "card_declined", decline_code: "lost_card" },
  });
  expect(applyVerification(intent, { kind: "unknown", reason: "timeout" })).toMatchObject({
    status: "requires_payment_method",
    last_setup_error: { code: "processing_error", decline_code: null },
  });
});
