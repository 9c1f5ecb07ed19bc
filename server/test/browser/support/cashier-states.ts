import type { Page } from "playwright-core";
import { parseId } from "../../../src/kit/ids.ts";
import {
  beginSetup,
  completeSetup,
  customerWithCard,
  makeCustomer,
  saveCard,
  setupPost,
} from "../../support/saved-cards.ts";
import { CARDS, payAtCashier } from "../../support/shop.ts";
import { makeRecurringPrice } from "../../support/subscriptions.ts";
import { bank, fillIn, notice, payButton, success, typeCard } from "./buyer.ts";
import type { Stage } from "./stage.ts";

export const LOCALES = ["en", "zh-CN"] as const;
export type Locale = (typeof LOCALES)[number];

type Texts = Readonly<Record<Locale, readonly string[]>>;

/** How to bring a page into a state that a buyer may look at, and what it says then. */
interface CashierState {
  readonly says: Texts;
  open(locale: Locale): Promise<Page>;
}

const both = (en: string[], zh: string[]): Texts => ({ en, "zh-CN": zh });

/** The refusals that a form can be shown: the page's code and status, and how the sentence begins. */
export const REFUSALS: Readonly<Record<string, { status: number; says: Readonly<Record<Locale, string>> }>> =
  {
    card_declined: {
      status: 402,
      says: { en: "Your card was declined. Please", "zh-CN": "您的银行卡被拒绝。" },
    },
    lost_card: { status: 402, says: { en: "Your card was declined. Please", "zh-CN": "您的银行卡被拒绝。" } },
    insufficient_funds: {
      status: 402,
      says: { en: "Your card was declined for insufficient funds.", "zh-CN": "余额不足" },
    },
    expired_card: { status: 402, says: { en: "Your card has expired.", "zh-CN": "您的银行卡已过期。" } },
    incorrect_cvc: {
      status: 402,
      says: { en: "The security code is incorrect.", "zh-CN": "安全码不正确。请" },
    },
    incorrect_number: { status: 402, says: { en: "The card number is incorrect.", "zh-CN": "卡号不正确。" } },
    processing_error: {
      status: 402,
      says: { en: "The card could not be processed.", "zh-CN": "银行卡处理失败" },
    },
    authentication_failed: {
      status: 402,
      says: { en: "Your bank could not confirm the payment.", "zh-CN": "银行未能确认这笔付款。" },
    },
    card_gone: {
      status: 409,
      says: { en: "This saved card is not available any more.", "zh-CN": "此已保存的卡已不可用" },
    },
    amount_changed: { status: 409, says: { en: "The amount has changed.", "zh-CN": "金额已变更。" } },
    rate_limited: { status: 429, says: { en: "Too many attempts.", "zh-CN": "操作过于频繁" } },
    unavailable: {
      status: 503,
      says: { en: "Payments are briefly unavailable.", "zh-CN": "支付服务暂时不可用" },
    },
    internal: { status: 500, says: { en: "Something went wrong on our side.", "zh-CN": "系统出现问题" } },
    invalid_field: {
      status: 400,
      says: { en: "Some details were not accepted.", "zh-CN": "部分信息未通过校验" },
    },
  };

/** Every state of the checkout page and of the page on which a card is saved, by its name. */
export function cashierStates(stage: Stage): Readonly<Record<string, CashierState>> {
  return {
    ...checkoutStates(stage),
    ...purposeStates(stage),
    ...taxStates(stage),
    ...savedCardStates(stage),
    ...cardPageStates(stage),
  };
}

