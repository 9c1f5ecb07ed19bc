import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { movableClock } from "../../../test/support/clock.ts";
import { createAcquirer } from "./acquirer.ts";
import { openJournal } from "./journal.ts";

const NOW = new Date("2026-06-12T12:00:00Z");

async function newAcquirer() {
  const directory = await mkdtemp(join(tmpdir(), "starway-acquirer-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const clock = movableClock(NOW);
  return { clock, acquirer: createAcquirer(openJournal(directory, "1.jsonl"), clock) };
}

const request = {
  attempt_id: "payment_1",
  amount: 2000,
  currency: "USD",
  card: { number: "4242424242424242", exp_month: 12, exp_year: 2034 },
  security_code: undefined,
  notice_reference: "",
  return_url: null,
  capture: true,
  off_session: false,
  setup_reference: null,
  test: { scenario: null, metadata: {} },
  valid_until: NOW,
};

test("a request that the network doubles is answered as the first time, even when it comes late", async () => {
  const { acquirer, clock } = await newAcquirer();
  expect(await acquirer.authorize(request)).toEqual({ kind: "approved" });
  clock.advance(1);
  expect(await acquirer.authorize(request)).toEqual({ kind: "approved" });
});

test("a request that comes late, and for the first time, is refused", async () => {
  const { acquirer, clock } = await newAcquirer();
  clock.advance(1);
  expect(await acquirer.authorize(request)).toMatchObject({ kind: "declined" });
});
