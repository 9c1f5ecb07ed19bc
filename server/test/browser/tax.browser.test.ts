import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { makePrice, makeProduct } from "../support/shop.ts";
import { fillIn, payButton, success, US_ADDRESS } from "./support/buyer.ts";
import { outcomeOf, paid } from "./support/ledger.ts";
import { takePicture, useStage } from "./support/stage.ts";

const stage = useStage();
const { server } = stage;

/** What the order's summary says, line by line, and the button. */
async function amountsOn(page: Page): Promise<string[]> {
  const lines = await page
    .locator(".totals dl > div")
    .evaluateAll((rows) => rows.map((row) => Array.from(row.children, (cell) => cell.textContent).join(" ")));
  return [...lines, (await payButton(page).textContent()) ?? ""];
}

const WITHOUT_STATE = ["Subtotal $9.99", "Sales tax (8%) $0.80", "Total $10.79", "Pay $10.79"];
const CALIFORNIA = ["Subtotal $9.99", "Sales tax (7.25%) $0.72", "Total $10.71", "Pay $10.71"];
const OREGON = ["Total $9.99", "Pay $9.99"];
const GERMANY = ["Subtotal $9.99", "Includes 19% VAT $1.60", "Total $9.99", "Pay $9.99"];

test("the tax follows the buyer from state to state and abroad, and what was on the button is charged", async () => {
  const { page, session } = await stage.openCashier(server.mor, { buyer_country: "US" });
  expect(await amountsOn(page)).toEqual(WITHOUT_STATE);
  await page.getByText("Estimated. The exact tax depends on your billing address.").waitFor();
  await fillIn(page, { region: "CA" });
  await expect.poll(() => amountsOn(page)).toEqual(CALIFORNIA);
  await page.locator("#field-region").selectOption("OR");
  await expect.poll(() => amountsOn(page)).toEqual(OREGON);
  await page.locator("#field-country").selectOption("DE");
  await expect.poll(() => amountsOn(page)).toEqual(GERMANY);
  await page.locator("#field-country").selectOption("US");
  await page.locator("#field-region").selectOption("CA");
  await page.locator("#field-postal_code").fill(US_ADDRESS.postal_code);
  await expect.poll(() => amountsOn(page)).toEqual(CALIFORNIA);
  await payButton(page).click();
  await success(page).waitFor();
  expect(await outcomeOf(server.mor, session)).toEqual(paid(1071));
});

test("a price in Germany has its tax in it", async () => {
  const price_id = await makePrice(server.mor, { unit_amount: 1000 });
  const line_items = [{ price_id, quantity: 1 }];
  const { page, session } = await stage.openCashier(server.mor, { line_items, buyer_country: "DE" });
  const amounts = ["Subtotal $10.00", "Includes 19% VAT $1.60", "Total $10.00", "Pay $10.00"];
  expect(await amountsOn(page)).toEqual(amounts);
  await fillIn(page);
  await payButton(page).click();
  await success(page).waitFor();
  expect(await outcomeOf(server.mor, session)).toEqual(paid(1000));
});

test("a buyer who presses the button before the new tax is there is shown the new amount first", async () => {
  const { page, session } = await stage.openCashier(server.mor, { buyer_country: "DE" });
  await fillIn(page);
  await page.route("**/location", async (route) => {
    await payButton(page).getByText("Processing…").waitFor();
    await route.continue();
  });
  await page.locator("#field-country").selectOption("US");
  await page.locator("#field-region").selectOption("CA");
  await page.locator("#field-postal_code").fill(US_ADDRESS.postal_code);
  await payButton(page).click();
  await page.getByText("The amount has changed. Please review the new total and pay again.").waitFor();
  expect(await amountsOn(page)).toEqual(CALIFORNIA);
  expect((await outcomeOf(server.mor, session)).intent).toBeUndefined();
  await payButton(page).click();
  await success(page).waitFor();
  expect(await outcomeOf(server.mor, session)).toEqual(paid(1071));
});

test("a direct merchant's price is the total, wherever the buyer is", async () => {
  const { page } = await stage.openCashier(server.direct, { buyer_country: "US" });
  expect(await amountsOn(page)).toEqual(["Total $9.99", "Pay $9.99"]);
});

const ORDERS = {
  en: [
    { name: "Night sky print", description: "40 × 50 cm, on cotton paper", unit_amount: 3250, quantity: 1 },
    { name: "Pocket star guide", description: "E-book", unit_amount: 999, quantity: 2 },
  ],
  "zh-CN": [
    { name: "夜空版画", description: "40 × 50 厘米，棉纸", unit_amount: 3250, quantity: 1 },
    { name: "口袋观星手册", description: "电子书", unit_amount: 999, quantity: 2 },
  ],
};

async function priceOf({ name, description, unit_amount, quantity }: (typeof ORDERS)["en"][number]) {
  const product_id = await makeProduct(server.mor, { name });
  const price = { product_id, currency: "USD", unit_amount };
  const { body } = await server.mor.faststar.post("/merchant/catalog/prices", price);
  return { price_id: body.data.id, quantity, description };
}

// The pictures that this takes are the ones of the README, in docs/images.
test.each([
  ["en", "Pay $56.29"],
  ["zh-CN", "支付 US$56.29"],
] as const)(
  "on a laptop, order, tax and form are seen at once, down to the button (%s: %s)",
  async (locale, button) => {
    const line_items = await Promise.all(ORDERS[locale].map(priceOf));
    const fields = {
      line_items,
      locale,
      buyer_country: "US",
      buyer_region: "CA",
      buyer_postal_code: "94107",
    };
    const { page } = await stage.openCashier(server.mor, fields, { viewport: { width: 1280, height: 800 } });
    await fillIn(page);
    await page.locator("#field-cvc").fill("");
    await page.locator("#field-name").focus();
    expect(await payButton(page).textContent()).toBe(button);
    const box = await payButton(page).boundingBox();
    expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThan(800);
    await takePicture(page, `readme-${locale}`, false);
  },
);
