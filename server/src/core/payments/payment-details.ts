import type { AuthenticationRequest } from "../../connectors/three-d-secure.ts";
import type { Address } from "../customers/customer.ts";

export const FUTURE_USAGES = ["on_session", "off_session"] as const;

/** Whether the buyer will be there when the card is charged again. */
export type FutureUsage = (typeof FUTURE_USAGES)[number];

/** Where the goods go. */
export interface PaymentShipping {
  readonly name: string;
  readonly phone: string | null;
  readonly carrier: string | null;
  readonly tracking_number: string | null;
  readonly address: Address;
}

/** What a merchant says of a payment, and no query asks for. */
export interface PaymentDetails {
  /** Given when the card is to be the customer's once it has paid. */
  readonly setup_future_usage: FutureUsage | null;
  readonly shipping: PaymentShipping | null;
  readonly statement_descriptor: string | null;
  readonly statement_descriptor_suffix: string | null;
  /** The merchant leaves it to us what the buyer may pay with. */
  readonly automatic_payment_methods: boolean;
  /** Given when the buyer is to authenticate even where the bank need not ask. Older details do not say. */
  readonly request_three_d_secure?: Exclude<AuthenticationRequest, "automatic"> | null;
}

/** Only what is given changes; null takes away what there was. */
export type DetailChanges = { readonly [Name in keyof PaymentDetails]?: PaymentDetails[Name] | undefined };

const NONE: PaymentDetails = {
  setup_future_usage: null,
  shipping: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  automatic_payment_methods: false,
};

/** The details after a change. A payment of which nothing is said, as of most, has none. */
export function changeDetails(
  current: PaymentDetails | null,
  changes: DetailChanges | undefined,
): PaymentDetails | null {
  if (changes === undefined) return current;
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  if (given.length === 0) return current;
  const changed: PaymentDetails = { ...(current ?? NONE), ...Object.fromEntries(given) };
  return Object.values(changed).some((value) => value !== null && value !== false) ? changed : null;
}
