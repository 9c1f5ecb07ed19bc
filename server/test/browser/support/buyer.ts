import type { FrameLocator, Page } from "playwright-core";
import { CARDS } from "../../support/shop.ts";

/** Where the cashier's page is: a tab of its own, or the frame of an overlay. */
export type Cashier = Page | FrameLocator;

export interface Details {
  card?: string;
  country?: string;
  region?: string;
  postal_code?: string;
}

export const US_ADDRESS = { country: "US", region: "CA", postal_code: "94107" } as const;

/** Types what a buyer types. The country stays as it is unless another one is given. */
export async function fillIn(cashier: Cashier, details: Details = {}): Promise<void> {
  const { card = CARDS.good, country, region, postal_code } = details;
  await cashier.locator("button[type=submit]:enabled").waitFor();
  await cashier.locator("#field-email").fill("ada@example.com");
  await cashier.locator("#field-name").fill("Ada Lovelace");
  await typeCard(cashier, card);
  if (country) await cashier.locator("#field-country").selectOption(country);
  if (region) await cashier.locator("#field-region").selectOption(region);
  if (postal_code) await cashier.locator("#field-postal_code").fill(postal_code);
}

export async function typeCard(cashier: Cashier, number: string): Promise<void> {
  await cashier.locator("#field-number").fill(number);
  await cashier.locator("#field-expiry").fill("12/34");
  await cashier.locator("#field-cvc").fill("123");
}

export const payButton = (cashier: Cashier) => cashier.locator("button[type=submit]");
export const notice = (cashier: Cashier) => cashier.getByRole("alert").locator(".notice");
export const success = (cashier: Cashier) =>
  cashier.getByRole("heading", { name: /^(Payment successful|付款成功)$/ });
/** The page of the buyer's bank, in its frame. */
export const bank = (cashier: Cashier) => cashier.frameLocator("dialog iframe");

export async function payWith(cashier: Cashier, number: string): Promise<void> {
  await typeCard(cashier, number);
  await payButton(cashier).click();
}

/**
 * What the form says when something went wrong. The keyboard follows the message a moment later, to it or to the field that
 * it is about, and would take along what is typed meanwhile; so it is waited for, too.
 */
export async function readNotice(cashier: Cashier, text?: string): Promise<string | null> {
  const message = notice(cashier).filter({ hasText: text });
  await message.waitFor();
  await cashier.locator("#notice:focus, [aria-invalid=true]:focus").waitFor();
  return message.textContent();
}
