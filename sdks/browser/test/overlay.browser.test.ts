import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContextOptions, Frame, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { clickAway, unacknowledged } from "../../../server/test/browser/support/click-away.ts";
import { stopClock } from "../../../server/test/browser/support/stopped-clock.ts";
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
});
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
  await loaded(page);
  return page;
}

/** Waits until the overlay shows the checkout page. */
async function loaded(page: Page): Promise<void> {
  await page.getByRole("dialog").waitFor();
  await page.getByText("Loading…").waitFor({ state: "detached" });
}

/** The frame of the checkout page, when there is one. */
function frameOf(page: Page): Frame {
  const [, frame] = page.frames();
  if (frame === undefined) throw new Error("There is no checkout page.");
  return frame;
}

const cashier = (page: Page) => page.frameLocator("iframe");
const button = (page: Page, name: string) => cashier(page).getByRole("button", { name });
const press = (page: Page, name: string) => button(page, name).click();
/** Presses what takes the checkout page away. */
const leave = (page: Page, name: string) => clickAway(button(page, name));
const heard = (page: Page) => page.evaluate(() => events);
const gone = (page: Page) => page.getByRole("dialog").waitFor({ state: "detached" });

/** What the browser gives to screen readers. */
async function readOut(page: Page): Promise<unknown[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  return nodes.filter(({ ignored }) => !ignored).map(({ name }) => name?.value);
}

/** How much moves in the overlay. */
function animations(page: Page) {
  return page.evaluate(() => document.querySelector("body > div")?.shadowRoot?.getAnimations().length ?? 0);
}

