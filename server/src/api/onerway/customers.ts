import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { FastifyRequest } from "fastify";
import { type Static, Type } from "typebox";
import { releaseBelongings } from "../../core/billing/release-belongings.ts";
import { createCustomer, type NewCustomer } from "../../core/customers/create.ts";
import type { Customer } from "../../core/customers/customer.ts";
import { deleteCustomer } from "../../core/customers/delete.ts";
import { getFormerCustomer } from "../../core/customers/get.ts";
import { listCustomers } from "../../core/customers/list.ts";
import {
  type CustomerAndDefaultChanges,
  refuseForeignCard,
  updateCustomerAndDefault,
} from "../../core/payment-methods/update-customer.ts";
import type { CardDeclined } from "../../core/setup-intents/attach-verified.ts";
import { createCustomerWithCard } from "../../core/setup-intents/create-customer.ts";
import { parseId } from "../../kit/ids.ts";
import { mergeMetadata } from "../../kit/metadata.ts";
import { isRefusal, type Refusal } from "../../kit/result.ts";
import { addressFields, readAddress, readShipping } from "./addresses.ts";
import { ok, sendResult } from "./answers.ts";
import { exchangeFor, type OnerwayContext } from "./context.ts";
import {
  clearable,
  description,
  ExpandQuery,
  email,
  expand,
  id,
  metadataChanges,
  readMetadataChanges,
} from "./fields.ts";
import { created, findPage, listAnswer, listFields } from "./lists.ts";
import { noSuch } from "./missing.ts";
import { readPaymentMethod } from "./payment-method-ids.ts";
import { postOrPut } from "./post-or-put.ts";
import { declineAnswer, presentCustomer, presentDeletedCustomer } from "./present-customers.ts";
import * as reference from "./reference/customers.ts";

const closed = { additionalProperties: false } as const;

const customerFields = {
  email: clearable(email("The customer's address for mail.")),
  name: clearable(Type.String({ maxLength: 256, description: "The customer's name." })),
  phone: clearable(Type.String({ maxLength: 30, description: "The customer's telephone number." })),
  description: clearable(description),
  ...addressFields,
  metadata: Type.Optional(metadataChanges),
  invoice_settings: Type.Optional(
    Type.Object(
      { default_payment_method: clearable(id("One of the customer's cards, `pm_…`.")) },
      { ...closed, description: "What the customer is charged with when nothing else is said." },
    ),
  ),
  expand,
};

const CreateBody = Type.Object(
  {
    ...customerFields,
    payment_method: Type.Optional(
      id("A card to attach, `pm_…`. It is verified first; when it is declined, no customer is made."),
    ),
  },
  closed,
);

const UpdateBody = Type.Object(customerFields, closed);

const ListQuery = Type.Object(
  {
    ...listFields,
    email: Type.Optional(
      Type.String({ maxLength: 254, description: "Only customers with exactly this address." }),
    ),
    created,
  },
  closed,
);

const Params = Type.Object({ id: Type.String({ description: "The customer, `cus_…`." }) });

function newCustomer(body: Static<typeof CreateBody>): NewCustomer {
  return {
    email: body.email || null,
    name: body.name || null,
    phone: body.phone || null,
    description: body.description || null,
    address: readAddress(body.address),
    shipping: readShipping(body.shipping ?? null),
    metadata: mergeMetadata({}, readMetadataChanges(body.metadata)),
  };
}

function readChanges(body: Static<typeof UpdateBody>): CustomerAndDefaultChanges | Refusal {
  const { email, name, phone, description, address, shipping } = body;
  const given = <Value, Read>(value: Value | undefined, read: (value: Value) => Read) =>
    value === undefined ? undefined : read(value);
  const orNull = (text: string | null) => text || null;
  const method = given(body.invoice_settings?.default_payment_method, orNull);
  const default_payment_method_id = method && parseId("payment_method", method);
  if (method && default_payment_method_id === undefined) return refuseForeignCard();
  return {
    email: given(email, orNull),
    name: given(name, orNull),
    phone: given(phone, orNull),
    description: given(description, orNull),
    address: given(address, readAddress),
    shipping: given(shipping, readShipping),
    metadata: readMetadataChanges(body.metadata),
    default_payment_method_id,
  };
}

