import { expect, test } from "vitest";
import { exampleCheckout, exampleView, paid, refused } from "../test-support.ts";
import { chosenCard } from "./chosen-card.ts";

const offered = { brand: "visa", last4: "4242", exp_month: 12, exp_year: 2030, expired: false };
const saved_cards = [
  { ...offered, id: "pm_old", expired: true },
  { ...offered, id: "pm_1" },
  { ...offered, id: "pm_2" },
];

test("the first saved card that is good is chosen, and pays without a number", async () => {
  const { checkout, sent, state } = exampleCheckout({ pay: [paid] }, exampleView({ saved_cards }));
  expect(chosenCard(state())?.id).toBe("pm_1");
  checkout.type("number", "");
  await checkout.submit();
  expect(sent.pay).toEqual([
    {
      attempt_key: "key_1",
      expected_total: 1079,
      email: "ada@example.com",
      country: "DE",
      payment_method_id: "pm_1",
    },
  ]);
});

test("an expired card cannot be chosen", () => {
  const { checkout, state } = exampleCheckout({}, exampleView({ saved_cards }));
  checkout.choose("pm_old");
  expect(chosenCard(state())).toBeUndefined();
});

test("another card is typed, and kept when the buyer says so", async () => {
  const { checkout, sent } = exampleCheckout({ pay: [paid] }, exampleView({ saved_cards }));
  checkout.choose(null);
  checkout.keep(true);
  await checkout.submit();
  expect(sent.pay).toMatchObject([{ card: { number: "4242424242424242" }, keep_card: true }]);
  expect(sent.pay[0]).not.toHaveProperty("payment_method_id");
});

test("a decline of a saved card is told above the form, for there is no field to correct", async () => {
  const view = exampleView({ saved_cards });
  const { checkout, state } = exampleCheckout({ pay: [refused(402, "expired_card", { view })] }, view);
  await checkout.submit();
  expect(state()).toMatchObject({
    problems: {},
    focus: { target: "notice" },
    notice: { code: "expired_card" },
  });
});

test("a saved card that is gone gives way to another one", async () => {
  const view = exampleView({ saved_cards: [] });
  const script = { pay: [refused(409, "card_gone", { field: "payment_method_id", view })] };
  const { checkout, state } = exampleCheckout(script, exampleView({ saved_cards }));
  await checkout.submit();
  expect(chosenCard(state())).toBeUndefined();
  expect(state().notice).toMatchObject({ code: "card_gone" });
});
