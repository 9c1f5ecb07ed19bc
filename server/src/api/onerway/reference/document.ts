import { Type } from "typebox";
import type { DocumentFrame } from "../../plugins/openapi/document.ts";
import { exampleId } from "../../plugins/openapi/example-ids.ts";
import { failure } from "../answers.ts";
import { WIRE_ERRORS } from "../errors.ts";
import { API_VERSION, WEBHOOK_EVENT_TYPES } from "../event-names.ts";
import { component } from "./answers.ts";
import { Charge } from "./charge-objects.ts";
import { Customer, DeletedCustomer } from "./customer-objects.ts";
import { Dispute } from "./dispute-objects.ts";
import { nullable, text } from "./fields.ts";
import { PaymentError, PaymentIntent } from "./payment-intent-objects.ts";
import { PaymentMethod } from "./payment-method-objects.ts";
import { Refund } from "./refund-objects.ts";
import { SetupIntent } from "./setup-intent-objects.ts";
import { TestScenario } from "./test-scenario.ts";
import { CreatedWebhookEndpoint, Event, exampleEvent, WebhookEndpoint } from "./webhook-objects.ts";

const ERROR_TYPES = [...new Set(Object.values(WIRE_ERRORS).map(({ type }) => type))].sort();

const ErrorAnswer = Type.Object(
  {
    error: Type.Object({
      type: Type.Enum(ERROR_TYPES, { description: "What kind of error it is." }),
      code: Type.Optional(text("What is wrong, for programs.")),
      message: text("What is wrong, for people. It names the field and what was expected."),
      param: nullable(text("The field that it is about.")),
      decline_code: Type.Optional(text("The issuer's finer reason, where it gave one.")),
      charge: Type.Optional(text("The attempt that failed, `ch_…`.")),
      payment_method: Type.Optional(Type.Unsafe<object>(component("PaymentMethod"))),
      payment_intent: Type.Optional(Type.Unsafe<object>(component("PaymentIntent"))),
      setup_intent: Type.Optional(Type.Unsafe<object>(component("SetupIntent"))),
      request_id: text("Finds the request in the log; also in the header `Request-Id`."),
    }),
  },
  { description: "Every refusal." },
);

const description = `Payment intents and payment methods: your own checkout, and the payment in our hands.

Answers are the objects themselves; a refusal is \`{ error: { type, code, message, param, request_id } }\` with an HTTP status of 400 or more. Amounts are whole numbers of the currency's smallest unit: 2000 is 20.00 USD.

Bodies are JSON, or forms with brackets (\`metadata[order_id]=1\`), as client libraries for payment intents send them. PUT at the address of an object does what POST does. Every POST takes an \`Idempotency-Key\` header, so a request that may have been lost can simply be sent again.`;

const eventDescription =
  "A POST to your endpoint. Answer any 2xx within 15 seconds; otherwise it is sent again, ten times within three days. Check `Onerway-Signature` against the raw body before you believe it, and act once per event id.";

function webhook(type: string): object {
  const media = { schema: component("Event"), example: exampleEvent(type) };
  return {
    post: {
      operationId: `on${type.replace(/(^|[._])(\w)/g, (_match, _separator, letter) => letter.toUpperCase())}`,
      summary: type,
      description: eventDescription,
      tags: ["Webhook endpoints"],
      security: [],
      requestBody: { required: true, content: { "application/json": media } },
      responses: { "2XX": { description: "It has arrived." } },
    },
  };
}

/** The document of this API, but for its operations. */
export const onerwayDocument: DocumentFrame = {
  title: "Onerway API",
  version: API_VERSION,
  description,
  server_path: "/v1",
  tags: [
    { name: "Payment methods", description: "Cards and bank accounts, kept in the vault." },
    { name: "Customers", description: "Buyers whom you know." },
    { name: "Payment intents", description: "Amounts to be paid." },
    { name: "Charges", description: "The attempts to pay, one by one." },
    { name: "Setup intents", description: "Cards to be kept for later payments." },
    { name: "Refunds", description: "Money that goes back to the buyer." },
    { name: "Disputes", description: "What buyers' banks take back, and your answers." },
    { name: "Events", description: "What has happened, to be read again." },
    { name: "Webhook endpoints", description: "How your server learns what has happened." },
  ],
  security_schemes: {
    Bearer: {
      type: "http",
      scheme: "bearer",
      description: "Your secret key, `sk_test_…` or `sk_live_…`. It stays on your server.",
    },
    Basic: {
      type: "http",
      scheme: "basic",
      description: "The same key as the user name, without a password, as `curl -u` sends it.",
    },
  },
  schemas: {
    PaymentIntent,
    PaymentError,
    PaymentMethod,
    Charge,
    SetupIntent,
    Refund,
    Customer,
    DeletedCustomer,
    Dispute,
    WebhookEndpoint,
    CreatedWebhookEndpoint,
    Event,
    Error: ErrorAnswer,
  },
  parameters: { TestScenario },
  media_types: ["application/json", "application/x-www-form-urlencoded"],
  refuses_unknown_queries: false,
  describeError: (code, { message, param }) => ({
    status: WIRE_ERRORS[code].status,
    label: WIRE_ERRORS[code].code ?? WIRE_ERRORS[code].type,
    body: failure({ refused: code, message, param }, exampleId("request")),
  }),
  webhooks: Object.fromEntries(WEBHOOK_EVENT_TYPES.map((type) => [type, webhook(type)])),
};
