// Made by `npm run sdk` from the OpenAPI document of the API. Changes belong there.

export type * from "./objects.ts";
export type { ChargeListParams, ChargeRetrieveParams, Charges } from "./resources/charges.ts";
export type { CustomerCreateParams, CustomerListParams, CustomerListPaymentMethodsParams, CustomerRetrieveParams, CustomerRetrievePaymentMethodParams, CustomerUpdateParams, Customers } from "./resources/customers.ts";
export type { DisputeCloseParams, DisputeListParams, DisputeRetrieveParams, DisputeUpdateParams, Disputes } from "./resources/disputes.ts";
export type { EarlyFraudWarningListParams, EarlyFraudWarningRetrieveParams, EarlyFraudWarnings } from "./resources/early-fraud-warnings.ts";
export type { EventListParams, EventRetrieveParams, Events } from "./resources/events.ts";
export type { PaymentIntentCancelParams, PaymentIntentCaptureParams, PaymentIntentConfirmParams, PaymentIntentCreateParams, PaymentIntentListParams, PaymentIntentRetrieveParams, PaymentIntentUpdateParams, PaymentIntents } from "./resources/payment-intents.ts";
export type { PaymentMethodAttachParams, PaymentMethodCreateParams, PaymentMethodDetachParams, PaymentMethodListParams, PaymentMethodRetrieveParams, PaymentMethodUpdateParams, PaymentMethods } from "./resources/payment-methods.ts";
export type { RefundCancelParams, RefundCreateParams, RefundListParams, RefundRetrieveParams, RefundUpdateParams, Refunds } from "./resources/refunds.ts";
export type { SetupIntentCancelParams, SetupIntentConfirmParams, SetupIntentCreateParams, SetupIntentListParams, SetupIntentRetrieveParams, SetupIntentUpdateParams, SetupIntents } from "./resources/setup-intents.ts";
export type { WebhookEndpointCreateParams, WebhookEndpointListParams, WebhookEndpointRetrieveParams, WebhookEndpointRotateSecretParams, WebhookEndpointUpdateParams, WebhookEndpoints } from "./resources/webhook-endpoints.ts";
