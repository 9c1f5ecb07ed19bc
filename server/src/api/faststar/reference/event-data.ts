import { Type } from "typebox";
import { exampleId } from "../../plugins/openapi/example-ids.ts";
import { EXAMPLE_INVOICE_EVENT, exampleSubscriptionEvent } from "./billing-objects.ts";
import { EXAMPLE_SESSION } from "./checkout-objects.ts";
import { exampleDisputeEvent } from "./dispute-objects.ts";
import { id, metadata, minorUnits, nullable } from "./fields.ts";
import { EXAMPLE_PAYMENT, EXAMPLE_REFUND } from "./payment-objects.ts";

const currency = Type.String({ description: "ISO 4217, in capitals." });
const client_reference_id = nullable(Type.String({ description: "Your order number." }));
const sequence = (thing: string) =>
  Type.Integer({ description: `Grows with every event of this ${thing}: order events by it.` });

export const PaymentEventData = Type.Object(
  {
    payment_id: id("The payment."),
    amount: minorUnits("What was to be paid."),
    currency,
    status: Type.String({ description: "The payment's status at that moment." }),
    amount_tax: minorUnits("The part of `amount` that is tax."),
    checkout_session_id: nullable(id("The session that it was paid through.")),
    client_reference_id,
    customer_id: nullable(id("The customer whose saved card was charged.")),
    metadata,
    error_code: nullable(Type.String({ description: "Why the last attempt failed." })),
    decline_code: nullable(Type.String({ description: "The issuer's finer reason." })),
    sequence: sequence("payment"),
  },
  { description: "The payment as it was then." },
);

export const PaymentRefundedEventData = Type.Object(
  {
    payment_id: id("The payment."),
    amount: minorUnits("What was paid."),
    amount_refunded: minorUnits("How much of it has gone back or is on its way, this refund included."),
    currency,
    status: Type.String({ description: "The payment's status: it stays `succeeded`." }),
    client_reference_id,
    refund_id: id("The refund that has succeeded."),
    sequence: sequence("payment"),
  },
  { description: "The payment after one of its refunds succeeded." },
);

export const RefundEventData = Type.Object(
  {
    refund_id: id("The refund."),
    payment_id: id("The payment whose money goes back."),
    amount: minorUnits("How much goes back."),
    currency,
    status: Type.String({ description: "The refund's status at that moment." }),
    reason: nullable(Type.String({ description: "The reason that you gave." })),
    failure_reason: nullable(Type.String({ description: "Why it failed." })),
    sequence: sequence("refund"),
  },
  { description: "The refund as it was then." },
);

const examplePayment = (status: string, error: { code: string; decline_code: string } | undefined) => ({
  payment_id: exampleId("payment_intent"),
  amount: EXAMPLE_SESSION.amount_total,
  currency: "USD",
  status,
  amount_tax: EXAMPLE_SESSION.amount_tax,
  checkout_session_id: EXAMPLE_SESSION.id,
  client_reference_id: EXAMPLE_SESSION.client_reference_id,
  customer_id: null,
  metadata: {},
  error_code: error?.code ?? null,
  decline_code: error?.decline_code ?? null,
  sequence: 3,
});

const exampleRefund = (status: string, failure_reason: string | null) => ({
  refund_id: EXAMPLE_REFUND.id,
  payment_id: EXAMPLE_REFUND.payment_id,
  amount: EXAMPLE_REFUND.amount,
  currency: EXAMPLE_REFUND.currency,
  status,
  reason: EXAMPLE_REFUND.reason,
  failure_reason,
  sequence: 2,
});

const DECLINE = { code: "card_declined", decline_code: "generic_decline" };

const EXAMPLES: Readonly<Record<string, object>> = {
  "payment.succeeded": examplePayment("succeeded", undefined),
  "payment.failed": examplePayment("requires_payment_method", DECLINE),
  "payment.canceled": examplePayment("canceled", undefined),
  "payment.refunded": {
    payment_id: EXAMPLE_PAYMENT.id,
    amount: EXAMPLE_PAYMENT.amount,
    amount_refunded: EXAMPLE_REFUND.amount,
    currency: EXAMPLE_PAYMENT.currency,
    status: EXAMPLE_PAYMENT.status,
    client_reference_id: EXAMPLE_PAYMENT.client_reference_id,
    refund_id: EXAMPLE_REFUND.id,
    sequence: 5,
  },
  "refund.succeeded": exampleRefund("succeeded", null),
  "refund.failed": exampleRefund("failed", "expired_or_canceled_card"),
  "refund.canceled": exampleRefund("canceled", null),
  "dispute.created": exampleDisputeEvent("needs_response", 1),
  "dispute.updated": exampleDisputeEvent("under_review", 3),
  "dispute.closed": exampleDisputeEvent("won", 4),
  "subscription.created": exampleSubscriptionEvent({}),
  "subscription.updated": exampleSubscriptionEvent({ cancel_at_period_end: true, next_billing_at: null }),
  "subscription.canceled": exampleSubscriptionEvent({ status: "canceled", next_billing_at: null }),
  "invoice.paid": EXAMPLE_INVOICE_EVENT,
};

/** What is in an event of a type. */
export const exampleData = (type: string): object | undefined => EXAMPLES[type];
