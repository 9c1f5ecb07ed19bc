import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { Core } from "../../../core/core.ts";
import type { PaymentIntent } from "../../../core/payments/payment-intent.ts";
import { CAPTURE_METHODS } from "../../../core/payments/payment-intent.ts";
import { parseId } from "../../../kit/ids.ts";
import { type Refusal, refuse } from "../../../kit/result.ts";
import { RequestRefused } from "../../plugins/request-refused.ts";
import { ok } from "../answers.ts";
import { isBrowser } from "../browser-calls.ts";
import { exchangeFor } from "../context.ts";
import { httpUrl, id, MAXIMUM_INTEGER } from "../fields.ts";
import { paymentAnswer, presentPaymentIntent } from "../present.ts";
import { forBrowser } from "../present-to-browser.ts";
import { refuseMoneyOfOthers } from "./client-fields.ts";

/** What the routes of payment intents share: their fields, and how they answer. */

export const closed = { additionalProperties: false } as const;

export const amount = Type.Integer({
  minimum: 1,
  maximum: MAXIMUM_INTEGER,
  description:
    "In the currency's smallest unit: 2000 is 20.00 USD. At least 0.50 USD or its like, at most 99,999,999.",
});

export const currency = Type.String({
  minLength: 3,
  maxLength: 3,
  description: "ISO 4217, such as usd.",
});

export const payment_method = Type.Optional(id("The payment method to pay with, `pm_…`."));

export const capture_method = Type.Optional(
  Type.Enum([...CAPTURE_METHODS], {
    description:
      "When the money is taken: at once, or with `manual` when you capture it. `automatic` when left out; `automatic_async` does the same.",
  }),
);

export const return_url = Type.Optional(httpUrl("Where the buyer comes back to after authenticating."));

export const customer = Type.Optional(id("Who pays, `cus_…`. Their own cards can be charged then."));

export const client_secret = Type.Optional(
  Type.String({
    minLength: 1,
    maxLength: 200,
    description: "The intent's own. Required with a publishable key.",
  }),
);

export const Params = Type.Object({ id: Type.String({ description: "The payment intent, `pi_…`." }) });

/** Whether there is such a customer is found out by the verb. */
export function readCustomer(public_id: string | undefined): string | undefined | Refusal {
  if (public_id === undefined) return undefined;
  return (
    parseId("customer", public_id) ??
    refuse("resource_missing", `No such customer: '${public_id}'`, "customer")
  );
}

export function noSuchIntent(public_id: string): Refusal {
  return refuse("resource_missing", `No such payment_intent: '${public_id.slice(0, 64)}'`, "id");
}

/** The exchange of a request that tries to pay: a decline is a card error, and names the request that it answers. */
export function paying(core: Core, request: FastifyRequest) {
  const render = (intent: PaymentIntent) => paymentAnswer(intent, show(core, request, intent), request.id);
  return exchangeFor(core, request, render, true);
}

/** The exchange of a request that writes, and answers the intent. */
export function writing(core: Core, request: FastifyRequest) {
  return exchangeFor(core, request, (intent: PaymentIntent) => ok(show(core, request, intent)));
}

/** The intent as whoever asks may see it. */
export function show(core: Core, request: FastifyRequest, intent: PaymentIntent) {
  const shown = presentPaymentIntent(core, request.caller.scope, intent);
  return isBrowser(request) ? forBrowser(shown) : shown;
}

/** Runs before the validation, which would only say that a parameter is unknown. */
export function refuseUnsupported(
  request: FastifyRequest,
  _reply: FastifyReply,
  done: (error?: Error) => void,
): void {
  const refusal = refuseMoneyOfOthers(request.body);
  done(refusal && new RequestRefused(refusal.refused, refusal.message, refusal.param));
}
