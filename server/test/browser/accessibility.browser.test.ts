import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { CARDS } from "../support/shop.ts";
import { barriersOf } from "./support/barriers.ts";
import { fillIn, payButton, readNotice, success } from "./support/buyer.ts";
import { cashierStates, LOCALES, REFUSALS } from "./support/cashier-states.ts";
import { outcomeOf, paid } from "./support/ledger.ts";
import { takePicture, useStage } from "./support/stage.ts";

const stage = useStage();
const { server } = stage;

const PHONE = { width: 320, height: 640 };
const DESKTOP = { width: 1280, height: 800 };

/** The search for barriers takes a while: each theme on each size is searched in one language or the other. */
const LOOKS = [
  { colorScheme: "light", size: "desktop", viewport: DESKTOP, searched_in: "en" },
  { colorScheme: "light", size: "phone", viewport: PHONE, searched_in: "zh-CN" },
  { colorScheme: "dark", size: "phone", viewport: PHONE, searched_in: "en" },
  { colorScheme: "dark", size: "desktop", viewport: DESKTOP, searched_in: "zh-CN" },
] as const;

/** What is wider than the screen, in the page or in its frames. */
async function overflowOf(page: Page): Promise<string[]> {
  const frames = await Promise.all(
    page.frames().map((frame) =>
      frame.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return scrollWidth > clientWidth ? [`${location.pathname}: ${scrollWidth} > ${clientWidth}`] : [];
      }),
    ),
  );
  return frames.flat();
}

const STATES = cashierStates(stage);

describe.each(LOCALES)("in %s", (locale) => {
  test.each(Object.entries(STATES))(
    "%s says what it should and has no barriers, by day and by night, on phones and desktops",
    async (name, { open, says }) => {
      const page = await open(locale);
      for (const text of says[locale]) await page.getByText(text).first().waitFor();
      expect(await page.locator("html").getAttribute("lang")).toBe(locale);
      for (const { colorScheme, size, viewport, searched_in } of LOOKS) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme });
        expect(await overflowOf(page)).toEqual([]);
        if (locale !== searched_in) continue;
        await takePicture(page, `${name.replaceAll(" ", "-")}-${locale}-${colorScheme}-${size}`);
        expect(await barriersOf(page)).toEqual([]);
      }
    },
  );

  test("every refusal is told in the buyer's language", async () => {
    const { page } = await stage.openCashier(server.direct, { locale }, { locale });
    await fillIn(page);
    for (const [code, { status, says }] of Object.entries(REFUSALS)) {
      await page.route("**/pay", (route) => route.fulfill({ status, json: { error: { code } } }));
      await page.locator("#field-cvc").fill("123");
      await payButton(page).click();
      await readNotice(page, says[locale]);
      await page.unroute("**/pay");
    }
    await takePicture(page, `refused-${locale}`);
    // The browser reports these two itself.
    expect(stage.complaints.splice(0)).toEqual([
      expect.stringContaining("status of 503"),
      expect.stringContaining("status of 500"),
    ]);
  });
});

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

/** Types the beginning of a choice. When a second passes between two keys, the browser begins its search anew. */
async function choose(page: Page, beginning: string, value: string): Promise<void> {
  const chosen = () => page.evaluate(() => (document.activeElement as HTMLSelectElement).value);
  const type = async () => {
    await page.keyboard.type(beginning);
    return chosen();
  };
  await expect.poll(type, { interval: 1_500 }).toBe(value);
}

test("with the keyboard alone, a buyer fills in the form from top to bottom and pays", async () => {
  const { page, session } = await stage.openCashier(server.direct, { buyer_country: "DE" });
  await page.locator("button[type=submit]:enabled").waitFor();
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
  await choose(page, "United States", "US");
  await tab(page, "State");
  await choose(page, "Cali", "CA");
  await tab(page, "ZIP code");
  await page.keyboard.type("94107");
  await tab(page, "Pay $9.99");
  await page.keyboard.press("Enter");

  // A decline takes the keyboard to the message; the form follows it.
  await readNotice(page);
  expect(await focused(page)).toMatch(/declined/);
  await tab(page, "Email");
  await tab(page, "Card number");
  await page.keyboard.type(CARDS.good);
  await tab(page, "Expiry date");
  await tab(page, "Security code");
  await page.keyboard.type("123");
  await page.keyboard.press("Enter");
  await success(page).waitFor();
  await expect.poll(() => focused(page)).toBe("Payment successful");
  await tab(page, "Continue to Aurora Supply");
  expect(await outcomeOf(server.direct, session)).toEqual(paid(999));
});
