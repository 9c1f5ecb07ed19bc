import { Type } from "typebox";
import type { DocumentFrame } from "../../plugins/openapi/document-frame.ts";
import { exampleId } from "../../plugins/openapi/example-ids.ts";
import { webhookOperation } from "../../plugins/openapi/webhook-operation.ts";
import { failure } from "../envelope.ts";
import { CODE, STATUS } from "../errors.ts";
import { API_VERSION, WEBHOOK_EVENT_TYPES } from "../events.ts";
import { component } from "./answers.ts";
import { Invoice, InvoiceEventData, Subscription, SubscriptionEventData } from "./billing-objects.ts";
import { Price, Product } from "./catalog-objects.ts";
import { AUTHENTICATION_NEEDED, AuthenticationNeeded, Charge } from "./charge-objects.ts";
import { CheckoutSession } from "./checkout-objects.ts";
import { Customer, PaymentMethod, SetupIntent } from "./customer-objects.ts";
import { WebhookDelivery, WebhookDeliveryDetail, WebhookReplay } from "./delivery-objects.ts";
import { DisputeEventData } from "./dispute-objects.ts";
import { PaymentEventData, PaymentRefundedEventData, RefundEventData } from "./event-data.ts";
import { nullable } from "./fields.ts";
import { Payment, Refund } from "./payment-objects.ts";
import { TaxQuote } from "./tax-objects.ts";
import { CreatedWebhookEndpoint, Event, exampleEvent, WebhookEndpoint } from "./webhook-objects.ts";

const ErrorAnswer = Type.Object(
  {
    success: Type.Literal(false),
    message: Type.String({
      description: "What is wrong, for people. It names the field and what was expected.",
    }),
    error: Type.Object({
      code: Type.String({ description: "What is wrong, for programs." }),
      param: nullable(Type.String({ description: "The field that it is about." })),
      request_id: Type.String({
        description: "Finds the request in the log; also in the header `Request-Id`.",
      }),
      decline_code: Type.Optional(
        nullable(Type.String({ description: "Of a declined charge: the issuer's finer reason." })),
      ),
      payment_intent_id: Type.Optional(Type.String({ description: "Of a charge: the payment." })),
    }),
    data: Type.Optional(AuthenticationNeeded),
  },
  { description: "Every refusal." },
);

const description = `A hosted checkout: put what you sell into the catalog, open a session for each buyer, and ship when the webhook says that it is paid.

Every answer is \`{ success, message, data }\`; a refusal is \`{ success: false, message, error }\` with an HTTP status of 400 or more. Amounts are whole numbers of the currency's smallest unit: 999 is 9.99 USD.

Messages are in English, or in Chinese when the header \`Accept-Language\` prefers it; \`Content-Language\` says which. They are for people: programs go by the status and by \`error.code\`.

A query parameter that an address does not know, or that is given twice, is refused, so that nobody takes an unfiltered list for a filtered one.

Every POST takes an \`Idempotency-Key\` header, so a request that may have been lost can simply be sent again. It gets the first answer again, in the language in which that was given. PATCH and DELETE need no key: sent again, they change nothing more.`;

function webhook(type: string): object {
  const event = { schema: component("Event"), example: exampleEvent(type) };
  return webhookOperation(type, { tag: "Webhooks", signature_header: "X-Webhook-Signature", event });
}

/** The document of this API, but for its operations. */
export const faststarDocument: DocumentFrame = {
  title: "FastStar API",
  version: API_VERSION,
  description,
  server_path: "/api/v1",
  tags: [
    { name: "Catalog", description: "What you sell, and what it costs." },
    { name: "Checkout", description: "The hosted cashier." },
    { name: "Payments", description: "What buyers have paid, and how their money goes back." },
    { name: "Tax", description: "What is owed where." },
    { name: "Customers", description: "Whom you know, to charge them again." },
    { name: "Saved cards", description: "Keeping a card, and charging it without the buyer." },
    { name: "Subscriptions", description: "What customers pay for again and again." },
    { name: "Webhooks", description: "How your server learns what has happened." },
  ],
  security_schemes: {
    ApiKey: {
      type: "apiKey",
      in: "header",
      name: "X-API-Key",
      description: "Your secret key, `sk_test_…` or `sk_live_…`. It stays on your server.",
    },
  },
  schemas: {
    Product,
    Price,
    CheckoutSession,
    Payment,
    Refund,
    TaxQuote,
    Customer,
    PaymentMethod,
    SetupIntent,
    Charge,
    Subscription,
    Invoice,
    WebhookEndpoint,
    CreatedWebhookEndpoint,
    WebhookDelivery,
    WebhookDeliveryDetail,
    WebhookReplay,
    Event,
    PaymentEventData,
    PaymentRefundedEventData,
    RefundEventData,
    DisputeEventData,
    SubscriptionEventData,
    InvoiceEventData,
    Error: ErrorAnswer,
  },
  media_types: ["application/json"],
  refuses_unknown_queries: true,
  describeError: (code, { message, param }) => ({
    status: STATUS[code],
    label: CODE[code] ?? code,
    body:
      code === "authentication_required"
        ? AUTHENTICATION_NEEDED
        : failure({ refused: code, message, param }, exampleId("request")),
  }),
  webhooks: Object.fromEntries(WEBHOOK_EVENT_TYPES.map((type) => [type, webhook(type)])),
};
