import { expect, test } from "vitest";
import { CARDS, payAtCashier } from "../support/shop.ts";
import { fillIn, payButton } from "./support/buyer.ts";
import { outcomeOf } from "./support/ledger.ts";
import { useStage } from "./support/stage.ts";

const stage = useStage();
const { server } = stage;

const expire = (id: string) => server.direct.faststar.post(`/public/checkout/sessions/${id}/expire`, {});

test("a session that the merchant has expired says so, and leads back to the shop", async () => {
  const session = await stage.openSession(server.direct);
  await expire(session.id);
  const page = await stage.visitor();
  await page.goto(session.url);
  await page.getByRole("heading", { name: "This checkout has expired" }).waitFor();
  expect(await payButton(page).count()).toBe(0);
  await page.getByRole("link", { name: "Back to the shop" }).click();
  await page.waitForURL(`${stage.shop.origin}/basket`);
});

test("a session that expires while the buyer is typing is not paid any more", async () => {
  const { page, session } = await stage.openCashier(server.direct);
  await fillIn(page);
  await expire(session.id);
  await payButton(page).click();
  await page.getByRole("heading", { name: "This checkout has expired" }).waitFor();
  expect(await outcomeOf(server.direct, session)).toMatchObject({
    status: "expired",
    payment_status: "unpaid",
  });
});

test("a session whose day is over has expired by itself", async () => {
  const session = await stage.openSession(server.direct);
  server.clock.advance(25 * 60 * 60 * 1000);
  const page = await stage.visitor();
  await page.goto(session.url);
  await page.getByRole("heading", { name: "This checkout has expired" }).waitFor();
});

test("a session that is paid already says so and takes no card", async () => {
  const session = await stage.openSession(server.direct);
  expect((await payAtCashier(server, session, CARDS.good)).status).toBe(200);
  const page = await stage.visitor();
  await page.goto(session.url);
  await page.getByRole("heading", { name: "Already paid" }).waitFor();
  expect(await payButton(page).count()).toBe(0);
  await page.getByRole("link", { name: "Continue to Aurora Supply" }).click();
  await page.waitForURL(`${stage.shop.origin}/thanks?session=${session.id}`);
});

const BROKEN_LINKS = {
  "with a wrong token": { status: 403, change: (url: string) => `${url}x` },
  "without its token": { status: 403, change: (url: string) => url.replace(/\?.*/, "") },
  "with another session's token": {
    status: 403,
    change: (url: string, other: string) => url.replace(/\?.*/, new URL(other).search),
  },
  "to no session at all": { status: 404, change: (url: string) => url.replace(/cs_\w+/, "cs_nothing") },
};

test.each(Object.entries(BROKEN_LINKS))(
  "a link %s shows nothing of the order",
  async (_link, { status, change }) => {
    const [session, other] = await Promise.all([
      stage.openSession(server.direct),
      stage.openSession(server.mor),
    ]);
    const page = await stage.visitor();
    const response = await page.goto(change(session.url, other.url));
    expect(response?.status()).toBe(status);
    const title = status === 404 ? "Checkout not found" : "This link is not valid";
    await page.getByRole("heading", { name: title }).waitFor();
    expect(await page.content()).not.toMatch(/9\.99|Star chart|Aurora/);
  },
);

test("the way back leads to the shop's basket, and the session stays open", async () => {
  const { page, session } = await stage.openCashier(server.direct);
  await page.getByRole("link", { name: "Back to Aurora Supply" }).click();
  await page.waitForURL(`${stage.shop.origin}/basket`);
  expect((await outcomeOf(server.direct, session)).status).toBe("open");
});
