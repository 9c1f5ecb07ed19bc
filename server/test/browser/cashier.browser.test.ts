import { expect, test } from "vitest";
import { CARDS } from "../support/shop.ts";
import { fillIn, payButton, payWith, readNotice, success, US_ADDRESS } from "./support/buyer.ts";
import { outcomeOf, paid } from "./support/ledger.ts";
import { createSignal } from "./support/signal.ts";
import { useStage } from "./support/stage.ts";

const stage = useStage();
const { server } = stage;

test("a good card pays: the buyer sees it and comes back to the shop with the session's id", async () => {
  const { page, session } = await stage.openCashier(server.direct, { buyer_country: "US" });
  const seen = createSignal();
  await page.route("**/thanks?*", async (route) => {
    await seen.given;
    await route.continue();
  });
  await fillIn(page, US_ADDRESS);
  expect(await payButton(page).textContent()).toBe("Pay $9.99");
  await payButton(page).click();
  await success(page).waitFor();
  await page.getByText("You paid $9.99 to Aurora Supply.").waitFor();
  seen.give();
  await page.waitForURL(`${stage.shop.origin}/thanks?session=${session.id}`);
  expect(await outcomeOf(server.direct, session)).toEqual(paid(999));
});

test.each([
  [CARDS.declined, "Your card was declined. Please try another card, or contact your bank."],
  [CARDS.insufficient_funds, "Your card was declined for insufficient funds. Please try another card."],
  [CARDS.expired, "Your card has expired. Please check the date or try another card."],
  [CARDS.incorrect_cvc, "The security code is incorrect. Please check it or try another card."],
])("the card %s is declined for its own reason, and then another card pays", async (card, reason) => {
  const { page, session } = await stage.openCashier(server.direct);
  await fillIn(page, { card });
  await payButton(page).click();
  expect(await readNotice(page)).toBe(reason);
  expect(await page.locator("#field-cvc").inputValue()).toBe("");
  expect(await page.locator("#field-name").inputValue()).toBe("Ada Lovelace");
  expect(await outcomeOf(server.direct, session)).toMatchObject({ status: "open", payment_status: "unpaid" });

  await payWith(page, CARDS.good);
  await success(page).waitFor();
  expect(await outcomeOf(server.direct, session)).toEqual(paid(999));
});

test.each([
  [CARDS.declined, "您的银行卡被拒绝。请换一张卡，或联系发卡银行。"],
  [CARDS.insufficient_funds, "余额不足，付款被拒绝。请换一张卡。"],
])("a Chinese session says in Chinese why the card %s was declined", async (card, reason) => {
  const { page, session } = await stage.openCashier(server.direct, { locale: "zh-CN" });
  expect(await page.locator("html").getAttribute("lang")).toBe("zh-CN");
  await fillIn(page, { card });
  expect(await payButton(page).textContent()).toBe("支付 US$9.99");
  await payButton(page).click();
  expect(await readNotice(page)).toBe(reason);
  await payWith(page, CARDS.good);
  await success(page).waitFor();
  expect(await outcomeOf(server.direct, session)).toEqual(paid(999));
});

test("without a language of its own, a session speaks the language of the browser", async () => {
  const { page } = await stage.openCashier(server.direct, {}, { locale: "zh-CN" });
  await page.getByRole("heading", { name: "向 Aurora Supply 付款" }).waitFor();
});

test("a form with mistakes is not sent, and says what to correct", async () => {
  const { page, session } = await stage.openCashier(server.direct, { buyer_country: "US" });
  await fillIn(page, { card: "4242424242424241" });
  await payButton(page).click();
  expect(await readNotice(page)).toBe("Please check: Card number, State, ZIP code.");
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("field-number");
  await page.getByText("The card number is not valid.").waitFor();
  expect((await outcomeOf(server.direct, session)).intent).toBeUndefined();
});