/** What the overlay may change on the merchant's page, and has to put back. */
function pageState(page: Page) {
  return page.evaluate(() => ({
    inert: Array.from(
      document.body.children,
      (element) => `${element.localName} ${element.hasAttribute("inert")}`,
    ),
    overflow: document.documentElement.style.overflow,
    padding: document.documentElement.style.paddingRight,
    scrolled: scrollY,
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
  await leave(page, "Back to the shop");
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
  await loaded(page);
  expect((await heard(page)).map(({ name }) => name)).toContain("error");
});

test("Escape in the checkout page closes it", async () => {
  const page = await openCheckout();
  const field = cashier(page).getByLabel("Card number");
  await field.waitFor();
  unacknowledged(field.dispatchEvent("keydown", { key: "Escape" }));
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
  await page.evaluate(() => scrollTo(0, 700));
  const before = await pageState(page);
  expect(before).toMatchObject({ focused: "buy", scrolled: 700 });
  await buy(page, "/checkout/cs_1?silent");
  await page.getByText("Loading…").waitFor();
  expect(await pageState(page)).toMatchObject({ overflow: "hidden", scrolled: 700 });
  expect((await pageState(page)).focused).not.toBe("buy");

  await page.getByRole("button", { name: "Close checkout" }).click();
  await gone(page);
  await expect.poll(() => pageState(page)).toEqual(before);
});

test("behind the checkout nothing can be focused, clicked or scrolled", async () => {
  const page = await openCheckout();
  await page.getByLabel("Name", { exact: true }).evaluate((input) => input.focus());
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe("div");
  const { x, y } = (await page.locator("#buy").boundingBox()) ?? { x: 0, y: 0 };
  expect(
    await page.evaluate(([x, y]) => document.elementFromPoint(x, y)?.localName, [x + 5, y + 5] as const),
  ).toBe("div");
  await page.mouse.move(4, 4);
  await page.mouse.wheel(0, 500);
  await page.waitForTimeout(200);
  expect((await pageState(page)).scrolled).toBe(0);
  const read = await readOut(page);
  expect(read).toContain("Checkout");
  expect(read).not.toContain("About us");
});

test("once the checkout page is there its own close button is the one to see, and the keyboard still finds ours", async () => {
  const page = await openCheckout();
  const close = page.getByRole("button", { name: "Close checkout" });
  const { x, y, width } = (await close.boundingBox()) ?? { x: 0, y: 0, width: 0 };
  const onTop = () =>
    page.evaluate(
      ([x, y]) => document.querySelector("body > div")?.shadowRoot?.elementFromPoint(x, y)?.localName,
      [x + width / 2, y + width / 2] as const,
    );
  expect(await onTop()).toBe("iframe");
  const last = button(page, "Fail");
  await last.focus();
  await expect.poll(() => last.evaluate((element) => element.matches(":focus"))).toBe(true);
  expect(await onTop()).toBe("iframe");
  await page.keyboard.press("Tab");
  await expect.poll(onTop).toBe("button");
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
  const frame = frameOf(page);
  // A page that moves on before it has loaded would take the place of its own entry in the history.
  await frame.waitForLoadState();
  await frame.evaluate(() => location.assign("/checkout/cs_1?second"));
  await frame.waitForURL("**/checkout/cs_1?second");
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
  await leave(page, "Pay now");
  await page.waitForURL("**/thanks");
  await page.waitForTimeout(300);
  expect(new URL(page.url()).pathname).toBe("/thanks");
});

test("a checkout that is opened in the moment in which the last one's history entry goes away stays", async () => {
  const page = await openCheckout();
  await page.evaluate(async (url) => {
    const { navigation } = window as unknown as { navigation: EventTarget };
    const next = (target: EventTarget, event: string) =>
      new Promise((resolve) => target.addEventListener(event, resolve, { once: true }));
    const [leaving, left] = [next(navigation, "navigate"), next(window, "popstate")];
    FastStar.checkout.close();
    await leaving;
    FastStar.checkout.open({ url });
    await left;
  }, `${origins.cashier}/checkout/cs_2`);
  await page.waitForTimeout(300);
  expect(await page.getByRole("dialog").isVisible()).toBe(true);
  await page.evaluate(() => history.back());
  await gone(page);
  expect(await pageState(page)).toMatchObject({ path: "/", state: null });
});

test("the state that a single-page shop keeps in its history survives", async () => {
  const page = await visit();
  await page.evaluate(() => history.replaceState({ route: 3 }, ""));
  await buy(page);
  await loaded(page);
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
  const checkout = frameOf(page);
  const navigated = page.waitForEvent("framenavigated", (found) => found.url().endsWith("/other"));
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
  const other = await navigated;
  await other.evaluate(() => parent.postMessage({ source: "starway-cashier", type: "success" }, "*"));
  // The checkout's own frame, led away to a stranger.
  await checkout.evaluate((url) => location.assign(url), origins.stranger);
  await checkout.waitForURL(`${origins.stranger}/`);
  await page.waitForTimeout(500);
  expect(await heard(page)).toEqual([]);
  expect(await page.getByRole("dialog").isVisible()).toBe(true);
});

test("any url that is not a checkout page of this server is refused, and the console says what to change", async () => {
  const page = await visit();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  const { cashier, stranger } = origins;
  const host = new URL(cashier).host;
  const urls = [
    "javascript:alert(1)",
    "data:text/html,x",
    `blob:${cashier}/checkout/cs_1`,
    `${stranger}/checkout/cs_1?token=secret`,
    `https://${host}/checkout/cs_1?token=secret`,
    `http://${host}.evil.test/checkout/cs_1`,
    `http://${host}@evil.test/checkout/cs_1`,
    `http://ada:lovelace@${host}/checkout/cs_1`,
    `${cashier}/demo`,
    "",
  ];
  await page.evaluate((given) => {
    for (const url of given) FastStar.checkout.open({ url });
    const open = FastStar.checkout.open as (options?: unknown) => void;
    open();
    open({ url: new URL(location.href) });
  }, urls);
  expect(await heard(page)).toMatchObject(Array(12).fill({ name: "error", code: "invalid_url" }));
  expect(await page.locator("iframe").count()).toBe(0);
  expect(complaints).toHaveLength(12);
  for (const complaint of complaints) expect(complaint).toContain(`${cashier}/checkout/…`);
  expect(complaints[3]).toContain(`${stranger}/checkout/cs_1`);
  expect(complaints.join()).not.toContain("secret");
});

test("a bad url leaves the checkout that is open as it is", async () => {
  const page = await openCheckout();
  await page.evaluate(() => FastStar.checkout.open({ url: "https://example.com" }));
  expect(await heard(page)).toMatchObject([{ name: "error", code: "invalid_url" }]);
  await press(page, "Pay now");
  await expect.poll(() => heard(page)).toMatchObject([{}, { name: "success" }]);
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
  const frame = frameOf(page);
  await frame.evaluate(() => {
    Object.assign(window, { is_old: true });
    location.reload();
  });
  await expect.poll(() => frame.evaluate("[window.is_old, merchant]")).toEqual([undefined, origins.merchant]);
  await press(page, "Pay now");
  await expect.poll(() => heard(page)).toMatchObject([{ name: "success" }]);
});

test("a checkout page that never answers is reported after 20 seconds, and can be closed", async () => {
  const page = await visit();
  await stopClock(page);
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

test.each(["cs_denied", "cs_link"])("a page that may not be framed (%s) is reported as well", async (id) => {
  const page = await visit();
  await stopClock(page);
  const refused = page.waitForEvent("console", (message) =>
    /X-Frame-Options|frame-ancestors/.test(message.text()),
  );
  await buy(page, `/checkout/${id}`);
  await refused;
  await page.clock.runFor(21_000);
  expect(await heard(page)).toMatchObject([{ name: "error", code: "load_failed" }]);
  expect(JSON.stringify(await heard(page))).toContain('presentation \\"iframe\\"');
  await page.getByText("The payment page could not be loaded.").waitFor();
  await page.clock.runFor(60_000);
  expect(await heard(page)).toHaveLength(1);
});

test("a checkout page that an ad blocker takes away is reported", async () => {
  const page = await visit();
  await page.route("**/checkout/**", (route) => route.abort("blockedbyclient"));
  await stopClock(page);
  await buy(page);
  await page.getByText("Loading…").waitFor();
  await page.clock.runFor(21_000);
  expect(await heard(page)).toMatchObject([{ name: "error", code: "load_failed" }]);
});

test("a checkout page that comes late is shown all the same", async () => {
  const page = await visit();
  await stopClock(page);
  await buy(page, "/checkout/cs_1?silent");
  await cashier(page).getByText("Pay now").waitFor();
  await page.clock.runFor(21_000);
  await page.getByText("The payment page could not be loaded.").waitFor();
  await frameOf(page).evaluate(() => location.assign("/checkout/cs_1"));
  await expect
    .poll(async () => {
      await page.clock.runFor(1_000);
      return page.getByText("could not be loaded").count();
    })
    .toBe(0);
  await press(page, "Pay now");
  await expect.poll(() => heard(page)).toMatchObject([{ name: "error" }, { name: "success", ...PAID }]);
});

test("a page whose own policy forbids the frame is told so at once, and which directive to change", async () => {
  const page = await visit("/no-frames");
  await buy(page);
  await expect.poll(() => heard(page)).toMatchObject([{ name: "error", code: "load_failed" }]);
  expect(JSON.stringify(await heard(page))).toContain(`frame-src ${origins.cashier}`);
  await page.getByRole("button", { name: "Close checkout" }).click();
  await gone(page);
});

test("a page that is left while the checkout is open comes back without it", async () => {
  const keeper = await launchChromium({ without_flags: ["--disable-back-forward-cache"] });
  try {
    const page = await (await keeper.newContext()).newPage();
    await page.goto(origins.merchant);
    await page.evaluate(() => {
      FastStar.on("checkout.success", () => {
        location.href = "/thanks";
      });
      addEventListener("pageshow", ({ persisted }) => Object.assign(window, { persisted }));
    });
    await page.locator("#buy").focus();
    await page.evaluate(() => scrollTo(0, 300));
    const before = await pageState(page);
    await buy(page);
    await loaded(page);
    await leave(page, "Pay now");
    await page.waitForURL("**/thanks");
    // Not at once: the page that would answer is put away.
    await page.evaluate(() => void setTimeout(() => history.back()));
    await expect.poll(() => page.url()).toBe(`${origins.merchant}/`);
    await expect.poll(() => pageState(page)).toEqual(before);
    await expect.poll(() => page.evaluate(() => (window as { persisted?: boolean }).persisted)).toBe(true);
    expect(await page.getByRole("dialog").count()).toBe(0);
    expect(await heard(page)).toEqual([
      { name: "success", ...PAID },
      { name: "close", ...PAID },
    ]);
    // And the shop still sells.
    await buy(page);
    await page.getByRole("dialog").waitFor();
  } finally {
    await keeper.close();
  }
});

test("a page that reads from right to left gets the same overlay", async () => {
  const page = await openCheckout("/rtl", { viewport: { width: 1000, height: 900 } });
  const frame = await page.locator("iframe").boundingBox();
  expect(frame).toEqual({ x: 240, y: 50, width: 520, height: 800 });
  await page.evaluate((url) => FastStar.checkout.open({ url }), `${origins.cashier}/checkout/cs_1?silent`);
  const close = page.getByRole("button", { name: "Close checkout" });
  expect(await close.boundingBox()).toEqual({ x: 708, y: 58, width: 44, height: 44 });
  expect(await close.evaluate((button) => getComputedStyle(button).direction)).toBe("ltr");
});

test("a strict policy and an unfriendly style sheet do not disfigure it, down to 320 pixels", async () => {
  const page = await openCheckout("/", { viewport: { width: 320, height: 568 }, reducedMotion: "reduce" });
  expect(await page.evaluate(() => violations)).toEqual([]);
  expect(await page.locator("iframe").boundingBox()).toEqual({ x: 0, y: 0, width: 320, height: 568 });
  const close = page.getByRole("button", { name: "Close checkout" });
  expect(await close.boundingBox()).toEqual({ x: 268, y: 8, width: 44, height: 44 });
  expect(await animations(page)).toBe(0);
  const { violations: barriers } = await new AxeBuilder({ page }).include("body > div").analyze();
  expect(barriers.map(({ id }) => id)).toEqual([]);
});

test("what moves while it loads stands still for those who have asked for that", async () => {
  for (const [reducedMotion, expected] of [
    ["reduce", 0],
    ["no-preference", 1],
  ] as const) {
    const page = await visit("/", { reducedMotion });
    await buy(page, "/checkout/cs_1?silent");
    await page.getByText("Loading…").waitFor();
    await expect.poll(() => animations(page)).toBe(expected);
  }
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
