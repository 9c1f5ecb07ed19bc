import type { Answer, CheckoutApi } from "./checkout/api.ts";
import { createCheckout } from "./checkout/checkout.ts";
import type { Fields } from "./checkout/fields.ts";
import type { CheckoutView, LocationRequest, PayRequest } from "./view.ts";

/** An open session over 10.79 dollars, for tests to vary. */
export function exampleView(changes: Partial<CheckoutView> = {}): CheckoutView {
  return {
    session_id: "cs_example",
    mode: "payment",
    status: "open",
    payment_status: "unpaid",
    presentation: "link",
    livemode: true,
    locale: "en",
    merchant_name: "Northwind",
    client_reference_id: "order_1",
    currency: "USD",
    currency_exponent: 2,
    lines: [{ name: "Vest", description: null, quantity: 1, amount: 999 }],
    amount_subtotal: 999,
    amount_tax: 80,
    amount_total: 1079,
    recurring: null,
    tax: { kind: "sales_tax", rate_percent: 8, inclusive: false, estimated: true, reverse_charge: false },
    buyer: { email: null, country: null, region: null, postal_code: null },
    success_url: "https://shop.example/thanks",
    cancel_url: "https://shop.example/cart",
    saved_cards: null,
    payment: { state: "none", challenge_url: null, last_error: null },
    ...changes,
  };
}

/** A form that passes every check, with the largest harmless test number. */
export const exampleFields: Fields = {
  email: "ada@example.com",
  number: "4242 4242 4242 4242",
  expiry: "12/30",
  cvc: "123",
  name: "Ada Lovelace",
  country: "DE",
  region: "",
  postal_code: "",
};

export const ok = (changes: Partial<CheckoutView>): Answer => ({ kind: "view", view: exampleView(changes) });
export const unreachable: Answer = { kind: "unreachable" };
export const paid = ok({
  status: "complete",
  payment_status: "paid",
  payment: { state: "succeeded", challenge_url: null, last_error: null },
});

export function payment(state: CheckoutView["payment"]["state"], challenge_url: string | null = null) {
  return { payment: { state, challenge_url, last_error: null } };
}

export function refused(
  status: number,
  code: string,
  extra: { field?: string; view?: CheckoutView } = {},
): Answer {
  return { kind: "refused", status, code, field: extra.field ?? null, view: extra.view ?? null };
}

/** A server that gives prepared answers, each list one by one and its last for ever, and notes what it was sent. */
function scriptedApi(script: Partial<Record<keyof CheckoutApi, Answer[]>>) {
  const sent = {
    pay: [] as PayRequest[],
    location: [] as LocationRequest[],
    authenticated: [] as object[],
    state: 0,
  };
  const next = async (verb: keyof CheckoutApi): Promise<Answer> => {
    const answers = script[verb] ?? [];
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    return answer ?? ok({});
  };
  const api: CheckoutApi = {
    state: () => {
      sent.state += 1;
      return next("state");
    },
    location: (body) => {
      sent.location.push(body);
      return next("location");
    },
    pay: (body) => {
      sent.pay.push(body);
      return next("pay");
    },
    authenticated: (body) => {
      sent.authenticated.push(body);
      return next("authenticated");
    },
  };
  return { api, sent };
}

/** A started checkout with a filled form, a scripted server, and no waiting. */
export function exampleCheckout(script: Parameters<typeof scriptedApi>[0], view = exampleView()) {
  const { api, sent } = scriptedApi({ location: [{ kind: "view", view }], ...script });
  const pauses_ms: number[] = [];
  let keys = 0;
  const checkout = createCheckout(view, {
    api,
    wait: async (pause_ms) => void pauses_ms.push(pause_ms),
    today: () => new Date("2026-06-15"),
    newKey: () => `key_${++keys}`,
  });
  checkout.start(false, exampleFields);
  return { checkout, sent, pauses_ms, state: () => checkout.store.get() };
}
