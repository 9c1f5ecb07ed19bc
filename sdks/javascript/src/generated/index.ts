// Made by `npm run sdk` from the OpenAPI document of the API. Changes belong there.

export type * from "./objects.ts";
export type { DisputeCloseParams, DisputeListParams, DisputeRetrieveParams, DisputeUpdateParams, Disputes } from "./resources/disputes.ts";
export type { PaymentIntentCancelParams, PaymentIntentCaptureParams, PaymentIntentConfirmParams, PaymentIntentCreateParams, PaymentIntentUpdateParams, PaymentIntents } from "./resources/payment-intents.ts";
export type { PaymentMethodCreateParams, PaymentMethods } from "./resources/payment-methods.ts";
export type { WebhookEndpointCreateParams, WebhookEndpointListParams, WebhookEndpoints } from "./resources/webhook-endpoints.ts";
