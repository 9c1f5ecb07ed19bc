import type { HttpAnswer } from "./http.ts";
import type { TestMerchant, TestServer } from "./server.ts";
import { CARDS, makePrice, makeSession, type OpenSession, payAtCashier } from "./shop.ts";

const MONTHLY = { type: "recurring", recurring_interval: "month" } as const;

/** A price of 9.99 USD a month, unless told otherwise. */
export function makeRecurringPrice(merchant: TestMerchant, fields: object = {}): Promise<string> {
  return makePrice(merchant, { ...MONTHLY, ...fields });
}

/** A session in which a subscription of 9.99 USD a month begins. */
export async function makeSubscriptionSession(
  merchant: TestMerchant,
  { price = {}, ...fields }: { price?: object; [field: string]: unknown } = {},
): Promise<OpenSession> {
  const line_items = [{ price_id: await makeRecurringPrice(merchant, price), quantity: 1 }];
  return makeSession(merchant, { mode: "subscription", line_items, ...fields });
}

/** A session in which a card is left and nothing is charged. */
export function makeSetupSession(merchant: TestMerchant, fields: object = {}): Promise<OpenSession> {
  return makeSession(merchant, { mode: "setup", line_items: undefined, ...fields });
}

type Fields = Readonly<Record<string, unknown>>;

/** What a FastStar answer has in `data`, of things that have many fields. */
export function dataOf(answer: HttpAnswer<unknown>): Fields {
  return (answer.body as { data: Fields }).data;
}

export async function readSession({ faststar }: TestMerchant, { id }: OpenSession): Promise<Fields> {
  return dataOf(await faststar.get(`/public/checkout/sessions/${id}`)).session as Fields;
}

export async function readThings(merchant: TestMerchant, path: string): Promise<readonly Fields[]> {
  return dataOf(await merchant.faststar.get(path)).items as readonly Fields[];
}

/** The subscriptions and invoices that a session has started, however far they are. */
export async function startedBy(merchant: TestMerchant, session: OpenSession) {
  const all = await readThings(merchant, "/public/subscriptions?limit=100");
  const subscriptions = all.filter(({ checkout_session_id }) => checkout_session_id === session.id);
  const [subscription] = subscriptions;
  const path = `/public/invoices?subscription_id=${subscription?.id}`;
  const invoices = subscription === undefined ? [] : await readThings(merchant, path);
  return { subscriptions, invoices };
}

/** What was told of a thing, from first to last. */
export async function eventsOf(merchant: TestMerchant, object_id: unknown): Promise<readonly Fields[]> {
  const events = await readThings(merchant, `/public/events?object_id=${String(object_id)}`);
  return [...events].reverse();
}

/** A subscription that a buyer has begun with a good card. Answers its id. */
export async function subscribe(
  server: TestServer,
  merchant: TestMerchant,
  fields: { price?: object; [field: string]: unknown } = {},
): Promise<string> {
  const open = await makeSubscriptionSession(merchant, fields);
  const { status, text } = await payAtCashier(server, open, CARDS.good);
  if (status !== 200) throw new Error(`${status} ${text}`);
  return String((await readSession(merchant, open)).subscription_id);
}
