import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { updateSetup } from "../../../core/setup-intents/update.ts";
import { isRefusal } from "../../../kit/result.ts";
import { sendResult } from "../answers.ts";
import type { OnerwayContext } from "../context.ts";
import { clearable, description, expand, metadataChanges, readMetadataChanges } from "../fields.ts";
import { readReference } from "../missing.ts";
import { setupRoutineFields } from "../payment-intents/client-fields.ts";
import { postOrPut } from "../post-or-put.ts";
import * as reference from "../reference/setup-intents.ts";
import { card_fields, readCard } from "./card.ts";
import { closed, customer, Params, payment_method_types, setupIntentId, writing } from "./shared.ts";

const UpdateBody = Type.Object(
  {
    ...card_fields,
    customer,
    payment_method_types,
    description: clearable(description),
    metadata: Type.Optional(metadataChanges),
    ...setupRoutineFields,
    expand,
  },
  closed,
);

export const updateSetupIntent: FastifyPluginAsyncTypebox<OnerwayContext> = async (app, { core }) => {
  const config = { operation: reference.updateSetupIntent, expands: "setup_intent" } as const;
  const route = { config, schema: { params: Params, body: UpdateBody } };
  postOrPut(app, "/setup_intents/:id", route, async (request, reply) => {
    const uuid = setupIntentId(request);
    if (isRefusal(uuid)) return sendResult(reply, uuid);
    const { customer, description, metadata, payment_method_types } = request.body;
    const card = await readCard(core, request, request.body);
    if (isRefusal(card)) return sendResult(reply, card);
    const customer_id = readReference("customer", customer, "customer");
    if (isRefusal(customer_id)) return sendResult(reply, customer_id);
    const changes = {
      metadata: readMetadataChanges(metadata),
      ...(card !== null && { card }),
      ...(customer !== undefined && { customer_id }),
      ...(description !== undefined && { description: description || null }),
      ...(payment_method_types !== undefined && { payment_method_types }),
    };
    const { scope } = request.caller;
    return sendResult(reply, await updateSetup(core, scope, uuid, changes, writing(core, request)));
  });
};
