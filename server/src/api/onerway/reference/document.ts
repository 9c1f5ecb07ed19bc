import { Type } from "typebox";
import type { DocumentFrame } from "../../plugins/openapi/document-frame.ts";
import { exampleId } from "../../plugins/openapi/example-ids.ts";
import { webhookOperation } from "../../plugins/openapi/webhook-operation.ts";
import { failure } from "../answers.ts";
import { WIRE_ERRORS } from "../errors.ts";
import { API_VERSION, WEBHOOK_EVENT_TYPES } from "../event-names.ts";
import { component } from "./answers.ts";
import { Charge } from "./charge-objects.ts";
import { Customer, DeletedCustomer } from "./customer-objects.ts";
import { Dispute } from "./dispute-objects.ts";
import { nullable, text } from "./fields.ts";
import { EarlyFraudWarning } from "./fraud-warning-objects.ts";
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

Bodies are JSON, or forms with brackets (\`metadata[order_id]=1\`), as client libraries for payment intents send them. PUT at the address of an object does what POST does. Every POST takes an \`Idempotency-Key\` header, so a request that may have been lost can simply be sent again: the first answer is kept for a day at least.

Lists are answered newest first as \`{ object: "list", data, has_more, url }\`: \`limit\` is 1 to 100, and \`starting_after\` or \`ending_before\` names the object at which the page before ended. \`expand[]\` asks for objects in the place of their ids, in lists with \`data.\` before the name.

The secret key may do everything and stays on your server. A publishable key, \`pk_…\`, may be seen in a browser: it makes payment methods, and with the \`client_secret\` of an intent it sees and confirms that one.

Official Stripe libraries work as clients: what is the same and what differs is in the guide "Coming from Stripe".`;

function webhook(type: string): object {
  const event = { schema: component("Event"), example: exampleEvent(type) };
  return webhookOperation(type, { tag: "Webhook endpoints", signature_header: "Onerway-Signature", event });
}

/** The document of this API, but for its operations. */
export const onerwayDocument: DocumentFrame = {
  title: "Onerway API",
  version: API_VERSION,
  description,
  server_path: "/v1",
  tags: [
    {
      name: "Payment methods",
      description:
        "Cards and bank accounts, kept in the vault: what is answered is the brand and the last four digits, never the number. One can be charged as it is, or be a customer's and be charged again without the buyer.",
    },
    {
      name: "Customers",
      description:
        "Buyers whom you know, with their cards. A customer that is made here is there in the FastStar API too.",
    },
    {
      name: "Payment intents",
      description:
        "Amounts to be paid, one for each order: an intent outlives declined cards, waits while the buyer authenticates, and knows how much has come in. `status` says what it waits for.",
    },
    {
      name: "Charges",
      description:
        "The attempts to pay, one by one, to be read: an intent has one for each time that it was confirmed. `outcome` says what the card's network answered.",
    },
    {
      name: "Setup intents",
      description:
        "Cards to be kept for later payments: the card is verified without an amount, and the buyer authenticates now, so that later charges need not ask.",
    },
    {
      name: "Refunds",
      description:
        "Money that goes back to the buyer, all of a payment or a part of it. Most refunds succeed at once; one that is `pending` tells by `refund.updated` or `refund.failed` how it ended.",
    },
    {
      name: "Disputes",
      description:
        "What buyers' banks take back, and your answers. The amount is gone while a dispute is open, and comes back when it is won; an inquiry takes nothing. Hand evidence in before `evidence_details.due_by`: silence loses.",
    },
    {
      name: "Early fraud warnings",
      description:
        "Payments that cards' banks take for fraud, told before anybody disputes them. No money moves; refund what you take for fraud too, while a warning is `actionable`.",
    },
    {
      name: "Events",
      description:
        "What has happened, to be read again: the same objects that webhook endpoints are sent. `sequence` grows with every event of one object, whichever order they arrive in.",
    },
    {
      name: "Webhook endpoints",
      description:
        "How your server learns what has happened. Up to 16 addresses, each with a secret of its own that signs what it is sent.",
    },
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
    EarlyFraudWarning,
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
