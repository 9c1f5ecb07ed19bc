// Made by `npm run sdk` from the OpenAPI document of the API. Changes belong there.

import type { Transport } from "../core/transport.ts";
import { Charges } from "./resources/charges.ts";
import { Customers } from "./resources/customers.ts";
import { Disputes } from "./resources/disputes.ts";
import { EarlyFraudWarnings } from "./resources/early-fraud-warnings.ts";
import { Events } from "./resources/events.ts";
import { PaymentIntents } from "./resources/payment-intents.ts";
import { PaymentMethods } from "./resources/payment-methods.ts";
import { Refunds } from "./resources/refunds.ts";
import { SetupIntents } from "./resources/setup-intents.ts";
import { WebhookEndpoints } from "./resources/webhook-endpoints.ts";

/** What the API has, each with its methods. */
export class Resources {
  /**
   * The attempts to pay, one by one, to be read: an intent has one for each time that it was confirmed.
   * `outcome` says what the card's network answered.
   */
  readonly charges: Charges;
  /**
   * Buyers whom you know, with their cards. A customer that is made here is there in the FastStar API too.
   */
  readonly customers: Customers;
  /**
   * What buyers' banks take back, and your answers. The amount is gone while a dispute is open, and comes
   * back when it is won; an inquiry takes nothing. Hand evidence in before `evidence_details.due_by`: silence
   * loses.
   */
  readonly disputes: Disputes;
  /**
   * What has happened, to be read again: the same objects that webhook endpoints are sent. `sequence` grows
   * with every event of one object, whichever order they arrive in.
   */
  readonly events: Events;
  /**
   * Amounts to be paid, one for each order: an intent outlives declined cards, waits while the buyer
   * authenticates, and knows how much has come in. `status` says what it waits for.
   */
  readonly paymentIntents: PaymentIntents;
  /**
   * Cards and bank accounts, kept in the vault: what is answered is the brand and the last four digits, never
   * the number. One can be charged as it is, or be a customer's and be charged again without the buyer.
   */
  readonly paymentMethods: PaymentMethods;
  readonly radar: {
    /**
     * Payments that cards' banks take for fraud, told before anybody disputes them. No money moves; refund
     * what you take for fraud too, while a warning is `actionable`.
     */
    readonly earlyFraudWarnings: EarlyFraudWarnings;
  };
  /**
   * Money that goes back to the buyer, all of a payment or a part of it. Most refunds succeed at once; one
   * that is `pending` tells by `refund.updated` or `refund.failed` how it ended.
   */
  readonly refunds: Refunds;
  /**
   * Cards to be kept for later payments: the card is verified without an amount, and the buyer authenticates
   * now, so that later charges need not ask.
   */
  readonly setupIntents: SetupIntents;
  /**
   * How your server learns what has happened. Up to 16 addresses, each with a secret of its own that signs
   * what it is sent.
   */
  readonly webhookEndpoints: WebhookEndpoints;

  constructor(transport: Transport) {
    this.charges = new Charges(transport);
    this.customers = new Customers(transport);
    this.disputes = new Disputes(transport);
    this.events = new Events(transport);
    this.paymentIntents = new PaymentIntents(transport);
    this.paymentMethods = new PaymentMethods(transport);
    this.radar = { earlyFraudWarnings: new EarlyFraudWarnings(transport) };
    this.refunds = new Refunds(transport);
    this.setupIntents = new SetupIntents(transport);
    this.webhookEndpoints = new WebhookEndpoints(transport);
  }
}
