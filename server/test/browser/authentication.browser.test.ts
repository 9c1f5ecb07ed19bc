import type { BrowserContextOptions, Page } from "playwright-core";
import { expect, test, vi } from "vitest";
import type { Connector } from "../../src/connectors/connector.ts";
import { charge, customerWithCard } from "../support/saved-cards.ts";
import { CARDS } from "../support/shop.ts";
import { barriersOf } from "./support/barriers.ts";
import { approvals } from "./support/ledger.ts";
import { takePicture, useStage } from "./support/stage.ts";

const stage = useStage();
const { server } = stage;

const bank = (page: Page) => page.frameLocator("iframe");
const answer = (page: Page, name: "Approve" | "Fail") => bank(page).getByRole("button", { name }).click();
const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name }).waitFor();

/** A charge of a saved card whose bank wants to hear from the buyer. */
async function waitingCharge(): Promise<{ id: string; url: string }> {
  const { customer } = await customerWithCard(server, server.direct, CARDS.challenge);
  const { data } = (await charge(server.direct, customer, { description: "Star atlas, July" })).body;
  return { id: data.payment_intent_id, url: data.authentication_url };
}

/** A buyer who has opened the link that the shop sent. */
async function openLink(options?: BrowserContextOptions) {
  const waiting = await waitingCharge();
  const page = await stage.visitor(options);
  await page.goto(waiting.url);
  return { ...waiting, page };
}

async function statusOf(id: string): Promise<string> {
  return (await server.direct.onerway.get(`/payment_intents/${id}`)).body.status;
}

test("a buyer who opens the link sees what is paid to whom, approves at the bank, and has paid", async () => {
  const before = await approvals(server);
  const { page, id } = await openLink();
  await heading(page, "Confirm with your bank");
  expect(await page.locator("main > dl").textContent()).toBe(
    "Amount19.99 USDPaid toAurora SupplyForStar atlas, JulyCard•••• 3184",
  );
  expect(await bank(page).locator("dl").textContent()).toMatch(/19\.99/);
  await answer(page, "Approve");
  await heading(page, "Payment successful");
  expect(await page.title()).toBe("Payment successful");
  expect(await page.locator("iframe").isVisible()).toBe(false);
  expect(await statusOf(id)).toBe("succeeded");
  expect(await approvals(server)).toBe(before + 1);
});

test("a buyer who fails at the bank is told that nothing was charged", async () => {
  const before = await approvals(server);
  const { page, id } = await openLink();
  await answer(page, "Fail");
  await heading(page, "The payment did not go through");
  expect(await page.locator("section:not([hidden]) p").textContent()).toMatch(/^You were not charged/);
  expect(await statusOf(id)).toBe("requires_payment_method");
  expect(await approvals(server)).toBe(before);
});

test("a buyer who reloads the page is asked again, and after paying is told that it is paid", async () => {
  const { page } = await openLink();
  await bank(page).getByRole("button", { name: "Approve" }).waitFor();
  await page.reload();
  await answer(page, "Approve");
  await heading(page, "Payment successful");
  await page.reload();
  await heading(page, "Already paid");
  expect(await page.locator("iframe").isVisible()).toBe(false);
});

test("a page that stays open notices what was done in another window", async () => {
  const { page, url } = await openLink();
  await bank(page).getByRole("button", { name: "Approve" }).waitFor();
  const other = await page.context().newPage();
  await other.goto(url);
  await answer(other, "Approve");
  await heading(other, "Payment successful");
  await heading(page, "Payment successful");
});

test("a link that lost its end says so, and nothing about the payment", async () => {
  const { page, url } = await openLink();
  await page.goto(url.slice(0, -3));
  await heading(page, "This link does not work");
  expect(await page.locator("main").textContent()).not.toMatch(/Aurora|19\.99/);
  // The browser reports the refusal of the page itself.
  stage.complaints.splice(0);
});

test("when the bank has sent us away, the buyer begins by themself and pays with the saved card", async () => {
  const { customer } = await customerWithCard(server, server.direct, CARDS.challenge);
  const connector = server.core.connectors.choose(server.direct.scope) as Connector;
  vi.spyOn(connector, "authorize").mockResolvedValueOnce({
    kind: "declined",
    reference: null,
    code: "authentication_required",
    decline_code: null,
  });
  const { data } = (await charge(server.direct, customer)).body;
  const page = await stage.visitor();
  await page.goto(data.authentication_url);
  await heading(page, "Your bank wants to hear from you");
  await page.getByRole("button", { name: "Confirm with my bank" }).click();
  await answer(page, "Approve");
  await heading(page, "Payment successful");
  expect(await statusOf(data.payment_intent_id)).toBe("succeeded");
});

const PHONE = { width: 320, height: 640 };
const DESKTOP = { width: 1280, height: 800 };

test.each(["en-US", "zh-CN"])(
  "in %s the page has no barriers, by day and by night, on phones and desktops",
  async (locale) => {
    const { page } = await openLink({ locale });
    await bank(page).getByRole("button").first().waitFor();
    for (const [colorScheme, viewport] of [
      ["light", DESKTOP],
      ["dark", PHONE],
    ] as const) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      const [needed_px, given_px] = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return [scrollWidth, clientWidth];
      });
      expect(needed_px).toBe(given_px);
      await takePicture(page, `authentication-${locale}-${colorScheme}`);
      expect(await barriersOf(page)).toEqual([]);
    }
  },
);