/** Sessions that are not one payment, before the buyer has pressed the button and after. */
function purposeStates(stage: Stage): Record<string, CashierState> {
  const { server } = stage;

  async function openPurpose(locale: string, fields: object): Promise<Page> {
    const { page } = await stage.openCashier(server.direct, { locale, ...fields }, { locale });
    await page.locator("button[type=submit]:enabled").waitFor();
    return page;
  }

  async function openSubscription(locale: string, price: object): Promise<Page> {
    const line_items = [{ price_id: await makeRecurringPrice(server.direct, price), quantity: 2 }];
    return openPurpose(locale, { mode: "subscription", line_items });
  }

  const openSetup = (locale: string) => openPurpose(locale, { mode: "setup", line_items: undefined });

  async function finished(page: Page): Promise<Page> {
    await fillIn(page);
    await payButton(page).click();
    await page.locator(".mark.success").waitFor();
    return page;
  }

  return {
    subscription: {
      says: both(
        ["Subscribe to Aurora Supply", "$19.98 every month", "Subscribe"],
        ["订阅 Aurora Supply", "每月 US$19.98", "订阅"],
      ),
      open: (locale) => openSubscription(locale, {}),
    },
    subscribed: {
      says: both(["You are subscribed"], ["订阅成功"]),
      open: async (locale) => finished(await openSubscription(locale, {})),
    },
    trial: {
      says: both(
        ["14 days free, then $19.98 every month", "Start trial"],
        ["免费试用 14 天，之后每月 US$19.98", "开始试用"],
      ),
      open: (locale) => openSubscription(locale, { trial_period_days: 14 }),
    },
    "trial started": {
      says: both(["Your trial has started"], ["试用已开始"]),
      open: async (locale) => finished(await openSubscription(locale, { trial_period_days: 14 })),
    },
    setup: {
      says: both(
        ["Save your card with Aurora Supply", "Save card"],
        ["在 Aurora Supply 保存银行卡", "保存银行卡"],
      ),
      open: openSetup,
    },
    "card left": {
      says: both(["Card saved"], ["银行卡已保存"]),
      open: async (locale) => finished(await openSetup(locale)),
    },
  };
}

function checkoutStates(stage: Stage): Record<string, CashierState> {
  const { server } = stage;

  async function openForm(locale: string, fields: object = {}): Promise<Page> {
    const told = { locale, buyer_country: "DE", ...fields };
    const { page } = await stage.openCashier(server.mor, told, { locale });
    await page.locator("button[type=submit]:enabled").waitFor();
    return page;
  }

  async function payBy(locale: string, card: string): Promise<Page> {
    const page = await openForm(locale);
    await fillIn(page, { card });
    await payButton(page).click();
    return page;
  }

  async function openAt(locale: string, change: (url: string) => string): Promise<Page> {
    const session = await stage.openSession(server.mor, { locale });
    const page = await stage.visitor({ locale });
    await page.goto(change(session.url));
    return page;
  }

  return {
    form: {
      says: both(
        ["Pay Northwind Press", "Contact", "Pay $10.79"],
        ["向 Northwind Press 付款", "联系方式", "支付 US$10.79"],
      ),
      open: (locale) => openForm(locale, { buyer_country: "US" }),
    },
    "fields to correct": {
      says: both(
        ["Please check: Email, Card number", "Enter your card number."],
        ["请检查：电子邮箱、卡号", "请输入卡号。"],
      ),
      async open(locale) {
        const page = await openForm(locale);
        await payButton(page).click();
        await notice(page).waitFor();
        return page;
      },
    },
    paying: {
      says: both(["Processing…"], ["正在处理…"]),
      async open(locale) {
        const page = await openForm(locale);
        await page.route("**/pay", () => {});
        await fillIn(page);
        await payButton(page).click();
        return page;
      },
    },
    processing: {
      says: both(["Your payment is being processed"], ["正在处理您的付款"]),
      async open(locale) {
        const page = await openForm(locale);
        await page.route(/\/(pay|state)$/, async (route) => {
          const state = await page.locator("#page-view").textContent();
          const payment = { state: "processing", challenge_url: null, last_error: null };
          await route.fulfill({ json: { ...JSON.parse(state ?? ""), payment } });
        });
        await fillIn(page);
        await payButton(page).click();
        return page;
      },
    },
    declined: {
      says: both(["Your card was declined. Please try another card"], ["您的银行卡被拒绝。请换一张卡"]),
      async open(locale) {
        const page = await payBy(locale, CARDS.declined);
        await notice(page).waitFor();
        return page;
      },
    },
    challenge: {
      says: both(["Confirm with your bank"], ["银行验证"]),
      async open(locale) {
        const page = await payBy(locale, CARDS.challenge);
        await bank(page).getByRole("button").first().waitFor();
        return page;
      },
    },
    success: {
      says: both(["Payment successful", "Continue to Northwind Press"], ["付款成功", "前往 Northwind Press"]),
      async open(locale) {
        const page = await payBy(locale, CARDS.good);
        await success(page).waitFor();
        return page;
      },
    },
    "already paid": {
      says: both(["Already paid"], ["已付款"]),
      async open(locale) {
        const session = await stage.openSession(server.direct, { locale });
        await payAtCashier(server, session, CARDS.good);
        const page = await stage.visitor({ locale });
        await page.goto(session.url);
        return page;
      },
    },
    expired: {
      says: both(["This checkout has expired", "Back to the shop"], ["付款页面已过期", "返回商店"]),
      async open(locale) {
        const session = await stage.openSession(server.mor, { locale });
        await server.mor.faststar.post(`/public/checkout/sessions/${session.id}/expire`, {});
        const page = await stage.visitor({ locale });
        await page.goto(session.url);
        return page;
      },
    },
    "wrong token": {
      says: both(["This link is not valid"], ["链接无效"]),
      open: (locale) => openAt(locale, (url) => `${url}x`),
    },
    "not found": {
      says: both(["Checkout not found"], ["找不到此付款页面"]),
      open: (locale) => openAt(locale, (url) => url.replace(/cs_\w+/, "cs_nothing")),
    },
  };
}

