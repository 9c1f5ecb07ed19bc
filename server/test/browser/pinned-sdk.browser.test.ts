import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { payButton } from "./support/buyer.ts";
import { useStage } from "./support/stage.ts";

declare const FastStar: { checkout: { open(options: { url: string }): void } };

interface Pin {
  readonly url: string;
  readonly integrity: string;
}

const stage = useStage();
const { server } = stage;

async function pinOf(file: string): Promise<Pin> {
  const response = await fetch(`${server.url}/sdk/v1/sri.json`);
  const { files } = (await response.json()) as { files: Record<string, Pin> };
  return files[file] ?? { url: "", integrity: "" };
}

/** A buyer on a page of the shop that has not loaded the SDK yet. */
async function visit(): Promise<Page> {
  const page = await stage.visitor();
  await page.goto(`${stage.shop.origin}/thanks`);
  return page;
}

/** Puts the script element that the guide shows on the page, and says whether the browser has run it. */
function load(page: Page, pin: Pin, type = ""): Promise<string> {
  return page.evaluate(
    ([{ url, integrity }, type]) =>
      new Promise<string>((resolve) => {
        const script = document.createElement("script");
        Object.assign(script, { src: url, integrity, type, crossOrigin: "anonymous" });
        script.onload = () => resolve("loaded");
        script.onerror = () => resolve("refused");
        document.head.append(script);
      }),
    [pin, type] as const,
  );
}

const complaint = [expect.stringContaining("'integrity' attribute")];

test("a shop that pins the file's hash sells", async () => {
  const page = await visit();
  expect(await load(page, await pinOf("faststar.min.js"))).toBe("loaded");
  const session = await stage.openSession(server.direct, { presentation: "iframe" });
  await page.evaluate((url) => FastStar.checkout.open({ url }), session.url);
  await payButton(page.frameLocator("iframe")).waitFor();
});

test("a file that somebody has changed on its way is not run", async () => {
  const page = await visit();
  const pin = await pinOf("faststar.min.js");
  await page.route(pin.url, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()};window.evil = true` });
  });
  expect(await load(page, pin)).toBe("refused");
  expect(await page.evaluate("[typeof window.FastStar, window.evil]")).toEqual(["undefined", undefined]);
  expect(stage.complaints.splice(0)).toEqual(complaint);
});

test("the hash of another file is refused as well", async () => {
  const page = await visit();
  const [{ url }, { integrity }] = [await pinOf("faststar.min.js"), await pinOf("faststar.js")];
  expect(await load(page, { url, integrity })).toBe("refused");
  expect(stage.complaints.splice(0)).toEqual(complaint);
});

test("the module can be pinned in the same way", async () => {
  const page = await visit();
  const pin = await pinOf("faststar.min.mjs");
  expect(await load(page, pin, "module")).toBe("loaded");
  const names = await page.evaluate(`import("${pin.url}").then((sdk) => Object.keys(sdk.default))`);
  expect(names).toContain("checkout");
});
