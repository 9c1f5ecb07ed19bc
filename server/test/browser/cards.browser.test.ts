import type { BrowserContextOptions, Page } from "playwright-core";
import { expect, test } from "vitest";
import {
  attach,
  beginSetup,
  charge,
  completeSetup,
  makeCustomer,
  type OpenSetup,
  setupPost,
  setupState,
} from "../support/saved-cards.ts";
import { CARDS } from "../support/shop.ts";
import { bank, payButton, readNotice, typeCard } from "./support/buyer.ts";
import { clickAway } from "./support/click-away.ts";
import { useStage } from "./support/stage.ts";
import { stopClock } from "./support/stopped-clock.ts";

interface Told {
  readonly name: string;
  readonly code?: string;
}
declare const told: Told[];
/** How often a page of the cashier has said that it is there. */
declare const met: number;

const stage = useStage();
const { server } = stage;

const toldTo = (page: Page) => page.evaluate(() => told);
const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });
const saved = (page: Page) => heading(page, "Card saved");

async function openSetup(): Promise<OpenSetup & { customer: string }> {
  const customer = await makeCustomer(server.direct);
  return { ...(await beginSetup(server.direct, customer)), customer };
}

const addressOf = ({ id, client_secret }: OpenSetup) =>
  `${server.url}/cards/${id}?client_secret=${client_secret}`;

/** A buyer in the shop presses "Add a card", and the window opens. */
async function openWindow() {
  const setup = await openSetup();
  const shop = await stage.visitor();
  await shop.goto(stage.shop.cardPageFor(setup));
  const opening = shop.waitForEvent("popup");
  await shop.getByRole("button", { name: "Add a card" }).click();
  const window = await opening;
  await window.locator("button[type=submit]:enabled").waitFor();
  await shop.waitForFunction(() => met > 0);
  return { setup, shop, window };
}

/** The same page, as a page of its own. */
async function openPage(setup: OpenSetup, options?: BrowserContextOptions): Promise<Page> {
  const page = await stage.visitor(options);
  await page.goto(addressOf(setup));
  return page;
}

async function fillInCard(page: Page, number: string): Promise<void> {
  await page.locator("button[type=submit]:enabled").waitFor();
  await page.locator("#field-name").fill("Ada Lovelace");
  await typeCard(page, number);
}

async function save(page: Page, number: string): Promise<void> {
  await fillInCard(page, number);
  await page.getByRole("button", { name: "Save card" }).click();
}

/** Without the clock the window stays; else it would close by itself before a slow machine has seen what is in it. */
async function saveAndStay(window: Page, number: string): Promise<void> {
  await fillInCard(window, number);
  await stopClock(window);
  await window.getByRole("button", { name: "Save card" }).click();
}

const VISA = { brand: "visa", last4: "4242", exp_month: 12, exp_year: 2034 };

test("a buyer saves a card in the shop's window, and the shop charges it later", async () => {
  const { setup, shop, window } = await openWindow();
  expect(await window.locator("main").textContent()).toContain(
    "Aurora Supply may charge this card later, as you have agreed with them. Nothing is charged now.",
  );
  await window.getByText("Saved for ada@example.com").waitFor();
  await saveAndStay(window, CARDS.good);
  await saved(window).waitFor();
  await expect
    .poll(() => toldTo(shop))
    .toEqual([{ name: "success", setup_intent_id: setup.id, payment_method: VISA }]);
  const closed = window.waitForEvent("close");
  await clickAway(window.getByRole("button", { name: "Done" }));
  await closed;

  const { status, body } = await attach(server.direct, setup.customer, setup.id);
  expect([status, body.data]).toMatchObject([200, { last4: "4242" }]);
  const charged = await charge(server.direct, setup.customer, { payment_method_id: body.data.id });
  expect([charged.status, charged.body.data.status]).toEqual([200, "succeeded"]);
  expect(await toldTo(shop)).toHaveLength(1);
});

test("the window closes by itself some time after the card was saved", async () => {
  const { shop, window } = await openWindow();
  const closed = window.waitForEvent("close");
  await save(window, CARDS.good);
  await closed;
  await expect.poll(() => toldTo(shop)).toMatchObject([{ name: "success" }]);
});

test("a bank that wants to hear from the buyer is answered in the window", async () => {
  const { shop, window } = await openWindow();
  await save(window, CARDS.challenge);
  await bank(window).getByRole("button", { name: "Fail" }).click();
  await readNotice(window, "Your bank could not confirm the card.");
  await save(window, CARDS.challenge);
  await bank(window).getByRole("button", { name: "Approve" }).waitFor();
  await stopClock(window);
  await bank(window).getByRole("button", { name: "Approve" }).click();
  await saved(window).waitFor();
  await expect.poll(() => toldTo(shop)).toMatchObject([{ name: "success" }]);
});

test("a card that is declined says why, and the next one is saved", async () => {
  const { setup, shop, window } = await openWindow();
  await save(window, CARDS.declined);
  await readNotice(window, "Your card was declined and was not saved.");
  expect(await window.locator("#field-cvc").inputValue()).toBe("");
  expect(await toldTo(shop)).toEqual([]);
  await saveAndStay(window, CARDS.good);
  await saved(window).waitFor();
  expect((await setupState(server, setup)).body.card).toEqual(VISA);
});

