import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { FastifyRequest } from "fastify";
import { type Static, Type } from "typebox";
import { closeDispute } from "../../core/disputes/close.ts";
import { type Dispute, EVIDENCE_FIELDS, type Evidence } from "../../core/disputes/dispute.ts";
import { getDispute } from "../../core/disputes/get.ts";
import { listDisputes } from "../../core/disputes/list.ts";
import { updateDispute } from "../../core/disputes/update.ts";
import { parseId } from "../../kit/ids.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import { ok, sendResult } from "./answers.ts";
import { exchangeFor, type OnerwayContext } from "./context.ts";
import { readMoneyFilter } from "./dispute-filter.ts";
import { clearable, ExpandQuery, expand, id, metadata } from "./fields.ts";
import { created, findPage, listAnswer, listFields } from "./lists.ts";
import { postOrPut } from "./post-or-put.ts";
import { presentDispute } from "./present-dispute.ts";
import * as reference from "./reference/disputes.ts";

const closed = { additionalProperties: false } as const;

const text = (name: string) =>
  clearable(Type.String({ maxLength: 20_000, description: `Your ${name.replaceAll("_", " ")}, as text.` }));

const EvidenceBody = Type.Object(Object.fromEntries(EVIDENCE_FIELDS.map((name) => [name, text(name)])), {
  ...closed,
  description: "What speaks for you. An empty value removes its name.",
});

const UpdateBody = Type.Object(
  {
    evidence: Type.Optional(EvidenceBody),
    metadata: clearable(metadata),
    submit: Type.Optional(
      Type.Boolean({
        description:
          "Hand the evidence in. Without it, evidence that is given is handed in at once; with false, it is kept for later.",
      }),
    ),
    expand,
  },
  closed,
);

const CloseBody = Type.Object({ expand }, closed);

const ListQuery = Type.Object(
  {
    ...listFields,
    created,
    charge: Type.Optional(id("Only the disputes of this charge, `ch_…`.")),
    payment_intent: Type.Optional(id("Only the disputes of this payment intent, `pi_…`.")),
  },
  closed,
);

const Params = Type.Object({ id: Type.String({ description: "The dispute, `dp_…`." }) });

function noSuchDispute(public_id: string): Refusal {
  return refuse("resource_missing", `No such dispute: '${public_id.slice(0, 64)}'`, "id");
}

function readEvidence(body: Static<typeof EvidenceBody> | undefined): Evidence | undefined {
  if (body === undefined) return undefined;
  return Object.fromEntries(Object.entries(body).map(([name, text]) => [name, text ?? ""]));
}

export const disputes: FastifyPluginAsyncTypebox<OnerwayContext> = async (app, { core }) => {
  const exchangeOf = (request: FastifyRequest) =>
    exchangeFor(core, request, (dispute: Dispute) => ok(presentDispute(request.caller.scope, dispute)));

  app.get(
    "/disputes",
    { config: { operation: reference.listDisputes, expands: "dispute" }, schema: { querystring: ListQuery } },
    async (request, reply) => {
      const { scope } = request.caller;
      const filter = await readMoneyFilter(core, scope, request.query);
      if (isRefusal(filter)) return sendResult(reply, filter);
      const exists = (id: string) => getDispute(core, scope, id);
      const found = await findPage("dispute", request.query, exists, (page) =>
        listDisputes(core, scope, page, filter),
      );
      return sendResult(
        reply,
        listAnswer("/v1/disputes", found, (dispute) => presentDispute(scope, dispute)),
      );
    },
  );

  app.get(
    "/disputes/:id",
    {
      config: { operation: reference.getDispute, expands: "dispute" },
      schema: { params: Params, querystring: ExpandQuery },
    },
    async (request, reply) => {
      const { scope } = request.caller;
      const uuid = parseId("dispute", request.params.id);
      const dispute = uuid && (await getDispute(core, scope, uuid));
      if (!dispute) return sendResult(reply, noSuchDispute(request.params.id));
      return sendResult(reply, ok(presentDispute(scope, dispute)));
    },
  );

  postOrPut(
    app,
    "/disputes/:id",
    {
      config: { operation: reference.updateDispute, expands: "dispute" },
      schema: { params: Params, body: UpdateBody },
    },
    async (request, reply) => {
      const uuid = parseId("dispute", request.params.id);
      if (uuid === undefined) return sendResult(reply, noSuchDispute(request.params.id));
      const { evidence, metadata, submit } = request.body;
      const command = { evidence: readEvidence(evidence), metadata, submit };
      return sendResult(
        reply,
        await updateDispute(core, request.caller.scope, uuid, command, exchangeOf(request)),
      );
    },
  );

  app.post(
    "/disputes/:id/close",
    {
      config: { operation: reference.closeDispute, expands: "dispute" },
      schema: { params: Params, body: CloseBody },
    },
    async (request, reply) => {
      const uuid = parseId("dispute", request.params.id);
      if (uuid === undefined) return sendResult(reply, noSuchDispute(request.params.id));
      return sendResult(reply, await closeDispute(core, request.caller.scope, uuid, exchangeOf(request)));
    },
  );
};
