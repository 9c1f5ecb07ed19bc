// Made by `npm run sdk` from the OpenAPI document of the API. Changes belong there.

import type { Transport } from "../core/transport.ts";
import { Disputes } from "./resources/disputes.ts";
import { PaymentIntents } from "./resources/payment-intents.ts";
import { PaymentMethods } from "./resources/payment-methods.ts";
import { WebhookEndpoints } from "./resources/webhook-endpoints.ts";

/** What the API has, each with its methods. */
export class Resources {
  /** What buyers' banks take back, and your answers. */
  readonly disputes: Disputes;
  /** Amounts to be paid. */
  readonly paymentIntents: PaymentIntents;
  /** Cards and bank accounts, kept in the vault. */
  readonly paymentMethods: PaymentMethods;
  /** How your server learns what has happened. */
  readonly webhookEndpoints: WebhookEndpoints;

  constructor(transport: Transport) {
    this.disputes = new Disputes(transport);
    this.paymentIntents = new PaymentIntents(transport);
    this.paymentMethods = new PaymentMethods(transport);
    this.webhookEndpoints = new WebhookEndpoints(transport);
  }
}
