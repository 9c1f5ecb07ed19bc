import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { FastifyRequest } from "fastify";
import { type Static, Type } from "typebox";
import type { Core } from "../../core/core.ts";
import { getAttempt } from "../../core/payments/attempts/get.ts";
import { getPayment } from "../../core/payments/get.ts";
import { cancelRefund } from "../../core/refunds/cancel.ts";
import { createRefund, type NewRefund } from "../../core/refunds/create.ts";
import { getRefund } from "../../core/refunds/get.ts";
import { listRefunds } from "../../core/refunds/list.ts";
import { REFUND_REASONS, type Refund } from "../../core/refunds/refund.ts";
import { updateRefund } from "../../core/refunds/update.ts";
import { parseId } from "../../kit/ids.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import { ok, sendResult } from "./answers.ts";
import { exchangeFor, type OnerwayContext } from "./context.ts";
import {
  clearable,
  ExpandQuery,
  expand,
  id,
  MAXIMUM_INTEGER,
  metadata,
  metadataChanges,
  readMetadataChanges,
} from "./fields.ts";
import { created, findPage, listAnswer, listFields } from "./lists.ts";
import { noSuch, readReference } from "./missing.ts";
import { postOrPut } from "./post-or-put.ts";
import { presentRefund } from "./present-refunds.ts";
import * as reference from "./reference/refunds.ts";

const closed = { additionalProperties: false } as const;

const CreateBody = Type.Object(
  {
    payment_intent: Type.Optional(id("The payment intent, `pi_…`. Required, unless `charge` is given.")),
    charge: Type.Optional(id("The charge, `ch_…`, whose money goes back.")),
    amount: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: MAXIMUM_INTEGER,
        description: "In the currency's smallest unit. Leave it out to give back all that is left.",
      }),
    ),
    reason: Type.Optional(Type.Enum([...REFUND_REASONS], { description: "Why the money goes back." })),
    metadata: clearable(metadata),
    expand,
  },
  closed,
);

const UpdateBody = Type.Object({ metadata: Type.Optional(metadataChanges), expand }, closed);
const CancelBody = Type.Object({ expand }, closed);
const Params = Type.Object({ id: Type.String({ description: "The refund, `re_…`." }) });

const ListQuery = Type.Object(
  {
    ...listFields,
    payment_intent: Type.Optional(id("Only the refunds of this payment intent.")),
    charge: Type.Optional(id("Only the refunds of this charge.")),
    created,
  },
  closed,
);

interface Refunded {
  readonly payment_intent?: string;
  readonly charge?: string;
}

interface RefundedIds {
  readonly payment_intent_id: string | null;
  readonly payment_attempt_id: string | null;
}

/** What a request calls by the payment intent's id, the charge's, or both. */
async function readRefunded(
  core: Core,
  scope: Scope,
  { payment_intent, charge }: Refunded,
): Promise<RefundedIds | Refusal> {
  const payment_intent_id = readReference("payment_intent", payment_intent, "payment_intent");
  if (isRefusal(payment_intent_id)) return payment_intent_id;
  if (payment_intent_id !== null && !(await getPayment(core, scope, payment_intent_id))) {
    return noSuch("payment_intent", payment_intent ?? "", "payment_intent");
  }
  const attempt_id = readReference("charge", charge, "charge");
  if (isRefusal(attempt_id)) return attempt_id;
  if (attempt_id === null) return { payment_intent_id, payment_attempt_id: null };
  const attempt = await getAttempt(core, scope, attempt_id);
  if (attempt === undefined) return noSuch("charge", charge ?? "", "charge");
  if (payment_intent_id !== null && attempt.payment_intent_id !== payment_intent_id) {
    return refuse(
      "parameter_invalid",
      "Invalid charge: it is not of this payment_intent. Give one of the two.",
      "charge",
    );
  }
  return { payment_intent_id: attempt.payment_intent_id, payment_attempt_id: attempt_id };
}

async function readCommand(
  core: Core,
  scope: Scope,
  body: Static<typeof CreateBody>,
): Promise<NewRefund | Refusal> {
  const refunded = await readRefunded(core, scope, body);
  if (isRefusal(refunded)) return refunded;
  const { payment_intent_id, payment_attempt_id } = refunded;
  if (payment_intent_id === null) {
    return refuse("parameter_missing", "Missing required parameter: payment_intent.", "payment_intent");
  }
  return {
    payment_intent_id,
    ...(payment_attempt_id !== null && { payment_attempt_id }),
    amount: body.amount ?? null,
    reason: body.reason ?? null,
    metadata: body.metadata || {},
  };
}

export const refunds: FastifyPluginAsyncTypebox<OnerwayContext> = async (app, { core }) => {
  const writing = (request: FastifyRequest) =>
    exchangeFor(core, request, (refund: Refund) => ok(presentRefund(refund)));

  app.post(
    "/refunds",
    { config: { operation: reference.createRefund, expands: "refund" }, schema: { body: CreateBody } },
    async (request, reply) => {
      const { scope } = request.caller;
      const command = await readCommand(core, scope, request.body);
      if (isRefusal(command)) return sendResult(reply, command);
      return sendResult(reply, await createRefund(core, scope, command, writing(request)));
    },
  );

  app.get(
    "/refunds",
    { config: { operation: reference.listRefunds, expands: "refund" }, schema: { querystring: ListQuery } },
    async (request, reply) => {
      const { scope } = request.caller;
      const filter = await readRefunded(core, scope, request.query);
      if (isRefusal(filter)) return sendResult(reply, filter);
      const exists = (id: string) => getRefund(core, scope, id);
      const found = await findPage("refund", request.query, exists, (page) =>
        listRefunds(core, scope, page, filter),
      );
      return sendResult(reply, listAnswer("/v1/refunds", found, presentRefund));
    },
  );

  app.get(
    "/refunds/:id",
    {
      config: { operation: reference.getRefund, expands: "refund" },
      schema: { params: Params, querystring: ExpandQuery },
    },
    async (request, reply) => {
      const refund_id = parseId("refund", request.params.id);
      const refund = refund_id && (await getRefund(core, request.caller.scope, refund_id));
      if (!refund) return sendResult(reply, noSuch("refund", request.params.id));
      return sendResult(reply, ok(presentRefund(refund)));
    },
  );

  app.post(
    "/refunds/:id/cancel",
    {
      config: { operation: reference.cancelRefund, expands: "refund" },
      schema: { params: Params, body: CancelBody },
    },
    async (request, reply) => {
      const refund_id = parseId("refund", request.params.id);
      if (refund_id === undefined) return sendResult(reply, noSuch("refund", request.params.id));
      return sendResult(reply, await cancelRefund(core, request.caller.scope, refund_id, writing(request)));
    },
  );

  postOrPut(
    app,
    "/refunds/:id",
    {
      config: { operation: reference.updateRefund, expands: "refund" },
      schema: { params: Params, body: UpdateBody },
    },
    async (request, reply) => {
      const refund_id = parseId("refund", request.params.id);
      if (refund_id === undefined) return sendResult(reply, noSuch("refund", request.params.id));
      const changes = { metadata: readMetadataChanges(request.body.metadata) };
      return sendResult(
        reply,
        await updateRefund(core, request.caller.scope, refund_id, changes, writing(request)),
      );
    },
  );
};
