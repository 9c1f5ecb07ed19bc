import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { type Static, Type } from "typebox";
import type { CardToSetUp } from "../../../core/setup-intents/card.ts";
import { type CreateSetupIntent, createSetupIntent as create } from "../../../core/setup-intents/create.ts";
import { SETUP_USAGES } from "../../../core/setup-intents/setup-intent.ts";
import { isRefusal, type Refusal, refuse } from "../../../kit/result.ts";
import { sendResult } from "../answers.ts";
import type { OnerwayContext } from "../context.ts";
import { clearable, description, expand, metadata } from "../fields.ts";
import { readReference } from "../missing.ts";
import { automatic_payment_methods, setupRoutineFields } from "../payment-intents/client-fields.ts";
import * as reference from "../reference/setup-intents.ts";
import { card_fields, readCard } from "./card.ts";
import { closed, customer, payment_method_types, return_url, verifying } from "./shared.ts";

const CreateBody = Type.Object(
  {
    ...card_fields,
    customer,
    confirm: Type.Optional(Type.Boolean({ description: "Verify the card at once." })),
    usage: Type.Optional(
      Type.Enum([...SETUP_USAGES], {
        description: "Whether the buyer will be there when the card is charged. `off_session` when left out.",
      }),
    ),
    payment_method_types,
    automatic_payment_methods,
    return_url,
    description: clearable(description),
    metadata: clearable(metadata),
    ...setupRoutineFields,
    expand,
  },
  closed,
);

function readCommand(body: Static<typeof CreateBody>, card: CardToSetUp | null): CreateSetupIntent | Refusal {
  const customer_id = readReference("customer", body.customer, "customer");
  if (isRefusal(customer_id)) return customer_id;
  if (body.return_url !== undefined && body.confirm !== true) {
    const message = "return_url says where the buyer comes back to, so it is given with confirm.";
    return refuse("parameter_invalid", message, "return_url");
  }
  return {
    customer_id,
    card,
    confirm: body.confirm === true,
    metadata: body.metadata || {},
    description: body.description || null,
    return_url: body.return_url ?? null,
    usage: body.usage ?? "off_session",
    payment_method_types: body.payment_method_types ?? ["card"],
  };
}

export const createSetupIntent: FastifyPluginAsyncTypebox<OnerwayContext> = async (app, { core }) => {
  app.post(
    "/setup_intents",
    {
      config: { operation: reference.createSetupIntent, expands: "setup_intent" },
      schema: { body: CreateBody },
    },
    async (request, reply) => {
      const card = await readCard(core, request, request.body);
      if (isRefusal(card)) return sendResult(reply, card);
      const command = readCommand(request.body, card);
      if (isRefusal(command)) return sendResult(reply, command);
      const { scope } = request.caller;
      return sendResult(reply, await create(core, scope, command, verifying(core, request)));
    },
  );
};
