import { setTimeout as sleep } from "node:timers/promises";
import { type Client, Unanswered } from "./client.ts";

/** The payment methods that the shoppers pay with. */
interface Wallet {
  readonly approved: string;
  readonly declined: string;
}

const CARDS = { approved: "4242424242424242", declined: "4000000000000002" } as const;
const LONGEST_THOUGHT_MS = 100;
const CAPTURE_ROUNDS = 20;

export async function openWallet(client: Client): Promise<Wallet> {
  const save = async (number: string) => {
    const card = { number, exp_month: 12, exp_year: 2034 };
    return (await client.post("/v1/payment_methods", { type: "card", card }, `card-${number}`)).id ?? "";
  };
  return { approved: await save(CARDS.approved), declined: await save(CARDS.declined) };
}

export interface ShoppersOptions {
  readonly client: Client;
  readonly wallet: Wallet;
  readonly chance: () => number;
  readonly count: number;
  readonly isOpen: () => boolean;
}

/** Shoppers who buy one thing after the other, each in one of many ways, until the shop closes. */
export async function shop({ count, isOpen, ...options }: ShoppersOptions): Promise<void> {
  let orders = 0;
  async function shopper(): Promise<void> {
    while (isOpen()) {
      const order = `order-${++orders}`;
      await buy(order, options).catch((error) => {
        if (!(error instanceof Unanswered)) throw error;
      });
      options.client.finish(order);
      await sleep(options.chance() * LONGEST_THOUGHT_MS);
    }
  }
  await Promise.all(Array.from({ length: count }, shopper));
}

type Buying = Omit<ShoppersOptions, "count" | "isOpen">;

async function buy(order: string, { client, wallet, chance }: Buying): Promise<void> {
  const amount = 100 + Math.floor(chance() * 9_900);
  const payment_method = chance() < 0.9 ? wallet.approved : wallet.declined;
  const is_captured_later = chance() < 0.3;
  const command = {
    amount,
    currency: "usd",
    capture_method: is_captured_later ? "manual" : "automatic",
    metadata: { order },
  };
  let payment: { id: string; status: string };
  if (chance() < 0.7) {
    payment = await client.pay(order, order, "/v1/payment_intents", {
      ...command,
      payment_method,
      confirm: true,
    });
  } else {
    const { id } = await client.pay(order, `${order}-create`, "/v1/payment_intents", command);
    const path = `/v1/payment_intents/${id}`;
    payment =
      chance() < 0.1
        ? await client.pay(order, `${order}-cancel`, `${path}/cancel`, {})
        : await client.pay(order, `${order}-confirm`, `${path}/confirm`, { payment_method });
  }
  // Declined: some try another card.
  if (payment.status === "requires_payment_method" && chance() < 0.5) {
    const path = `/v1/payment_intents/${payment.id}/confirm`;
    payment = await client.pay(order, `${order}-again`, path, { payment_method: wallet.approved });
  }
  let received = amount;
  if (payment.status === "requires_capture") {
    received = chance() < 0.3 ? 0 : Math.ceil(amount * (0.25 + 0.75 * chance()));
    payment = await endAuthorization(client, order, payment.id, received);
  }
  if (payment.status === "succeeded" && chance() < 0.4)
    await giveBack(client, chance, order, payment.id, received);
}

/** Captures what is kept, or cancels. What is known to have failed is asked for again. */
async function endAuthorization(client: Client, order: string, id: string, amount_to_capture: number) {
  const action = amount_to_capture === 0 ? "cancel" : "capture";
  const command = amount_to_capture === 0 ? {} : { amount_to_capture };
  let payment = { id, status: "requires_capture" };
  for (let round = 0; round < CAPTURE_ROUNDS && payment.status === "requires_capture"; round++) {
    const key = `${order}-${action}-${round}`;
    const path = `/v1/payment_intents/${id}/${action}`;
    payment = await client.pay(order, key, path, command);
    // The second time, the answer has waited until it is known how the first request ended.
    if (payment.status === "requires_capture") payment = await client.pay(order, key, path, command);
  }
  return payment;
}

/** In one part, or in two at once. */
async function giveBack(
  client: Client,
  chance: () => number,
  order: string,
  payment_id: string,
  received: number,
): Promise<void> {
  const parts = chance() < 0.7 ? [received] : [Math.floor(received / 2), Math.floor(received / 3)];
  const asked = parts
    .filter((amount) => amount > 0)
    .map((amount, index) => client.refund(order, `${order}-refund-${index}`, { payment_id, amount }));
  for (const outcome of await Promise.allSettled(asked)) {
    if (outcome.status === "rejected") throw outcome.reason;
  }
}
