import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { type Static, Type } from "typebox";
import { releaseBelongings } from "../../core/billing/release-belongings.ts";
import { createCustomer, type NewCustomer } from "../../core/customers/create.ts";
import type { Customer } from "../../core/customers/customer.ts";
import { deleteCustomer } from "../../core/customers/delete.ts";
import { getCustomer } from "../../core/customers/get.ts";
import { listCustomers } from "../../core/customers/list.ts";
import { type CustomerChanges, updateCustomer } from "../../core/customers/update.ts";
import { formatId, parseId } from "../../kit/ids.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import { addressFields, readAddress, readShipping } from "./addresses.ts";
import { exchangeFor, type FaststarContext } from "./context.ts";
import { sendResult, success } from "./envelope.ts";
import { listQuery, metadata, optional, text } from "./fields.ts";
import { cursorId, listAnswer } from "./lists.ts";
import { presentCustomer } from "./present.ts";
import * as reference from "./reference/customers.ts";

const email = Type.String({ format: "email", maxLength: 254, description: "The customer's address." });

const descriptive = {
  name: optional(text(250, "The customer's name.")),
  phone: optional(text(30, "The customer's telephone number.")),
  description: optional(text(350, "Your own note, of up to 350 characters.")),
  ...addressFields,
  metadata: optional(metadata),
};

const CustomerBody = Type.Object({ email, ...descriptive });
const ChangesBody = Type.Object({ email: Type.Optional(email), ...descriptive });

const CustomerListQuery = Type.Object({
  ...listQuery.properties,
  email: Type.Optional(
    Type.String({ maxLength: 254, description: "Only customers with exactly this address." }),
  ),
});

export const CustomerParams = Type.Object({ id: Type.String({ description: "The customer, `cus_…`." }) });

export function noSuchCustomer(public_id: string): Refusal {
  return refuse("resource_missing", "No such customer: {id}", "id", { id: public_id.slice(0, 64) });
}

function newCustomer(body: Static<typeof CustomerBody>): NewCustomer {
  return {
    email: body.email,
    name: body.name ?? null,
    phone: body.phone ?? null,
    description: body.description ?? null,
    address: readAddress(body.address ?? null),
    shipping: readShipping(body.shipping ?? null),
    metadata: body.metadata ?? {},
  };
}

function readChanges(body: Static<typeof ChangesBody>): CustomerChanges {
  const { email, name, phone, description, address, shipping } = body;
  return {
    email,
    name,
    phone,
    description,
    address: address === undefined ? undefined : readAddress(address),
    shipping: shipping === undefined ? undefined : readShipping(shipping),
    metadata: body.metadata ?? undefined,
  };
}

export const customers: FastifyPluginAsyncTypebox<FaststarContext> = async (app, { core }) => {
  const one = "/public/customers/:id";

  app.post(
    "/public/customers",
    { config: { operation: reference.createCustomer }, schema: { body: CustomerBody } },
    async (request, reply) => {
      const exchange = exchangeFor(core, request, (customer: Customer) =>
        success("Customer created successfully", presentCustomer(customer)),
      );
      const command = newCustomer(request.body);
      return sendResult(reply, await createCustomer(core, request.caller.scope, command, exchange));
    },
  );

  app.get(
    "/public/customers",
    { config: { operation: reference.listCustomers }, schema: { querystring: CustomerListQuery } },
    async (request, reply) => {
      const { limit, cursor, email } = request.query;
      const after_id = cursorId("customer", cursor);
      if (isRefusal(after_id)) return sendResult(reply, after_id);
      const page = await listCustomers(core, request.caller.scope, { limit, after_id }, email ?? null);
      return sendResult(reply, listAnswer("Customers", "customer", page, presentCustomer));
    },
  );

  app.get(
    one,
    { config: { operation: reference.getCustomer }, schema: { params: CustomerParams } },
    async (request, reply) => {
      const id = parseId("customer", request.params.id);
      const customer = id && (await getCustomer(core, request.caller.scope, id));
      if (!customer) return sendResult(reply, noSuchCustomer(request.params.id));
      return sendResult(reply, success("Customer", presentCustomer(customer)));
    },
  );

  app.patch(
    one,
    {
      config: { operation: reference.updateCustomer },
      schema: { params: CustomerParams, body: ChangesBody },
    },
    async (request, reply) => {
      const id = parseId("customer", request.params.id);
      if (id === undefined) return sendResult(reply, noSuchCustomer(request.params.id));
      const exchange = exchangeFor(core, request, (customer: Customer) =>
        success("Customer updated successfully", presentCustomer(customer)),
      );
      const changes = readChanges(request.body);
      return sendResult(reply, await updateCustomer(core, request.caller.scope, id, changes, exchange));
    },
  );

  app.delete(
    one,
    { config: { operation: reference.deleteCustomer }, schema: { params: CustomerParams } },
    async (request, reply) => {
      const id = parseId("customer", request.params.id);
      if (id === undefined) return sendResult(reply, noSuchCustomer(request.params.id));
      const render = (customer: Customer) =>
        success("Customer deleted", { id: formatId("customer", customer.id), deleted: true });
      const exchange = { idempotency: null, render };
      const { scope } = request.caller;
      return sendResult(reply, await deleteCustomer(core, scope, id, releaseBelongings, exchange));
    },
  );
};
