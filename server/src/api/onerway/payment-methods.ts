import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { FastifyRequest } from "fastify";
import { type Static, Type } from "typebox";
import type { Core } from "../../core/core.ts";
import type { Answer, Exchange } from "../../core/idempotency/exchange.ts";
import { createPaymentMethod } from "../../core/payment-methods/create.ts";
import { createBankAccount } from "../../core/payment-methods/create-bank-account.ts";
import { getPaymentMethod } from "../../core/payment-methods/get.ts";
import { PAYMENT_METHOD_TYPES, type PaymentMethod } from "../../core/payment-methods/payment-method.ts";
import { updatePaymentMethod } from "../../core/payment-methods/update.ts";
import { parseId } from "../../kit/ids.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import { ok, sendResult } from "./answers.ts";
import { BankAccountBody } from "./bank-accounts.ts";
import { withinBrowserLimits } from "./browser-tries.ts";
import { exchangeFor, type OnerwayContext } from "./context.ts";
import { clearable, ExpandQuery, expand, metadata, metadataChanges, readMetadataChanges } from "./fields.ts";
import { noSuch } from "./missing.ts";
import {
  BillingDetailsBody,
  expiryFields,
  readBillingChanges,
  readBillingDetails,
  refuseBillingCountry,
} from "./payment-method-fields.ts";
import { postOrPut } from "./post-or-put.ts";
import { presentPaymentMethod } from "./present.ts";
import { showPaymentMethod } from "./present-to-browser.ts";
import * as reference from "./reference/payment-methods.ts";

const closed = { additionalProperties: false } as const;

export const CardBody = Type.Object(
  {
    number: Type.String({
      minLength: 1,
      maxLength: 40,
      description: "The digits; spaces and dashes do not matter.",
    }),
    ...expiryFields,
    cvc: clearable(
      Type.String({ maxLength: 4, description: "Used for the first payment and then forgotten." }),
    ),
  },
  { ...closed, description: "The card; required when the type is `card`." },
);

const CreateBody = Type.Object(
  {
    type: Type.Enum([...PAYMENT_METHOD_TYPES], { description: "What kind of payment method it is." }),
    card: Type.Optional(CardBody),
    us_bank_account: Type.Optional(BankAccountBody),
    billing_details: Type.Optional(BillingDetailsBody),
    metadata: clearable(metadata),
    expand,
  },
  closed,
);

const UpdateBody = Type.Object(
  {
    billing_details: Type.Optional(BillingDetailsBody),
    card: Type.Optional(
      Type.Partial(Type.Object(expiryFields), {
        ...closed,
        description: "The new expiry date of the same card. Another number is another payment method.",
      }),
    ),
    metadata: Type.Optional(metadataChanges),
    expand,
  },
  closed,
);

type NewMethod = Static<typeof CreateBody>;

/** The fields of the type, and of no other, have to be there. */
function refuseMisplaced(body: NewMethod): Refusal | undefined {
  const { type } = body;
  if (body[type] === undefined) {
    return refuse("parameter_missing", `Missing required parameter: ${type}.`, type);
  }
  const other = PAYMENT_METHOD_TYPES.find((name) => name !== type && body[name] !== undefined);
  if (other === undefined) return undefined;
  return refuse("parameter_unknown", `Received unknown parameter: ${other}. The type is ${type}.`, other);
}

async function makePaymentMethod(
  core: Core,
  scope: Scope,
  { card, us_bank_account, ...body }: NewMethod,
  exchange: Exchange<PaymentMethod>,
): Promise<Answer | Refusal> {
  const billing_details = readBillingDetails(body.billing_details);
  const refusal = refuseBillingCountry(billing_details);
  if (refusal !== undefined) return refusal;
  const common = { billing_details, metadata: body.metadata ?? {} };
  if (us_bank_account !== undefined) {
    const { account_type = "checking", ...account } = us_bank_account;
    return createBankAccount(core, scope, { ...account, ...common, account_type }, exchange);
  }
  if (card === undefined) throw new Error("A payment method of no type has passed its check.");
  const { number, exp_month, exp_year, cvc } = card;
  const command = { ...common, number, exp_month, exp_year, security_code: cvc || null };
  return createPaymentMethod(core, scope, command, exchange);
}

export const PaymentMethodParams = Type.Object({
  id: Type.String({ description: "The payment method, `pm_…`." }),
});

export const paymentMethods: FastifyPluginAsyncTypebox<OnerwayContext> = async (app, { core }) => {
  const writing = (request: FastifyRequest) =>
    exchangeFor(core, request, (method: PaymentMethod) => ok(showPaymentMethod(request, method)));

  app.post(
    "/payment_methods",
    {
      config: {
        operation: reference.createPaymentMethod,
        expands: "payment_method",
        publishable: true,
      },
      schema: { body: CreateBody },
    },
    async (request, reply) => {
      const misplaced = refuseMisplaced(request.body);
      if (misplaced !== undefined) return sendResult(reply, misplaced);
      const { scope } = request.caller;
      const exchange = writing(request);
      const trying = { payment_id: undefined, idempotency: exchange.idempotency };
      const result = await withinBrowserLimits(core, request, reply, trying, () =>
        makePaymentMethod(core, scope, request.body, exchange),
      );
      return sendResult(reply, result);
    },
  );

  app.get(
    "/payment_methods/:id",
    {
      config: { operation: reference.getPaymentMethod, expands: "payment_method" },
      schema: { params: PaymentMethodParams, querystring: ExpandQuery },
    },
    async (request, reply) => {
      const { scope } = request.caller;
      const uuid = parseId("payment_method", request.params.id);
      const method = uuid && (await getPaymentMethod(core, scope, uuid));
      if (!method) return sendResult(reply, noSuch("payment_method", request.params.id));
      return sendResult(reply, ok(presentPaymentMethod(scope, method)));
    },
  );

  postOrPut(
    app,
    "/payment_methods/:id",
    {
      config: { operation: reference.updatePaymentMethod, expands: "payment_method" },
      schema: { params: PaymentMethodParams, body: UpdateBody },
    },
    async (request, reply) => {
      const uuid = parseId("payment_method", request.params.id);
      if (uuid === undefined) return sendResult(reply, noSuch("payment_method", request.params.id));
      const { card, metadata } = request.body;
      const billing_details = readBillingChanges(request.body.billing_details);
      const refusal = refuseBillingCountry(billing_details);
      if (refusal !== undefined) return sendResult(reply, refusal);
      const changes = { ...card, billing_details, metadata: readMetadataChanges(metadata) };
      const { scope } = request.caller;
      return sendResult(reply, await updatePaymentMethod(core, scope, uuid, changes, writing(request)));
    },
  );
};
