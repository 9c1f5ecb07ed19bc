import { expect, test } from "vitest";
import { renderCheckout, renderMessagePage } from "./entry-server.tsx";
import { exampleView, payment } from "./test-support.ts";
import type { CheckoutView } from "./view.ts";

const views: [string, Partial<CheckoutView>][] = [
  ["an open session", {}],
  ["an overlay", { presentation: "iframe", livemode: false }],
  ["a payment under way", payment("processing")],
  ["a challenge", payment("requires_action", "/challenge")],
  ["a paid session", { status: "complete", payment_status: "paid", ...payment("succeeded") }],
  ["an expired session", { status: "expired" }],
];

test.each(views)("the page of %s obeys the security policy", (_, changes) => {
  for (const locale of ["en", "zh-CN"] as const) {
    const { html, lang } = renderCheckout(exampleView({ ...changes, locale }));
    expect(lang).toBe(locale);
    expect(html).toMatch(/<h1[ >]/);
    expect(html).not.toMatch(/\sstyle=|\son\w+=|javascript:/);
    expect(html.match(/<script/g)).toHaveLength(1);
  }
});

test("the page says what is bought, what it costs, and that the tax is estimated", () => {
  const { html, title } = renderCheckout(exampleView());
  expect(title).toBe("Checkout – Northwind");
  for (const text of ["Pay Northwind", "Sales tax (8%)", "$0.80", "Estimated", "Pay $10.79"])
    expect(html).toContain(text);
});

test("tax that is part of the price is told as included", () => {
  const tax = {
    kind: "vat",
    rate_percent: 19,
    inclusive: true,
    estimated: false,
    reverse_charge: false,
  } as const;
  expect(renderCheckout(exampleView({ tax })).html).toContain("Includes 19% VAT");
  expect(renderCheckout(exampleView({ tax, locale: "zh-CN" })).html).toContain("已含 19% 增值税");
});

test("a company that owes the tax itself is told so", () => {
  const tax = {
    kind: "vat",
    rate_percent: 0,
    inclusive: true,
    estimated: false,
    reverse_charge: true,
  } as const;
  const { html } = renderCheckout(exampleView({ tax, amount_tax: 0 }));
  expect(html).toContain("VAT (reverse charge)");
  expect(html).toContain("Your company accounts for the VAT itself");
  expect(html).not.toContain("Includes 0%");
  expect(renderCheckout(exampleView({ tax, locale: "zh-CN" })).html).toContain("增值税（反向征收）");
});

test("the number of the test card stands only on pages in test mode", () => {
  const body = (livemode: boolean) => renderCheckout(exampleView({ livemode })).html.split("<script")[0];
  expect(body(false)).toContain("4242 4242 4242 4242");
  expect(body(true)).not.toContain("4242");
});

test("names of merchants and products are text, whatever they contain", () => {
  const evil = "</script><img src=x onerror=alert(1)>";
  const lines = [{ name: evil, description: evil, quantity: 1, amount: 1 }];
  const { html } = renderCheckout(exampleView({ merchant_name: evil, lines }));
  expect(html).not.toContain("<img");
});

test("a line shows the product's picture, without telling its server which page it is on", () => {
  const image = "https://cdn.shop.example/mug.png?a=1&b=2";
  const lines = [{ name: "Mug", description: "Steel, 350 ml.", image, quantity: 1, amount: 999 }];
  const { html } = renderCheckout(exampleView({ lines }));
  expect(html).toMatch(/<img src="https:\/\/cdn\.shop\.example\/mug\.png\?a=1&amp;b=2" alt(="")? /);
  expect(html).toContain('referrerpolicy="no-referrer"');
  expect(html).toContain("Steel, 350 ml.");
  expect(renderCheckout(exampleView()).html).not.toContain("<img");
});

test("a link that would run a script is left out", () => {
  const { html } = renderCheckout(exampleView({ cancel_url: "javascript:alert(1)" }));
  expect(html).not.toContain("javascript:");
});

test("a page without a session says why", () => {
  const { html, title } = renderMessagePage({ locale: "zh-CN", kind: "wrong_token" });
  expect(title).toBe("链接无效");
  expect(html).toContain('data-message="wrong_token"');
});

const monthly = { interval: "month", interval_count: 1, trial_period_days: 0, amount: 1079 } as const;

test("the page of a subscription says what is paid now and then how often, and what is agreed to", () => {
  const view = exampleView({ mode: "subscription", recurring: monthly });
  const { html } = renderCheckout(view);
  for (const text of [
    "Subscribe to Northwind",
    "$10.79 every month",
    "Total due today",
    ">Subscribe<",
    "keeps your card",
  ])
    expect(html).toContain(text);
  const zh = renderCheckout({ ...view, locale: "zh-CN" }).html;
  for (const text of ["订阅 Northwind", "每月 US$10.79", "今日应付", ">订阅<", "将保存您的银行卡"])
    expect(zh).toContain(text);
});

test.each([
  [{ ...monthly, interval_count: 3 }, "$10.79 every 3 months", "每 3 个月 US$10.79"],
  [{ ...monthly, interval: "year" }, "$10.79 every year", "每年 US$10.79"],
  [
    { ...monthly, trial_period_days: 14 },
    "14 days free, then $10.79 every month",
    "免费试用 14 天，之后每月 US$10.79",
  ],
  [
    { ...monthly, interval: "week", interval_count: 2, trial_period_days: 1 },
    "1 day free, then $10.79 every 2 weeks",
    "免费试用 1 天，之后每 2 周 US$10.79",
  ],
] as const)("terms are said in proper words", (recurring, english, chinese) => {
  const view = exampleView({ mode: "subscription", recurring });
  expect(renderCheckout(view).html).toContain(english);
  expect(renderCheckout({ ...view, locale: "zh-CN" }).html).toContain(chinese);
});

test("the page of a trial charges nothing now, and its button says so", () => {
  const trial = { mode: "subscription", payment_status: "no_payment_required", amount_total: 0 } as const;
  const recurring = { ...monthly, trial_period_days: 14 };
  const { html } = renderCheckout(exampleView({ ...trial, recurring, tax: null }));
  expect(html).toContain("$0.00");
  expect(html).toContain(">Start trial<");
  const done = exampleView({ ...trial, recurring, status: "complete", ...payment("succeeded") });
  expect(renderCheckout(done).html).toContain("Your trial has started already");
});

test("the page on which a card is left shows no amounts", () => {
  const setup = { mode: "setup", payment_status: "no_payment_required", tax: null } as const;
  const { html } = renderCheckout(exampleView({ ...setup, lines: [] }));
  const [body = ""] = html.split("<script");
  expect(body).toContain("Save your card with Northwind");
  expect(body).toContain(">Save card<");
  expect(body).not.toContain("$");
  const done = { ...setup, status: "complete", ...payment("succeeded") } as const;
  expect(
    renderCheckout(exampleView({ ...done, lines: [], locale: "zh-CN" })).html.split("<script")[0],
  ).not.toContain("US$");
});
