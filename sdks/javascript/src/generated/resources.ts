// Made by `npm run sdk` from the OpenAPI document of the API. Changes belong there.

import type { Transport } from "../core/transport.ts";
import { PaymentIntents } from "./resources/payment-intents.ts";
import { PaymentMethods } from "./resources/payment-methods.ts";
import { WebhookEndpoints } from "./resources/webhook-endpoints.ts";

/** What the API has, each with its methods. */
export class Resources {
  /** Amounts to be paid. */
  readonly paymentIntents: PaymentIntents;
  /** Cards, kept in the vault. */
  readonly paymentMethods: PaymentMethods;
  /** How your server learns what has happened. */
  readonly webhookEndpoints: WebhookEndpoints;

  constructor(transport: Transport) {
    this.paymentIntents = new PaymentIntents(transport);
    this.paymentMethods = new PaymentMethods(transport);
    this.webhookEndpoints = new WebhookEndpoints(transport);
  }
}
