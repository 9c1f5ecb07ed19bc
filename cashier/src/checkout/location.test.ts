import { expect, test } from "vitest";
import { exampleFields, exampleView, ok } from "../test-support.ts";
import type { LocationRequest } from "../view.ts";
import type { Answer } from "./api.ts";
import { createLocationUpdater, locationOf } from "./location.ts";

const us = { ...exampleFields, country: "US" };

function setUp() {
  const sent: { body: LocationRequest; answer: (answer: Answer) => void }[] = [];
  const applied: Answer[] = [];
  const updating: boolean[] = [];
  const updater = createLocationUpdater(
    {
      wait: async () => {},
      location: (body) => new Promise((answer) => sent.push({ body, answer })),
      onUpdating: (on) => updating.push(on),
      apply: (answer) => applied.push(answer),
    },
    { ...exampleFields, country: "" },
  );
  return { updater, sent, applied, updating };
}

test("only what tax depends on is sent, and a half-typed postal code is not", () => {
  expect(locationOf({ ...us, region: "CA", postal_code: "941" })).toEqual({ country: "US", region: "CA" });
  expect(locationOf({ ...us, region: "CA", postal_code: " 94107 " })).toEqual({
    country: "US",
    region: "CA",
    postal_code: "94107",
  });
  expect(locationOf({ ...exampleFields, region: "CA", postal_code: "94107" })).toEqual({ country: "DE" });
});

test("quick changes are sent as one", async () => {
  const { updater, sent } = setUp();
  updater.changed({ ...us, country: "CA" });
  updater.changed(us);
  updater.changed({ ...us, region: "NY" });
  await expect.poll(() => sent.length).toBe(1);
  expect(sent[0]?.body).toEqual({ country: "US", region: "NY" });
});

test("an answer that arrives after the address has changed again is ignored", async () => {
  const { updater, sent, applied, updating } = setUp();
  updater.changed(us);
  await expect.poll(() => sent.length).toBe(1);
  updater.changed({ ...us, region: "NY" });
  await expect.poll(() => sent.length).toBe(2);
  sent[1]?.answer(ok({ amount_total: 1086 }));
  sent[0]?.answer(ok({ amount_total: 1000 }));
  await updater.settled();
  expect(applied).toEqual([{ kind: "view", view: exampleView({ amount_total: 1086 }) }]);
  expect(updating.at(-1)).toBe(false);
});

test("an address that has not changed is not sent again", async () => {
  const { updater, sent } = setUp();
  updater.changed(us);
  await expect.poll(() => sent.length).toBe(1);
  updater.changed({ ...us, name: "Grace Hopper" });
  await Promise.resolve();
  expect(sent).toHaveLength(1);
});
