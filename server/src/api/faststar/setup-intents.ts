import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { clientSecret } from "../../core/payments/client-secret.ts";
import {
  type CreatedSetupIntent,
  createSetupForBrowser,
} from "../../core/setup-intents/create-for-browser.ts";
import { formatId, parseId } from "../../kit/ids.ts";
import { exchangeFor, type FaststarContext } from "./context.ts";
import { CustomerParams, noSuchCustomer } from "./customers.ts";
import { sendResult, success } from "./envelope.ts";
import { metadata, optional } from "./fields.ts";
import * as reference from "./reference/setup-intents.ts";

const SetupBody = Type.Object({ metadata: optional(metadata) });

export const setupIntents: FastifyPluginAsyncTypebox<FaststarContext> = async (
  app,
  { core, cashier_url },
) => {
  app.post(
    "/public/customers/:id/setup-intent",
    {
      config: { operation: reference.createSetupIntent },
      schema: { params: CustomerParams, body: SetupBody },
    },
    async (request, reply) => {
      const { scope } = request.caller;
      const customer_id = parseId("customer", request.params.id);
      if (customer_id === undefined) return sendResult(reply, noSuchCustomer(request.params.id));
      const exchange = exchangeFor(core, request, ({ setup_intent, publishable_key }: CreatedSetupIntent) => {
        const setup_intent_id = formatId("setup_intent", setup_intent.id);
        const client_secret = clientSecret(core.vault, "setup_intent", scope, setup_intent.id);
        const url = `${cashier_url}/cards/${setup_intent_id}?client_secret=${client_secret}`;
        const data = { client_secret, publishable_key, setup_intent_id, url };
        return success("Setup intent created successfully", data);
      });
      const command = { customer_id, metadata: request.body.metadata ?? {} };
      const sealed = { ...exchange, confidential: true };
      return sendResult(reply, await createSetupForBrowser(core, scope, command, sealed));
    },
  );
};
