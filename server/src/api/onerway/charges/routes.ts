import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { getCharge } from "../../../core/payments/charges/get.ts";
import { listCharges } from "../../../core/payments/charges/list.ts";
import { parseId } from "../../../kit/ids.ts";
import { isRefusal, type Refusal, refuse } from "../../../kit/result.ts";
import { ok, sendResult } from "../answers.ts";
import type { OnerwayContext } from "../context.ts";
import { ExpandQuery, id } from "../fields.ts";
import { created, findPage, listAnswer, listFields } from "../lists.ts";
import { findCustomerId, findIntentId } from "../payment-intents/named.ts";
import * as reference from "../reference/charges.ts";
import { presentCharge } from "./present.ts";

const ListQuery = Type.Object(
  {
    ...listFields,
    created,
    customer: Type.Optional(id("Only this customer's, `cus_…`.")),
    payment_intent: Type.Optional(id("Only those of this payment intent, `pi_…`.")),
  },
  { additionalProperties: false },
);

const Params = Type.Object({ id: Type.String({ description: "The charge, `ch_…`." }) });

function noSuchCharge(public_id: string): Refusal {
  return refuse("resource_missing", `No such charge: '${public_id.slice(0, 64)}'`, "id");
}

/** The attempts to pay, one by one. They are made by confirming payment intents, and in no other way. */
export const charges: FastifyPluginAsyncTypebox<OnerwayContext> = async (app, { core }) => {
  app.get(
    "/charges",
    { config: { operation: reference.listCharges, expands: "charge" }, schema: { querystring: ListQuery } },
    async (request, reply) => {
      const { scope } = request.caller;
      const exists = (id: string) => getCharge(core, scope, id);
      const found = await findPage("charge", request.query, exists, async (page) => {
        const customer_id = await findCustomerId(core, scope, request.query.customer);
        if (isRefusal(customer_id)) return customer_id;
        const payment_intent_id = await findIntentId(core, scope, request.query.payment_intent);
        if (isRefusal(payment_intent_id)) return payment_intent_id;
        return listCharges(core, scope, page, { customer_id, payment_intent_id });
      });
      return sendResult(
        reply,
        listAnswer("/v1/charges", found, (charge) => presentCharge(scope, charge)),
      );
    },
  );

  app.get(
    "/charges/:id",
    {
      config: { operation: reference.getCharge, expands: "charge" },
      schema: { params: Params, querystring: ExpandQuery },
    },
    async (request, reply) => {
      const { scope } = request.caller;
      const uuid = parseId("charge", request.params.id);
      const charge = uuid && (await getCharge(core, scope, uuid));
      if (!charge) return sendResult(reply, noSuchCharge(request.params.id));
      return sendResult(reply, ok(presentCharge(scope, charge)));
    },
  );
};
