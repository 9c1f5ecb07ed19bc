import { expect, test } from "vitest";
import { makeCustomer } from "../support/saved-cards.ts";
import { useTestServer } from "../support/server.ts";
import { makeIntent } from "../support/shop.ts";

const server = useTestServer();

async function list(query = ""): Promise<readonly string[]> {
  const { status, text, body } = await server.direct.onerway.get(`/payment_intents${query}`);
  expect(status, text).toBe(200);
  return body.data.map(({ id }) => id);
}

test("payment intents are listed newest first, and can be paged through both ways", async () => {
  const made: string[] = [];
  for (let count = 0; count < 12; count++) made.unshift(await makeIntent(server.direct));
  const first = await server.direct.onerway.get("/payment_intents");
  expect(first.body).toMatchObject({ object: "list", url: "/v1/payment_intents", has_more: true });
  expect(first.body.data.map(({ id }) => id)).toEqual(made.slice(0, 10));
  expect(await list(`?starting_after=${made[9]}`)).toEqual(made.slice(10));
  expect(await list(`?limit=3&ending_before=${made[5]}`)).toEqual(made.slice(2, 5));
  const one = await server.direct.onerway.get(`/payment_intents/${made[0]}`);
  expect(first.body.data[0]).toEqual(one.body);
});

test("the list can be of one customer, or of a stretch of time", async () => {
  const customer = await makeCustomer(server.direct);
  const other = await makeIntent(server.direct);
  const theirs = await makeIntent(server.direct, { customer });
  expect(await list(`?customer=${customer}`)).toEqual([theirs]);
  server.clock.advance(60_000);
  const later = await makeIntent(server.direct);
  const { body } = await server.direct.onerway.get(`/payment_intents/${later}`);
  const { created } = body as unknown as { created: number };
  expect(await list(`?created[gte]=${created}`)).toEqual([later]);
  const earlier = await list(`?created[lt]=${created}`);
  expect(earlier).toContain(other);
  expect(earlier).not.toContain(later);
});

test("another merchant's list shows none of them, and knows none of their ids", async () => {
  const id = await makeIntent(server.direct);
  const { body } = await server.mor.onerway.get("/payment_intents");
  expect(body.data.map(({ id }) => id)).not.toContain(id);
  const refused = await server.mor.onerway.get(`/payment_intents?starting_after=${id}`);
  expect(refused.status).toBe(404);
});
