import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { useTestServer } from "../support/server.ts";
import { barriersOf } from "./support/barriers.ts";
import { stopClock } from "./support/stopped-clock.ts";

const server = useTestServer();

const PHONE = { width: 390, height: 844 };
const NARROW = { width: 320, height: 640 };
const DESKTOP = { width: 1440, height: 900 };
const GUIDES = ["/docs/guides/payments", "/docs/guides/coming-from-stripe", "/docs/guides/errors"] as const;
const PAGES = ["/docs", "/docs/faststar", "/docs/onerway", "/docs/guides", ...GUIDES] as const;

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(() => browser?.close());

async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  // A style or script that the content security policy refuses would be told here.
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) throw new Error(message.text());
  });
  await page.goto(server.url + path);
  return page;
}

/** Where the links lead that a selector finds. */
const addresses = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));

/** Unfolds everything, and leaves a few operations: they are all made alike, and searching each takes seconds. */
const unfoldSome = (page: Page) =>
  page.evaluate(() => {
    const operations = [...document.querySelectorAll("section.operation")];
    for (const operation of operations.slice(2, -1)) operation.remove();
    for (const row of document.querySelectorAll("tbody tr:nth-child(n + 4)")) row.remove();
    for (const fold of document.querySelectorAll("details")) fold.open = true;
  });

describe.each(PAGES)("%s", (path) => {
  test.each([
    { locale: "en", colorScheme: "light", viewport: DESKTOP },
    { locale: "zh-CN", colorScheme: "dark", viewport: DESKTOP },
    { locale: "zh-CN", colorScheme: "light", viewport: PHONE },
    { locale: "en", colorScheme: "dark", viewport: PHONE },
  ] as const)("is accessible and fits: $locale, $colorScheme, $viewport.width wide", async (options) => {
    const page = await open(path, options);
    expect(await page.getAttribute("html", "lang")).toBe(options.locale);
    const overflow_px = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow_px).toBeLessThanOrEqual(0);
    await unfoldSome(page);
    expect(await barriersOf(page)).toEqual([]);
  });
});

test("every guide fits the narrowest phone, in both languages, and its links lead somewhere", async () => {
  const anchors = new Map<string, string[]>();
  const links: string[] = [];
  for (const locale of ["en", "zh-CN"]) {
    const page = await open(`/docs/guides?locale=${locale}`, { viewport: NARROW });
    const guides = await addresses(page, "main .guides a");
    expect(guides.length).toBeGreaterThan(8);
    for (const guide of guides) {
      await page.goto(guide);
      const overflow_px = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow_px, guide).toBeLessThanOrEqual(0);
      const ids = await page.locator("main [id]").evaluateAll((all) => all.map(({ id }) => id));
      expect(new Set(ids).size, guide).toBe(ids.length);
      anchors.set(guide, ids);
      links.push(...(await addresses(page, "main a")), ...(await addresses(page, "details.menu a")));
    }
  }
  const own = links.map((link) => new URL(link)).filter(({ origin }) => origin === server.url);
  expect(own.length).toBeGreaterThan(100);
  for (const { origin, pathname, search, hash } of own) {
    if (pathname === "/docs/guides") continue;
    const found = anchors.get(origin + pathname + search);
    expect(found, pathname + search).toBeDefined();
    if (hash !== "") expect(found, pathname + hash).toContain(decodeURIComponent(hash.slice(1)));
  }
});

test("a guide is found from the overview, read, and read on in the other language", async () => {
  const page = await open("/docs", { viewport: DESKTOP });
  await page.getByRole("link", { name: "Coming from Stripe" }).click();
  await page
    .getByRole("navigation", { name: "Contents" })
    .getByRole("link", { name: "What differs" })
    .click();
  await page.waitForURL(/#what-differs$/);
  expect(await page.locator("main").getByText("stripe.api_base").first().textContent()).toContain(server.url);
  await page.getByRole("link", { name: "简体中文" }).click();
  await page.getByRole("heading", { level: 1, name: "从 Stripe 迁移", exact: true }).waitFor();
});

test("the overview leads to every operation of both APIs, and every link leads somewhere", async () => {
  const page = await open("/docs", { viewport: DESKTOP });
  const links = await page
    .locator(".operations a")
    .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
  expect(links.length).toBeGreaterThan(20);
  for (const path of ["/docs/faststar", "/docs/onerway"]) {
    await page.goto(server.url + path);
    const ids = await page.locator("main [id]").evaluateAll((all) => all.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    const wanted = links
      .filter((link) => new URL(link).pathname === path)
      .map((link) => new URL(link).hash.slice(1));
    const own = await page
      .locator("nav.side a")
      .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).hash.slice(1)));
    expect(ids).toEqual(expect.arrayContaining([...wanted, ...own]));
  }
});

test("the language can be changed, and stays", async () => {
  const page = await open("/docs", { viewport: DESKTOP });
  await page.getByRole("link", { name: "简体中文" }).click();
  await page.locator("html[lang=zh-CN]").waitFor();
  await page.getByRole("link", { name: "Onerway API" }).first().click();
  await page.waitForURL("**/docs/onerway*");
  expect(await page.getAttribute("html", "lang")).toBe("zh-CN");
  expect(await page.getByRole("link", { name: "概览" }).count()).toBe(1);
});

test("a word finds an operation", async () => {
  const page = await open("/docs/onerway", { viewport: DESKTOP });
  const side = page.locator("nav.side");
  await side.getByRole("searchbox").fill("confirm payment");
  expect(await side.locator("li:visible").allTextContents()).toEqual([
    expect.stringContaining("Confirm a payment intent"),
  ]);
  await side.getByRole("searchbox").fill("nothing like it");
  expect(await side.getByRole("status").textContent()).toBe("Nothing found.");
  await side.getByRole("searchbox").fill("");
  expect(await side.locator("li:visible").count()).toBeGreaterThan(8);
});

test("an example can be copied, and runs with the server's own address in it", async () => {
  const page = await open("/docs/onerway", {
    viewport: DESKTOP,
    permissions: ["clipboard-read", "clipboard-write"],
  });
  // Else the button would soon be called "Copy" again.
  await stopClock(page);
  const section = page.getByRole("region", { name: "Create a payment intent" });
  await section.getByRole("button", { name: "Copy" }).first().click();
  await section.getByRole("button", { name: "Copied" }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain(`curl ${server.url}/v1/payment_intents \\`);
  expect(copied).toContain('-H "Authorization: Bearer $STARWAY_KEY"');
});

test("without scripts everything can be read", async () => {
  const page = await open("/docs/faststar", { viewport: PHONE, javaScriptEnabled: false });
  expect(await page.getByRole("heading", { level: 3 }).count()).toBeGreaterThan(8);
  expect(await page.getByRole("button").count()).toBe(0);
});
