import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { getCustomer } from "../customers/get.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { getChargeable } from "../payment-methods/get.ts";
import { createPayment, type NewPayment } from "./create.ts";
import type { PaymentIntent } from "./payment-intent.ts";
import { recallPayment } from "./recall.ts";

export interface ChargeCustomer
  extends Pick<NewPayment, "amount" | "currency" | "description" | "metadata" | "client_reference_id"> {
  readonly customer_id: string;
  /** One of the customer's cards; null means the default one. */
  readonly payment_method_id: string | null;
  /** Whether the buyer is away while it happens. */
  readonly off_session: boolean;
}

/**
 * Charges a card that a customer has left. The amount is charged as it is: whoever charges knows the tax in it, because
 * nothing is said here about what is sold, or to where.
 */
export async function chargeCustomer(
  core: Core,
  scope: Scope,
  command: ChargeCustomer,
  exchange: Exchange<PaymentIntent>,
): Promise<Answer | Refusal> {
  const payment_method_id = await chooseCard(core, scope, command);
  if (isRefusal(payment_method_id)) return (await recallPayment(core, scope, exchange)) ?? payment_method_id;
  const { amount, currency, description, metadata, client_reference_id, customer_id, off_session } = command;
  const payment: NewPayment = {
    amount,
    currency,
    tax_amount: 0,
    payment_method_id,
    payment_method_types: ["card"],
    description,
    receipt_email: null,
    return_url: null,
    metadata,
    checkout_session_id: null,
    client_reference_id,
    customer_id,
    confirm: { off_session },
  };
  return createPayment(core, scope, payment, exchange);
}

/** The card that is to be charged. Once attached, it is this customer's or, after that, nobody's. */
async function chooseCard(
  core: Core,
  scope: Scope,
  { customer_id, payment_method_id }: ChargeCustomer,
): Promise<string | Refusal> {
  const customer = await getCustomer(core, scope, customer_id);
  if (customer === undefined) return refuse("resource_missing", "No such customer.", "id");
  const chosen = payment_method_id ?? customer.default_payment_method_id;
  if (chosen === null) {
    return refuse(
      "parameter_missing",
      "This customer has no saved card. Save one with a setup intent, or name the one to charge.",
      "payment_method_id",
    );
  }
  const method = await getChargeable(core, scope, chosen);
  if (method?.customer_id === customer_id) {
    if (method.type === "card") return method.id;
    return refuse(
      "payment_method_incompatible",
      "This payment method is a bank account, and only cards can be charged here. Name one of the customer's cards.",
      "payment_method_id",
    );
  }
  return refuse(
    "resource_missing",
    "This customer has no such payment method: it is not attached, or was detached.",
    "payment_method_id",
  );
}
