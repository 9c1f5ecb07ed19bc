import type { Translations } from "../../../kit/message.ts";
import { CATALOG } from "./zh/catalog.ts";
import { CHECKOUT } from "./zh/checkout.ts";
import { CUSTOMERS } from "./zh/customers.ts";
import { DISPUTES } from "./zh/disputes.ts";
import { EXPECTATIONS } from "./zh/expectations.ts";
import { PAYMENTS } from "./zh/payments.ts";
import { REFUNDS } from "./zh/refunds.ts";
import { REQUESTS } from "./zh/requests.ts";
import { SUBSCRIPTIONS } from "./zh/subscriptions.ts";
import { TAX } from "./zh/tax.ts";
import { WEBHOOKS } from "./zh/webhooks.ts";

/** Everything that this API says, in Chinese, by its English template. What stands in braces keeps its name. */
export const ZH: Translations = {
  ...REQUESTS,
  ...EXPECTATIONS,
  ...CATALOG,
  ...CHECKOUT,
  ...CUSTOMERS,
  ...PAYMENTS,
  ...DISPUTES,
  ...REFUNDS,
  ...TAX,
  ...SUBSCRIPTIONS,
  ...WEBHOOKS,
};
