import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { getCustomer } from "../../core/customers/get.ts";
import { getPaymentMethod } from "../../core/payment-methods/get.ts";
import { listAllPaymentMethods, listPaymentMethods } from "../../core/payment-methods/list.ts";
import { PAYMENT_METHOD_TYPES, type PaymentMethod } from "../../core/payment-methods/payment-method.ts";
import { parseId } from "../../kit/ids.ts";
import type { Listed, Page } from "../../kit/page.ts";
import { isRefusal, type Refusal } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import { ok, sendResult } from "./answers.ts";
import type { OnerwayContext } from "./context.ts";
import { ExpandQuery, id } from "./fields.ts";
import { findPage, type ListQuery, listAnswer, listFields } from "./lists.ts";
import { noSuch } from "./missing.ts";
import { presentPaymentMethod } from "./present.ts";
import * as reference from "./reference/payment-method-lists.ts";

const type = Type.Optional(
  Type.String({
    pattern: "^[a-z][a-z0-9_]{0,39}$",
    description:
      "Only payment methods of this kind, `card` or `us_bank_account`: of any other there is none.",
  }),
);

const closed = { additionalProperties: false } as const;

const Query = Type.Object(
  { ...listFields, customer: Type.Optional(id("Whose payment methods, `cus_…`.")), type },
  closed,
);
const CustomerQuery = Type.Object({ ...listFields, type }, closed);

const CustomerParams = Type.Object({ id: Type.String({ description: "The customer, `cus_…`." }) });
const MethodParams = Type.Object({
  ...CustomerParams.properties,
  payment_method: Type.String({ description: "One of the customer's cards, `pm_…`." }),
});

export const paymentMethodLists: FastifyPluginAsyncTypebox<OnerwayContext> = async (app, { core }) => {
  async function find(
    scope: Scope,
    query: ListQuery & { readonly type?: string },
    list: (page: Page, type: PaymentMethod["type"] | null) => Promise<Listed<PaymentMethod> | Refusal>,
  ): Promise<Listed<PaymentMethod> | Refusal> {
    const type = PAYMENT_METHOD_TYPES.find((name) => name === query.type) ?? null;
    const exists = (id: string) => getPaymentMethod(core, scope, id);
    // The page is looked for all the same, because a customer that is not there is to be refused.
    const found = await findPage("payment_method", query, exists, (page) => list(page, type));
    if (isRefusal(found) || query.type === undefined || type !== null) return found;
    return { ...found, items: [], has_more: false };
  }

  async function findOfCustomer(
    scope: Scope,
    customer: string,
    param: string,
    page: Page,
    type: PaymentMethod["type"] | null,
  ) {
    const uuid = parseId("customer", customer);
    if (uuid === undefined) return noSuch("customer", customer, param);
    const found = await listPaymentMethods(core, scope, uuid, page, type);
    return isRefusal(found) ? noSuch("customer", customer, param) : found;
  }

  app.get(
    "/payment_methods",
    {
      config: { operation: reference.listPaymentMethods, expands: "payment_method" },
      schema: { querystring: Query },
    },
    async (request, reply) => {
      const { scope } = request.caller;
      const { customer } = request.query;
      const found = await find(scope, request.query, (page, type) =>
        customer === undefined
          ? listAllPaymentMethods(core, scope, page, type)
          : findOfCustomer(scope, customer, "customer", page, type),
      );
      return sendResult(
        reply,
        listAnswer("/v1/payment_methods", found, (method) => presentPaymentMethod(scope, method)),
      );
    },
  );

  app.get(
    "/customers/:id/payment_methods",
    {
      config: { operation: reference.listCustomerPaymentMethods, expands: "payment_method" },
      schema: { params: CustomerParams, querystring: CustomerQuery },
    },
    async (request, reply) => {
      const { scope } = request.caller;
      const { id } = request.params;
      const found = await find(scope, request.query, (page, type) =>
        findOfCustomer(scope, id, "id", page, type),
      );
      const url = `/v1/customers/${id}/payment_methods`;
      return sendResult(
        reply,
        listAnswer(url, found, (method) => presentPaymentMethod(scope, method)),
      );
    },
  );

  app.get(
    "/customers/:id/payment_methods/:payment_method",
    {
      config: { operation: reference.getCustomerPaymentMethod, expands: "payment_method" },
      schema: { params: MethodParams, querystring: ExpandQuery },
    },
    async (request, reply) => {
      const { scope } = request.caller;
      const { id, payment_method } = request.params;
      const customer_id = parseId("customer", id);
      const customer = customer_id && (await getCustomer(core, scope, customer_id));
      if (!customer) return sendResult(reply, noSuch("customer", id));
      const method_id = parseId("payment_method", payment_method);
      const method = method_id && (await getPaymentMethod(core, scope, method_id));
      if (!method || method.customer_id !== customer.id) {
        return sendResult(reply, noSuch("payment_method", payment_method, "payment_method"));
      }
      return sendResult(reply, ok(presentPaymentMethod(scope, method)));
    },
  );
};
