import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { getFraudWarning } from "../../../core/disputes/fraud-warnings/get.ts";
import { listFraudWarnings } from "../../../core/disputes/fraud-warnings/list.ts";
import { parseId } from "../../../kit/ids.ts";
import { isRefusal, refuse } from "../../../kit/result.ts";
import { ok, sendResult } from "../answers.ts";
import type { OnerwayContext } from "../context.ts";
import { readMoneyFilter } from "../dispute-filter.ts";
import { ExpandQuery, id } from "../fields.ts";
import { created, findPage, listAnswer, listFields } from "../lists.ts";
import * as reference from "../reference/fraud-warnings.ts";
import { presentFraudWarning } from "./present.ts";

const PATH = "/radar/early_fraud_warnings";

const ListQuery = Type.Object(
  {
    ...listFields,
    created,
    charge: Type.Optional(id("Only the warnings of this charge, `ch_…`.")),
    payment_intent: Type.Optional(id("Only the warnings of this payment intent, `pi_…`.")),
  },
  { additionalProperties: false },
);

const Params = Type.Object({ id: Type.String({ description: "The warning, `issfr_…`." }) });

/** What the banks take for fraud. Warnings come from outside, and can only be read. */
export const fraudWarnings: FastifyPluginAsyncTypebox<OnerwayContext> = async (app, { core }) => {
  app.get(
    PATH,
    {
      config: { operation: reference.listFraudWarnings, expands: "fraud_warning" },
      schema: { querystring: ListQuery },
    },
    async (request, reply) => {
      const { scope } = request.caller;
      const filter = await readMoneyFilter(core, scope, request.query);
      if (isRefusal(filter)) return sendResult(reply, filter);
      const exists = (id: string) => getFraudWarning(core, scope, id);
      const found = await findPage("fraud_warning", request.query, exists, (page) =>
        listFraudWarnings(core, scope, page, filter),
      );
      return sendResult(
        reply,
        listAnswer(`/v1${PATH}`, found, (warning) => presentFraudWarning(scope, warning)),
      );
    },
  );

  app.get(
    `${PATH}/:id`,
    {
      config: { operation: reference.getFraudWarning, expands: "fraud_warning" },
      schema: { params: Params, querystring: ExpandQuery },
    },
    async (request, reply) => {
      const { scope } = request.caller;
      const { id } = request.params;
      const uuid = parseId("fraud_warning", id);
      const warning = uuid && (await getFraudWarning(core, scope, uuid));
      if (warning) return sendResult(reply, ok(presentFraudWarning(scope, warning)));
      return sendResult(
        reply,
        refuse("resource_missing", `No such early fraud warning: '${id.slice(0, 64)}'`, "id"),
      );
    },
  );
};
