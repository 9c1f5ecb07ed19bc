import type { Address, Place, TaxRefusal } from "./place.ts";
import type { TaxType } from "./rate.ts";

export type { TaxRefusal } from "./place.ts";
export type { TaxType } from "./rate.ts";

/** What is sold, to whom, by whom and when. */
export interface TaxRequest extends Address {
  /** ISO 4217, upper case. Amounts are in its minor unit. */
  readonly currency: string;
  /** Amounts as priced: with the tax in them where prices include it, without it elsewhere. */
  readonly lines: readonly TaxableLine[];
  /** The buyer's VAT or GST id, well-formed for the buyer's country; null for a consumer. */
  readonly customer_tax_id: string | null;
  /** Where the seller is established (ISO 3166-1), or null when that is not known: then a buyer is never asked to
   * account for the tax. */
  readonly seller_country: string | null;
  readonly at: Date;
}

export interface TaxableLine {
  readonly amount: number;
  /** A code of `categories.ts`; any other text, and null, are goods in general. */
  readonly tax_category: string | null;
}

/** One authority's part of the tax of a line. */
export interface TaxComponent {
  /** As it is called on an invoice: VAT, GST, QST. */
  readonly name: string;
  /** ISO 3166 of whose tax it is: `DE`, `CA-QC`. */
  readonly jurisdiction: string;
  /** Of the net price. Where only a part of the price is taxed, what that comes to for the whole. */
  readonly rate_ppm: number;
  readonly tax_amount: number;
}

export interface TaxedLine extends TaxableLine {
  readonly tax_amount: number;
  readonly net_amount: number;
  /** What the buyer pays. */
  readonly gross_amount: number;
  readonly rate_ppm: number;
  /** Their amounts sum to `tax_amount`. */
  readonly components: readonly TaxComponent[];
}

/** What a provider answers: as many lines as were asked about, in their order. */
export interface TaxAnswer extends Place {
  readonly tax_type: TaxType;
  /** Whether prices are shown with the tax in them. */
  readonly inclusive: boolean;
  /** Whether the tax may turn out otherwise once more is known of where the buyer is. */
  readonly estimated: boolean;
  /** What an estimate leaves out, in English. */
  readonly note: string | null;
  /** Whether the buyer, a business, owes the tax instead of the seller. */
  readonly reverse_charge: boolean;
  /** What the law wants to be written on the invoice. */
  readonly invoice_notes: readonly string[];
  readonly lines: readonly TaxedLine[];
  /** Names the state of the data or the engine that answered, so that a calculation can be explained later. */
  readonly version: string;
}

/**
 * Who calculates the tax: the built-in table, or an engine outside. A provider is stateless, is asked outside of any
 * database transaction, and may be asked about the same sale again.
 *
 * It answers with amounts, or with a refusal when the place does not exist. It may throw, or take longer than
 * `timeout_ms`, after which `signal` is aborted: then the sale is refused with `tax_unavailable` and can be tried
 * again. No other rate is put in its place, because a buyer who is charged a wrong tax cannot be asked for the rest.
 */
export interface TaxProvider {
  /** Kept with every calculation. */
  readonly name: string;
  readonly timeout_ms: number;
  calculate(request: TaxRequest, signal: AbortSignal): Promise<TaxAnswer | TaxRefusal>;
}

/** What the core is composed with. */
export interface TaxDesk {
  readonly provider: TaxProvider;
  /** Where the platform is established that sells as Merchant of Record (ISO 3166-1). */
  readonly seller_country: string;
}
