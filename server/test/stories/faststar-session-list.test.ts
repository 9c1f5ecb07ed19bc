import { expect, test } from "vitest";
import type { Session } from "../support/http.ts";
import { useTestServer } from "../support/server.ts";
import { CARDS, makeSession, payAtCashier } from "../support/shop.ts";

const server = useTestServer();

const DAY_MS = 24 * 60 * 60 * 1000;
const PATH = "/public/checkout/sessions";

async function list(query = ""): Promise<Session[]> {
  const { status, text, body } = await server.mor.faststar.get(`${PATH}${query}`);
  expect(status, text).toBe(200);
  return body.data.items as Session[];
}

const ids = async (query: string) => (await list(query)).map(({ id }) => id);

test("a merchant finds its sessions by their state and by its own order number", async () => {
  const late = await makeSession(server.mor, { client_reference_id: "order_1" });
  server.clock.advance(DAY_MS + 1_000);
  const open = await makeSession(server.mor, { client_reference_id: "order_2" });
  const declined = await makeSession(server.mor, { client_reference_id: "order_1" });
  const paid = await makeSession(server.mor, { client_reference_id: "order_1" });
  const ended = await makeSession(server.mor);
  await makeSession(server.direct, { client_reference_id: "order_1" });
  await payAtCashier(server, declined, CARDS.declined);
  await payAtCashier(server, paid, CARDS.good);
  await server.mor.faststar.post(`${PATH}/${ended.id}/expire`);

  expect(await ids("")).toEqual([ended.id, paid.id, declined.id, open.id, late.id]);
  expect(await ids("?status=open")).toEqual([declined.id, open.id]);
  expect(await ids("?status=complete")).toEqual([paid.id]);
  expect(await ids("?status=expired")).toEqual([ended.id, late.id]);
  expect(await ids("?client_reference_id=order_1")).toEqual([paid.id, declined.id, late.id]);
  expect(await ids("?client_reference_id=order_1&status=open")).toEqual([declined.id]);
  expect(await ids("?client_reference_id=nothing")).toEqual([]);

  // Each stands in the list as it is answered by itself.
  for (const session of await list()) {
    const read = await server.mor.faststar.get(`${PATH}/${session.id}`);
    expect(session).toEqual(read.body.data.session);
  }
});

test("a long list of sessions comes in pages, and every session once", async () => {
  const all = await ids("?limit=100");
  const seen: string[] = [];
  let query = "?limit=2";
  for (let page = 0; page < Math.ceil(all.length / 2); page++) {
    const { data } = (await server.mor.faststar.get(`${PATH}${query}`)).body;
    seen.push(...data.items.map(({ id }) => id));
    query = `?limit=2&cursor=${data.next_cursor}`;
  }
  expect(seen).toEqual(all);
  const narrow = (await server.mor.faststar.get(`${PATH}?status=open&limit=1`)).body.data;
  expect(narrow).toMatchObject({ has_more: true, next_cursor: narrow.items[0]?.id });
  const rest = (await server.mor.faststar.get(`${PATH}?status=open&limit=1&cursor=${narrow.next_cursor}`))
    .body;
  expect(rest.data).toMatchObject({ has_more: false, next_cursor: null });
});

test.each([
  ["status=paid", "status"],
  ["status=", "status"],
  [`client_reference_id=${"a".repeat(201)}`, "client_reference_id"],
  ["cursor=prod_0000000000000000000000", "cursor"],
  ["customer_email=buyer@example.com", "customer_email"],
])("a list of sessions by %s is refused by name", async (query, param) => {
  const { status, body } = await server.mor.faststar.get(`${PATH}?${query}`);
  expect(status).toBe(400);
  expect(body.error?.param).toBe(param);
});
