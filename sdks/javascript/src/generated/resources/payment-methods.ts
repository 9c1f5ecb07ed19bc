// Made by `npm run sdk` from the OpenAPI document of the API. Changes belong there.

import type { Answer } from "../../core/answer.ts";
import type { RequestOptions } from "../../core/options.ts";
import { pathPart } from "../../core/path-part.ts";
import { Resource } from "../../core/resource.ts";
import type { PaymentMethod } from "../objects.ts";

export interface PaymentMethodCreateParams {
  /** What kind of payment method it is. */
  type: "card" | "us_bank_account";
  /** The card; required when the type is `card`. */
  card?: {
    /** The digits; spaces and dashes do not matter. */
    number: string;
    /** The month in which it expires. */
    exp_month: number;
    /** The year in which it expires, with four digits. */
    exp_year: number;
    /** Used for the first payment and then forgotten. */
    cvc?: string | null;
  };
  /** An account at a bank in the United States; required when the type is `us_bank_account`. */
  us_bank_account?: {
    /** 4 to 17 digits; spaces and dashes do not matter. */
    account_number: string;
    /** The nine digits that name the bank. */
    routing_number: string;
    /** Whose account it is. */
    account_holder_type: "individual" | "company";
    /** What kind of account it is. */
    account_type?: "checking" | "savings";
  };
  /** Whose card it is. */
  billing_details?: {
    /** The cardholder's name. */
    name?: string | null;
    /** The cardholder's address for mail. */
    email?: string | null;
    /** The cardholder's telephone number. */
    phone?: string | null;
    /** Where the card's bills go. */
    address?: {
      /** City or town. */
      city?: string | null;
      /** ISO 3166-1, such as US. */
      country?: string | null;
      /** Street and number. */
      line1?: string | null;
      /** Apartment, floor or the like. */
      line2?: string | null;
      /** Postal code. */
      postal_code?: string | null;
      /** State, province or region. */
      state?: string | null;
    };
  };
  /** Up to 50 of your own name-value pairs: names up to 40 characters, values up to 500. */
  metadata?: Record<string, string>;
}

/** Cards and bank accounts, kept in the vault. */
export class PaymentMethods extends Resource {
  /**
   * Create a payment method.
   *
   * Puts a card or a bank account into the vault and answers what stands for it. A card that the issuer will
   * decline can be stored like any other: the decline comes when it is charged. A bank account needs
   * `billing_details[name]` to be debited.
   */
  create(params: PaymentMethodCreateParams, options?: RequestOptions): Promise<Answer<PaymentMethod>> {
    return this.request("POST", "/v1/payment_methods", params, options);
  }

  /**
   * Retrieve a payment method.
   *
   * The payment method as it is now.
   *
   * @param id The payment method, `pm_…`.
   */
  retrieve(id: string, params?: Record<string, never>, options?: RequestOptions): Promise<Answer<PaymentMethod>> {
    return this.request("GET", `/v1/payment_methods/${pathPart("id", id)}`, params, options);
  }
}
