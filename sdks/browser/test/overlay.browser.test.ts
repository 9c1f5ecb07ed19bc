import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../../../server/test/support/chromium.ts";
import type { Sdk } from "../src/types.ts";
import { type Origins, startOrigins } from "./origins.ts";

declare const FastStar: Sdk;
declare const events: { name: string }[];
declare const violations: string[];
declare let checkout_url: string;

const PAID = { checkout_session_id: "cs_1", client_reference_id: "order_7" };

let browser: Browser;
let origins: Origins;

beforeAll(async () => {
  [browser, origins] = await Promise.all([launchChromium(), startOrigins()]);
}, 60_000);
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(async () => {
  await browser?.close();
  await origins?.close();
});

async function visit(path = "/", options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  await page.goto(`${origins.merchant}/before`);
  await page.goto(origins.merchant + path);
  return page;
}

async function buy(page: Page, checkout = "/checkout/cs_1?token=t"): Promise<void> {
  await page.evaluate((url) => {
    checkout_url = url;
  }, origins.cashier + checkout);
  await page.locator("#buy").focus();
  await page.keyboard.press("Enter");
}

async function openCheckout(path = "/", options: BrowserContextOptions = {}): Promise<Page> {
  const page = await visit(path, options);
  await buy(page);
  await page.getByText("Loading…").waitFor({ state: "detached" });
  return page;
}

const cashier = (page: Page) => page.frameLocator("iframe");
const press = (page: Page, name: string) => cashier(page).getByRole("button", { name }).click();
const heard = (page: Page) => page.evaluate(() => events);
const gone = (page: Page) => page.getByRole("dialog").waitFor({ state: "detached" });

/** What the overlay may change on the merchant's page, and has to put back. */
function pageState(page: Page) {
  return page.evaluate(() => ({
    inert: Array.from(
      document.body.children,
      (element) => `${element.localName} ${element.hasAttribute("inert")}`,
    ),
    overflow: document.documentElement.style.overflow,
    focused: document.activeElement?.id,
    path: location.pathname,
    state: history.state,
  }));
}

test("a paid checkout is told once, and stays until the merchant closes it", async () => {
  const page = await openCheckout();
  await press(page, "Pay now");
  await press(page, "Pay now");
  await expect.poll(() => heard(page)).toEqual([{ name: "success", ...PAID }]);
  expect(await page.getByRole("dialog", { name: "Checkout" }).isVisible()).toBe(true);
  await page.evaluate(() => FastStar.checkout.close());
  await page.evaluate(() => FastStar.checkout.close());
  expect(await heard(page)).toEqual([
    { name: "success", ...PAID },
    { name: "close", ...PAID },
  ]);
});

test("giving up on the checkout page tells the shop and closes", async () => {
  const page = await openCheckout();
  await press(page, "Back to the shop");
  await gone(page);
  expect((await heard(page)).map(({ name }) => name)).toEqual(["cancel", "close"]);
});

test("an error of the checkout page is passed on and leaves it open", async () => {
  const page = await openCheckout();
  await press(page, "Fail");
  const error = { name: "error", code: "card_declined", message: "The card was declined." };
  await expect.poll(() => heard(page)).toEqual([error]);
  expect(await page.getByRole("dialog").isVisible()).toBe(true);
});

test("a checkout that can only say that it has expired is shown", async () => {
  const page = await visit();
  await buy(page, "/checkout/cs_1?expired");
  await page.getByText("Loading…").waitFor({ state: "detached" });
  expect((await heard(page)).map(({ name }) => name)).toContain("error");
});

test("Escape in the checkout page closes it", async () => {
  const page = await openCheckout();
  await cashier(page).getByLabel("Card number").dispatchEvent("keydown", { key: "Escape" });
  await gone(page);
  expect((await heard(page)).map(({ name }) => name)).toEqual(["close"]);
});

test("Escape before the checkout page has loaded closes it too", async () => {
  const page = await visit();
  await buy(page, "/checkout/cs_1?silent");
  await page.getByText("Loading…").waitFor();
  await page.keyboard.press("Escape");
  await gone(page);
});

