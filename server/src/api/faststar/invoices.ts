import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { getInvoice } from "../../core/billing/invoices/get.ts";
import { INVOICE_STATUSES } from "../../core/billing/invoices/invoice.ts";
import { listInvoices } from "../../core/billing/invoices/list.ts";
import { parseId } from "../../kit/ids.ts";
import { isRefusal } from "../../kit/result.ts";
import type { FaststarContext } from "./context.ts";
import { sendResult, success } from "./envelope.ts";
import { listQuery } from "./fields.ts";
import { cursorId, listAnswer } from "./lists.ts";
import { refuseMissing } from "./missing.ts";
import { presentInvoice } from "./present-billing.ts";
import * as reference from "./reference/invoices.ts";

const Params = Type.Object({ id: Type.String({ description: "The invoice, `in_…`." }) });

const InvoiceListQuery = Type.Object({
  ...listQuery.properties,
  customer_id: Type.Optional(
    Type.String({ maxLength: 64, description: "Only the invoices of this customer." }),
  ),
  subscription_id: Type.Optional(
    Type.String({ maxLength: 64, description: "Only the invoices of this subscription." }),
  ),
  status: Type.Optional(
    Type.Enum([...INVOICE_STATUSES], { description: "Only the invoices in this state." }),
  ),
});

export const invoices: FastifyPluginAsyncTypebox<FaststarContext> = async (app, { core }) => {
  app.get(
    "/public/invoices",
    { config: { operation: reference.listInvoices }, schema: { querystring: InvoiceListQuery } },
    async (request, reply) => {
      const { limit, cursor, customer_id, subscription_id, status = null } = request.query;
      const after_id = cursorId("invoice", cursor);
      if (isRefusal(after_id)) return sendResult(reply, after_id);
      const customer = customer_id === undefined ? null : parseId("customer", customer_id);
      if (customer === undefined) {
        return sendResult(reply, refuseMissing("No such customer: {id}", customer_id ?? "", "customer_id"));
      }
      const subscription = subscription_id === undefined ? null : parseId("subscription", subscription_id);
      if (subscription === undefined) {
        const refusal = refuseMissing("No such subscription: {id}", subscription_id ?? "", "subscription_id");
        return sendResult(reply, refusal);
      }
      const filter = { customer_id: customer, subscription_id: subscription, status };
      const page = await listInvoices(core, request.caller.scope, { limit, after_id }, filter);
      return sendResult(reply, listAnswer("Invoices", "invoice", page, presentInvoice));
    },
  );

  app.get(
    "/public/invoices/:id",
    { config: { operation: reference.getInvoice }, schema: { params: Params } },
    async (request, reply) => {
      const id = parseId("invoice", request.params.id);
      const invoice = id && (await getInvoice(core, request.caller.scope, id));
      if (!invoice) {
        return sendResult(reply, refuseMissing("No such invoice: {id}", request.params.id, "id"));
      }
      return sendResult(reply, success("Invoice", presentInvoice(invoice)));
    },
  );
};
