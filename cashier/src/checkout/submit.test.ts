import { expect, test } from "vitest";
import { messagesFor, savingMessagesFor } from "../messages/catalogue.ts";
import { exampleCheckout, exampleView, ok, paid, payment, refused, unreachable } from "../test-support.ts";
import { screenOf } from "./state.ts";

test("a payment sends what the form says and shows success", async () => {
  const { checkout, sent, state } = exampleCheckout({ pay: [paid] });
  await checkout.submit();
  expect(sent.pay).toEqual([
    {
      attempt_key: "key_1",
      expected_total: 1079,
      email: "ada@example.com",
      name: "Ada Lovelace",
      country: "DE",
      card: { number: "4242424242424242", exp_month: 12, exp_year: 2030, cvc: "123" },
    },
  ]);
  expect(screenOf(state())).toBe("success");
});

test("a double click pays once", async () => {
  const { checkout, sent } = exampleCheckout({ pay: [paid] });
  await Promise.all([checkout.submit(), checkout.submit(), checkout.submit()]);
  await checkout.submit();
  expect(sent.pay).toHaveLength(1);
});

test("a form with problems is not sent, and the first wrong field is pointed at", async () => {
  const { checkout, sent, state } = exampleCheckout({});
  checkout.type("cvc", "");
  checkout.type("number", "4242 4242 4242 4241");
  await checkout.submit();
  expect(sent.pay).toHaveLength(0);
  expect(state().notice).toEqual({ kind: "fields", fields: ["number", "cvc"] });
  expect(state().focus).toEqual({ target: "number" });
});

test("when the network fails, the same attempt is sent again, twice at most", async () => {
  const { checkout, sent, pauses_ms, state } = exampleCheckout({ pay: [unreachable, unreachable, paid] });
  pauses_ms.length = 0;
  await checkout.submit();
  expect(sent.pay.map(({ attempt_key }) => attempt_key)).toEqual(["key_1", "key_1", "key_1"]);
  expect(pauses_ms.slice(-2)).toEqual([700, 2_000]);
  expect(screenOf(state())).toBe("success");
});

test("a payment whose answer was lost is found by asking the session", async () => {
  const { checkout, sent, state } = exampleCheckout({ pay: [unreachable], state: [paid] });
  await checkout.submit();
  expect(sent.pay).toHaveLength(3);
  expect(screenOf(state())).toBe("success");
});

test("a server out of reach is told, the form stays, and the next press is a new attempt", async () => {
  const { checkout, sent, state } = exampleCheckout({ pay: [unreachable], state: [unreachable] });
  await checkout.submit();
  expect(state()).toMatchObject({ sending: null, reconnecting: false, notice: { code: "unreachable" } });
  expect(state().fields.cvc).toBe("123");
  await checkout.submit();
  expect(sent.pay.at(-1)?.attempt_key).toBe("key_2");
});

test("a decline keeps the form but for the security code", async () => {
  const { checkout, state } = exampleCheckout({ pay: [refused(402, "insufficient_funds")] });
  await checkout.submit();
  expect(state()).toMatchObject({
    sending: null,
    notice: { code: "insufficient_funds" },
    focus: { target: "notice" },
  });
  expect(state().fields).toMatchObject({ number: "4242 4242 4242 4242", cvc: "", name: "Ada Lovelace" });
});

test("a wrong security code is told at its field", async () => {
  const { checkout, state } = exampleCheckout({ pay: [refused(402, "incorrect_cvc")] });
  await checkout.submit();
  expect(state()).toMatchObject({ problems: { cvc: "cvc_invalid" }, focus: { target: "cvc" } });
});

test("a lost card is told as a plain decline", async () => {
  const { checkout, state } = exampleCheckout({ pay: [refused(402, "lost_card")] });
  await checkout.submit();
  expect(state().notice).toMatchObject({ otherwise: "card_declined" });
});

test("whoever has tried too often is asked to wait, in their language, and the form stays", async () => {
  const { checkout, sent, state } = exampleCheckout({ pay: [refused(429, "rate_limited"), paid] });
  await checkout.submit();
  expect(state()).toMatchObject({
    sending: null,
    notice: { code: "rate_limited" },
    focus: { target: "notice" },
  });
  expect(messagesFor("en").notices.rate_limited).toMatch(/wait a moment and try again/);
  expect(messagesFor("zh-CN").notices.rate_limited).toMatch(/稍后再试/);
  expect(savingMessagesFor("en").notices.rate_limited).toMatch(/wait a moment and try again/);
  expect(savingMessagesFor("zh-CN").notices.rate_limited).toMatch(/稍后再试/);
  expect(state().fields.number).toBe("4242 4242 4242 4242");
  await checkout.submit();
  expect(sent.pay.map(({ attempt_key }) => attempt_key)).toEqual(["key_1", "key_2"]);
  expect(screenOf(state())).toBe("success");
});

test("a changed amount is shown and has to be paid anew", async () => {
  const view = exampleView({ amount_total: 1099 });
  const { checkout, sent, state } = exampleCheckout({
    pay: [refused(409, "amount_changed", { view }), paid],
  });
  await checkout.submit();
  expect(state()).toMatchObject({ notice: { code: "amount_changed" }, view: { amount_total: 1099 } });
  await checkout.submit();
  expect(sent.pay.map(({ expected_total }) => expected_total)).toEqual([1079, 1099]);
});

test("when the address changes the amount after the button was pressed, nothing is charged", async () => {
  const { checkout, sent, state } = exampleCheckout({ location: [ok({ amount_total: 1200 })] });
  await checkout.submit();
  expect(sent.pay).toHaveLength(0);
  expect(state()).toMatchObject({ sending: null, notice: { code: "amount_changed" } });
});

test("a session that was paid in another tab ends as paid", async () => {
  const { checkout, state } = exampleCheckout({ pay: [refused(409, "session_complete")], state: [paid] });
  await checkout.submit();
  expect(screenOf(state())).toBe("success");
});

test("a session that expires under the buyer shows so", async () => {
  const { checkout, state } = exampleCheckout({ pay: [refused(410, "session_expired")] });
  await checkout.submit();
  expect(screenOf(state())).toBe("expired");
});

test("a payment that takes long is watched until it is decided", async () => {
  const processing = ok(payment("processing"));
  const states = [...Array<typeof processing>(16).fill(processing), unreachable, paid];
  const { checkout, pauses_ms, state } = exampleCheckout({ pay: [processing], state: states });
  pauses_ms.length = 0;
  await checkout.submit();
  expect(pauses_ms.filter((pause_ms) => pause_ms >= 1_000).slice(0, 3)).toEqual([1_000, 1_000, 1_000]);
  expect(pauses_ms.at(-1)).toBe(3_000);
  expect(screenOf(state())).toBe("success");
});

test("a page loaded in the middle of a payment takes it up", async () => {
  const { state, sent } = exampleCheckout({ state: [paid] }, exampleView(payment("processing")));
  await expect.poll(() => screenOf(state())).toBe("success");
  expect(sent.pay).toHaveLength(0);
});
