import { once } from "node:events";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { authorization } from "../../../test/support/acquirer.ts";
import { systemClock } from "../../kit/clock.ts";
import type { AuthorizeRequest } from "../connector.ts";
import { type Acquirer, createAcquirer } from "./acquirer.ts";
import { acquirerServer } from "./acquirer-server.ts";
import { openJournal } from "./journal.ts";
import { remoteAcquirer } from "./remote-acquirer.ts";

let directory: string;
let url: string;
let remote: Acquirer;
let close: () => void;
let notices: string[];
const onError = vi.fn();

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "starway-acquirer-"));
  notices = [];
  onError.mockReset();
  const acquirer = createAcquirer(openJournal(directory, "1.jsonl", { flush_to: "disk" }), systemClock);
  const sendNotice = (reference: string) => void notices.push(reference);
  const server = acquirerServer({ acquirer, sendNotice, onError }).listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  remote = remoteAcquirer(url);
  close = () => {
    server.closeAllConnections();
    server.close();
  };
});
afterEach(() => {
  close();
  rmSync(directory, { recursive: true, force: true });
});

const in_a_minute = () => new Date(systemClock.now().getTime() + 60_000);

const payment = (attempt_id: string, more: Partial<AuthorizeRequest> = {}) =>
  authorization("4242424242424242", {
    attempt_id,
    notice_reference: `notice-of-${attempt_id}`,
    valid_until: in_a_minute(),
    amount: 1000,
    ...more,
  });

test("an acquirer in another process authorises, captures and refunds as one in this process does", async () => {
  expect(await remote.authorize(payment("a", { capture: false }))).toEqual({ kind: "approved" });
  const order = { payment: "a", amount: 700, currency: "USD", valid_until: in_a_minute() };
  expect(await remote.capture({ ...order, capture_id: "c" })).toBe("captured");
  expect(await remote.refund({ ...order, refund_id: "r" })).toEqual({
    kind: "succeeded",
    may_fail_until: null,
  });
  expect(await remote.notGivenBackOf("a")).toBe(0);
  expect(await remote.find("unknown")).toBeUndefined();
  expect(await remote.close("unknown")).toBeUndefined();
});

test("instants arrive as instants: what comes too late is refused", async () => {
  const late = payment("late", { valid_until: new Date(0) });
  expect(await remote.authorize(late)).toMatchObject({ kind: "declined", code: "processing_error" });
  const debit = {
    ...payment("debit"),
    us_bank_account: {
      account_number: "000123456789",
      routing_number: "110000000",
      account_holder_type: "individual",
      account_type: "checking",
      account_holder_name: "Jo",
    },
  } as const;
  expect(await remote.debit(debit)).toMatchObject({ kind: "processing", expected_at: expect.any(Date) });
});

test("a decided payment is told by a notice, one that waits for its buyer is not", async () => {
  await remote.authorize(payment("a"));
  const asks_buyer = { number: "4000002760003184", exp_month: 12, exp_year: 2034 };
  expect(await remote.authorize(payment("b", { card: asks_buyer }))).toEqual({ kind: "challenge" });
  expect(notices).toEqual(["notice-of-a"]);
});

test("whatever goes wrong at the acquirer is an exception, and its log says the same when it is asked again", async () => {
  symlinkSync("/dev/full", join(directory, "full.jsonl"));
  const journal = openJournal(directory, "full.jsonl");
  await expect(journal.append({ at: "", reference: "x", kind: "approved" })).rejects.toThrow();
  rmSync(join(directory, "full.jsonl"));
  expect(journal.remembered("x")).toBeUndefined();
  expect(await journal.find("x")).toBeUndefined();

  await expect(remote.acceptDispute("nobody's")).rejects.toThrow("answered acceptDispute with 500");
  expect(onError).toHaveBeenCalledOnce();
});

test("what is no question of ours is not found", async () => {
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  expect((await fetch(`${url}/toString`, { method: "POST", body: "[]" })).status).toBe(404);
  expect((await fetch(`${url}/find`)).status).toBe(404);
});
