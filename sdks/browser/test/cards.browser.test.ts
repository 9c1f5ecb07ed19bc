import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { clickAway, unacknowledged } from "../../../server/test/browser/support/click-away.ts";
import { stopClock } from "../../../server/test/browser/support/stopped-clock.ts";
import { launchChromium } from "../../../server/test/support/chromium.ts";
import type { CardSession, CardWindow, Sdk } from "../src/types.ts";
import { type Origins, startOrigins } from "./origins.ts";

declare const FastStar: Sdk;
declare const events: { name: string }[];
declare const calls: { name: string; message?: string }[];
declare const addCard: (session: unknown) => void;
declare let card_session: unknown;
declare let added: CardWindow;
/** Lets a session come that is on its way. */
declare let arrive: (session: unknown) => void;

const SESSION: CardSession = {
  setup_intent_id: "seti_1",
  client_secret: "seti_1_secret_a/b",
  publishable_key: "pk_test_1",
};
const SAVED = {
  setup_intent_id: "seti_1",
  payment_method: { brand: "visa", last4: "4242", exp_month: 12, exp_year: 2034 },
};

let browser: Browser;
let origins: Origins;

beforeAll(async () => {
  // As for any buyer: windows open for a click, and for nothing else.
  const without_flags = ["--disable-popup-blocking", "--disable-back-forward-cache"];
  [browser, origins] = await Promise.all([launchChromium({ without_flags }), startOrigins()]);
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(async () => {
  await browser?.close();
  await origins?.close();
});

async function visit(path = "/"): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(origins.merchant + path);
  return page;
}

/** The buyer presses the button, with a session that is there already. */
async function openWindow(page: Page, session: object = SESSION): Promise<Page> {
  await page.evaluate((given) => {
    card_session = given;
  }, session);
  const popup = page.waitForEvent("popup");
  await page.getByRole("button", { name: "Add a card" }).click();
  return popup;
}

async function openReady(page: Page): Promise<Page> {
  const popup = await openWindow(page);
  await answered(popup);
  return popup;
}

/** Waits until the page in the window knows the shop. */
async function answered(popup: Page): Promise<void> {
  await popup.waitForURL(`${origins.cashier}/cards/**`);
  await expect.poll(() => popup.evaluate("merchant")).toBe(origins.merchant);
}

const called = (page: Page) => page.evaluate(() => calls);
const heard = (page: Page) => page.evaluate(() => events);
const button = (popup: Page, name: string) => popup.getByRole("button", { name });
const press = (popup: Page, name: string) => button(popup, name).click();
/** Presses what makes the shop's page close the window. */
const leave = (popup: Page, name: string) => clickAway(button(popup, name));
const closed = (popup: Page) => expect.poll(() => popup.isClosed()).toBe(true);

/** What both the callback and the event say, and that they say it once. */
async function expectOutcome(page: Page, name: string, data: object): Promise<void> {
  await expect.poll(() => called(page)).toMatchObject([{ name, ...data }]);
  // Long enough for anything that follows: the poll for a closed window, and a reminder to the card page.
  await page.waitForTimeout(700);
  expect(await called(page)).toMatchObject([{ name, ...data }]);
  expect(await heard(page)).toMatchObject([{ name: `cards.${name}`, ...data }]);
}

test("a saved card is told once, and the window goes when its page says so", async () => {
  const page = await visit();
  const popup = await openReady(page);
  expect(popup.url()).toBe(`${origins.cashier}/cards/seti_1?client_secret=seti_1_secret_a%2Fb`);
  await press(popup, "Save");
  await press(popup, "Save");
  await expectOutcome(page, "success", SAVED);
  expect(popup.isClosed()).toBe(false);
  await leave(popup, "Done");
  await closed(popup);
  await expectOutcome(page, "success", SAVED);
});

test("a window that closes itself in the moment of success has still saved the card", async () => {
  const page = await visit();
  const popup = await openReady(page);
  const saveAndClose = () => {
    document.getElementById("success")?.click();
    close();
  };
  unacknowledged(popup.evaluate(saveAndClose));
  await expectOutcome(page, "success", SAVED);
});

test("the window stands in the middle of the shop's window", async () => {
  const page = await visit();
  const wanted = await page.evaluate(() => {
    const asked: string[] = [];
    const open = window.open.bind(window);
    window.open = (url, target, features) => {
      asked.push(String(features));
      return open(url, target, features);
    };
    Object.assign(window, { asked, screenX: 100, screenY: 40, outerWidth: 1480, outerHeight: 920 });
    return asked;
  });
  expect(wanted).toEqual([]);
  const popup = await openReady(page);
  expect(await page.evaluate("asked")).toEqual(["popup,width=480,height=720,left=600,top=140"]);
  expect(await popup.evaluate(() => [innerWidth, innerHeight])).toEqual([480, 720]);
});

test.each(["Cancel", "Done"])("a buyer who presses %s has cancelled", async (name) => {
  const page = await visit();
  const popup = await openReady(page);
  await leave(popup, name);
  await closed(popup);
  await expectOutcome(page, "cancel", { setup_intent_id: "seti_1" });
});

test("a buyer who closes the window has cancelled", async () => {
  const page = await visit();
  const popup = await openReady(page);
  await popup.close();
  await expectOutcome(page, "cancel", { setup_intent_id: "seti_1" });
});

test("the shop can close the window, and that is a cancellation", async () => {
  const page = await visit();
  const popup = await openReady(page);
  await page.evaluate(() => {
    added.close();
    added.close();
  });
  await closed(popup);
  await expectOutcome(page, "cancel", { setup_intent_id: "seti_1" });
});

test("what the card page cannot go on with is passed on, and the buyer may read it there", async () => {
  const page = await visit();
  const popup = await openWindow(page, { ...SESSION, setup_intent_id: "seti_gone" });
  await expectOutcome(page, "error", { code: "setup_intent_expired", message: "Too late." });
  expect(popup.isClosed()).toBe(false);
  await leave(popup, "Done");
  await closed(popup);
  await expectOutcome(page, "error", { code: "setup_intent_expired" });
});

test("a card page that is reloaded can still say that the card was saved", async () => {
  const page = await visit();
  const popup = await openReady(page);
  await popup.reload();
  await answered(popup);
  await press(popup, "Save");
  await expectOutcome(page, "success", SAVED);
});

test("a second card window takes the place of the first", async () => {
  const page = await visit();
  const first = await openReady(page);
  const second = await openWindow(page, { ...SESSION, setup_intent_id: "seti_2" });
  await closed(first);
  await answered(second);
  await press(second, "Save");
  await expect
    .poll(() => called(page))
    .toMatchObject([
      { name: "cancel", setup_intent_id: "seti_1" },
      { name: "success", setup_intent_id: "seti_2" },
    ]);
});

test("the session may be the whole answer, with an address of its own, or still on its way", async () => {
  const page = await visit();
  const url = `${origins.cashier}/cards/seti_1?client_secret=s&locale=zh-CN`;
  const popup = await openWindow(page, { success: true, message: "OK", data: { ...SESSION, url } });
  await popup.waitForURL(url);

  const later = page.waitForEvent("popup");
  await page.evaluate(() => {
    card_session = new Promise((resolve) => Object.assign(window, { arrive: resolve }));
  });
  await page.getByRole("button", { name: "Add a card" }).click();
  const blank = await later;
  expect(blank.url()).toBe("about:blank");
  await page.evaluate((session) => arrive(session), SESSION);
  await answered(blank);
  await press(blank, "Save");
  await expect.poll(() => called(page)).toMatchObject([{ name: "cancel" }, { name: "success", ...SAVED }]);
});

test("a buyer who closes the window while the session is on its way has cancelled", async () => {
  const page = await visit();
  const opened = page.waitForEvent("popup");
  await page.evaluate(() => {
    card_session = new Promise(() => {});
  });
  await page.getByRole("button", { name: "Add a card" }).click();
  await (await opened).close();
  await expectOutcome(page, "cancel", {});
});

test("what is no session of this cashier opens nothing that stays, and the console says what to pass", async () => {
  const page = await visit();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  const { cashier, stranger } = origins;
  const bad = [
    "undefined",
    "null",
    "'seti_1'",
    "{}",
    "{ setup_intent_id: 'seti_1' }",
    "{ client_secret: 'seti_1_secret_1' }",
    "{ success: false, message: 'No such customer.' }",
    "{ success: true, data: null }",
    "{ setup_intent_id: '../checkout/cs_1', client_secret: 's', url: 'javascript:alert(1)' }",
    `{ setup_intent_id: 'seti_1', client_secret: 's', url: '${stranger}/cards/seti_1' }`,
    `{ setup_intent_id: 'seti_1', client_secret: 's', url: '${cashier}/checkout/cs_1' }`,
    "Promise.reject(new Error('the shop is down'))",
  ];
  for (const session of bad) {
    await page.evaluate(`card_session = ${session}`).catch(() => {});
    await page.getByRole("button", { name: "Add a card" }).click();
  }
  const errors = Array(bad.length).fill({ name: "error", code: "invalid_session" });
  await expect.poll(() => called(page)).toMatchObject(errors);
  await expect.poll(() => page.context().pages()).toHaveLength(1);
  for (const complaint of complaints) {
    expect(complaint).toContain(`${cashier} answered to POST /public/customers/:id/setup-intent`);
  }
  expect(complaints.at(-1)).toContain("the shop is down");
});

test("a window that was not asked for by a click is blocked, and the shop gets the address instead", async () => {
  const page = await visit(`/#${encodeURIComponent(JSON.stringify(SESSION))}`);
  const url = `${origins.cashier}/cards/seti_1?client_secret=seti_1_secret_a%2Fb`;
  await expectOutcome(page, "error", { code: "popup_blocked", url });
  expect((await called(page))[0]?.message).toContain("click");
  expect(await page.evaluate(() => added.opened)).toBe(false);
  expect(page.context().pages()).toHaveLength(1);
});

test("a click opens one window only, and the one that it has opened stays", async () => {
  const page = await visit();
  await page.evaluate((session) => {
    document.getElementById("card")?.addEventListener("click", () => addCard(session));
  }, SESSION);
  const popup = await openReady(page);
  await expectOutcome(page, "error", { code: "popup_blocked" });
  await press(popup, "Save");
  await expect.poll(() => called(page)).toMatchObject([{ name: "error" }, { name: "success", ...SAVED }]);
});

test("a browser that opens no window at all is reported in the same way", async () => {
  const page = await visit();
  await page.evaluate((session) => {
    window.open = () => null;
    card_session = session;
  }, SESSION);
  await page.getByRole("button", { name: "Add a card" }).click();
  await expectOutcome(page, "error", { code: "popup_blocked" });
  expect(await page.evaluate(() => added.opened)).toBe(false);
});

test("a card page that never answers is reported after 20 seconds, and its window closed", async () => {
  const page = await visit();
  await stopClock(page);
  const popup = await openWindow(page, { ...SESSION, setup_intent_id: "seti_silent" });
  await popup.getByText("Save").waitFor();
  await page.clock.runFor(19_000);
  expect(await called(page)).toEqual([]);
  await page.clock.runFor(2_000);
  expect(await called(page)).toMatchObject([{ name: "error", code: "load_failed" }]);
  await closed(popup);
  await page.clock.runFor(60_000);
  expect(await called(page)).toHaveLength(1);
});

test("a session that never comes is reported in the same way", async () => {
  const page = await visit();
  await stopClock(page);
  await page.evaluate(() => {
    card_session = new Promise(() => {});
  });
  await page.getByRole("button", { name: "Add a card" }).click();
  await page.clock.runFor(21_000);
  expect(await called(page)).toMatchObject([{ name: "error", code: "load_failed" }]);
});

test("messages that are not the card page's own are ignored", async () => {
  const page = await visit();
  const popup = await openReady(page);
  const forged = { source: "starway-cashier", type: "success", setup_intent_id: "seti_forged" };
  await page.evaluate((message) => postMessage(message, "*"), forged);
  // A window of the right origin that is not the one, a frame of it, and the right window without the mark.
  const navigated = page.waitForEvent("framenavigated", (found) => found.url().endsWith("/other"));
  await page.evaluate((url) => {
    const frame = document.createElement("iframe");
    frame.src = url;
    document.body.append(frame);
  }, `${origins.cashier}/other`);
  const frame = await navigated;
  await frame.waitForLoadState();
  await frame.evaluate((message) => parent.postMessage(message, "*"), forged);
  await popup.evaluate((message) => opener.postMessage({ ...message, source: "other" }, "*"), forged);
  // The right window, led away to a stranger.
  await popup.evaluate((url) => location.assign(url), origins.stranger);
  await popup.waitForURL(`${origins.stranger}/`);
  await popup.evaluate((message) => opener.postMessage(message, "*"), forged);
  await page.waitForTimeout(500);
  expect(await called(page)).toEqual([]);
});

test("callbacks are optional, and one that throws does not keep the events from being heard", async () => {
  const page = await visit();
  await page.evaluate(() => {
    const onSuccess = () => {
      throw new Error("a merchant's mistake");
    };
    const button = document.getElementById("card");
    if (button) button.onclick = () => FastStar.cards.add(card_session as CardSession, { onSuccess });
  });
  const first = await openReady(page);
  await press(first, "Save");
  await expect.poll(() => heard(page)).toMatchObject([{ name: "cards.success" }]);
  await page.evaluate(() => {
    const button = document.getElementById("card");
    if (button) button.onclick = () => FastStar.cards.add(card_session as CardSession);
  });
  const second = await openReady(page);
  await leave(second, "Cancel");
  await expect.poll(() => heard(page)).toMatchObject([{}, { name: "cards.cancel" }]);
});

test("a page that is cut off from other sites, but not from its own windows, saves cards", async () => {
  const page = await visit("/isolated-but-for-popups");
  const popup = await openReady(page);
  await press(popup, "Save");
  await expectOutcome(page, "success", SAVED);
});

test("a page that is cut off from its own windows is told which header does it", async () => {
  const page = await visit("/isolated");
  await stopClock(page);
  await page.evaluate(() => {
    const open = window.open.bind(window);
    window.open = (...given) => Object.assign(window, { popup: open(...given) }).popup;
  });
  await openWindow(page);
  await expect.poll(() => page.evaluate("popup.closed")).toBe(true);
  await page.clock.runFor(1_000);
  await expectOutcome(page, "error", { code: "window_lost" });
  expect((await called(page))[0]?.message).toContain("same-origin-allow-popups");
});

test("a shop that is left takes its card window with it", async () => {
  const page = await visit();
  const popup = await openReady(page);
  await page.goto(`${origins.merchant}/thanks`);
  await closed(popup);
});
