import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Sample, samplesToRun } from "../../../scripts/markdown-samples.ts";
import { clickAway } from "../../../server/test/browser/support/click-away.ts";
import { launchChromium } from "../../../server/test/support/chromium.ts";
import { integrityOf } from "../packaging.ts";
import { type Origins, startOrigins } from "./origins.ts";
import { type SampleShop, startSampleShop } from "./sample-shop.ts";

const GUIDES = ["browser-sdk.md", "browser-sdk.zh-CN.md"];

let browser: Browser;
let origins: Origins;

beforeAll(async () => {
  const without_flags = ["--disable-popup-blocking"];
  [browser, origins] = await Promise.all([launchChromium({ without_flags }), startOrigins()]);
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(async () => {
  await browser?.close();
  await origins?.close();
});

function samplesOf(guide: string): Map<string, Sample> {
  const path = new URL(`../../../docs/guides/${guide}`, import.meta.url);
  return samplesToRun(readFileSync(path, "utf8"));
}

/** What a reader does with a sample: their server's address and the hash that it says go in. */
function fillIn(code: string): string {
  const hash = integrityOf(origins.sdk.get("faststar.min.js") ?? "");
  return code.replaceAll("https://pay.example.com", origins.cashier).replaceAll("sha384-…", hash);
}

/** The page that a sample of JavaScript alone is put on. */
function pageAround(code: string): string {
  const map = { imports: { "@starway/browser": "https://pay.example.com/sdk/v1/faststar.min.mjs" } };
  return `<button id="buy">Buy</button><p id="message"></p>
    <script type="importmap">${JSON.stringify(map)}</script>
    <script src="https://pay.example.com/sdk/v1/faststar.min.js"></script>
    <script type="module">${code}</script>`;
}

type Scenario = (page: Page) => Promise<void>;

const text = (page: Page) => page.locator("#message").textContent();
const cashier = (page: Page) => page.frameLocator("iframe");

async function openCheckout(page: Page): Promise<void> {
  await page.locator("#buy").click();
  const merchant = () => cashier(page).locator("body").evaluate("merchant");
  await expect.poll(merchant).toBe(origins.merchant);
}

async function openCardWindow(page: Page): Promise<Page> {
  const opened = page.waitForEvent("popup");
  await page.locator("#add-card").click();
  const window = await opened;
  await expect.poll(() => window.evaluate("merchant")).toBe(origins.merchant);
  return window;
}

/** What a buyer does with each sample's page, and what becomes of it. */
const SCENARIOS: Record<string, Record<string, Scenario>> = {
  pinned: {
    "opens the checkout": openCheckout,
    "sells without the SDK": async (page) => {
      await page.route("**/sdk/v1/**", (route) => route.abort());
      await page.reload();
      await page.locator("#buy").click();
      await page.waitForURL(`${origins.cashier}/checkout/cs_1?token=t`);
    },
  },
  module: { "opens the checkout": openCheckout },
  npm: { "opens the checkout": openCheckout },
  checkout: {
    "moves on after the payment": async (page) => {
      await openCheckout(page);
      await clickAway(cashier(page).getByText("Pay now"));
      await page.waitForURL("**/thanks?order=order_7");
    },
  },
  events: {
    "says what has happened": async (page) => {
      await openCheckout(page);
      await clickAway(cashier(page).getByText("Back to the shop"));
      await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
      expect(await text(page)).toMatch(/basket|购物车/);
      await openCheckout(page);
      await cashier(page).getByText("Fail").click();
      await expect.poll(() => text(page)).toMatch(/not available|不可用/);
      await clickAway(cashier(page).getByText("Pay now"));
      await expect.poll(() => text(page)).toContain("order_7");
      expect(await page.getByRole("dialog").count()).toBe(0);
    },
  },
  card: {
    "saves a card": async (page) => {
      const window = await openCardWindow(page);
      await window.getByText("Save").click();
      await expect.poll(() => text(page)).toMatch(/visa.*4242/);
    },
    "notices that the buyer gives up": async (page) => {
      const window = await openCardWindow(page);
      await window.close();
      await expect.poll(() => text(page)).toMatch(/No card|没有保存/);
    },
    "goes to the card page in this tab when the window is blocked": async (page) => {
      await page.evaluate(() => {
        window.open = () => null;
      });
      await page.locator("#add-card").click();
      await page.waitForURL(`${origins.cashier}/cards/seti_1?client_secret=seti_1_secret_1`);
    },
  },
};

/** Samples that every scenario needs. */
const SETTING = ["server", "policy"];

test("the guides of both languages have the same samples, and each of them is run", () => {
  const names = [...Object.keys(SCENARIOS), ...SETTING].sort();
  for (const guide of GUIDES) expect([...samplesOf(guide).keys()].sort()).toEqual(names);
});

describe.each(GUIDES)("%s", (guide) => {
  const samples = samplesOf(guide);
  const sample = (name: string) => samples.get(name) ?? { code: "", language: "" };
  let shop: SampleShop;

  beforeAll(async () => {
    shop = await startSampleShop(fillIn(sample("server").code));
  });
  afterAll(() => shop?.close());

  /** The policy of the guide, and what the samples themselves need for standing in the page. */
  function policy(): string {
    const [, directives = ""] = sample("policy").code.split("Content-Security-Policy:");
    return `default-src 'self'; ${fillIn(directives).trim().replace("script-src", "script-src 'unsafe-inline'")}`;
  }

  async function visit(name: string, complaints: string[]): Promise<Page> {
    const { code, language } = sample(name);
    const body = fillIn(language === "html" ? code : pageAround(code));
    origins.pages.set(`/${name}`, { body: `<!doctype html><title>Shop</title>${body}`, policy: policy() });
    const page = await (await browser.newContext()).newPage();
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
    await page.route("**/api/**", async (route) => {
      const { pathname } = new URL(route.request().url());
      await route.fulfill({ response: await route.fetch({ url: shop.origin + pathname }) });
    });
    await page.goto(`${origins.merchant}/${name}`);
    return page;
  }

  const runs = Object.entries(SCENARIOS).flatMap(([name, scenarios]) =>
    Object.entries(scenarios).map(([ending, scenario]) => ({ name, ending, scenario })),
  );
  test.each(runs)("the sample $name $ending", async ({ name, scenario }) => {
    const complaints: string[] = [];
    const page = await visit(name, complaints);
    await scenario(page);
    expect(complaints.filter((complaint) => !/popup|blocked|ERR_FAILED/.test(complaint))).toEqual([]);
  });
});
