// Made by `npm run sdk` from the OpenAPI document of the API. Changes belong there.

import type { Transport } from "../core/transport.ts";
import { Charges } from "./resources/charges.ts";
import { Customers } from "./resources/customers.ts";
import { Disputes } from "./resources/disputes.ts";
import { Events } from "./resources/events.ts";
import { PaymentIntents } from "./resources/payment-intents.ts";
import { PaymentMethods } from "./resources/payment-methods.ts";
import { Refunds } from "./resources/refunds.ts";
import { SetupIntents } from "./resources/setup-intents.ts";
import { WebhookEndpoints } from "./resources/webhook-endpoints.ts";

/** What the API has, each with its methods. */
export class Resources {
  /** The attempts to pay, one by one. */
  readonly charges: Charges;
  /** Buyers whom you know. */
  readonly customers: Customers;
  /** What buyers' banks take back, and your answers. */
  readonly disputes: Disputes;
  /** What has happened, to be read again. */
  readonly events: Events;
  /** Amounts to be paid. */
  readonly paymentIntents: PaymentIntents;
  /** Cards and bank accounts, kept in the vault. */
  readonly paymentMethods: PaymentMethods;
  /** Money that goes back to the buyer. */
  readonly refunds: Refunds;
  /** Cards to be kept for later payments. */
  readonly setupIntents: SetupIntents;
  /** How your server learns what has happened. */
  readonly webhookEndpoints: WebhookEndpoints;

  constructor(transport: Transport) {
    this.charges = new Charges(transport);
    this.customers = new Customers(transport);
    this.disputes = new Disputes(transport);
    this.events = new Events(transport);
    this.paymentIntents = new PaymentIntents(transport);
    this.paymentMethods = new PaymentMethods(transport);
    this.refunds = new Refunds(transport);
    this.setupIntents = new SetupIntents(transport);
    this.webhookEndpoints = new WebhookEndpoints(transport);
  }
}
