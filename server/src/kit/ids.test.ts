import fc from "fast-check";
import { expect, test } from "vitest";
import "../../test/support/fixed-seed.ts";
import { createIdSource, firstIdAt, formatId, parseId } from "./ids.ts";
import { systemRandom } from "./random.ts";

const fixed = { now: () => new Date(1_800_000_000_000), monotonic_ms: () => 0 };

test("an id in public form reads back as the same id", () => {
  fc.assert(
    fc.property(fc.uuid(), (uuid) => {
      const public_id = formatId("payment_intent", uuid);
      expect(public_id).toMatch(/^pi_[0-9A-Za-z]{22}$/);
      expect(parseId("payment_intent", public_id)).toBe(uuid);
    }),
  );
});

test("public ids sort in the order in which they were made", () => {
  const new_id = createIdSource(fixed, systemRandom);
  const ids = Array.from({ length: 5_000 }, () => formatId("event", new_id()));
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});

test("an id is a uuid of version 7 that carries its time", () => {
  const id = createIdSource(fixed, systemRandom)();
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replace("-", "").slice(0, 12), 16)).toBe(1_800_000_000_000);
});

test("the first id of an instant lies between the ids made before it and those made since", () => {
  const id = createIdSource(fixed, systemRandom)();
  expect(firstIdAt(fixed.now()) < id).toBe(true);
  expect(firstIdAt(new Date(1_800_000_000_001)) > id).toBe(true);
  expect(firstIdAt(new Date(-1))).toBe("00000000-0000-7000-8000-000000000000");
});

test.each([
  ["another kind's id", formatId("customer", "01890000-0000-7000-8000-000000000000")],
  ["a character that is not base62", "pi_000000000000000000000-"],
  ["a number too large for 128 bits", `pi_${"z".repeat(22)}`],
  ["a truncated id", "pi_0123"],
  ["nothing", ""],
  ["something that is not text", 42],
])("%s is not taken for a payment intent's id", (_name, text) => {
  expect(parseId("payment_intent", text)).toBeUndefined();
});
