import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { type Static, Type } from "typebox";
import type { Core } from "../../../core/core.ts";
import { getCustomer } from "../../../core/customers/get.ts";
import { getPaymentMethod } from "../../../core/payment-methods/get.ts";
import { getSetupIntent } from "../../../core/setup-intents/get.ts";
import { listSetupIntents as list } from "../../../core/setup-intents/list.ts";
import type { SetupIntent } from "../../../core/setup-intents/setup-intent.ts";
import type { SetupFilter } from "../../../core/setup-intents/store.ts";
import { isRefusal, type Refusal } from "../../../kit/result.ts";
import type { Scope } from "../../../kit/scope.ts";
import { sendResult } from "../answers.ts";
import type { OnerwayContext } from "../context.ts";
import { id } from "../fields.ts";
import { created, findPage, listAnswer, listFields } from "../lists.ts";
import { noSuch, readReference } from "../missing.ts";
import { presentSetupIntent } from "../present-setup-intents.ts";
import * as reference from "../reference/setup-intents.ts";
import { closed } from "./shared.ts";

const ListQuery = Type.Object(
  {
    ...listFields,
    customer: Type.Optional(id("Only setup intents of this customer.")),
    payment_method: Type.Optional(id("Only setup intents of this payment method.")),
    created,
  },
  closed,
);

async function readFilter(
  core: Core,
  scope: Scope,
  { customer, payment_method }: Static<typeof ListQuery>,
): Promise<SetupFilter | Refusal> {
  const customer_id = readReference("customer", customer, "customer");
  if (isRefusal(customer_id)) return customer_id;
  if (customer_id !== null && !(await getCustomer(core, scope, customer_id))) {
    return noSuch("customer", customer ?? "", "customer");
  }
  const payment_method_id = readReference("payment_method", payment_method, "payment_method");
  if (isRefusal(payment_method_id)) return payment_method_id;
  if (payment_method_id !== null && !(await getPaymentMethod(core, scope, payment_method_id))) {
    return noSuch("payment_method", payment_method ?? "", "payment_method");
  }
  return { customer_id, payment_method_id };
}

export const listSetupIntents: FastifyPluginAsyncTypebox<OnerwayContext> = async (app, { core }) => {
  app.get(
    "/setup_intents",
    {
      config: { operation: reference.listSetupIntents, expands: "setup_intent" },
      schema: { querystring: ListQuery },
    },
    async (request, reply) => {
      const { scope } = request.caller;
      const filter = await readFilter(core, scope, request.query);
      if (isRefusal(filter)) return sendResult(reply, filter);
      const exists = (id: string) => getSetupIntent(core, scope, id);
      const found = await findPage("setup_intent", request.query, exists, (page) =>
        list(core, scope, page, filter),
      );
      const present = (intent: SetupIntent) => presentSetupIntent(core, scope, intent);
      return sendResult(reply, listAnswer("/v1/setup_intents", found, present));
    },
  );
};
