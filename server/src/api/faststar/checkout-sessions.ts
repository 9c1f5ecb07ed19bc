import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { type Static, Type } from "typebox";
import { createCheckoutSession, type NewCheckoutSession } from "../../core/checkout/create.ts";
import { expireCheckoutSession } from "../../core/checkout/expire.ts";
import { getCheckoutSession } from "../../core/checkout/get.ts";
import type { RequestedLine } from "../../core/checkout/resolve-line.ts";
import type { CheckoutSession, SessionWithPayment } from "../../core/checkout/session.ts";
import { sessionToken } from "../../core/checkout/session-token.ts";
import type { MerchantMode } from "../../core/merchants/merchant.ts";
import { parseId } from "../../kit/ids.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import { exchangeFor, type FaststarContext } from "./context.ts";
import { sendResult, success } from "./envelope.ts";
import { httpUrl, MAXIMUM_INTEGER, metadata, optional, text } from "./fields.ts";
import { refuseMissing } from "./missing.ts";
import { presentSession } from "./present.ts";
import * as reference from "./reference/checkout-sessions.ts";

const LineItem = Type.Object({
  price_id: optional(text(64, "A price of your catalog.")),
  product_id: optional(text(64, "A product of your catalog, sold at its default price.")),
  quantity: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 999_999, default: 1, description: "How many." }),
  ),
  ad_hoc_amount: optional(
    Type.Integer({
      minimum: 1,
      maximum: MAXIMUM_INTEGER,
      description: "For direct merchants: an amount of your own.",
    }),
  ),
  ad_hoc_currency: optional(text(3, "The currency of ad_hoc_amount.")),
  description: optional(text(500, "Shown to the buyer in place of the product's description.")),
});

const SessionBody = Type.Object({
  mode: Type.Enum(["payment", "subscription", "setup"], {
    description:
      "`payment`: paid once. `subscription`: prices that recur. `setup`: a card is saved and nothing is charged.",
  }),
  presentation: Type.Optional(
    Type.Enum(["iframe", "link"], {
      default: "iframe",
      description: "`iframe` opens over your page by the browser SDK; `link` is a page to redirect to.",
    }),
  ),
  line_items: Type.Optional(
    Type.Array(LineItem, {
      minItems: 1,
      maxItems: 100,
      description:
        "What is bought. Each line names a price, a product, or an amount of your own. Left out in mode setup.",
    }),
  ),
  currency: optional(text(3, "In mode setup: the currency in which you are going to charge.")),
  customer_id: optional(
    text(
      64,
      "The customer who buys: their saved cards are offered, and the card they type can be saved. Without one, modes subscription and setup make a customer of whoever types the card.",
    ),
  ),
  customer_email: optional(
    Type.String({ format: "email", maxLength: 254, description: "Filled in for the buyer." }),
  ),
  success_url: httpUrl("Where the buyer goes after paying; {CHECKOUT_SESSION_ID} is filled in."),
  cancel_url: httpUrl("Where the buyer goes when they do not pay."),
  buyer_country: optional(
    Type.String({ minLength: 2, maxLength: 2, description: "ISO 3166-1, for the tax." }),
  ),
  buyer_region: optional(text(10, "State or province, where the tax depends on it.")),
  buyer_postal_code: optional(text(20, "Postal code.")),
  customer_tax_id: optional(
    text(40, "The buyer's VAT or GST id, when a company buys: then it may owe the tax instead of you."),
  ),
  client_reference_id: optional(text(200, "Your order number; returned as it is.")),
  locale: optional(text(35, "The cashier's language: en or zh-CN. By default the browser's.")),
  automatic_tax: Type.Optional(Type.Boolean({ description: "For direct merchants: compute the tax." })),
  metadata: optional(metadata),
});

const SessionParams = Type.Object({ id: Type.String({ description: "The checkout session, `cs_…`." }) });

type SessionBodyType = Static<typeof SessionBody>;

function readLine(line: Static<typeof LineItem>, index: number): RequestedLine | Refusal {
  const price_id = line.price_id == null ? null : parseId("price", line.price_id);
  const product_id = line.product_id == null ? null : parseId("product", line.product_id);
  const param = `line_items[${index}]`;
  if (price_id === undefined) {
    return refuseMissing("No such price: {id}", line.price_id ?? "", `${param}.price_id`);
  }
  if (product_id === undefined) {
    return refuseMissing("No such product: {id}", line.product_id ?? "", `${param}.product_id`);
  }
  return {
    price_id,
    product_id,
    quantity: line.quantity ?? 1,
    ad_hoc_amount: line.ad_hoc_amount ?? null,
    ad_hoc_currency: line.ad_hoc_currency ?? null,
    description: line.description ?? null,
  };
}

