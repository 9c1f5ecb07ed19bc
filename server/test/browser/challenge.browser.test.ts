import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { CARDS } from "../support/shop.ts";
import { bank, fillIn, payButton, payWith, readNotice, success } from "./support/buyer.ts";
import { approvals, outcomeOf, paid } from "./support/ledger.ts";
import { useStage } from "./support/stage.ts";

const stage = useStage();
const { server } = stage;

const NOT_CONFIRMED = "Your bank could not confirm the payment. Please try again or use another card.";
const APPROVED_WITHOUT_MONEY = "4000008260003178";

/** A buyer whose bank asks them to confirm the payment. */
async function openChallenge(card: string = CARDS.challenge) {
  const visit = await stage.openCashier(server.direct);
  await fillIn(visit.page, { card });
  await payButton(visit.page).click();
  await bank(visit.page).getByRole("heading", { name: "Confirm it is you" }).waitFor();
  return visit;
}

const answer = (page: Page, name: "Approve" | "Fail") => bank(page).getByRole("button", { name }).click();

test("the bank's page names the amount and the card, and the buyer who approves has paid", async () => {
  const { page, session } = await openChallenge();
  expect(await bank(page).locator("dl").textContent()).toMatch(/9\.99[\s\S]*•••• 3184/);
  expect(await outcomeOf(server.direct, session)).toMatchObject({ intent: { status: "requires_action" } });
  await answer(page, "Approve");
  await success(page).waitFor();
  expect(await outcomeOf(server.direct, session)).toEqual(paid(999));
});

test("a buyer who fails at the bank is told so, and pays with another card", async () => {
  const { page, session } = await openChallenge();
  await answer(page, "Fail");
  expect(await readNotice(page)).toBe(NOT_CONFIRMED);
  expect(await outcomeOf(server.direct, session)).toMatchObject({ status: "open", payment_status: "unpaid" });
  await payWith(page, CARDS.good);
  await success(page).waitFor();
  expect(await outcomeOf(server.direct, session)).toEqual(paid(999));
});

test("a bank that confirms the buyer may still say that the funds are insufficient", async () => {
  const { page } = await openChallenge(APPROVED_WITHOUT_MONEY);
  await answer(page, "Approve");
  expect(await readNotice(page)).toMatch(/insufficient funds/);
});

const CLOSE = {
  "the cross": (page: Page) => page.getByRole("button", { name: "Close bank verification" }).click(),
  async Escape(page: Page) {
    await page.getByRole("button", { name: "Close bank verification" }).focus();
    await page.keyboard.press("Escape");
  },
};

test.each(Object.entries(CLOSE))(
  "a buyer who closes the bank's page with %s can try again and pays once",
  async (_way, close) => {
    const before = await approvals(server);
    const { page, session } = await openChallenge();
    await close(page);
    expect(await readNotice(page)).toBe(NOT_CONFIRMED);
    expect(await page.locator("#field-name").inputValue()).toBe("Ada Lovelace");

    await payWith(page, CARDS.challenge);
    await answer(page, "Approve");
    await success(page).waitFor();
    expect(await outcomeOf(server.direct, session)).toEqual(paid(999));
    expect(await approvals(server)).toBe(before + 1);
  },
);

test("a buyer who reloads the page before the bank has an answer is asked again", async () => {
  const { page, session } = await openChallenge();
  await page.reload();
  await answer(page, "Approve");
  await success(page).waitFor();
  expect(await outcomeOf(server.direct, session)).toEqual(paid(999));
});

test("a challenge that was answered in another window is not asked again", async () => {
  const { page, session } = await openChallenge();
  const address = await page.locator("dialog iframe").getAttribute("src");
  const other = await page.context().newPage();
  await other.goto(address ?? "");
  await other.getByRole("button", { name: "Approve" }).click();
  await other.getByRole("heading", { name: "Authentication ended" }).waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "Already paid" }).waitFor();
  expect(await outcomeOf(server.direct, session)).toEqual(paid(999));
});
