import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { launchChromium } from "../../support/chromium.ts";
import { type TestMerchant, type TestServer, useTestServer } from "../../support/server.ts";
import { makeSession, type OpenSession } from "../../support/shop.ts";
import { collectComplaints } from "./complaints.ts";
import { openShopSite, type ShopSite } from "./shop-site.ts";

const ARTEFACTS = fileURLToPath(new URL("../../../../test-artefacts/browser", import.meta.url));
const PATIENCE_MS = 20_000;

/** Everybody who takes part: Starway, a merchant's site on another origin, and buyers with browsers. */
export interface Stage {
  readonly server: TestServer;
  readonly shop: ShopSite;
  /** What the browsers have complained of since the test began. A test that expects something takes it out. */
  readonly complaints: string[];
  /** A new buyer, with a browser profile of their own. */
  visitor(options?: BrowserContextOptions): Promise<Page>;
  /** A session to be opened as a link, for 9.99 USD and a buyer in Singapore, unless told otherwise. */
  openSession(merchant: TestMerchant, fields?: object): Promise<OpenSession>;
  /** A new buyer before the cashier's page of a new session, where they stay after paying. */
  openCashier(merchant: TestMerchant, fields?: object, options?: BrowserContextOptions): Promise<Visit>;
}

export interface Visit {
  readonly page: Page;
  readonly session: OpenSession;
}

let shared: Browser | undefined;

/** The browser that all files of a worker use, one after the other. It ends with the worker. */
async function sharedBrowser(): Promise<Browser> {
  if (!shared?.isConnected()) shared = await launchChromium();
  return shared;
}

/** One server and one shop for a test file, and a browser. A test fails when a page complained to its console. */
export function useStage(): Stage {
  const server = useTestServer();
  const complaints: string[] = [];
  let browser: Browser | undefined;
  const visitor: Stage["visitor"] = async (options = {}) => {
    if (browser === undefined) throw new Error("The browser is not there yet.");
    const context = await browser.newContext({ locale: "en-US", ...options });
    context.setDefaultTimeout(PATIENCE_MS);
    await collectComplaints(context, complaints);
    return context.newPage();
  };
  const openSession: Stage["openSession"] = (merchant, fields = {}) => {
    const success_url = `${stage.shop.origin}/thanks?session={CHECKOUT_SESSION_ID}`;
    const cancel_url = `${stage.shop.origin}/basket`;
    const common = { presentation: "link", buyer_country: "SG", success_url, cancel_url };
    return makeSession(merchant, { ...common, ...fields });
  };
  const openCashier: Stage["openCashier"] = async (merchant, fields, options) => {
    const [page, session] = await Promise.all([visitor(options), openSession(merchant, fields)]);
    // A shop that answers nothing: the buyer sees the end of the checkout for as long as a slow machine needs.
    await page.context().route("**/thanks?*", (route) => route.fulfill({ status: 204 }));
    await page.goto(session.url);
    return { page, session };
  };
  const stage = { server, complaints, visitor, openSession, openCashier } as { shop: ShopSite } & Stage;

  beforeAll(async () => {
    [browser, stage.shop] = await Promise.all([sharedBrowser(), openShopSite(server.url)]);
  });
  afterEach(async () => {
    await Promise.all(browser?.contexts().map((context) => context.close()) ?? []);
    expect(complaints.splice(0)).toEqual([]);
  });
  afterAll(() => stage.shop?.close());
  return stage;
}

/** Keeps a picture of the page, all of it or what is on the screen, for people to look at. */
export async function takePicture(page: Page, name: string, fullPage = true): Promise<void> {
  mkdirSync(ARTEFACTS, { recursive: true });
  await page.screenshot({ path: `${ARTEFACTS}/${name}.png`, fullPage, animations: "disabled" });
}
