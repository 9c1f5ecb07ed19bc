import { expect } from "vitest";
import type { HttpAnswer } from "../http.ts";
import type { TestMerchant } from "../server.ts";
import type { Method } from "./history.ts";
import type { Seen } from "./state.ts";

/** A payment as both doors show it. */
export interface View extends Seen {
  /** Where the buyer authenticates, when they are asked to. */
  readonly page: string | null;
  /** The refunds, in the order in which they were made. */
  readonly refund_list: readonly { readonly id: string; readonly amount: number; readonly status: string }[];
}

/** While a dispute is so, the buyer's bank has the money. */
const WITHDRAWN = ["needs_response", "under_review", "lost"];

interface Item {
  readonly id: string;
  readonly amount: number;
  readonly status: string;
}

/** Looks at a payment through both doors, which have to show the same. */
export async function look(
  { onerway, faststar }: TestMerchant,
  methods: ReadonlyMap<Method, string>,
  id: string,
): Promise<View> {
  const [intent, payment, refunds, other_refunds, disputes] = await Promise.all([
    onerway.get(`/payment_intents/${id}`).then(bodyOf),
    faststar.get(`/public/payments/${id}`).then(bodyOf),
    onerway.get(`/refunds?payment_intent=${id}&limit=100`).then(bodyOf),
    faststar.get(`/public/refunds?payment_id=${id}&limit=100`).then(bodyOf),
    onerway.get(`/disputes?payment_intent=${id}&limit=100`).then(bodyOf),
  ]);
  const { amount_refunded } = payment.data;
  expect(sharedOf(payment.data)).toEqual(sharedOf(intent));
  expect(payment.data.last_error === null).toBe(intent.last_payment_error === null);
  expect(intent.amount_capturable).toBe(intent.status === "requires_capture" ? intent.amount : 0);
  const refund_list = [...(refunds.data as Item[])].reverse();
  expect([...other_refunds.data.items].reverse().map(itemOf)).toEqual(refund_list.map(itemOf));
  const withdrawn = (disputes.data as Item[])
    .filter(({ status }) => WITHDRAWN.includes(status))
    .reduce((sum, { amount }) => sum + amount, 0);
  return {
    status: intent.status,
    amount: intent.amount,
    amount_received: intent.amount_received,
    amount_refunded,
    method: nameOf(methods, intent.payment_method),
    has_error: intent.last_payment_error !== null,
    refunds: refund_list.map((refund) => `${refund.amount} ${refund.status}`).sort(),
    withdrawn,
    page: intent.next_action?.redirect_to_url.url ?? null,
    refund_list,
  };
}

// biome-ignore lint/suspicious/noExplicitAny: the answers of two APIs, each checked against its document when it came.
function bodyOf({ status, text, body }: HttpAnswer<unknown>): any {
  if (status !== 200) throw new Error(`${status} ${text}`);
  return body;
}

function sharedOf({ id, status, amount, amount_received }: Item & { amount_received: number }) {
  return { id, status, amount, amount_received };
}

function itemOf({ id, amount, status }: Item): Item {
  return { id, amount, status };
}

function nameOf(methods: ReadonlyMap<Method, string>, id: string | null): string | null {
  if (id === null) return null;
  return [...methods].find(([, method_id]) => method_id === id)?.[0] ?? id;
}

/** What the model says of a payment, without what it cannot know. */
export function seenIn(view: View): Seen {
  const { status, amount, amount_received, amount_refunded, method, has_error, refunds, withdrawn } = view;
  return { status, amount, amount_received, amount_refunded, method, has_error, refunds, withdrawn };
}
