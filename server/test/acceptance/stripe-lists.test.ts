import type Stripe from "stripe";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { newMerchant } from "../support/new-merchant.ts";
import { useTestServer } from "../support/server.ts";
import { CLIENT_VERSIONS, connectStripe, idsOfAll, refusalOf } from "../support/stripe-clients.ts";

const server = useTestServer();

const COUNT = 27;
const EMAIL = "many@example.com";

/** Many customers of one moment. */
let many: Stripe.Customer[];
let key: string;

beforeAll(async () => {
  key = await newMerchant(server);
  const [client] = CLIENT_VERSIONS;
  if (client === undefined) throw new Error("There is no library.");
  const stripe = connectStripe(client, server, { key });
  await stripe.customers.create({ email: "earlier@example.com" });
  server.clock.advance(10_000);
  const now = vi.spyOn(server.clock, "now").mockReturnValue(server.clock.now());
  many = await Promise.all(
    Array.from({ length: COUNT }, (_, index) => stripe.customers.create({ email: EMAIL, name: `${index}` })),
  );
  now.mockRestore();
  expect(new Set(many.map(({ created }) => created)).size).toBe(1);
  server.clock.advance(10_000);
  await stripe.customers.create({ email: "later@example.com" });
});

describe.each(CLIENT_VERSIONS)("with version $version of Stripe's library", (client) => {
  let stripe: Stripe;
  beforeAll(() => {
    stripe = connectStripe(client, server, { key });
  });
  const made = () => many.map(({ id }) => id).sort();

  test("a list gives every customer once, in an order that stays, whatever the size of its pages", async () => {
    const whole = (await stripe.customers.list({ email: EMAIL, limit: 100 })).data.map(({ id }) => id);
    expect([...whole].sort()).toEqual(made());
    for (const limit of [1, 4, 9, undefined]) {
      expect(await idsOfAll(stripe.customers.list({ email: EMAIL, limit }))).toEqual(whole);
    }
    const array = await stripe.customers.list({ email: EMAIL, limit: 8 }).autoPagingToArray({ limit: 20 });
    expect(array.map(({ id }) => id)).toEqual(whole.slice(0, 20));
    const seen: string[] = [];
    await stripe.customers.list({ email: EMAIL, limit: 10 }).autoPagingEach(({ id }) => {
      seen.push(id);
      return seen.length < 15;
    });
    expect(seen).toEqual(whole.slice(0, 15));
  });

  test("a list goes on after a customer, and back from one", async () => {
    const whole = (await stripe.customers.list({ email: EMAIL, limit: 100 })).data.map(({ id }) => id);
    const [middle, last] = [whole[12] ?? "", whole.at(-1) ?? ""];
    const after = stripe.customers.list({ email: EMAIL, limit: 4, starting_after: middle });
    expect(await idsOfAll(after)).toEqual(whole.slice(13));
    const backwards = whole.slice(0, -1).reverse();
    const before = () => stripe.customers.list({ email: EMAIL, limit: 4, ending_before: last });
    expect(await idsOfAll(before())).toEqual(backwards);
    const array = await before().autoPagingToArray({ limit: 100 });
    expect(array.map(({ id }) => id)).toEqual(backwards);
    expect((await before()).data.map(({ id }) => id)).toEqual(whole.slice(-5, -1));
  });

  test("what has been made or deleted meanwhile does not disturb who is paging", async () => {
    const first = await stripe.customers.list({ email: EMAIL, limit: 10 });
    const added = await stripe.customers.create({ email: EMAIL });
    const rest = await idsOfAll(
      stripe.customers.list({ email: EMAIL, limit: 10, starting_after: first.data.at(-1)?.id }),
    );
    await stripe.customers.del(added.id);
    expect([...first.data.map(({ id }) => id), ...rest].sort()).toEqual(made());
  });

  test("customers are found by e-mail address and time of making, both at once", async () => {
    const second = many[0]?.created ?? 0;
    const emailsOf = async (params: Stripe.CustomerListParams) => {
      const found = await stripe.customers.list({ limit: 100, ...params });
      return [...new Set(found.data.map(({ email }) => email))];
    };
    expect(await emailsOf({ created: { gt: second } })).toEqual(["later@example.com"]);
    expect(await emailsOf({ created: { gte: second, lte: second }, email: EMAIL })).toEqual([EMAIL]);
    expect(await emailsOf({ created: second, email: EMAIL })).toEqual([EMAIL]);
    expect(await emailsOf({ created: { gt: second }, email: EMAIL })).toEqual([]);
    expect(await emailsOf({ created: { lt: second } })).toEqual(["earlier@example.com"]);
    expect(await emailsOf({ created: { lt: second - 3600 } })).toEqual([]);
    expect(await emailsOf({ email: "nobody@example.com" })).toEqual([]);
    const filtered = stripe.customers.list({ created: { gte: second, lte: second }, email: EMAIL, limit: 7 });
    expect((await idsOfAll(filtered)).sort()).toEqual(made());
  });

  test("a page has ten, one to a hundred where asked for, and says whether there are more", async () => {
    const page = await stripe.customers.list();
    expect(page).toMatchObject({ object: "list", url: "/v1/customers", has_more: true });
    expect(page.data).toHaveLength(10);
    for (const limit of [0, 101, -1]) {
      const error = await refusalOf(stripe.customers.list({ limit }));
      expect(error).toMatchObject({ statusCode: 400, param: "limit" });
    }
    const unknown = await refusalOf(stripe.customers.list({ starting_after: "cus_123" }));
    expect(unknown).toMatchObject({ statusCode: 404, code: "resource_missing", param: "starting_after" });
  });

  test("every other list is paged alike", async () => {
    const customer = await stripe.customers.create({ email: "later@example.com" });
    const cards: string[] = [];
    for (let index = 0; index < 3; index++) {
      const card = await stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
      cards.unshift(card.id);
    }
    const payments: string[] = [];
    const refunds: string[] = [];
    for (const payment_method of cards) {
      const payment = await stripe.paymentIntents.create({
        amount: 500,
        currency: "usd",
        customer: customer.id,
        payment_method,
        confirm: true,
      });
      payments.unshift(payment.id);
      refunds.unshift((await stripe.refunds.create({ payment_intent: payment.id })).id);
    }
    const ofCustomer = { customer: customer.id, limit: 2 };
    expect(await idsOfAll(stripe.paymentMethods.list({ ...ofCustomer, type: "card" }))).toEqual(cards);
    expect(await idsOfAll(stripe.customers.listPaymentMethods(customer.id, { limit: 2 }))).toEqual(cards);
    expect(await idsOfAll(stripe.paymentIntents.list(ofCustomer))).toEqual(payments);
    expect(await idsOfAll(stripe.charges.list(ofCustomer))).toHaveLength(3);
    expect((await idsOfAll(stripe.refunds.list({ limit: 2 }))).slice(0, 3)).toEqual(refunds);
    const events = await idsOfAll(stripe.events.list({ type: "payment_intent.succeeded", limit: 2 }));
    const back = stripe.events.list({
      type: "payment_intent.succeeded",
      limit: 1,
      ending_before: events.at(-1),
    });
    expect(await idsOfAll(back)).toEqual(events.slice(0, -1).reverse());
  });
});
