import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { CARDS } from "../support/shop.ts";
import { notice, payButton, success } from "./support/buyer.ts";
import { outcomeOf, paid } from "./support/ledger.ts";
import { useStage } from "./support/stage.ts";

const stage = useStage();
const { server } = stage;

/** What has the keyboard, by its name, in the page or in the frame that has it. */
async function focused(page: Page): Promise<string> {
  for (const frame of page.frames().reverse()) {
    const name = await frame.evaluate(() => {
      const element = document.hasFocus() ? document.activeElement : null;
      if (!element || /^(BODY|IFRAME)$/.test(element.tagName)) return "";
      const labels = (element as HTMLInputElement).labels;
      return labels?.[0]?.textContent ?? element.getAttribute("aria-label") ?? element.textContent;
    });
    if (name) return name;
  }
  return "";
}

async function tab(page: Page, to: string): Promise<void> {
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe(to);
}

test("with the keyboard alone, a buyer fills in the form from top to bottom and pays", async () => {
  const { page, session } = await stage.openCashier(server.direct, { buyer_country: "DE" });
  await payButton(page).isEnabled();
  await tab(page, "Back to Aurora Supply");
  await tab(page, "Email");
  await page.keyboard.type("ada@example.com");
  await tab(page, "Card number");
  await page.keyboard.type(CARDS.declined);
  await tab(page, "Expiry date");
  await page.keyboard.type("1234");
  await tab(page, "Security code");
  await page.keyboard.type("123");
  await tab(page, "Name on card");
  await page.keyboard.type("Ada Lovelace");
  await tab(page, "Country or region");
  await page.keyboard.type("United States");
  await tab(page, "State");
  await page.keyboard.type("Cali");
  await tab(page, "ZIP code");
  await page.keyboard.type("94107");
  await tab(page, "Pay $9.99");
  await page.keyboard.press("Enter");

  // A decline takes the keyboard to the message; the form follows it.
  await notice(page).waitFor();
  expect(await focused(page)).toMatch(/declined/);
  await tab(page, "Email");
  await tab(page, "Card number");
  await page.keyboard.type(CARDS.good);
  await tab(page, "Expiry date");
  await tab(page, "Security code");
  await page.keyboard.type("123");
  await page.keyboard.press("Enter");
  await success(page).waitFor();
  expect(await focused(page)).toBe("Payment successful");
  await tab(page, "Continue to Aurora Supply");
  expect(await outcomeOf(server.direct, session)).toEqual(paid(999));
});
