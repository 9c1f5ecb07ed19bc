import type { TestMerchant, TestServer } from "./server.ts";
import { cashierState, makeIntent, makePaymentMethod, makeSession, payAtCashier } from "./shop.ts";

/** What a try to pay led to, in the same words for every door. */
export interface Tried {
  readonly http_status: number;
  readonly state: "succeeded" | "requires_action" | "unpaid";
  /** Of a refusal or a decline. */
  readonly code: string | undefined;
  readonly challenge_url: string | undefined;
}

/** One sale of 9.99 USD that a buyer may try to pay as often as it takes. */
export interface Sale {
  /** The intent behind it; a session has one only after the first try. */
  intent_id(): Promise<string>;
  tryToPay(card_number: string): Promise<Tried>;
  /** How things stand now. */
  look(): Promise<Pick<Tried, "state" | "code">>;
}

/** A way to take money. What a story says of one must be true of the other. */
export interface Door {
  readonly name: string;
  /** This door's word for a buyer who did not authenticate. */
  readonly authentication_failure: string;
  open(server: TestServer, merchant: TestMerchant): Promise<Sale>;
}

export const SALE_AMOUNT = 999;

const checkout: Door = {
  name: "a FastStar checkout session",
  authentication_failure: "authentication_failed",
  async open(server, merchant) {
    const session = await makeSession(merchant);
    return {
      async intent_id() {
        const { body } = await merchant.faststar.get(`/public/checkout/sessions/${session.id}`);
        return body.data.session.payment_intent_id ?? "";
      },
      async tryToPay(card_number) {
        const { status, body } = await payAtCashier(server, session, card_number);
        const view = body.view ?? body;
        return {
          http_status: status,
          state: stateOf(view.payment?.state),
          code: body.error?.code,
          challenge_url: view.payment?.challenge_url ?? undefined,
        };
      },
      async look() {
        const { body } = await cashierState(server, session);
        return { state: stateOf(body.payment.state), code: body.payment.last_error?.code };
      },
    };
  },
};

const intent: Door = {
  name: "an Onerway payment intent",
  authentication_failure: "payment_intent_authentication_failure",
  async open(_server, merchant) {
    const id = await makeIntent(merchant, { amount: SALE_AMOUNT });
    return {
      intent_id: async () => id,
      async tryToPay(card_number) {
        const payment_method = await makePaymentMethod(merchant, card_number);
        const { status, body } = await merchant.onerway.post(`/payment_intents/${id}/confirm`, {
          payment_method,
        });
        const intent = body.error?.payment_intent ?? body;
        return {
          http_status: status,
          state: stateOf(intent.status),
          code: body.error?.code,
          challenge_url: intent.next_action?.redirect_to_url.url,
        };
      },
      async look() {
        const { body } = await merchant.onerway.get(`/payment_intents/${id}`);
        return { state: stateOf(body.status), code: body.last_payment_error?.code };
      },
    };
  },
};

function stateOf(word: string | undefined): Tried["state"] {
  return word === "succeeded" || word === "requires_action" ? word : "unpaid";
}

export const DOORS: readonly Door[] = [checkout, intent];
