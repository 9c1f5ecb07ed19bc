import type { BrowserContext, Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { CARDS } from "../support/shop.ts";
import { bank, fillIn, payButton, payWith, success } from "./support/buyer.ts";
import { approvals, outcomeOf, paid } from "./support/ledger.ts";
import { createSignal } from "./support/signal.ts";
import { useStage, type Visit } from "./support/stage.ts";
import { stopClock } from "./support/stopped-clock.ts";

const stage = useStage();
const { server } = stage;

/** A buyer who has filled in the form, and how to check in the end that they have paid once. */
async function openFilled(card: string = CARDS.good) {
  const before = await approvals(server);
  const visit = await stage.openCashier(server.direct);
  await fillIn(visit.page, { card });
  const expectPaidOnce = async () => {
    expect(await outcomeOf(server.direct, visit.session)).toEqual(paid(999));
    expect(await approvals(server)).toBe(before + 1);
  };
  return { ...visit, expectPaidOnce };
}

/** The same session in another tab of the same browser. */
async function openSecondTab({ page, session }: Visit): Promise<Page> {
  const tab = await page.context().newPage();
  await tab.goto(session.url);
  return tab;
}

/** Holds what "Pay" sends until that many payments lie between pages and server, and then lets all go at once. */
async function gatherPayments(context: BrowserContext, count: number): Promise<void> {
  const gathered = createSignal();
  let waiting = 0;
  await context.route("**/pay", async (route) => {
    waiting += 1;
    if (waiting === count) gathered.give();
    await gathered.given;
    await route.continue();
  });
}

/** A page that waits for the bank asks again after a while, which does not come by itself when the clock is stopped. */
async function letTimePassUntil({ clock }: Page, visible: Locator): Promise<void> {
  const isVisible = async () => {
    await clock.runFor(250);
    return visible.isVisible();
  };
  await expect.poll(isVisible).toBe(true);
}

const alreadyPaid = (page: Page) => page.getByRole("heading", { name: "Already paid" });

test("a double click on Pay pays once", async () => {
  const { page, expectPaidOnce } = await openFilled();
  await payButton(page).dblclick();
  await success(page).waitFor();
  await expectPaidOnce();
});

test("Enter, again and again, pays once", async () => {
  const { page, expectPaidOnce } = await openFilled();
  await page.locator("#field-name").focus();
  for (let press = 0; press < 4; press += 1) await page.keyboard.press("Enter");
  await success(page).waitFor();
  await expectPaidOnce();
});

test("a buyer who reloads the page while the payment is under way finds it paid", async () => {
  const { page, expectPaidOnce } = await openFilled();
  const carried_out = createSignal();
  await page.route("**/pay", async (route) => {
    // The answer comes back to a page that is not there any more.
    await route.fetch();
    carried_out.give();
  });
  await payButton(page).click();
  await carried_out.given;
  await page.reload();
  await alreadyPaid(page).waitFor();
  await expectPaidOnce();
});

test("a buyer who reloads the page right after pressing Pay is not charged twice by trying again", async () => {
  const { page, expectPaidOnce } = await openFilled();
  // Without the clock a paid page does not leave for the shop just when it is reloaded.
  await stopClock(page);
  await payButton(page).click({ noWaitAfter: true });
  await page.reload();
  // Whether the first press arrived is a matter of luck; what the page says then is not.
  const isOver = alreadyPaid(page).or(success(page));
  await letTimePassUntil(page, isOver.or(payButton(page)).first());
  if (await payButton(page).isVisible()) {
    await fillIn(page);
    await payButton(page).click();
  }
  await letTimePassUntil(page, isOver);
  await expectPaidOnce();
});

test("a payment whose answer is lost on the way is asked for again, and is one payment", async () => {
  const { page, expectPaidOnce } = await openFilled();
  await page.route(
    "**/pay",
    async (route) => {
      await route.fetch();
      await route.abort("connectionreset");
    },
    { times: 1 },
  );
  await payButton(page).click();
  await success(page).waitFor();
  await expectPaidOnce();
  expect(stage.complaints.splice(0)).toEqual([expect.stringContaining("net::ERR_CONNECTION_RESET")]);
});

test("two tabs of one session that press Pay at the same moment pay once, and both say that it is paid", async () => {
  const { page, session, expectPaidOnce } = await openFilled();
  const tab = await openSecondTab({ page, session });
  await fillIn(tab);
  await gatherPayments(page.context(), 2);
  await Promise.all([payButton(page).click(), payButton(tab).click()]);
  await Promise.all([success(page).waitFor(), success(tab).waitFor()]);
  await expectPaidOnce();
});

test("a tab that was left open is told that the session has been paid in another one", async () => {
  const { page, session, expectPaidOnce } = await openFilled();
  const tab = await openSecondTab({ page, session });
  await fillIn(tab);
  await payButton(page).click();
  await success(page).waitFor();
  await payButton(tab).click();
  await success(tab).waitFor();
  await expectPaidOnce();
});

test("a challenge that is left for another card in another tab cannot be paid as well", async () => {
  const { page, session, expectPaidOnce } = await openFilled(CARDS.challenge);
  const tab = await openSecondTab({ page, session });
  await fillIn(tab);
  await payButton(page).click();
  await bank(page).getByRole("button", { name: "Approve" }).waitFor();
  await payWith(tab, CARDS.good);
  await success(tab).waitFor();
  // A tab in the background draws once a second only.
  await page.bringToFront();
  await bank(page).getByRole("button", { name: "Approve" }).click();
  await success(page).waitFor();
  await expectPaidOnce();
});
