import { beforeAll, expect, test } from "vitest";
import { attachCard, idsOf, makeBuyer } from "../support/customers.ts";
import { useTestServer } from "../support/server.ts";
import { makeIntent } from "../support/shop.ts";

const server = useTestServer();

let buyer = "";
let other_buyer = "";
/** Payment intents, newest first: the buyer's and the other buyer's in turns, ten seconds apart. */
const intents: { id: string; customer: string; created: number }[] = [];

beforeAll(async () => {
  buyer = await makeBuyer(server.direct);
  other_buyer = await makeBuyer(server.direct);
  for (let count = 0; count < 8; count++) {
    const customer = count % 2 === 0 ? buyer : other_buyer;
    const id = await makeIntent(server.direct, { customer });
    const { body } = await server.direct.onerway.get(`/payment_intents/${id}`);
    const { created } = body as unknown as { created: number };
    intents.unshift({ id, customer, created });
    server.clock.advance(10_000);
  }
});

const list = (query: string) => server.direct.onerway.get(`/payment_intents?${query}`);
const ids = (of = intents) => of.map(({ id }) => id);

test.each([1, 3, 7, 8])(
  "every page of %i, forward and back, is the stretch next to its cursor",
  async (limit) => {
    for (const [index, { id }] of intents.entries()) {
      const forward = await list(`limit=${limit}&starting_after=${id}`);
      expect(idsOf(forward)).toEqual(ids(intents.slice(index + 1, index + 1 + limit)));
      expect(forward.body).toMatchObject({ has_more: index + 1 + limit < intents.length });
      const back = await list(`limit=${limit}&ending_before=${id}`);
      expect(idsOf(back)).toEqual(ids(intents.slice(Math.max(0, index - limit), index)));
      expect(back.body).toMatchObject({ has_more: index - limit > 0 });
    }
  },
);

test("a payment of another customer is a cursor of a customer's list all the same", async () => {
  const cursor = intents.findIndex(({ customer }) => customer === other_buyer) + 2;
  const theirs = (of: typeof intents) => ids(of.filter(({ customer }) => customer === buyer));
  const forward = await list(`limit=2&customer=${buyer}&starting_after=${intents[cursor]?.id}`);
  expect(idsOf(forward)).toEqual(theirs(intents.slice(cursor)).slice(0, 2));
  expect(forward.body).toMatchObject({ has_more: true });
  const back = await list(`limit=9&customer=${buyer}&ending_before=${intents[cursor]?.id}`);
  expect(idsOf(back)).toEqual(theirs(intents.slice(0, cursor)));
  expect(back.body).toMatchObject({ has_more: false });
});

test("a payment from outside the bounds of time is a cursor, and does not widen them", async () => {
  const second = intents[4]?.created ?? 0;
  const later = await list(`created[lte]=${second}&limit=3&starting_after=${intents[1]?.id}`);
  expect(idsOf(later)).toEqual(ids(intents.slice(4, 7)));
  expect(later.body).toMatchObject({ has_more: true });
  const within = await list(`created[gte]=${second}&starting_after=${intents[1]?.id}`);
  expect(idsOf(within)).toEqual(ids(intents.slice(2, 5)));
  expect(idsOf(await list(`created[gte]=${second}&ending_before=${intents[6]?.id}`))).toEqual(
    ids(intents.slice(0, 5)),
  );
  expect(idsOf(await list(`created[lt]=${second}&ending_before=${intents[4]?.id}`))).toEqual([]);
});

test.each(["starting_after", "ending_before"])(
  "%s of nothing is refused before a filter of nothing, and by its own name",
  async (param) => {
    const nobody = "cus_0000000000000000000000";
    const nothing = "pi_0000000000000000000000";
    const refused = await list(`${param}=${nothing}&customer=${nobody}`);
    expect(refused.status).toBe(404);
    expect(refused.body.error).toMatchObject({
      type: "invalid_request_error",
      code: "resource_missing",
      message: `No such payment_intent: '${nothing}'`,
      param,
    });
    const filter_refused = await list(`${param}=${intents[3]?.id}&customer=${nobody}`);
    expect(filter_refused.body.error).toMatchObject({ code: "resource_missing", param: "customer" });
  },
);

test("a card that was detached is a cursor of the lists that it was in", async () => {
  const { onerway } = server.direct;
  const cards: string[] = [];
  for (let count = 0; count < 4; count++) {
    cards.unshift((await attachCard(server.direct, "pm_card_visa", buyer)).body.id);
  }
  const before = await onerway.get(`/payment_methods?customer=${buyer}&limit=2&starting_after=${cards[0]}`);
  expect(idsOf(before)).toEqual(cards.slice(1, 3));
  expect((await onerway.post(`/payment_methods/${cards[1]}/detach`)).status).toBe(200);
  for (const url of [`/payment_methods?customer=${buyer}&`, "/payment_methods?"]) {
    const after = await onerway.get(`${url}limit=1&starting_after=${cards[1]}`);
    expect(idsOf(after)).toEqual(cards.slice(2, 3));
    expect(after.body).toMatchObject({ has_more: true });
    expect(idsOf(await onerway.get(`${url}limit=1&ending_before=${cards[1]}`))).toEqual(cards.slice(0, 1));
  }
  const of_no_kind = await onerway.get(
    `/payment_methods?customer=${buyer}&type=cash&starting_after=${cards[0]}`,
  );
  expect(of_no_kind.body).toMatchObject({ data: [], has_more: false });
  const missing = await onerway.get(`/payment_methods?type=cash&starting_after=pm_0000000000000000000000`);
  expect(missing.status).toBe(404);
});

test("a customer that was deleted is a cursor between those that are left", async () => {
  const { onerway } = server.direct;
  const email = "between@example.com";
  const made = [];
  for (let count = 0; count < 3; count++) made.unshift(await makeBuyer(server.direct, { email }));
  await onerway.delete(`/customers/${made[1]}`);
  const url = `/customers?email=${email}&limit=1`;
  expect(idsOf(await onerway.get(`${url}&starting_after=${made[1]}`))).toEqual([made[2]]);
  expect(idsOf(await onerway.get(`${url}&ending_before=${made[1]}`))).toEqual([made[0]]);
});

test("the charges of a page are those after its cursor, with or without a filter", async () => {
  const { onerway } = server.direct;
  const pay = { customer: buyer, payment_method: "pm_card_visa", confirm: true };
  for (let count = 0; count < 3; count++) await makeIntent(server.direct, pay);
  const made = idsOf(await onerway.get("/charges"));
  expect(made).toHaveLength(3);
  for (const filter of ["", `customer=${buyer}&`]) {
    const page = await onerway.get(`/charges?${filter}limit=1&starting_after=${made[0]}`);
    expect(idsOf(page)).toEqual([made[1]]);
    expect(page.body).toMatchObject({ has_more: true });
    expect(idsOf(await onerway.get(`/charges?${filter}ending_before=${made[2]}`))).toEqual(made.slice(0, 2));
  }
  const refused = await onerway.get(`/charges?customer=${other_buyer}&starting_after=${made[0]}`);
  expect(refused.body).toMatchObject({ data: [], has_more: false });
});
