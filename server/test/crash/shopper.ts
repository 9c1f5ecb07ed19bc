import type { ServerProcess } from "./server-process.ts";

/** What one buyer's payment was answered with in the end. */
export interface Acknowledged {
  readonly order: string;
  readonly intent_id: string;
  readonly status: string;
  readonly amount: number;
  readonly amount_received: number;
}

/** How an order is paid. */
export interface Purchase {
  readonly order: string;
  readonly amount: number;
  readonly payment_method: string;
  readonly in_two_steps: boolean;
  /** What is taken of an order whose money is only kept at first: nothing, when it is 0. Null: all of it at once. */
  readonly to_capture: number | null;
}

/** What a refund was answered with in the end. */
export interface AcknowledgedRefund {
  readonly order: string;
  readonly refund_id: string;
  readonly status: string;
  readonly amount: number;
}

/** A payment intent, the card error that carries one, or an envelope around a refund. */
interface Answer {
  readonly id: string;
  readonly status: string;
  readonly amount: number;
  readonly amount_received: number;
  readonly error?: { readonly payment_intent?: Answer };
  readonly data?: { readonly id: string; readonly status: string; readonly amount: number };
}

const CARDS = {
  approved: "4242424242424242",
  declined: "4000000000000002",
} as const;

/** On a busy machine, twenty restarts alone may take some minutes. */
const PATIENCE_MS = 600_000;
const ROUNDS = 20;

/** A merchant's server that never gives up: it repeats each request, with its key, until it has an answer. */
export function createShopper(server: ServerProcess) {
  const { secret_key } = server.sandbox().direct;

  async function post(
    path: string,
    body: object,
    idempotency_key: string,
  ): Promise<{ status: number; body: Answer }> {
    const deadline_ms = performance.now() + PATIENCE_MS;
    for (;;) {
      try {
        const response = await fetch(`${server.url}${path}`, {
          method: "POST",
          headers: {
            authorization: `Bearer ${secret_key}`,
            "x-api-key": secret_key,
            "content-type": "application/json",
            "idempotency-key": idempotency_key,
          },
          body: JSON.stringify(body),
        });
        const answer = (await response.json()) as Answer;
        if (response.status < 409 || response.status === 422)
          return { status: response.status, body: answer };
      } catch {
        // The server is down: it will be back.
      }
      if (performance.now() > deadline_ms) throw new Error(`No answer to ${path} within ${PATIENCE_MS} ms.`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async function saveCard(number: string): Promise<string> {
    const card = { number, exp_month: 12, exp_year: 2034 };
    const answer = await post("/v1/payment_methods", { type: "card", card }, `card-${number}`);
    return answer.body.id;
  }

  return {
    async openWallet() {
      return { approved: await saveCard(CARDS.approved), declined: await saveCard(CARDS.declined) };
    },
    /** Pays in one request, or in two; every answer the server gave stands, whatever happened to it since. */
    async pay(purchase: Purchase): Promise<Acknowledged> {
      const { order, amount, payment_method, in_two_steps, to_capture } = purchase;
      const capture_method = to_capture === null ? "automatic" : "manual";
      const command = { amount, currency: "usd", capture_method, metadata: { order } };
      if (!in_two_steps) {
        const paid = await post("/v1/payment_intents", { ...command, payment_method, confirm: true }, order);
        return acknowledged(order, paid.body);
      }
      const created = await post("/v1/payment_intents", command, `${order}-create`);
      const paid = await post(
        `/v1/payment_intents/${created.body.id}/confirm`,
        { payment_method },
        `${order}-confirm`,
      );
      return acknowledged(order, paid.body);
    },
    /** Captures an authorised order, or cancels it. What is known to have failed is asked for again. */
    async finish(order: string, intent_id: string, amount_to_capture: number): Promise<Acknowledged> {
      const action = amount_to_capture === 0 ? "cancel" : "capture";
      const command = amount_to_capture === 0 ? {} : { amount_to_capture };
      for (let round = 0; round < ROUNDS; round++) {
        // The second time, the answer has waited until it is known how the first request ended.
        for (const _time of ["first", "second"]) {
          const key = `${order}-${action}-${round}`;
          const { body } = await post(`/v1/payment_intents/${intent_id}/${action}`, command, key);
          const ended = acknowledged(order, body);
          if (ended.status !== "requires_capture") return ended;
        }
      }
      throw new Error(`The ${action} of ${order} failed ${ROUNDS} times.`);
    },
    /** Gives a part of a paid order back. */
    async refund(order: string, intent_id: string, amount: number): Promise<AcknowledgedRefund> {
      const command = { payment_id: intent_id, amount };
      const { body } = await post("/api/v1/public/refunds", command, `${order}-refund`);
      if (body.data === undefined) throw new Error(`The refund of ${order} failed: ${JSON.stringify(body)}`);
      return { order, refund_id: body.data.id, status: body.data.status, amount: body.data.amount };
    },
  };
}

function acknowledged(order: string, body: Answer): Acknowledged {
  const intent = body.error?.payment_intent ?? body;
  if (!intent.id.startsWith("pi_")) throw new Error(`Order ${order} was refused: ${JSON.stringify(body)}`);
  return {
    order,
    intent_id: intent.id,
    status: intent.status,
    amount: intent.amount,
    amount_received: intent.amount_received,
  };
}
