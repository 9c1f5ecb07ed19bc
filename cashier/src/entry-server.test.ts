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
