import type { TestMerchant, TestServer } from "../../support/server.ts";
import type { OpenSession } from "../../support/shop.ts";

/** What became of a session, as the merchant and the acquirer know it. */
export interface Outcome {
  readonly status: string;
  readonly payment_status: string;
  /** Of the payment intent; undefined when nobody has tried to pay. */
  readonly intent: { readonly status: string; readonly amount: number } | undefined;
}

export async function outcomeOf({ faststar, onerway }: TestMerchant, { id }: OpenSession): Promise<Outcome> {
  const { body } = await faststar.get(`/public/checkout/sessions/${id}`);
  const { status, payment_status, payment_intent_id } = body.data.session;
  if (payment_intent_id === null) return { status, payment_status, intent: undefined };
  const intent = (await onerway.get(`/payment_intents/${payment_intent_id}`)).body;
  return { status, payment_status, intent: { status: intent.status, amount: intent.amount } };
}

export const paid = (amount: number): Outcome => ({
  status: "complete",
  payment_status: "paid",
  intent: { status: "succeeded", amount },
});

/** How often the acquirer has taken money so far. */
export async function approvals(server: TestServer): Promise<number> {
  return (await server.journal()).filter(({ kind }) => kind === "approved").length;
}
