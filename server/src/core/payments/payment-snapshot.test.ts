import fc, { type Arbitrary } from "fast-check";
import { expect, test } from "vitest";
import "../../../test/support/fixed-seed.ts";
import {
  CAPTURE_METHODS,
  PAYMENT_STATUSES,
  type PaymentError,
  type PaymentIntent,
} from "./payment-intent.ts";
import { reviveIntent, writeSnapshot } from "./payment-snapshot.ts";

const orNull = <Value>(value: Arbitrary<Value>) => fc.option(value, { nil: null });
const text = fc.string({ unit: "binary" });
const amount = fc.nat();
const instant = fc.date({ noInvalidDate: true });
const id = fc.uuid();

const payment_error = fc.record<PaymentError>({
  code: fc.constantFrom("card_declined", "processing_error"),
  decline_code: orNull(text),
  payment_method_id: id,
});

/** Every field of an intent: the compiler asks for the one that is added next. */
const FIELDS: { [Name in keyof PaymentIntent]: Arbitrary<PaymentIntent[Name]> } = {
  id,
  version: fc.integer({ min: 1 }),
  status: fc.constantFrom(...PAYMENT_STATUSES),
  amount,
  amount_received: amount,
  amount_refunded: amount,
  tax_amount: amount,
  currency: fc.constantFrom("USD", "JPY", "BHD"),
  capture_method: fc.constantFrom(...CAPTURE_METHODS),
  payment_method_id: orNull(id),
  payment_attempt_id: orNull(id),
  payment_method_types: fc.subarray(["card", "us_bank_account"]),
  description: orNull(text),
  receipt_email: orNull(text),
  return_url: orNull(text),
  metadata: fc.dictionary(
    text.filter((name) => name !== "__proto__"),
    text,
    { noNullPrototype: true },
  ),
  last_payment_error: orNull(payment_error),
  next_action: orNull(fc.record({ challenge_url: text })),
  cancellation_reason: orNull(fc.constantFrom("abandoned", "automatic")),
  canceled_at: orNull(instant),
  checkout_session_id: orNull(id),
  client_reference_id: orNull(text),
  customer_id: orNull(id),
  off_session: fc.boolean(),
  details: orNull(
    fc.record({
      setup_future_usage: orNull(fc.constantFrom("on_session", "off_session")),
      shipping: fc.constant(null),
      statement_descriptor: orNull(text),
      statement_descriptor_suffix: orNull(text),
      automatic_payment_methods: fc.boolean(),
    }),
  ),
  created_at: instant,
};

const payment_intent = fc.record<PaymentIntent>(FIELDS);

test("a payment is read back from its event as it was, whatever it says", () => {
  fc.assert(
    fc.property(payment_intent, (intent) => {
      expect(reviveIntent(writeSnapshot(intent))).toEqual(intent);
    }),
  );
});

test("what a payment does not have takes no place in its event", () => {
  fc.assert(
    fc.property(payment_intent, (intent) => {
      const written = JSON.parse(writeSnapshot(intent));
      const said = Object.entries(intent).filter(([, value]) => value !== null);
      expect(Object.keys(written).sort()).toEqual(said.map(([name]) => name).sort());
    }),
  );
});

test("an older event, in which nothing was left out, reads as it always did", () => {
  fc.assert(
    fc.property(payment_intent, (intent) => {
      expect(reviveIntent(JSON.stringify(intent))).toEqual(intent);
    }),
  );
});

test("the oldest events know of no customers, of no details, and of nothing but taking money at once", () => {
  const [intent] = fc.sample(payment_intent, 1) as [PaymentIntent];
  const { customer_id, off_session, capture_method, details, ...oldest } = intent;
  expect(reviveIntent(JSON.stringify(oldest))).toEqual({
    ...oldest,
    customer_id: null,
    off_session: false,
    capture_method: "automatic",
    details: null,
  });
});
