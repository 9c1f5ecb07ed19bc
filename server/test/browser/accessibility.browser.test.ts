import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { CARDS } from "../support/shop.ts";
import { bank, fillIn, notice, payButton, success } from "./support/buyer.ts";
import { takePicture, useStage } from "./support/stage.ts";

const stage = useStage();
const { server } = stage;

const PHONE = { width: 320, height: 640 };
const DESKTOP = { width: 1280, height: 800 };

/** The search for barriers takes a while: each theme on each size is searched in one language or the other. */
const LOOKS = [
  { colorScheme: "light", size: "desktop", viewport: DESKTOP, searched_in: "en" },
  { colorScheme: "light", size: "phone", viewport: PHONE, searched_in: "zh-CN" },
  { colorScheme: "dark", size: "phone", viewport: PHONE, searched_in: "en" },
  { colorScheme: "dark", size: "desktop", viewport: DESKTOP, searched_in: "zh-CN" },
] as const;

async function openForm(locale: string, fields: object = {}): Promise<Page> {
  const visit = await stage.openCashier(server.mor, { locale, buyer_country: "DE", ...fields }, { locale });
  return visit.page;
}

async function payBy(locale: string, card: string): Promise<Page> {
  const page = await openForm(locale);
  await fillIn(page, { card });
  await payButton(page).click();
  return page;
}

/** How to bring a page into each state that a buyer may look at. */
const STATES: Record<string, (locale: string) => Promise<Page>> = {
  async form(locale) {
    const page = await openForm(locale, { buyer_country: "US" });
    await page.locator("button[type=submit]:enabled").waitFor();
    return page;
  },
  async declined(locale) {
    const page = await payBy(locale, CARDS.declined);
    await notice(page).waitFor();
    return page;
  },
  async challenge(locale) {
    const page = await payBy(locale, CARDS.challenge);
    await bank(page).getByRole("button").first().waitFor();
    return page;
  },
  async success(locale) {
    const page = await payBy(locale, CARDS.good);
    await success(page).waitFor();
    return page;
  },
  async expired(locale) {
    const session = await stage.openSession(server.mor, { locale });
    await server.mor.faststar.post(`/public/checkout/sessions/${session.id}/expire`, {});
    const page = await stage.visitor({ locale });
    await page.goto(session.url);
    return page;
  },
  async "wrong-token"(locale) {
    const session = await stage.openSession(server.mor, { locale });
    const page = await stage.visitor({ locale });
    await page.goto(`${session.url}x`);
    return page;
  },
};

/** What is wider than the screen, in the page or in its frames. */
async function overflowOf(page: Page): Promise<string[]> {
  const frames = await Promise.all(
    page.frames().map((frame) =>
      frame.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return scrollWidth > clientWidth ? [`${location.pathname}: ${scrollWidth} > ${clientWidth}`] : [];
      }),
    ),
  );
  return frames.flat();
}

async function barriersOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

describe.each(["en", "zh-CN"])("in %s", (locale) => {
  test.each(Object.entries(STATES))(
    "%s has no barriers, by day and by night, on phones and desktops",
    async (name, open) => {
      const page = await open(locale);
      for (const { colorScheme, size, viewport, searched_in } of LOOKS) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme });
        await takePicture(page, `${name}-${locale}-${colorScheme}-${size}`);
        expect(await overflowOf(page)).toEqual([]);
        if (locale === searched_in) expect(await barriersOf(page)).toEqual([]);
      }
    },
  );
});
