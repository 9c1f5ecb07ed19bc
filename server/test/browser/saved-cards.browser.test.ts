import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { customerWithCard, makeCustomer, saveCard } from "../support/saved-cards.ts";
import { CARDS } from "../support/shop.ts";
import { bank, fillIn, payButton, readNotice, success } from "./support/buyer.ts";
import { outcomeOf, paid } from "./support/ledger.ts";
import { useStage } from "./support/stage.ts";

const stage = useStage();
const { server } = stage;

const card = (page: Page, last4: string) => page.getByRole("radio", { name: `Visa ending in ${last4}` });
const anotherCard = (page: Page) => page.getByRole("radio", { name: "Another card" });
const keep = (page: Page) => page.getByRole("checkbox", { name: "Save this card with Aurora Supply" });

async function openFor(customer_id: string) {
  const visit = await stage.openCashier(server.direct, { customer_id });
  await visit.page.locator("button[type=submit]:enabled").waitFor();
  return visit;
}

async function cardsOf(customer: string): Promise<string[]> {
  const { body } = await server.direct.faststar.get(`/public/customers/${customer}/payment-methods`);
  return (body.data.items as unknown as { last4: string }[]).map(({ last4 }) => last4);
}

test("a customer pays with the saved card that is chosen already, by pressing the button", async () => {
  const { customer } = await customerWithCard(server, server.direct);
  await saveCard(server, server.direct, customer, CARDS.challenge);
  const { page, session } = await openFor(customer);
  expect(await card(page, "4242").isChecked()).toBe(true);
  expect(await page.locator("#field-email").inputValue()).toBe("ada@example.com");
  expect(await page.locator("#field-number").count()).toBe(0);
  await payButton(page).click();
  await success(page).waitFor();
  expect(await outcomeOf(server.direct, session)).toEqual(paid(999));
});

test("a bank that wants to hear from the buyer is answered, then the saved card pays", async () => {
  const { customer } = await customerWithCard(server, server.direct);
  await saveCard(server, server.direct, customer, CARDS.challenge);
  const { page, session } = await openFor(customer);
  await card(page, "3184").check();
  await payButton(page).click();
  await bank(page).getByRole("button", { name: "Fail" }).click();
  await readNotice(page, "Your bank could not confirm the payment.");
  expect(await card(page, "3184").isChecked()).toBe(true);
  await payButton(page).click();
  await bank(page).getByRole("button", { name: "Approve" }).click();
  await success(page).waitFor();
  expect(await outcomeOf(server.direct, session)).toEqual(paid(999));
});

test("a saved card that is declined says so, and another card pays and is kept when the box is ticked", async () => {
  const { customer } = await customerWithCard(server, server.direct, CARDS.saved_then_declined);
  const { page, session } = await openFor(customer);
  await payButton(page).click();
  await readNotice(page, "Your card was declined.");
  await anotherCard(page).check();
  expect(await keep(page).isChecked()).toBe(false);
  await fillIn(page);
  await keep(page).check();
  await payButton(page).click();
  await success(page).waitFor();
  expect(await outcomeOf(server.direct, session)).toEqual(paid(999));
  expect(await cardsOf(customer)).toEqual(["4242", "0341"]);
});

test("a customer without saved cards types one, which is kept only when they say so", async () => {
  const customer = await makeCustomer(server.direct);
  const { page } = await openFor(customer);
  expect(await page.getByRole("radio").count()).toBe(0);
  await fillIn(page);
  await payButton(page).click();
  await success(page).waitFor();
  expect(await cardsOf(customer)).toEqual([]);
});

test("a saved card that was taken away meanwhile is not offered any more, and another one pays", async () => {
  const { customer, card: id } = await customerWithCard(server, server.direct);
  const { page, session } = await openFor(customer);
  await server.direct.faststar.delete(`/public/payment-methods/${id}`);
  await payButton(page).click();
  await readNotice(page, "This saved card is not available any more.");
  expect(await page.getByRole("radio").count()).toBe(0);
  await fillIn(page);
  await payButton(page).click();
  await success(page).waitFor();
  expect(await outcomeOf(server.direct, session)).toEqual(paid(999));
});

test("with the keyboard alone, a buyer goes from one card to the next and to another one", async () => {
  const { customer } = await customerWithCard(server, server.direct);
  const { page } = await openFor(customer);
  await card(page, "4242").focus();
  await page.keyboard.press("ArrowDown");
  await page.locator("#field-number").waitFor();
  expect(await anotherCard(page).isChecked()).toBe(true);
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("field-number");
});

test("a session without a customer knows of no saved cards", async () => {
  const { page } = await stage.openCashier(server.direct);
  expect(await page.getByRole("radio").count()).toBe(0);
  expect(await page.getByRole("checkbox").count()).toBe(0);
});
