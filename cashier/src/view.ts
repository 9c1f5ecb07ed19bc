/** What the server and the page say to each other; the server's file is the one that holds. */
export type {
  CheckoutLine,
  CheckoutTax,
  CheckoutView,
  FailureBody,
  Locale,
  LocationRequest,
  PayRequest,
  RecurringTerms,
} from "../../server/src/api/cashier/checkout-view.ts";
