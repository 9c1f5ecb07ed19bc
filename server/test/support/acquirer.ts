import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { AuthorizeRequest } from "../../src/connectors/connector.ts";
import { createAcquirer } from "../../src/connectors/simulator/acquirer.ts";
import { openJournal } from "../../src/connectors/simulator/journal.ts";
import { movableClock } from "./clock.ts";

export const START = new Date("2026-06-12T12:00:00Z");
export const PAYMENT = "payment_1";

/** The books of a simulated acquirer until the test ends, for any number of processes, each with its own memory of them. */
export async function acquirerBooks() {
  const directory = await mkdtemp(join(tmpdir(), "starway-acquirer-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const clock = movableClock(START);
  let starts = 0;
  const startWithJournal = () => {
    const journal = openJournal(directory, `${++starts}.jsonl`);
    return { journal, acquirer: createAcquirer(journal, clock) };
  };
  const start = () => startWithJournal().acquirer;
  return { directory, clock, start, startWithJournal };
}

/** The request for 20.00 USD of a card, taken at once unless told otherwise. */
export function authorization(number: string, changes: Partial<AuthorizeRequest> = {}): AuthorizeRequest {
  return {
    attempt_id: PAYMENT,
    amount: 2000,
    currency: "USD",
    card: { number, exp_month: 12, exp_year: 2034 },
    security_code: undefined,
    notice_reference: "notice_1",
    return_url: null,
    capture: true,
    off_session: false,
    request_three_d_secure: "automatic",
    setup_reference: null,
    test: { scenario: null, metadata: {} },
    valid_until: START,
    ...changes,
  };
}