function taxStates(stage: Stage): Record<string, CashierState> {
  const openFor = async (locale: string, fields: object) => {
    const { page } = await stage.openCashier(stage.server.mor, { locale, ...fields }, { locale });
    return page;
  };
  return {
    "tax included": {
      says: both(["Includes 19% VAT"], ["已含 19% 增值税"]),
      open: (locale) => openFor(locale, { buyer_country: "DE" }),
    },
    "tax added": {
      says: both(["Sales tax (7.25%)"], ["销售税（7.25%）"]),
      open: (locale) => openFor(locale, { buyer_country: "US", buyer_region: "CA" }),
    },
    "tax reversed": {
      says: both(["VAT (reverse charge)"], ["增值税（反向征收）"]),
      open: (locale) => openFor(locale, { buyer_country: "DE", customer_tax_id: "DE136695976" }),
    },
  };
}

function savedCardStates(stage: Stage): Record<string, CashierState> {
  const { server } = stage;
  const openFor = async (locale: string, customer_id: string) => {
    const { page } = await stage.openCashier(server.direct, { locale, customer_id }, { locale });
    await page.locator("button[type=submit]:enabled").waitFor();
    return page;
  };
  return {
    "saved cards": {
      says: both(
        ["Visa ending in 4242", "Expired 01/20", "Another card"],
        ["Visa 尾号 4242", "已于 01/20 过期", "使用其他卡"],
      ),
      async open(locale) {
        const { customer } = await customerWithCard(server, server.direct);
        await saveCard(server, server.direct, customer, CARDS.challenge);
        const old = await saveCard(server, server.direct, customer, "5555555555554444");
        await expireCard(stage, old);
        return openFor(locale, customer);
      },
    },
    "another card": {
      says: both(["Save this card with Aurora Supply for next time"], ["在 Aurora Supply 保存此卡"]),
      async open(locale) {
        const { customer } = await customerWithCard(server, server.direct);
        const page = await openFor(locale, customer);
        await page.getByRole("radio").last().check();
        await page.locator("#field-number").waitFor();
        return page;
      },
    },
    "saved card declined": {
      says: both(["Your card was declined."], ["您的银行卡被拒绝。"]),
      async open(locale) {
        const { customer } = await customerWithCard(server, server.direct, CARDS.saved_then_declined);
        const page = await openFor(locale, customer);
        await payButton(page).click();
        await notice(page).waitFor();
        return page;
      },
    },
  };
}

