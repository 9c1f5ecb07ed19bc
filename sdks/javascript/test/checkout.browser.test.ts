import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { build, type Rolldown } from "vite";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { samplesToRun } from "../../../scripts/markdown-samples.ts";
import { launchChromium } from "../../../server/test/support/chromium.ts";
import { Onerway } from "../src/node.ts";
import { type BrowserPages, serveBrowserPages } from "./support/browser-pages.ts";
import { type PackedSdk, packSdk } from "./support/package.ts";

interface Shop {
  pay(intent: string, client_secret: string, card: object): Promise<string>;
  verify(payload: string, header: string, secret: string): Promise<string>;
  openWith(key: string): string;
}

const KEY = "pk_test_1";

let browser: Browser;
let packed: PackedSdk;
let project: string;
let pages: BrowserPages;
let page: Page;
let script = "";

/** The sample of the README, and what a curious page may try besides. */
async function shopCode(): Promise<string> {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const sample = samplesToRun(readme).get("browser")?.code ?? "";
  const filled_in = sample.replaceAll("https://pay.example.com", pages.api).replace("pk_test_…", KEY);
  return `${filled_in}
    export async function verify(payload, header, secret) {
      return (await Onerway.webhooks.constructEventAsync(payload, header, secret)).id;
    }
    export function openWith(key) {
      try { new Onerway(key); return "opened"; } catch (error) { return error.message; }
    }`;
}

/** The shop's own code and the client in it, as Vite makes it for browsers. */
async function bundleShop(): Promise<string> {
  await packed.install(project);
  const entry = join(project, "shop.js");
  await writeFile(entry, await shopCode());
  const built = await build({
    configFile: false,
    root: project,
    logLevel: "silent",
    build: { write: false, lib: { entry, formats: ["iife"], name: "shop" } },
  });
  const [{ output }] = built as [Rolldown.RolldownOutput];
  return output[0].code;
}

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "onerway-browser-"));
  [browser, packed, pages] = await Promise.all([
    launchChromium(),
    packSdk(),
    serveBrowserPages(() => script),
  ]);
  script = await bundleShop();
});
beforeEach(async () => {
  page = await (await browser.newContext()).newPage();
  await page.goto(pages.shop);
});
afterAll(async () => {
  await browser?.close();
  pages?.close();
  await packed?.remove();
  await rm(project, { recursive: true, force: true });
});

const inShop = <T>(work: (shop: Shop) => Promise<T> | T): Promise<T> =>
  page.evaluate(`(${work})(shop)`) as Promise<T>;

test("a page makes the payment method and confirms the payment, with the publishable key", async () => {
  const status = await inShop((shop) => shop.pay("pi_1", "pi_1_secret_1", { number: "4242424242424242" }));
  expect(status).toBe("succeeded");
  expect(pages.asked.map(({ line }) => line)).toEqual([
    "POST /v1/payment_methods",
    "POST /v1/payment_methods",
    "POST /v1/payment_intents/pi_1/confirm",
  ]);
  expect(new Set(pages.asked.map((request) => request.authorization))).toEqual(new Set([`Bearer ${KEY}`]));
  expect(pages.asked[2]?.body).toEqual({
    payment_method: "pm_1",
    client_secret: "pi_1_secret_1",
    return_url: `${pages.shop}/`,
  });
});

test("a secret key is refused in a page, with what to do instead", async () => {
  expect(await inShop((shop) => shop.openWith("sk_test_1"))).toMatch(/publishable key/);
  expect(await inShop((shop) => shop.openWith("pk_test_1"))).toBe("opened");
});

test("the browser's own cryptography verifies signatures as Node's does", async () => {
  const payload = '{"id":"evt_1","name":"店"}';
  const header = Onerway.webhooks.generateTestHeader({ payload, secret: "whsec_1" });
  const verified = await page.evaluate(`shop.verify(${JSON.stringify(payload)}, "${header}", "whsec_1")`);
  expect(verified).toBe("evt_1");
});
