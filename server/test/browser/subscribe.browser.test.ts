import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { CARDS } from "../support/shop.ts";
import { makeRecurringPrice, readSession, startedBy } from "../support/subscriptions.ts";
import { bank, fillIn, payButton, payWith, readNotice } from "./support/buyer.ts";
import { useStage } from "./support/stage.ts";
import { stopClock } from "./support/stopped-clock.ts";

const stage = useStage();
const { server } = stage;

async function openSubscription(price: object = {}, fields: object = {}) {
  const line_items = [{ price_id: await makeRecurringPrice(server.direct, price), quantity: 2 }];
  return stage.openCashier(server.direct, { mode: "subscription", line_items, ...fields });
}

const heading = (page: Page, name: string) => page.getByRole("heading", { name }).waitFor();

test("a buyer reads what is charged now and then how often, and subscribes", async () => {
  const { page, session } = await openSubscription();
  await heading(page, "Subscribe to Aurora Supply");
  expect(await page.locator(".headline").textContent()).toBe("$19.98");
  expect(await page.locator(".terms").textContent()).toBe("$19.98 every month");
  await page.getByText("Aurora Supply keeps your card").waitFor();
  await fillIn(page);
  expect(await payButton(page).textContent()).toBe("Subscribe");
  // Without the clock the page does not leave for the shop just when it is reloaded.
  await stopClock(page);
  await payButton(page).click();
  await heading(page, "You are subscribed");
  await page.getByText("You paid $19.98 to Aurora Supply for the first period.").waitFor();
  const { subscriptions, invoices } = await startedBy(server.direct, session);
  expect(subscriptions).toMatchObject([{ status: "active" }]);
  expect(invoices).toMatchObject([{ status: "paid", amount_paid: 1998 }]);
  await page.reload();
  await heading(page, "Already subscribed");
});

test("a Chinese buyer whose card is declined subscribes with another one", async () => {
  const { page, session } = await openSubscription({ recurring_interval_count: 3 }, { locale: "zh-CN" });
  await heading(page, "订阅 Aurora Supply");
  expect(await page.locator(".terms").textContent()).toBe("每 3 个月 US$19.98");
  await fillIn(page, { card: CARDS.declined });
  expect(await payButton(page).textContent()).toBe("订阅");
  await payButton(page).click();
  await readNotice(page);
  await payWith(page, CARDS.good);
  await heading(page, "订阅成功");
  expect((await startedBy(server.direct, session)).subscriptions).toMatchObject([{ status: "active" }]);
});

test.each([
  ["en", "14 days free, then $19.98 every month", "Start trial", "Your trial has started"],
  ["zh-CN", "免费试用 14 天，之后每月 US$19.98", "开始试用", "试用已开始"],
])(
  "a trial in %s begins after the buyer's bank was asked, and charges nothing",
  async (locale, terms, button, done) => {
    const { page, session } = await openSubscription({ trial_period_days: 14 }, { locale });
    expect(await page.locator(".terms").textContent()).toBe(terms);
    await fillIn(page, { card: CARDS.challenge });
    expect(await payButton(page).textContent()).toBe(button);
    await payButton(page).click();
    await bank(page).getByRole("button", { name: "Approve" }).click();
    await heading(page, done);
    const { subscriptions, invoices } = await startedBy(server.direct, session);
    expect(subscriptions).toMatchObject([{ status: "trialing" }]);
    expect(invoices).toMatchObject([{ status: "paid", amount_due: 0, payment_id: null }]);
  },
);

test.each([
  ["en", "Save your card with Aurora Supply", "Save card", "Card saved"],
  ["zh-CN", "在 Aurora Supply 保存银行卡", "保存银行卡", "银行卡已保存"],
])("a buyer leaves a card in %s, without any amount on the page", async (locale, title, button, done) => {
  const { page, session } = await stage.openCashier(server.direct, {
    mode: "setup",
    line_items: undefined,
    locale,
  });
  await heading(page, title);
  expect(await page.locator(".headline, .totals").count()).toBe(0);
  await fillIn(page);
  expect(await payButton(page).textContent()).toBe(button);
  await payButton(page).click();
  await heading(page, done);
  expect(await page.locator("main").textContent()).not.toMatch(/\$/);
  expect(await readSession(server.direct, session)).toMatchObject({ status: "complete" });
});
