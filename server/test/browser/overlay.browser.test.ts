import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { CARDS, type OpenSession } from "../support/shop.ts";
import { bank, fillIn, payButton, payWith, readNotice, success } from "./support/buyer.ts";
import { clickAway, unacknowledged } from "./support/click-away.ts";
import { outcomeOf, paid } from "./support/ledger.ts";
import { useStage } from "./support/stage.ts";

interface Heard {
  readonly name: string;
  readonly code?: string;
}
declare const heard: Heard[];

const stage = useStage();
const { server } = stage;

const cashier = (page: Page) => page.frameLocator("iframe");
const overlay = (page: Page) => page.getByRole("dialog", { name: "Checkout" });
const eventsOf = (page: Page) => page.evaluate(() => heard);

/** A buyer in the shop presses "Buy" for a new order. */
async function openShop(url: string): Promise<Page> {
  const page = await stage.visitor();
  await page.goto(stage.shop.pageFor(url));
  await page.getByRole("button", { name: "Buy" }).click();
  return page;
}

async function openOverlay(): Promise<{ page: Page; session: OpenSession; order: object }> {
  const client_reference_id = "order_10042";
  const session = await stage.openSession(server.direct, { presentation: "iframe", client_reference_id });
  const page = await openShop(session.url);
  await payButton(cashier(page)).waitFor();
  await page.getByText("Loading…").waitFor({ state: "detached" });
  return { page, session, order: { checkout_session_id: session.id, client_reference_id } };
}

test("a buyer pays over the shop's page, and the shop hears which order it was", async () => {
  const { page, session, order } = await openOverlay();
  await fillIn(cashier(page));
  await payButton(cashier(page)).click();
  await success(cashier(page)).waitFor();
  await expect.poll(() => eventsOf(page)).toEqual([{ name: "success", ...order }]);
  expect(await outcomeOf(server.direct, session)).toEqual(paid(999));
  await clickAway(cashier(page).getByRole("button", { name: "Done" }));
  await overlay(page).waitFor({ state: "detached" });
  expect(await eventsOf(page)).toEqual([
    { name: "success", ...order },
    { name: "close", ...order },
  ]);
  expect(page.url()).toContain(stage.shop.origin);
});

test("the bank's page works in the overlay, a frame within a frame", async () => {
  const { page, session, order } = await openOverlay();
  await fillIn(cashier(page), { card: CARDS.challenge });
  await payButton(cashier(page)).click();
  await bank(cashier(page)).getByRole("button", { name: "Fail" }).click();
  await readNotice(cashier(page));
  await payWith(cashier(page), CARDS.challenge);
  await bank(cashier(page)).getByRole("button", { name: "Approve" }).click();
  await success(cashier(page)).waitFor();
  await expect.poll(() => eventsOf(page)).toEqual([{ name: "success", ...order }]);
  expect(await outcomeOf(server.direct, session)).toEqual(paid(999));
});

const LEAVE = {
  Escape: async (page: Page) => {
    await cashier(page).locator("#field-email").focus();
    unacknowledged(page.keyboard.press("Escape"));
  },
  "the browser's back button": (page: Page) => page.evaluate(() => history.back()),
  "the cross": (page: Page) => clickAway(cashier(page).getByRole("button", { name: "Close" })),
};

test.each(Object.entries(LEAVE))(
  "%s closes the overlay and leaves the buyer in the shop",
  async (_way, leave) => {
    const { page, session, order } = await openOverlay();
    await leave(page);
    await overlay(page).waitFor({ state: "detached" });
    expect(await eventsOf(page)).toEqual([{ name: "close", ...order }]);
    expect(page.url()).toBe(stage.shop.pageFor(session.url));
    expect((await outcomeOf(server.direct, session)).status).toBe("open");
  },
);

test("a buyer who cancels is back in the shop, which hears of it", async () => {
  const { page, order } = await openOverlay();
  await clickAway(cashier(page).getByRole("button", { name: "Cancel" }));
  await overlay(page).waitFor({ state: "detached" });
  expect(await eventsOf(page)).toEqual([
    { name: "cancel", ...order },
    { name: "close", ...order },
  ]);
});

test("Escape does not close the overlay while the payment is under way", async () => {
  const { page, session } = await openOverlay();
  await page.route("**/pay", async (route) => {
    await cashier(page).locator("body").press("Escape");
    await route.continue();
  });
  await fillIn(cashier(page));
  await payButton(cashier(page)).click();
  await success(cashier(page)).waitFor();
  expect((await eventsOf(page)).map(({ name }) => name)).not.toContain("close");
  expect(await outcomeOf(server.direct, session)).toEqual(paid(999));
});

test.each([
  ["an expired session", "This checkout has expired", "session_expired"],
  ["a wrong token", "This link is not valid", "wrong_token"],
])("the shop hears of %s, and the buyer can close the overlay", async (_what, title, code) => {
  const session = await stage.openSession(server.direct, { presentation: "iframe" });
  if (code === "session_expired") {
    await server.direct.faststar.post(`/public/checkout/sessions/${session.id}/expire`, {});
  }
  const page = await openShop(code === "wrong_token" ? `${session.url}x` : session.url);
  await cashier(page).getByRole("heading", { name: title }).waitFor();
  await expect.poll(() => eventsOf(page)).toMatchObject([{ name: "error", code }]);
  await clickAway(cashier(page).getByRole("button", { name: "Close" }));
  await overlay(page).waitFor({ state: "detached" });
  expect((await eventsOf(page)).map(({ name }) => name)).toEqual(["error", "close"]);
});

test("a session that was made for a link refuses to be shown in a frame, and the shop hears of it", async () => {
  const session = await stage.openSession(server.direct, { presentation: "link" });
  const page = await stage.visitor();
  await page.clock.install();
  await page.goto(stage.shop.pageFor(session.url));
  const refused = page.waitForEvent("console", (message) => /frame-ancestors/.test(message.text()));
  await page.getByRole("button", { name: "Buy" }).click();
  await refused;
  await page.clock.runFor(21_000);
  expect(await eventsOf(page)).toMatchObject([{ name: "error", code: "load_failed" }]);
  await page.getByText("The payment page could not be loaded.").waitFor();
  expect(page.frames().map((frame) => frame.url())).not.toContain(session.url);
  expect(stage.complaints.splice(0)).toEqual([
    expect.stringContaining("frame-ancestors 'none'"),
    expect.stringContaining('a session with presentation "iframe"'),
  ]);
});
