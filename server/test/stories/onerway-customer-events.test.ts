import { expect, test } from "vitest";
import { customerWithCard, makeCustomer } from "../support/saved-cards.ts";
import { useTestServer } from "../support/server.ts";

const server = useTestServer();

interface Told {
  readonly type: string;
  readonly sequence: number;
  readonly data: { readonly object: Readonly<Record<string, unknown>> };
}

/** What is told of an object, oldest first. */
async function toldOf(id: string): Promise<Told[]> {
  const query = "types[]=customer.created&types[]=customer.updated&types[]=customer.deleted";
  const methods = "types[]=payment_method.attached&types[]=payment_method.detached";
  const { body } = await server.direct.onerway.get(`/events?limit=100&${query}&${methods}`);
  return (body.data as never as Told[]).filter(({ data }) => data.object.id === id).reverse();
}

test("a customer who is made, changed and deleted is told of each time, as they were then", async () => {
  const { onerway } = server.direct;
  const id = await makeCustomer(server.direct);
  await onerway.post(`/customers/${id}`, { name: "Ada", metadata: { a: "1" } });
  expect((await onerway.post(`/customers/${id}`, { address: { country: "XX" } })).status).toBe(400);
  await onerway.delete(`/customers/${id}`);
  const told = await toldOf(id);
  expect(told.map(({ type }) => type)).toEqual(["customer.created", "customer.updated", "customer.deleted"]);
  expect(told[0]?.data.object).toMatchObject({ object: "customer", email: "ada@example.com", name: null });
  expect(told[1]?.data.object).toMatchObject({ name: "Ada", metadata: { a: "1" } });
  const sequences = told.map(({ sequence }) => sequence);
  expect(sequences).toEqual([...new Set(sequences)].sort((left, right) => left - right));
});

test("a card is told of when it becomes a customer's, and when it is taken from them", async () => {
  const { customer, card } = await customerWithCard(server, server.direct);
  await server.direct.onerway.post(`/payment_methods/${card}/detach`);
  const told = await toldOf(card);
  expect(told.map(({ type }) => type)).toEqual(["payment_method.attached", "payment_method.detached"]);
  expect(told[0]?.data.object).toMatchObject({ object: "payment_method", customer });
  expect(told[1]?.data.object).toMatchObject({ customer: null });
  expect((await toldOf(customer)).map(({ type }) => type)).toEqual([
    "customer.created",
    "customer.updated",
    "customer.updated",
  ]);
  expect(JSON.stringify(told)).not.toMatch(/vault|setup_reference/);
});
