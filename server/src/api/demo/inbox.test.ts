import { expect, test, vi } from "vitest";
import { createInbox, describeEvent, type ReceivedWebhook } from "./inbox.ts";

const WEBHOOK: ReceivedWebhook = {
  received_at_ms: 0,
  merchant: "direct",
  type: "payment.succeeded",
  verified: true,
  amount: null,
  client_reference_id: null,
};

test("the latest fifty are kept, newest first", () => {
  const inbox = createInbox();
  for (let number = 1; number <= 60; number++) inbox.receive({ ...WEBHOOK, received_at_ms: number });
  expect(inbox.latest()).toHaveLength(50);
  expect(inbox.latest()[0]?.received_at_ms).toBe(60);
  expect(inbox.latest()[49]?.received_at_ms).toBe(11);
});

test("an event is new once", () => {
  const inbox = createInbox();
  expect([inbox.isNew("evt_1"), inbox.isNew("evt_1"), inbox.isNew("evt_2")]).toEqual([true, false, true]);
});

test("watchers hear of each one until they leave", () => {
  const inbox = createInbox();
  const watcher = vi.fn();
  const leave = inbox.watch(watcher);
  inbox.receive(WEBHOOK);
  leave();
  inbox.receive(WEBHOOK);
  expect(watcher).toHaveBeenCalledExactlyOnceWith(WEBHOOK);
});

test.each([
  [{ amount: 1079, currency: "USD" }, "10.79 USD"],
  [{ amount: 500, currency: "JPY" }, "500 JPY"],
  [{ amount_total: 1250, currency: "BHD" }, "1.250 BHD"],
  [{ amount: "1079", currency: "USD" }, null],
  [{ amount: 0.5, currency: "USD" }, null],
  [{ amount: 5, currency: "???" }, null],
  [{}, null],
])("the amount of %j reads %s", (data, amount) => {
  expect(describeEvent({ type: "payment.succeeded", data }).amount).toBe(amount);
});

test("an event may be anything, and is still described", () => {
  const nothing = { type: "?", amount: null, client_reference_id: null };
  for (const event of [null, 1, "x", [], { type: 5, data: "y" }])
    expect(describeEvent(event)).toEqual(nothing);
  expect(describeEvent({ type: "x".repeat(500) }).type).toHaveLength(100);
});
