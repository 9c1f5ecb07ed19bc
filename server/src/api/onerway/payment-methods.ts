import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { type Static, Type } from "typebox";
import type { Core } from "../../core/core.ts";
import type { Answer, Exchange } from "../../core/idempotency/exchange.ts";
import { createPaymentMethod } from "../../core/payment-methods/create.ts";
import { createBankAccount } from "../../core/payment-methods/create-bank-account.ts";
import { getPaymentMethod } from "../../core/payment-methods/get.ts";
import {
  type BillingDetails,
  PAYMENT_METHOD_TYPES,
  type PaymentMethod,
} from "../../core/payment-methods/payment-method.ts";
import { parseId } from "../../kit/ids.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import { ok, sendResult } from "./answers.ts";
import { BankAccountBody } from "./bank-accounts.ts";
import { exchangeFor, type OnerwayContext } from "./context.ts";
import { clearable, metadata } from "./fields.ts";
import { presentPaymentMethod } from "./present.ts";
import * as reference from "./reference/payment-methods.ts";

const line = (description: string) => clearable(Type.String({ maxLength: 200, description }));

const BillingDetailsBody = Type.Object(
  {
    name: line("The cardholder's name."),
    email: clearable(Type.String({ maxLength: 254, description: "The cardholder's address for mail." })),
    phone: line("The cardholder's telephone number."),
    address: Type.Optional(
      Type.Object(
        {
          city: line("City or town."),
          country: line("ISO 3166-1, such as US."),
          line1: line("Street and number."),
          line2: line("Apartment, floor or the like."),
          postal_code: line("Postal code."),
          state: line("State, province or region."),
        },
        { additionalProperties: false, description: "Where the card's bills go." },
      ),
    ),
  },
  { additionalProperties: false, description: "Whose card it is." },
);

const CardBody = Type.Object(
  {
    number: Type.String({
      minLength: 1,
      maxLength: 40,
      description: "The digits; spaces and dashes do not matter.",
    }),
    exp_month: Type.Integer({ minimum: 1, maximum: 12, description: "The month in which it expires." }),
    exp_year: Type.Integer({
      minimum: 2000,
      maximum: 2199,
      description: "The year in which it expires, with four digits.",
    }),
    cvc: clearable(
      Type.String({ maxLength: 4, description: "Used for the first payment and then forgotten." }),
    ),
  },
  { additionalProperties: false, description: "The card; required when the type is `card`." },
);

const PaymentMethodBody = Type.Object(
  {
    type: Type.Enum([...PAYMENT_METHOD_TYPES], { description: "What kind of payment method it is." }),
    card: Type.Optional(CardBody),
    us_bank_account: Type.Optional(BankAccountBody),
    billing_details: Type.Optional(BillingDetailsBody),
    metadata: Type.Optional(metadata),
  },
  { additionalProperties: false },
);

function readBillingDetails(body: Static<typeof BillingDetailsBody> | undefined): BillingDetails {
  const { address } = body ?? {};
  return {
    name: body?.name ?? null,
    email: body?.email ?? null,
    phone: body?.phone ?? null,
    country: address?.country ?? null,
    region: address?.state ?? null,
    postal_code: address?.postal_code ?? null,
    city: address?.city ?? null,
    line1: address?.line1 ?? null,
    line2: address?.line2 ?? null,
  };
}

type NewMethod = Static<typeof PaymentMethodBody>;

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

function makePaymentMethod(
  core: Core,
  scope: Scope,
  { card, us_bank_account, ...body }: NewMethod,
  exchange: Exchange<PaymentMethod>,
): Promise<Answer | Refusal> {
  const common = {
    billing_details: readBillingDetails(body.billing_details),
    metadata: body.metadata ?? {},
  };
  if (us_bank_account !== undefined) {
    const { account_type = "checking", ...account } = us_bank_account;
    return createBankAccount(core, scope, { ...account, ...common, account_type }, exchange);
  }
  if (card === undefined) throw new Error("A payment method of no type has passed its check.");
  const { number, exp_month, exp_year, cvc } = card;
  const command = { ...common, number, exp_month, exp_year, security_code: cvc || null };
  return createPaymentMethod(core, scope, command, exchange);
}

const Params = Type.Object({ id: Type.String({ description: "The payment method, `pm_…`." }) });

export const paymentMethods: FastifyPluginAsyncTypebox<OnerwayContext> = async (app, { core }) => {
  app.post(
    "/payment_methods",
    { config: { operation: reference.createPaymentMethod }, schema: { body: PaymentMethodBody } },
    async (request, reply) => {
      const { scope } = request.caller;
      const misplaced = refuseMisplaced(request.body);
      if (misplaced !== undefined) return sendResult(reply, misplaced);
      const exchange = exchangeFor(core, request, (method: PaymentMethod) =>
        ok(presentPaymentMethod(scope, method)),
      );
      return sendResult(reply, await makePaymentMethod(core, scope, request.body, exchange));
    },
  );

  app.get(
    "/payment_methods/:id",
    { config: { operation: reference.getPaymentMethod }, schema: { params: Params } },
    async (request, reply) => {
      const { scope } = request.caller;
      const uuid = parseId("payment_method", request.params.id);
      const method = uuid && (await getPaymentMethod(core, scope, uuid));
      if (!method) {
        return sendResult(
          reply,
          refuse("resource_missing", `No such payment_method: '${request.params.id.slice(0, 64)}'`, "id"),
        );
      }
      return sendResult(reply, ok(presentPaymentMethod(scope, method)));
    },
  );
};