export const customers: FastifyPluginAsyncTypebox<OnerwayContext> = async (app, { core }) => {
  const writing = (request: FastifyRequest) =>
    exchangeFor(core, request, (customer: Customer) => ok(presentCustomer(request.caller.scope, customer)));
  const saving = (request: FastifyRequest) =>
    exchangeFor(core, request, (outcome: Customer | CardDeclined) =>
      "declined" in outcome
        ? declineAnswer(outcome, request.id)
        : ok(presentCustomer(request.caller.scope, outcome)),
    );

  app.post(
    "/customers",
    { config: { operation: reference.createCustomer, expands: "customer" }, schema: { body: CreateBody } },
    async (request, reply) => {
      const { scope } = request.caller;
      const { payment_method, invoice_settings } = request.body;
      const command = newCustomer(request.body);
      // A new customer has no card but the one that comes with it.
      const wished = invoice_settings?.default_payment_method || payment_method;
      if (wished !== payment_method) return sendResult(reply, refuseForeignCard());
      if (payment_method === undefined) {
        return sendResult(reply, await createCustomer(core, scope, command, writing(request)));
      }
      const method_id = await readPaymentMethod(core, request, payment_method);
      if (isRefusal(method_id)) return sendResult(reply, method_id);
      return sendResult(
        reply,
        await createCustomerWithCard(core, scope, command, method_id, saving(request)),
      );
    },
  );

  app.get(
    "/customers",
    {
      config: { operation: reference.listCustomers, expands: "customer" },
      schema: { querystring: ListQuery },
    },
    async (request, reply) => {
      const { scope } = request.caller;
      const exists = (id: string) => getFormerCustomer(core, scope, id);
      const found = await findPage("customer", request.query, exists, (page) =>
        listCustomers(core, scope, page, request.query.email ?? null),
      );
      return sendResult(
        reply,
        listAnswer("/v1/customers", found, (customer) => presentCustomer(scope, customer)),
      );
    },
  );

  app.get(
    "/customers/:id",
    {
      config: { operation: reference.getCustomer, expands: "customer" },
      schema: { params: Params, querystring: ExpandQuery },
    },
    async (request, reply) => {
      const { scope } = request.caller;
      const uuid = parseId("customer", request.params.id);
      const customer = uuid && (await getFormerCustomer(core, scope, uuid));
      if (!customer) return sendResult(reply, noSuch("customer", request.params.id));
      const is_deleted = customer.deleted_at !== null;
      return sendResult(
        reply,
        ok(is_deleted ? presentDeletedCustomer(customer) : presentCustomer(scope, customer)),
      );
    },
  );

  postOrPut(
    app,
    "/customers/:id",
    {
      config: { operation: reference.updateCustomer, expands: "customer" },
      schema: { params: Params, body: UpdateBody },
    },
    async (request, reply) => {
      const uuid = parseId("customer", request.params.id);
      if (uuid === undefined) return sendResult(reply, noSuch("customer", request.params.id));
      const changes = readChanges(request.body);
      if (isRefusal(changes)) return sendResult(reply, changes);
      const { scope } = request.caller;
      return sendResult(reply, await updateCustomerAndDefault(core, scope, uuid, changes, writing(request)));
    },
  );

  app.delete(
    "/customers/:id",
    { config: { operation: reference.deleteCustomer }, schema: { params: Params } },
    async (request, reply) => {
      const uuid = parseId("customer", request.params.id);
      if (uuid === undefined) return sendResult(reply, noSuch("customer", request.params.id));
      const exchange = {
        idempotency: null,
        render: (customer: Customer) => ok(presentDeletedCustomer(customer)),
      };
      const { scope } = request.caller;
      return sendResult(reply, await deleteCustomer(core, scope, uuid, releaseBelongings, exchange));
    },
  );
};