test.each([
  ["presses cancel", (page: Page) => clickAway(page.getByRole("button", { name: "Cancel" }))],
  ["closes the window", (page: Page) => page.close()],
])("the shop hears when the buyer %s, and the card can be saved another time", async (_how, leave) => {
  const { setup, shop, window } = await openWindow();
  const closed = window.isClosed() ? undefined : window.waitForEvent("close");
  await leave(window);
  await closed;
  await expect.poll(() => toldTo(shop)).toEqual([{ name: "cancel", setup_intent_id: setup.id }]);
  expect((await setupState(server, setup)).body.status).toBe("requires_payment_method");
});

test("a browser that blocks the window tells the shop where to send the buyer, who saves the card there", async () => {
  const setup = await openSetup();
  const page = await stage.visitor();
  await page.addInitScript(() => {
    window.open = () => null;
  });
  await page.goto(stage.shop.cardPageFor(setup));
  await page.getByRole("button", { name: "Add a card" }).click();
  const url = addressOf(setup);
  await expect.poll(() => toldTo(page)).toMatchObject([{ name: "error", code: "popup_blocked", url }]);
  await page.goto(url);
  await save(page, CARDS.good);
  await saved(page).waitFor();
  await page.getByText("You may close this page.").waitFor();
  expect(stage.complaints.splice(0)).toEqual([expect.stringContaining("blocked the card window")]);
});

test("a page that nobody opened offers no way back to nobody", async () => {
  const page = await openPage(await openSetup());
  await page.locator("button[type=submit]:enabled").waitFor();
  expect(await page.getByRole("button", { name: "Cancel" }).count()).toBe(0);
});

test("a double click, and a second tab, save one card", async () => {
  const setup = await openSetup();
  const page = await openPage(setup);
  const other = await page.context().newPage();
  await other.goto(addressOf(setup));
  const before = (await server.journal()).filter(({ kind }) => kind === "verified").length;
  await Promise.all([fillInCard(page, CARDS.good), fillInCard(other, CARDS.good)]);
  await Promise.all([payButton(page).dblclick({ noWaitAfter: true }), payButton(other).click()]);
  await Promise.all([page, other].map((tab) => saved(tab).waitFor()));
  expect((await server.journal()).filter(({ kind }) => kind === "verified").length).toBe(before + 1);
});

test("what was left empty is asked for at its field, and nothing is sent", async () => {
  const page = await openPage(await openSetup());
  let sent = 0;
  page.on("request", (request) => {
    if (request.method() === "POST") sent++;
  });
  await page.locator("button[type=submit]:enabled").click();
  await readNotice(page, "Please check: Card number, Expiry date, Security code, Name on card.");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("field-number");
  expect(sent).toBe(0);
});

test("a connection that breaks is taken up again with the same card, which is saved once", async () => {
  const setup = await openSetup();
  const page = await openPage(setup);
  const keys: string[] = [];
  await page.route("**/confirm", async (route) => {
    keys.push(route.request().postDataJSON().attempt_key);
    if (keys.length > 1) return route.continue();
    await route.fetch();
    return route.abort("connectionreset");
  });
  await save(page, CARDS.good);
  await saved(page).waitFor();
  expect(new Set(keys).size).toBe(1);
  expect(stage.complaints.splice(0)).toEqual([expect.stringContaining("ERR_CONNECTION_RESET")]);
});

test("a card that was saved before is not asked for again, and the shop hears that it is there", async () => {
  const customer = await makeCustomer(server.direct);
  const setup = await completeSetup(server, server.direct, customer);
  const shop = await stage.visitor();
  await shop.goto(stage.shop.cardPageFor(setup));
  const opening = shop.waitForEvent("popup");
  await shop.getByRole("button", { name: "Add a card" }).click();
  const window = await opening;
  await heading(window, "Already saved").waitFor();
  await window.getByText("Visa ending in 4242").waitFor();
  expect(await payButton(window).count()).toBe(0);
  await expect.poll(() => toldTo(shop)).toMatchObject([{ name: "success", payment_method: VISA }]);
});

const BROKEN_LINKS = {
  "with a wrong secret": { status: 403, title: "This link is not valid", change: (url: string) => `${url}x` },
  "without its secret": {
    status: 403,
    title: "This link is not valid",
    change: (url: string) => url.replace(/\?.*/, ""),
  },
  "to nothing": {
    status: 404,
    title: "Page not found",
    change: (url: string) => url.replace(/seti_\w+/, "seti_nothing"),
  },
};

test.each(Object.entries(BROKEN_LINKS))(
  "a link %s shows nothing of the customer",
  async (_link, { status, title, change }) => {
    const setup = await openSetup();
    const page = await stage.visitor();
    const response = await page.goto(change(addressOf(setup)));
    expect(response?.status()).toBe(status);
    await heading(page, title).waitFor();
    expect(await page.content()).not.toMatch(/ada@example|Aurora/);
  },
);

test("a setup intent that was canceled says so, and the shop hears of it", async () => {
  const setup = await openSetup();
  await setupPost(server, setup, "cancel");
  const shop = await stage.visitor();
  await shop.goto(stage.shop.cardPageFor(setup));
  const opening = shop.waitForEvent("popup");
  await shop.getByRole("button", { name: "Add a card" }).click();
  const window = await opening;
  await heading(window, "This card is not asked for any more").waitFor();
  await expect.poll(() => toldTo(shop)).toMatchObject([{ name: "error", code: "setup_intent_canceled" }]);
  const closed = window.waitForEvent("close");
  await clickAway(window.getByRole("button", { name: "Close" }));
  await closed;
});
