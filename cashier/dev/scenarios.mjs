/**
 * The scenarios of the mock server. The session's id chooses one: /checkout/cs_decline?token=dev. The query may say
 * `order` (us, vat, yen, dinar, plain, free, monthly, trial, setup, long), `presentation` and `locale`.
 */
const line = (name, amount, quantity = 1, description = null) => ({ name, description, quantity, amount });
const salesTax = { kind: "sales_tax", rate_percent: 8, inclusive: false, estimated: true };

const orders = {
  us: order("USD", 2, [line("Trail running vest", 999, 1, "Ultralight, size M")], 80, salesTax),
  vat: order("EUR", 2, [line("Field notebook", 600, 2), line("Gel pens", 400)], 160, {
    kind: "vat",
    rate_percent: 19,
    inclusive: true,
    estimated: false,
  }),
  yen: order("JPY", 0, [line("京都抹茶セット", 3200)], 291, {
    kind: "consumption_tax",
    rate_percent: 10,
    inclusive: true,
    estimated: false,
  }),
  dinar: order("KWD", 3, [line("Annual support plan", 125_500)], 0, null),
  plain: order("CNY", 2, [line("年度会员", 19_900)], 0, null),
  free: {
    ...order("USD", 2, [line("Pro plan, 14 days free", 0)], 0, null),
    payment_status: "no_payment_required",
  },
  monthly: { ...order("USD", 2, [line("Pro plan", 999)], 80, salesTax), ...subscription(1079, 0) },
  trial: {
    ...order("USD", 2, [line("Pro plan", 999)], 0, null),
    ...subscription(1079, 14),
    amount_subtotal: 0,
    amount_total: 0,
    payment_status: "no_payment_required",
  },
  setup: { ...order("USD", 2, [], 0, null), mode: "setup", payment_status: "no_payment_required" },
  long: order(
    "USD",
    2,
    Array.from({ length: 9 }, (_, index) =>
      line(`Reclaimed oak shelf board number ${index + 1}`, 123_456, index + 1),
    ),
    88_888,
    salesTax,
  ),
};

function subscription(amount, trial_period_days) {
  return {
    mode: "subscription",
    recurring: { interval: "month", interval_count: 1, trial_period_days, amount },
  };
}

function order(currency, currency_exponent, lines, amount_tax, tax) {
  const amount_subtotal = lines.reduce((sum, { amount }) => sum + amount, 0);
  const amount_total = amount_subtotal + (tax && !tax.inclusive ? amount_tax : 0);
  return { currency, currency_exponent, lines, amount_subtotal, amount_tax, amount_total, tax };
}

/** The view with which a session of a scenario begins. */
export function firstView(session_id, query, origin) {
  const scenario = session_id.replace(/^cs_/, "");
  const view = {
    session_id,
    mode: "payment",
    recurring: null,
    status: "open",
    payment_status: "unpaid",
    presentation: query.get("presentation") ?? "link",
    livemode: query.get("mode") === "live",
    locale: query.get("locale") ?? "en",
    merchant_name: "Northwind Outfitters",
    client_reference_id: "order_10042",
    ...orders[query.get("order") ?? "us"],
    buyer: { email: null, country: query.get("country"), region: null, postal_code: null },
    success_url: `${origin}/thanks?session=${session_id}`,
    cancel_url: `${origin}/cart`,
    payment: none(),
  };
  return { ...view, ...beginnings[scenario]?.(session_id) };
}

const none = (code = null) => ({ state: "none", challenge_url: null, last_error: code && { code } });
const processing = () => ({ state: "processing", challenge_url: null, last_error: null });
const succeeded = () => ({ state: "succeeded", challenge_url: null, last_error: null });
const challenge = (id) => ({
  state: "requires_action",
  challenge_url: `/checkout/${id}/challenge`,
  last_error: null,
});

const beginnings = {
  expired: () => ({ status: "expired" }),
  complete: () => ({ status: "complete", payment_status: "paid", payment: succeeded() }),
  resumed: () => ({ payment: processing() }),
  waiting: () => ({ payment: processing() }),
  challenged: (id) => ({ payment: challenge(id) }),
};

/** A session that remembers what has happened to it. */
export function createSession(session_id, query, origin) {
  const scenario = session_id.replace(/^cs_/, "");
  const session = { scenario, view: firstView(session_id, query, origin), polls: 0, keys: [] };
  return session;
}

function pay(session, payment) {
  const paid = payment.state === "succeeded";
  session.view = { ...session.view, payment, ...(paid && { status: "complete", payment_status: "paid" }) };
  return [200, session.view];
}

function refuse(session, status, code, field) {
  session.view = { ...session.view, payment: none(status === 402 ? code : null) };
  return [status, { error: { code, ...(field && { field }) }, view: session.view }];
}

const declines = {
  decline: "card_declined",
  insufficient: "insufficient_funds",
  cvc: "incorrect_cvc",
  lost: "lost_card",
};

/** What each endpoint answers: [status, body], or null for a connection that breaks. */
export const endpoints = {
  state(session) {
    if (session.view.payment.state === "processing" && session.scenario !== "waiting") {
      session.polls += 1;
      if (session.polls >= 2) return pay(session, succeeded());
    }
    return [200, session.view];
  },
  location(session, { country }) {
    const rate = { US: 7, CA: 13 }[country] ?? 0;
    const { amount_subtotal, tax } = session.view;
    if (!tax || tax.inclusive) return [200, session.view];
    const amount_tax = Math.round((amount_subtotal * rate) / 100);
    const exact = { ...tax, rate_percent: rate, estimated: false };
    session.view = { ...session.view, tax: exact, amount_tax, amount_total: amount_subtotal + amount_tax };
    return [200, session.view];
  },
  pay(session, { attempt_key }) {
    const { scenario, keys, view } = session;
    keys.push(attempt_key);
    if (declines[scenario]) return refuse(session, 402, declines[scenario]);
    if (scenario === "offline" || (scenario === "flaky" && keys.length < 3)) return null;
    if (scenario === "unavailable") return [503, { error: { code: "unavailable" } }];
    if (scenario === "challenge") return pay(session, challenge(view.session_id));
    if (scenario === "processing") return pay(session, processing());
    if (scenario === "dearer" && keys.length === 1) {
      session.view = { ...view, amount_tax: 100, amount_total: view.amount_subtotal + 100 };
      return [409, { error: { code: "amount_changed" }, view: session.view }];
    }
    return pay(session, succeeded());
  },
  authenticated: (session, { closed }) =>
    closed ? refuse(session, 402, "authentication_failed") : pay(session, succeeded()),
};