test("the close button closes, and everything is as it was before", async () => {
  const page = await visit();
  await page.locator("#buy").focus();
  const before = await pageState(page);
  await buy(page, "/checkout/cs_1?silent");
  await page.getByText("Loading…").waitFor();

  const during = await pageState(page);
  expect(during.inert).toEqual([
    ...["header true", "main true", "aside true", "svg true", "script true", "script true", "div false"],
  ]);
  expect(during.overflow).toBe("hidden");
  expect(during.focused).not.toBe("buy");

  await page.getByRole("button", { name: "Close checkout" }).click();
  await gone(page);
  await expect.poll(() => pageState(page)).toEqual(before);
});

test("once the checkout page is there its own close button is the one to see, and the keyboard still finds ours", async () => {
  const page = await openCheckout();
  const close = page.getByRole("button", { name: "Close checkout" });
  const opacity = () => close.evaluate((button) => button.style.opacity);
  expect(await opacity()).toBe("0");
  for (let step = 0; step < 14 && (await opacity()) === "0"; step++) await page.keyboard.press("Tab");
  expect(await opacity()).toBe("1");
  await page.keyboard.press("Enter");
  await gone(page);
});

test("the back button closes the checkout and stays in the shop", async () => {
  const page = await openCheckout();
  await page.evaluate(() => history.back());
  await gone(page);
  expect(await heard(page)).toMatchObject([{ name: "close" }]);
  expect(await pageState(page)).toMatchObject({ path: "/", focused: "buy", state: null });
});

test("after a checkout one step back leaves the shop, even when the frame has moved on inside", async () => {
  const page = await openCheckout();
  await cashier(page)
    .locator("body")
    .evaluate(() => location.assign("/checkout/cs_1?second"));
  await cashier(page)
    .locator("body")
    .evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
  await page.evaluate(() => FastStar.checkout.close());
  await expect.poll(async () => (await pageState(page)).state).toBeNull();
  await page.goBack();
  expect(new URL(page.url()).pathname).toBe("/before");
});

test("a shop that closes the checkout and moves on arrives", async () => {
  const page = await openCheckout();
  await page.evaluate(() => {
    FastStar.on("checkout.success", () => {
      FastStar.checkout.close();
      location.href = "/thanks";
    });
  });
  await press(page, "Pay now");
  await page.waitForURL("**/thanks");
  await page.waitForTimeout(300);
  expect(new URL(page.url()).pathname).toBe("/thanks");
});

test("the state that a single-page shop keeps in its history survives", async () => {
  const page = await visit();
  await page.evaluate(() => history.replaceState({ route: 3 }, ""));
  await buy(page);
  await page.getByText("Loading…").waitFor({ state: "detached" });
  expect((await pageState(page)).state).toMatchObject({ route: 3 });
  await page.evaluate(() => FastStar.checkout.close());
  await expect.poll(async () => (await pageState(page)).state).toEqual({ route: 3 });
});

test("the keyboard cannot leave the checkout for the page behind it", async () => {
  const page = await openCheckout();
  for (let step = 0; step < 14; step++) {
    await page.keyboard.press("Tab");
    const place = await page.evaluate(
      () => document.activeElement?.closest("header, main, aside")?.localName,
    );
    expect(place).toBeUndefined();
  }
});

test("messages that are not the checkout's own are ignored", async () => {
  const page = await openCheckout();
  await page.evaluate(
    async ({ stranger, cashier }) => {
      const forged = { source: "starway-cashier", type: "success", checkout_session_id: "cs_forged" };
      window.postMessage(forged, "*");
      // A stranger's frame, and a frame of the right origin that is not the checkout's.
      for (const src of [stranger, `${cashier}/other`]) {
        const frame = document.createElement("iframe");
        frame.src = src;
        document.body.append(frame);
        await new Promise((resolve) => frame.addEventListener("load", resolve));
      }
    },
    { stranger: origins.stranger, cashier: origins.cashier },
  );
  const other = page.frames().find((frame) => frame.url().endsWith("/other"));
  await other?.evaluate(() => parent.postMessage({ source: "starway-cashier", type: "success" }, "*"));
  // The checkout's own frame, led away to a stranger.
  await page.frames()[1]?.evaluate((url) => location.assign(url), origins.stranger);
  await page.waitForTimeout(500);
  expect(await heard(page)).toEqual([]);
  expect(await page.getByRole("dialog").isVisible()).toBe(true);
});