/** Time cannot be turned back to when the card was still good, so its date is. */
async function expireCard({ server }: Stage, public_id: string): Promise<void> {
  const { merchant_id, livemode } = server.direct.scope;
  await server.db.query(
    "UPDATE payment_methods SET exp_month = 1, exp_year = 2020 WHERE merchant_id = $1 AND livemode = $2 AND id = $3",
    [merchant_id, livemode, parseId("payment_method", public_id)],
  );
}

function cardPageStates(stage: Stage): Record<string, CashierState> {
  const { server } = stage;

  async function openSetup(locale: string, change = (url: string) => url): Promise<Page> {
    const setup = await beginSetup(server.direct, await makeCustomer(server.direct));
    const page = await stage.visitor({ locale });
    await page.goto(change(`${server.url}/cards/${setup.id}?client_secret=${setup.client_secret}`));
    return page;
  }

  async function save(locale: string, number: string): Promise<Page> {
    const page = await openSetup(locale);
    await page.locator("button[type=submit]:enabled").waitFor();
    await page.locator("#field-name").fill("Ada Lovelace");
    await typeCard(page, number);
    await payButton(page).click();
    return page;
  }

  return {
    "card page": {
      says: both(
        ["Save a card with Aurora Supply", "Saved for ada@example.com", "Save card"],
        ["在 Aurora Supply 保存银行卡", "为 ada@example.com 保存", "现在不会扣款。"],
      ),
      open: (locale) => openSetup(locale),
    },
    "card page declined": {
      says: both(["Your card was declined and was not saved."], ["您的银行卡被拒绝，未保存。"]),
      async open(locale) {
        const page = await save(locale, CARDS.declined);
        await notice(page).waitFor();
        return page;
      },
    },
    "card page challenge": {
      says: both(["Confirm with your bank"], ["银行验证"]),
      async open(locale) {
        const page = await save(locale, CARDS.challenge);
        await bank(page).getByRole("button").first().waitFor();
        return page;
      },
    },
    "card page saved": {
      says: both(["Card saved", "Visa ending in 4242"], ["银行卡已保存", "Visa 尾号 4242"]),
      open: (locale) => save(locale, CARDS.good),
    },
    "card page already saved": {
      says: both(["Already saved"], ["已保存"]),
      async open(locale) {
        const setup = await completeSetup(server, server.direct, await makeCustomer(server.direct));
        const page = await stage.visitor({ locale });
        await page.goto(`${server.url}/cards/${setup.id}?client_secret=${setup.client_secret}`);
        return page;
      },
    },
    "card page canceled": {
      says: both(["This card is not asked for any more"], ["保存银行卡的请求已结束"]),
      async open(locale) {
        const setup = await beginSetup(server.direct, await makeCustomer(server.direct));
        await setupPost(server, setup, "cancel");
        const page = await stage.visitor({ locale });
        await page.goto(`${server.url}/cards/${setup.id}?client_secret=${setup.client_secret}`);
        return page;
      },
    },
    "card page wrong secret": {
      says: both(["This link is not valid"], ["链接无效"]),
      open: (locale) => openSetup(locale, (url) => `${url}x`),
    },
    "card page not found": {
      says: both(["Page not found"], ["找不到此页面"]),
      open: (locale) => openSetup(locale, (url) => url.replace(/seti_\w+/, "seti_nothing")),
    },
  };
}
