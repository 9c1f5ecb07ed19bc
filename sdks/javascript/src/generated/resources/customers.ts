// Made by `npm run sdk` from the OpenAPI document of the API. Changes belong there.

import type { Answer } from "../../core/answer.ts";
import type { RequestOptions } from "../../core/options.ts";
import type { ListPromise } from "../../core/pages.ts";
import { pathPart } from "../../core/path-part.ts";
import { Resource } from "../../core/resource.ts";
import type { AddressParam, CreatedParam, Customer, CustomerShippingParam, DeletedCustomer, PaymentMethod } from "../objects.ts";

export interface CustomerCreateParams {
  /** The customer's address for mail. */
  email?: string | null;
  /** The customer's name. */
  name?: string | null;
  /** The customer's telephone number. */
  phone?: string | null;
  /** Up to 350 characters. */
  description?: string | null;
  /** Where somebody is. */
  address?: AddressParam | null;
  /** Where things are sent. */
  shipping?: CustomerShippingParam | null;
  /**
   * Pairs to set. The other pairs stay; an empty value removes its pair, and an empty text in place of the
   * pairs removes all.
   */
  metadata?: Record<string, string | null> | string | null;
  /** What the customer is charged with when nothing else is said. */
  invoice_settings?: {
    /** One of the customer's cards, `pm_…`. */
    default_payment_method?: string | null;
  };
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
  /** A card to attach, `pm_…`. It is verified first; when it is declined, no customer is made. */
  payment_method?: string;
}

export interface CustomerListParams {
  /** How many to answer. */
  limit?: number;
  /** The last id that you have: the page after it is answered. */
  starting_after?: string;
  /** The first id that you have: the page before it is answered. */
  ending_before?: string;
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
  /** Only customers with exactly this address. */
  email?: string;
  /** Only what was made in this second, or within these bounds, in Unix seconds. */
  created?: number | CreatedParam;
}

export interface CustomerUpdateParams {
  /** The customer's address for mail. */
  email?: string | null;
  /** The customer's name. */
  name?: string | null;
  /** The customer's telephone number. */
  phone?: string | null;
  /** Up to 350 characters. */
  description?: string | null;
  /** Where somebody is. */
  address?: AddressParam | null;
  /** Where things are sent. */
  shipping?: CustomerShippingParam | null;
  /**
   * Pairs to set. The other pairs stay; an empty value removes its pair, and an empty text in place of the
   * pairs removes all.
   */
  metadata?: Record<string, string | null> | string | null;
  /** What the customer is charged with when nothing else is said. */
  invoice_settings?: {
    /** One of the customer's cards, `pm_…`. */
    default_payment_method?: string | null;
  };
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
}

export interface CustomerRetrieveParams {
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
}

export interface CustomerListPaymentMethodsParams {
  /** How many to answer. */
  limit?: number;
  /** The last id that you have: the page after it is answered. */
  starting_after?: string;
  /** The first id that you have: the page before it is answered. */
  ending_before?: string;
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
  /** Only payment methods of this kind, `card` or `us_bank_account`: of any other there is none. */
  type?: string;
}

export interface CustomerRetrievePaymentMethodParams {
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
}

/** Buyers whom you know, with their cards. A customer that is made here is there in the FastStar API too. */
export class Customers extends Resource {
  /**
   * Create a customer.
   *
   * Remembers a buyer, whose cards can then be kept and charged again. With `payment_method` the customer has
   * a card from the start. Nothing keeps you from making two customers with one address.
   */
  create(params?: CustomerCreateParams, options?: RequestOptions): Promise<Answer<Customer>> {
    return this.request("POST", "/v1/customers", params, options);
  }

  /**
   * List customers.
   *
   * Your customers, newest first; with `email`, those who have exactly this address.
   */
  list(params?: CustomerListParams, options?: RequestOptions): ListPromise<Customer> {
    return this.requestList("/v1/customers", params, options);
  }

  /**
   * Update a customer.
   *
   * Changes what is given and leaves the rest; an empty value takes a value away. Metadata is merged: an
   * empty value removes its name.
   *
   * @param id The customer, `cus_…`.
   */
  update(id: string, params?: CustomerUpdateParams, options?: RequestOptions): Promise<Answer<Customer>> {
    return this.request("POST", `/v1/customers/${pathPart("id", id)}`, params, options);
  }

  /**
   * Retrieve a customer.
   *
   * The customer as it is now; of a deleted one, that it was deleted.
   *
   * @param id The customer, `cus_…`.
   */
  retrieve(id: string, params?: CustomerRetrieveParams, options?: RequestOptions): Promise<Answer<Customer | DeletedCustomer>> {
    return this.request("GET", `/v1/customers/${pathPart("id", id)}`, params, options);
  }

  /**
   * Delete a customer.
   *
   * Forgets a customer for good: the cards are detached and can no longer be charged, and what the customer
   * pays for regularly ends. Payments stay as they are.
   *
   * @param id The customer, `cus_…`.
   */
  del(id: string, params?: Record<string, never>, options?: RequestOptions): Promise<Answer<DeletedCustomer>> {
    return this.request("DELETE", `/v1/customers/${pathPart("id", id)}`, params, options);
  }

  /**
   * List a customer's payment methods.
   *
   * The customer's cards that can be charged, newest first.
   *
   * @param id The customer, `cus_…`.
   */
  listPaymentMethods(id: string, params?: CustomerListPaymentMethodsParams, options?: RequestOptions): ListPromise<PaymentMethod> {
    return this.requestList(`/v1/customers/${pathPart("id", id)}/payment_methods`, params, options);
  }

  /**
   * Retrieve a customer's payment method.
   *
   * One of the customer's cards.
   *
   * @param id The customer, `cus_…`.
   *
   * @param paymentMethod One of the customer's cards, `pm_…`.
   */
  retrievePaymentMethod(id: string, paymentMethod: string, params?: CustomerRetrievePaymentMethodParams, options?: RequestOptions): Promise<Answer<PaymentMethod>> {
    return this.request("GET", `/v1/customers/${pathPart("id", id)}/payment_methods/${pathPart("paymentMethod", paymentMethod)}`, params, options);
  }
}