test("any url that is not a checkout page of this server is refused", async () => {
  const page = await visit();
  await page.evaluate(
    ({ stranger, cashier }) => {
      for (const url of [
        "javascript:alert(1)",
        "data:text/html,x",
        `${stranger}/checkout/cs_1`,
        `${cashier}/demo`,
      ]) {
        FastStar.checkout.open({ url });
      }
    },
    { stranger: origins.stranger, cashier: origins.cashier },
  );
  expect(await heard(page)).toMatchObject(Array(4).fill({ name: "error", code: "invalid_url" }));
  expect(await page.locator("iframe").count()).toBe(0);
});

test("a second checkout takes the place of the first", async () => {
  const page = await openCheckout();
  await page.evaluate((url) => FastStar.checkout.open({ url }), `${origins.cashier}/checkout/cs_2`);
  await page.getByText("Loading…").waitFor({ state: "detached" });
  expect(await heard(page)).toMatchObject([{ name: "close", checkout_session_id: "cs_1" }]);
  expect(await page.locator("iframe").count()).toBe(1);
  await press(page, "Pay now");
  await expect.poll(() => heard(page)).toMatchObject([{}, { name: "success", checkout_session_id: "cs_2" }]);
  await page.evaluate(() => history.back());
  await gone(page);
  expect((await pageState(page)).path).toBe("/");
});

test("a checkout page that reloads itself can still say that it was paid", async () => {
  const page = await openCheckout();
  await cashier(page)
    .locator("body")
    .evaluate(() => location.reload());
  await expect
    .poll(async () => {
      await press(page, "Pay now");
      return heard(page);
    })
    .toMatchObject([{ name: "success" }]);
});

test("a checkout page that never answers is reported after 20 seconds, and can be closed", async () => {
  const page = await visit();
  await page.clock.install();
  await buy(page, "/checkout/cs_1?silent");
  await cashier(page).getByText("Pay now").waitFor();
  await page.clock.runFor(19_000);
  expect(await heard(page)).toEqual([]);
  await page.clock.runFor(2_000);
  expect(await heard(page)).toMatchObject([{ name: "error", code: "load_failed" }]);
  expect(await page.getByText("The payment page could not be loaded.").isVisible()).toBe(true);
  await page.getByRole("button", { name: "Close checkout" }).click();
  await gone(page);
});

test("a page whose own policy forbids the frame is told so at once", async () => {
  const page = await visit("/no-frames");
  await buy(page);
  await expect.poll(() => heard(page)).toMatchObject([{ name: "error", code: "load_failed" }]);
  expect(JSON.stringify(await heard(page))).toContain(`frame-src ${origins.cashier}`);
});

test("a strict policy and an unfriendly style sheet do not disfigure it, down to 320 pixels", async () => {
  const page = await openCheckout("/", { viewport: { width: 320, height: 568 }, reducedMotion: "reduce" });
  expect(await page.evaluate(() => violations)).toEqual([]);
  expect(await page.locator("iframe").boundingBox()).toEqual({ x: 0, y: 0, width: 320, height: 568 });
  const close = page.getByRole("button", { name: "Close checkout" });
  expect(await close.boundingBox()).toEqual({ x: 268, y: 8, width: 44, height: 44 });
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  const { violations: barriers } = await new AxeBuilder({ page }).include("body > div").analyze();
  expect(barriers.map(({ id }) => id)).toEqual([]);
});

test("init speaks the language asked for and warms up the connection once", async () => {
  const page = await visit();
  await page.evaluate(() => {
    FastStar.init({ locale: "zh-CN" });
    FastStar.init({ locale: "zh-CN" });
  });
  expect(await page.locator(`link[rel=preconnect][href="${origins.cashier}"]`).count()).toBe(1);
  await buy(page);
  await page.getByRole("dialog", { name: "结账" }).waitFor();
});
