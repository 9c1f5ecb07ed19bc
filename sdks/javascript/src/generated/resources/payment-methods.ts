// Made by `npm run sdk` from the OpenAPI document of the API. Changes belong there.

import type { Answer } from "../../core/answer.ts";
import type { RequestOptions } from "../../core/options.ts";
import type { ListPromise } from "../../core/pages.ts";
import { pathPart } from "../../core/path-part.ts";
import { Resource } from "../../core/resource.ts";
import type { BillingDetailsParam, CardParam, PaymentMethod } from "../objects.ts";

export interface PaymentMethodCreateParams {
  /** What kind of payment method it is. */
  type: "card" | "us_bank_account";
  /** The card; required when the type is `card`. */
  card?: CardParam;
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
  billing_details?: BillingDetailsParam;
  /** Up to 50 of your own name-value pairs: names up to 40 characters, values up to 500. */
  metadata?: Record<string, string> | null;
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
}

export interface PaymentMethodListParams {
  /** How many to answer. */
  limit?: number;
  /** The last id that you have: the page after it is answered. */
  starting_after?: string;
  /** The first id that you have: the page before it is answered. */
  ending_before?: string;
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
  /** Whose payment methods, `cus_…`. */
  customer?: string;
  /** Only payment methods of this kind, `card` or `us_bank_account`: of any other there is none. */
  type?: string;
}

export interface PaymentMethodUpdateParams {
  /** Whose card it is. */
  billing_details?: BillingDetailsParam;
  /** The new expiry date of the same card. Another number is another payment method. */
  card?: {
    /** The month in which it expires. */
    exp_month?: number;
    /** The year in which it expires, with four digits. */
    exp_year?: number;
  };
  /**
   * Pairs to set. The other pairs stay; an empty value removes its pair, and an empty text in place of the
   * pairs removes all.
   */
  metadata?: Record<string, string | null> | string | null;
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
}

export interface PaymentMethodRetrieveParams {
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
}

export interface PaymentMethodAttachParams {
  /** The customer whose card it becomes, `cus_…`. */
  customer: string;
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
}

export interface PaymentMethodDetachParams {
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
}

/**
 * Cards and bank accounts, kept in the vault: what is answered is the brand and the last four digits, never
 * the number. One can be charged as it is, or be a customer's and be charged again without the buyer.
 */
export class PaymentMethods extends Resource {
  /**
   * Create a payment method.
   *
   * Puts a card or a bank account into the vault and answers what stands for it. A card that the issuer will
   * decline can be stored like any other: the decline comes when it is charged. A bank account needs
   * `billing_details[name]` to be debited. A browser may do this with a publishable key, so that the card
   * never meets your server.
   */
  create(params: PaymentMethodCreateParams, options?: RequestOptions): Promise<Answer<PaymentMethod>> {
    return this.request("POST", "/v1/payment_methods", params, options);
  }

  /**
   * List payment methods.
   *
   * The cards that can be charged, newest first: those of a customer, or without `customer` all of yours.
   */
  list(params?: PaymentMethodListParams, options?: RequestOptions): ListPromise<PaymentMethod> {
    return this.requestList("/v1/payment_methods", params, options);
  }

  /**
   * Update a payment method.
   *
   * Changes the billing details, the expiry date or your own notes, and leaves the rest; an empty value takes
   * a value away. Another number is another payment method.
   *
   * @param id The payment method, `pm_…`.
   */
  update(id: string, params?: PaymentMethodUpdateParams, options?: RequestOptions): Promise<Answer<PaymentMethod>> {
    return this.request("POST", `/v1/payment_methods/${pathPart("id", id)}`, params, options);
  }

  /**
   * Retrieve a payment method.
   *
   * The payment method as it is now.
   *
   * @param id The payment method, `pm_…`.
   */
  retrieve(id: string, params?: PaymentMethodRetrieveParams, options?: RequestOptions): Promise<Answer<PaymentMethod>> {
    return this.request("GET", `/v1/payment_methods/${pathPart("id", id)}`, params, options);
  }

  /**
   * Attach a payment method to a customer.
   *
   * Makes a card a customer's, who can then be charged with it again; the first one becomes the default. The
   * card is verified first, with no amount: one that its issuer declines is not attached. In test mode the id
   * may be the name of a test card, such as `pm_card_visa`.
   *
   * @param id The payment method, `pm_…`.
   */
  attach(id: string, params: PaymentMethodAttachParams, options?: RequestOptions): Promise<Answer<PaymentMethod>> {
    return this.request("POST", `/v1/payment_methods/${pathPart("id", id)}/attach`, params, options);
  }

  /**
   * Detach a payment method from its customer.
   *
   * Takes a card from its customer for good: it can be neither charged nor attached any more, and the vault
   * forgets its number. When it was the default, the newest of the other cards becomes it.
   *
   * @param id The payment method, `pm_…`.
   */
  detach(id: string, params?: PaymentMethodDetachParams, options?: RequestOptions): Promise<Answer<PaymentMethod>> {
    return this.request("POST", `/v1/payment_methods/${pathPart("id", id)}/detach`, params, options);
  }
}
