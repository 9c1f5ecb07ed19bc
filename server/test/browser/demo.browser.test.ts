import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { type Cashier, fillIn, payButton, success } from "./support/buyer.ts";
import { clickAway } from "./support/click-away.ts";
import { takePicture, useStage } from "./support/stage.ts";

const stage = useStage();
const { server } = stage;

interface Seller {
  readonly choice: RegExp;
  readonly total: string;
}

const WASHINGTON = { country: "US", region: "WA", postal_code: "98101" };

/** A guide costs 9.99, and in Washington, where e-books are taxed, 6.5 percent more when Starway sells it. */
const SELLERS: Record<string, Seller> = {
  "Aurora Supply": { choice: /^The shop itself/, total: "$9.99" },
  "Northwind Press": { choice: /^Starway for the shop/, total: "$10.64" },
};

/** A visitor of the demo shop in the United States buys the star guide. */
async function buyGuide({ choice }: Seller, presentation: RegExp): Promise<Page> {
  const page = await stage.visitor();
  await page.goto(`${server.url}/demo`);
  await page.getByRole("radio", { name: choice }).check();
  await page.getByRole("radio", { name: presentation }).check();
  await page.getByLabel("Buyer's country", { exact: true }).selectOption("US");
  await page.getByRole("button", { name: "Buy Pocket star guide" }).click();
  return page;
}

async function payGuide(cashier: Cashier, name: string, { total }: Seller): Promise<void> {
  await cashier.getByRole("heading", { name: `Pay ${name}` }).waitFor();
  await fillIn(cashier, WASHINGTON);
  await expect.poll(() => payButton(cashier).textContent()).toBe(`Pay ${total}`);
  await payButton(cashier).click();
}

const slug = (name: string) => name.toLowerCase().replace(" ", "-");

/** The row of the live list about the buyer's own order; only a webhook with a good signature is "Verified". */
async function expectConfirmed(page: Page): Promise<void> {
  const own = page
    .getByRole("listitem")
    .filter({ hasText: "payment.succeeded" })
    .filter({ hasText: "Your order" });
  await own.filter({ hasText: /^Verified/ }).waitFor();
  await page.getByText("Confirmed: a verified payment.succeeded has arrived").waitFor();
  expect(await own.count()).toBe(1);
}

test.each(Object.entries(SELLERS))(
  "over the page, a guide sold by %s is paid and its webhook arrives verified",
  async (name, seller) => {
    const page = await buyGuide(seller, /^Over this page/);
    const cashier = page.frameLocator("iframe");
    await payGuide(cashier, name, seller);
    await success(cashier).waitFor();
    await takePicture(page, `demo-overlay-${slug(name)}`);
    await clickAway(cashier.getByRole("button", { name: "Done" }));
    await page.getByRole("heading", { name: "Thank you!" }).waitFor();
    await expectConfirmed(page);
    await takePicture(page, `demo-confirmed-${slug(name)}`);
  },
);

test.each(Object.entries(SELLERS))(
  "on its own page, a guide sold by %s is paid and its webhook arrives verified",
  async (name, seller) => {
    const page = await buyGuide(seller, /^On its own page/);
    await page.waitForURL(`${server.url}/checkout/**`);
    await payGuide(page, name, seller);
    await page.waitForURL(`${server.url}/demo/thanks?session=cs_**`);
    await page.getByRole("heading", { name: "Thank you!" }).waitFor();
    await expectConfirmed(page);
  },
);

test("the demo shop speaks Chinese, and so does the checkout that it opens", async () => {
  const page = await stage.visitor({ locale: "zh-CN" });
  await page.goto(`${server.url}/demo`);
  await page.getByRole("button", { name: "购买 口袋观星手册" }).click();
  await page.getByRole("dialog", { name: "结账" }).waitFor();
  await page.frameLocator("iframe").getByRole("heading", { name: "向 Aurora Supply 付款" }).waitFor();
  await takePicture(page, "demo-overlay-zh-CN");
});
