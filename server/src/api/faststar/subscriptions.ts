import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { cancelSubscription } from "../../core/billing/cancel.ts";
import { getSubscription } from "../../core/billing/get.ts";
import { listSubscriptions } from "../../core/billing/list.ts";
import { SUBSCRIPTION_STATUSES, type Subscription } from "../../core/billing/subscription.ts";
import { parseId } from "../../kit/ids.ts";
import { isRefusal, type Refusal } from "../../kit/result.ts";
import { exchangeFor, type FaststarContext } from "./context.ts";
import { sendResult, success } from "./envelope.ts";
import { listQuery, optional } from "./fields.ts";
import { cursorId, listAnswer } from "./lists.ts";
import { refuseMissing } from "./missing.ts";
import { presentSubscription } from "./present-billing.ts";
import * as reference from "./reference/subscriptions.ts";

const Params = Type.Object({ id: Type.String({ description: "The subscription, `sub_…`." }) });

const SubscriptionListQuery = Type.Object({
  ...listQuery.properties,
  customer_id: Type.Optional(
    Type.String({ maxLength: 64, description: "Only the subscriptions of this customer." }),
  ),
  status: Type.Optional(
    Type.Enum([...SUBSCRIPTION_STATUSES], { description: "Only the subscriptions in this state." }),
  ),
});

const CancelBody = Type.Object({
  at_period_end: optional(
    Type.Boolean({ description: "Let what is paid for be used up. Otherwise it ends at once." }),
  ),
});

function noSuchSubscription(id: string): Refusal {
  return refuseMissing("No such subscription: {id}", id, "id");
}

export const subscriptions: FastifyPluginAsyncTypebox<FaststarContext> = async (app, { core }) => {
  app.get(
    "/public/subscriptions",
    {
      config: { operation: reference.listSubscriptions },
      schema: { querystring: SubscriptionListQuery },
    },
    async (request, reply) => {
      const { limit, cursor, customer_id: public_id, status = null } = request.query;
      const after_id = cursorId("subscription", cursor);
      if (isRefusal(after_id)) return sendResult(reply, after_id);
      const customer_id = public_id === undefined ? null : parseId("customer", public_id);
      if (customer_id === undefined) {
        return sendResult(reply, refuseMissing("No such customer: {id}", public_id ?? "", "customer_id"));
      }
      const filter = { customer_id, status };
      const page = await listSubscriptions(core, request.caller.scope, { limit, after_id }, filter);
      return sendResult(reply, listAnswer("Subscriptions", "subscription", page, presentSubscription));
    },
  );

  app.get(
    "/public/subscriptions/:id",
    { config: { operation: reference.getSubscription }, schema: { params: Params } },
    async (request, reply) => {
      const id = parseId("subscription", request.params.id);
      const subscription = id && (await getSubscription(core, request.caller.scope, id));
      if (!subscription) return sendResult(reply, noSuchSubscription(request.params.id));
      return sendResult(reply, success("Subscription", presentSubscription(subscription)));
    },
  );

  app.post(
    "/public/subscriptions/:id/cancel",
    {
      config: { operation: reference.cancelSubscription },
      schema: { params: Params, body: CancelBody },
    },
    async (request, reply) => {
      const subscription_id = parseId("subscription", request.params.id);
      if (subscription_id === undefined) return sendResult(reply, noSuchSubscription(request.params.id));
      const command = { subscription_id, at_period_end: request.body.at_period_end ?? false };
      const exchange = exchangeFor(core, request, (subscription: Subscription) =>
        canceledAnswer(subscription),
      );
      return sendResult(reply, await cancelSubscription(core, request.caller.scope, command, exchange));
    },
  );
};

function canceledAnswer(subscription: Subscription) {
  const body = presentSubscription(subscription);
  return subscription.status === "canceled"
    ? success("Subscription canceled", body)
    : success("Subscription ends with its period", body);
}