function readLines({ mode, line_items }: SessionBodyType): RequestedLine[] | Refusal {
  if (line_items === undefined && mode !== "setup") {
    const param = "line_items";
    return refuse("parameter_missing", "Missing required parameter: {param}.", param, { param });
  }
  const lines: RequestedLine[] = [];
  for (const [index, item] of (line_items ?? []).entries()) {
    const line = readLine(item, index);
    if (isRefusal(line)) return line;
    lines.push(line);
  }
  return lines;
}

function readCommand(body: SessionBodyType, merchant_mode: MerchantMode): NewCheckoutSession | Refusal {
  const lines = readLines(body);
  if (isRefusal(lines)) return lines;
  if (body.currency != null && body.mode !== "setup") {
    return refuse(
      "parameter_invalid",
      "currency is for mode setup: elsewhere it is that of the prices.",
      "currency",
    );
  }
  const customer_id = body.customer_id == null ? null : parseId("customer", body.customer_id);
  if (customer_id === undefined) {
    return refuseMissing("No such customer: {id}", body.customer_id ?? "", "customer_id");
  }
  return {
    currency: body.currency ?? null,
    merchant_mode,
    lines,
    mode: body.mode,
    presentation: body.presentation ?? "iframe",
    customer_id,
    customer_email: body.customer_email ?? null,
    success_url: body.success_url,
    cancel_url: body.cancel_url,
    client_reference_id: body.client_reference_id ?? null,
    locale: body.locale ?? null,
    location: {
      country: body.buyer_country ?? null,
      region: body.buyer_region ?? null,
      postal_code: body.buyer_postal_code ?? null,
    },
    automatic_tax: body.automatic_tax ?? false,
    customer_tax_id: body.customer_tax_id ?? null,
    metadata: body.metadata ?? {},
  };
}

const MASKED_EMAIL = /^\[email\sprotected\]$/;

/**
 * Web pages that hide addresses from harvesters show this text in place of one. An example pasted from such a page
 * works as it stands, and makes a session without an address.
 */
function dropMaskedEmail(body: unknown): void {
  if (typeof body !== "object" || body === null || !("customer_email" in body)) return;
  if (typeof body.customer_email === "string" && MASKED_EMAIL.test(body.customer_email))
    body.customer_email = null;
}

export const checkoutSessions: FastifyPluginAsyncTypebox<FaststarContext> = async (
  app,
  { core, cashier_url },
) => {
  function envelope(message: string, scope: Scope, found: SessionWithPayment) {
    const token = sessionToken(core.vault, scope, found.session.id);
    const session = presentSession(found, token, core.clock.now());
    const url = `${cashier_url}/checkout/${session.id}?token=${token}`;
    return success(message, { session, url, session_token: token });
  }

  app.post(
    "/public/checkout/sessions",
    {
      config: { operation: reference.createCheckoutSession },
      schema: { body: SessionBody },
      preValidation: async ({ body }) => dropMaskedEmail(body),
    },
    async (request, reply) => {
      const { scope, merchant } = request.caller;
      const command = readCommand(request.body, merchant.mode);
      if (isRefusal(command)) return sendResult(reply, command);
      const exchange = exchangeFor(core, request, (session: CheckoutSession) =>
        envelope("Checkout session created successfully", scope, {
          session,
          intent: undefined,
          setup_intent: undefined,
        }),
      );
      return sendResult(reply, await createCheckoutSession(core, scope, command, exchange));
    },
  );

  app.get(
    "/public/checkout/sessions/:id",
    { config: { operation: reference.getCheckoutSession }, schema: { params: SessionParams } },
    async (request, reply) => {
      const { scope } = request.caller;
      const session_id = parseId("checkout_session", request.params.id);
      const found = session_id && (await getCheckoutSession(core, scope, session_id));
      if (!found) return sendResult(reply, noSuchSession(request.params.id));
      return sendResult(reply, envelope("Checkout session", scope, found));
    },
  );

  app.post(
    "/public/checkout/sessions/:id/expire",
    {
      config: { operation: reference.expireCheckoutSession },
      schema: { params: SessionParams, body: Type.Object({}) },
    },
    async (request, reply) => {
      const { scope } = request.caller;
      const session_id = parseId("checkout_session", request.params.id);
      if (session_id === undefined) return sendResult(reply, noSuchSession(request.params.id));
      const exchange = exchangeFor(core, request, (found: SessionWithPayment) =>
        envelope("Checkout session expired", scope, found),
      );
      return sendResult(reply, await expireCheckoutSession(core, scope, session_id, exchange));
    },
  );
};

function noSuchSession(id: string): Refusal {
  return refuseMissing("No such checkout session: {id}", id, "id");
}
