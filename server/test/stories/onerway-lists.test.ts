import { beforeAll, describe, expect, test } from "vitest";
import { attachCard, idsOf, makeBuyer } from "../support/customers.ts";
import { useTestServer } from "../support/server.ts";

const server = useTestServer();

const EMAIL = "listed@example.com";
/** Oldest first. */
const ids: string[] = [];
const cards: string[] = [];
const newest = () => [...ids].reverse();

beforeAll(async () => {
  for (let index = 0; index < 7; index++) {
    ids.push(await makeBuyer(server.direct, { email: EMAIL }));
    const card = await attachCard(server.direct, "pm_card_visa", ids[0] ?? "");
    cards.push(card.body.id);
  }
  await makeBuyer(server.direct, { email: "someone.else@example.com" });
});

const list = (query: string) => server.direct.onerway.get(`/customers?email=${EMAIL}&${query}`);

test("a list has the newest first, ten at a time, and says where it came from", async () => {
  const { status, body } = await list("");
  expect(status).toBe(200);
  expect(body).toMatchObject({ object: "list", url: "/v1/customers", has_more: false });
  expect(body.data.map(({ id }) => id)).toEqual(newest());
  expect((await server.direct.onerway.get("/customers")).body.data).toHaveLength(8);
});

test("the pages after one another are the whole list, each thing once", async () => {
  const seen: string[] = [];
  for (let cursor = ""; ; cursor = `&starting_after=${seen.at(-1)}`) {
    const page = await list(`limit=3${cursor}`);
    seen.push(...idsOf(page));
    expect(page.body).toMatchObject({ has_more: seen.length < ids.length });
    if (seen.length >= ids.length) break;
  }
  expect(seen).toEqual(newest());
});

test("ending_before answers what is just before the cursor, newest first", async () => {
  const page = await list(`limit=3&ending_before=${ids[0]}`);
  expect(idsOf(page)).toEqual([ids[3], ids[2], ids[1]]);
  expect(page.body).toMatchObject({ has_more: true });
  const last = await list(`limit=3&ending_before=${ids[3]}`);
  expect(idsOf(last)).toEqual([ids[6], ids[5], ids[4]]);
  expect(last.body).toMatchObject({ has_more: false });
  expect(idsOf(await list(`ending_before=${ids[6]}`))).toEqual([]);
});

test("a customer's cards are read backwards and forwards alike", async () => {
  const { onerway } = server.direct;
  for (const url of [
    `/customers/${ids[0]}/payment_methods?`,
    `/payment_methods?customer=${ids[0]}&type=card&`,
  ]) {
    const back = await onerway.get(`${url}limit=2&ending_before=${cards[2]}`);
    expect(idsOf(back)).toEqual([cards[4], cards[3]]);
    expect(back.body).toMatchObject({ has_more: true, url: `/v1${url.split("?")[0]}` });
    expect(idsOf(await onerway.get(`${url}limit=2&starting_after=${cards[2]}`))).toEqual([
      cards[1],
      cards[0],
    ]);
  }
});

test("who takes things out of a list while paging through it gets on all the same", async () => {
  const customer = await makeBuyer(server.direct, { email: "leaving@example.com" });
  const { onerway } = server.direct;
  await onerway.delete(`/customers/${customer}`);
  expect((await onerway.get(`/customers?starting_after=${customer}&limit=1`)).body.data).toHaveLength(1);
});

describe("by the time of making", () => {
  const at = async (query: string) =>
    idsOf(await server.direct.onerway.get(`/customers?email=timed@example.com&${query}`));

  test("bounds are whole seconds, with or without the second itself", async () => {
    const timed: { id: string; second: number }[] = [];
    for (let index = 0; index < 3; index++) {
      const made = await server.direct.onerway.post("/customers", { email: "timed@example.com" });
      const { created } = made.body as unknown as { created: number };
      timed.unshift({ id: made.body.id, second: created });
      server.clock.advance(10_000);
    }
    const [third, second, first] = timed;
    const when = second?.second ?? 0;
    expect(await at(`created[gt]=${when}`)).toEqual([third?.id]);
    expect(await at(`created[gte]=${when}`)).toEqual([third?.id, second?.id]);
    expect(await at(`created[lt]=${when}`)).toEqual([first?.id]);
    expect(await at(`created[lte]=${when}`)).toEqual([second?.id, first?.id]);
    expect(await at(`created%5Bgte%5D=${when}&created%5Blt%5D=${when + 1}`)).toEqual([second?.id]);
    expect(await at(`created=${when}`)).toEqual([second?.id]);
    expect(await at(`created[gt]=${when}&created[lt]=${when}`)).toEqual([]);
    expect(await at(`created[gte]=${when}&limit=1&ending_before=${first?.id}`)).toEqual([second?.id]);
  });
});

test.each([
  ["limit=0", "limit"],
  ["limit=101", "limit"],
  ["limit=many", "limit"],
  ["limit=", "limit"],
  ["limit=1&limit=2", "limit"],
  ["limit[gt]=1", "limit"],
  ["starting_after[]=cus_a&starting_after[]=cus_b", "starting_after"],
  ["created=yesterday", "created"],
  ["created=-1", "created"],
  ["created=1e30", "created"],
  ["created[gte]=yesterday", "created[gte]"],
  ["created[gte]=1&created[gte]=2", "created[gte]"],
  ["created[before]=1", "created[before]"],
  ["created[gte][gte]=1", "created[gte]"],
  ["emial=a@example.com", "emial"],
  ["constructor=1", "constructor"],
  ["__proto__[limit]=1", null],
  ["created[__proto__]=1", null],
  [`created${"[a]".repeat(500)}=1`, null],
  [`${"a=1&".repeat(1500)}limit=1`, null],
  ["expand[1000000000]=a", null],
  ["email=%00", "email"],
  ["email=%FF", null],
  ["email=%F", null],
])("a query with %.40s is refused", async (query, param) => {
  const { status, body } = await server.direct.onerway.get(`/customers?${query}`);
  expect(status).toBe(400);
  expect(body.error).toMatchObject({ type: "invalid_request_error", param });
});

test.each([
  ["starting_after", "cus_0000000000000000000000"],
  ["ending_before", "cus_0000000000000000000000"],
  ["starting_after", "nonsense"],
  ["ending_before", "pm_0000000000000000000000"],
  ["starting_after", ""],
])("%s of nothing is missing: %j", async (param, cursor) => {
  const { status, body } = await list(`${param}=${cursor}`);
  expect(status).toBe(404);
  expect(body.error).toMatchObject({ code: "resource_missing", param });
});

test("a page begins after a thing or ends before one, not both", async () => {
  const { status, body } = await list(`starting_after=${ids[1]}&ending_before=${ids[0]}`);
  expect(status).toBe(400);
  expect(body.error?.message).toMatch(/not both/);
});

test("another merchant's things are no cursors", async () => {
  const theirs = await makeBuyer(server.mor);
  expect((await list(`starting_after=${theirs}`)).status).toBe(404);
  expect((await list(`ending_before=${theirs}`)).status).toBe(404);
});
