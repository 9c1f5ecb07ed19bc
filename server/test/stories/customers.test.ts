import { expect, test } from "vitest";
import { makeCustomer } from "../support/saved-cards.ts";
import { useTestServer } from "../support/server.ts";

const server = useTestServer();

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

const ADDRESS = {
  country: "DE",
  region: "BE",
  postal_code: "10117",
  city: "Berlin",
  line1: "Unter den Linden 1",
  line2: null,
};

const nameless = {
  name: null,
  phone: null,
  description: null,
  address: null,
  shipping: null,
  metadata: {},
  default_payment_method_id: null,
};

test("a customer keeps every field, and is found again by id", async () => {
  const { faststar } = server.direct;
  const fields = {
    email: "ada@example.com",
    name: "Ada Lovelace",
    phone: "+44 20 7946 0000",
    description: "老客户, since 1843",
    address: ADDRESS,
    shipping: { name: "Charles", phone: null, address: { ...ADDRESS, country: "GB" } },
    metadata: { loyalty: "gold" },
  };
  const made = await faststar.post("/public/customers", fields);
  expect(made.status).toBe(200);
  expect(made.body).toEqual({
    success: true,
    message: expect.any(String),
    data: {
      ...fields,
      id: expect.stringMatching(/^cus_[0-9A-Za-z]{22}$/),
      default_payment_method_id: null,
      created_at: expect.stringMatching(INSTANT),
    },
  });
  const got = await faststar.get(`/public/customers/${made.body.data.id}`);
  expect(got.body.data).toEqual(made.body.data);
});

test("a customer needs an e-mail address and nothing else", async () => {
  const { faststar } = server.direct;
  const made = await faststar.post("/public/customers", { email: "grace@example.com" });
  expect(made.body.data).toMatchObject({ ...nameless, email: "grace@example.com" });
  const refused = await faststar.post("/public/customers", { name: "Nobody" });
  expect(refused.status).toBe(400);
  expect(refused.body).toMatchObject({
    success: false,
    message: expect.stringContaining("email"),
    error: { code: "parameter_missing", param: "email" },
  });
});

test("an address has to be in a country that exists", async () => {
  const { faststar } = server.direct;
  const email = "ada@example.com";
  const refusals = [
    await faststar.post("/public/customers", { email, address: { country: "ZZ" } }),
    await faststar.post("/public/customers", { email, shipping: { address: { country: "ıs" } } }),
    await faststar.patch(`/public/customers/${await makeCustomer(server.direct)}`, {
      shipping: { address: { country: "XX" } },
    }),
  ];
  expect(refusals.map(({ status }) => status)).toEqual([400, 400, 400]);
  expect(refusals.map(({ body }) => body.error?.param)).toEqual([
    "address.country",
    "shipping.address.country",
    "shipping.address.country",
  ]);
});

test("only what is given changes, null takes a value away, and metadata is merged", async () => {
  const { faststar } = server.direct;
  const id = await makeCustomer(server.direct, {
    name: "Ada",
    phone: "1",
    address: ADDRESS,
    metadata: { a: "1", b: "2" },
  });
  const changed = await faststar.patch(`/public/customers/${id}`, {
    email: "countess@example.com",
    phone: null,
    address: { country: "fr" },
    metadata: { b: "", c: "3" },
  });
  expect(changed.status).toBe(200);
  expect(changed.body.data).toMatchObject({
    email: "countess@example.com",
    name: "Ada",
    phone: null,
    address: { country: "FR", city: null },
    metadata: { a: "1", c: "3" },
  });
  expect((await faststar.get(`/public/customers/${id}`)).body.data).toEqual(changed.body.data);
  expect((await faststar.patch(`/public/customers/${id}`, {})).body.data).toEqual(changed.body.data);
});

test("an e-mail address cannot be taken away, and metadata cannot grow beyond fifty names", async () => {
  const { faststar } = server.direct;
  const pairs = (from: number, count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`key_${from + index}`, "value"]));
  const id = await makeCustomer(server.direct, { metadata: pairs(0, 50) });
  const refusals = [
    await faststar.patch(`/public/customers/${id}`, { email: null }),
    await faststar.patch(`/public/customers/${id}`, { email: "nobody" }),
    await faststar.patch(`/public/customers/${id}`, { metadata: pairs(50, 1) }),
  ];
  expect(refusals.map(({ body }) => body.error?.param)).toEqual(["email", "email", "metadata"]);
  expect(refusals.map(({ status }) => status)).toEqual([400, 400, 400]);
  const exchanged = await faststar.patch(`/public/customers/${id}`, {
    metadata: { key_0: "", key_50: "new" },
  });
  expect(Object.keys(exchanged.body.data.metadata)).toHaveLength(50);
});

test("a deleted customer is found no more, in any way", async () => {
  const { faststar } = server.direct;
  const id = await makeCustomer(server.direct, { email: "gone@example.com" });
  const path = `/public/customers/${id}`;
  const deleted = await faststar.delete(path);
  expect(deleted.status).toBe(200);
  expect(deleted.body.data).toEqual({ id, deleted: true });
  const answers = [
    await faststar.get(path),
    await faststar.patch(path, { name: "Back" }),
    await faststar.delete(path),
    await faststar.post(`${path}/setup-intent`),
    await faststar.get(`${path}/payment-methods`),
    await faststar.post(`${path}/charge`, { amount: 1999, currency: "USD" }),
  ];
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
  expect((await faststar.get("/public/customers?email=gone@example.com")).body.data.items).toEqual([]);
});

test("lists go from the newest to the oldest, page by page, and do not slip when customers are added", async () => {
  const { faststar } = server.mor;
  const ids: string[] = [];
  for (let count = 0; count < 5; count++) {
    ids.unshift(await makeCustomer(server.mor, { email: `buyer${count}@example.com` }));
  }
  const seen: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const query: string = cursor === "" ? "" : `&cursor=${cursor}`;
    const { body } = await faststar.get(`/public/customers?limit=2${query}`);
    seen.push(...body.data.items.map((item) => item.id));
    expect(body.data.has_more).toBe(body.data.next_cursor !== null);
    cursor = body.data.next_cursor;
    // Who comes while somebody reads stands on the first page, and on no other.
    await makeCustomer(server.mor, { email: "late@example.com" });
  }
  expect(seen).toEqual(ids);
});

test("a list can be narrowed to one address, which is compared letter by letter", async () => {
  const { faststar } = server.direct;
  const first = await makeCustomer(server.direct, { email: "twins@example.com" });
  const second = await makeCustomer(server.direct, { email: "twins@example.com" });
  const { body } = await faststar.get("/public/customers?email=twins%40example.com");
  expect(body.data.items.map(({ id }) => id)).toEqual([second, first]);
  expect((await faststar.get("/public/customers?email=Twins%40example.com")).body.data.items).toEqual([]);
  const page = await faststar.get(`/public/customers?email=twins%40example.com&limit=1&cursor=${second}`);
  expect(page.body.data).toMatchObject({ items: [{ id: first }], has_more: false });
});
