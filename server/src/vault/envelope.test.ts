import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { createDataKeys, type DataKeys, type KeyWrapper } from "./data-keys.ts";
import { openEnvelope, readEnvelope, sealEnvelope } from "./envelope.ts";
import { masterKeyWrapper } from "./master-key.ts";

/** A clock that tests move, and a master key that counts how often it is asked. */
function openKeys() {
  const master = masterKeyWrapper(randomBytes(32));
  const asked = { wrapped: 0, unwrapped: 0 };
  const wrapper: KeyWrapper = {
    key_id: master.key_id,
    async wrap(data_key) {
      asked.wrapped += 1;
      return master.wrap(data_key);
    },
    async unwrap(key_id, wrapped) {
      asked.unwrapped += 1;
      return master.unwrap(key_id, wrapped);
    },
  };
  const time = { now_ms: 0 };
  const clock = { now: () => new Date(time.now_ms), monotonic_ms: () => time.now_ms };
  return { wrapper, asked, time, clock, keys: createDataKeys(wrapper, clock) };
}

const open = async (keys: DataKeys, sealed: Buffer, associated_data: Buffer) =>
  openEnvelope(await readEnvelope(keys, sealed, associated_data));

const { keys, wrapper: own_wrapper } = openKeys();
const purpose = Buffer.from("merchant|test|card");

test("what is sealed opens again for the same merchant and purpose", async () => {
  const sealed = await sealEnvelope(keys, Buffer.from("4242424242424242"), purpose);
  expect(sealed.includes("4242")).toBe(false);
  expect((await open(keys, sealed, purpose)).toString()).toBe("4242424242424242");
});

test("the same card is sealed differently every time", async () => {
  const [first, second] = await Promise.all(
    [1, 2].map(() => sealEnvelope(keys, Buffer.from("4242"), purpose)),
  );
  expect(first?.equals(second as Buffer)).toBe(false);
});

test("a sealed card that was moved to another merchant does not open", async () => {
  const sealed = await sealEnvelope(keys, Buffer.from("4242"), purpose);
  await expect(open(keys, sealed, Buffer.from("other|test|card"))).rejects.toThrow();
});

test("a sealed card of which any byte was changed does not open", async () => {
  const sealed = await sealEnvelope(keys, Buffer.from("4242"), purpose);
  for (let index = 0; index < sealed.length; index++) {
    const changed = Buffer.from(sealed);
    changed[index] = (changed[index] as number) ^ 1;
    await expect(open(keys, changed, purpose)).rejects.toThrow();
  }
});

test("another master key is refused by name, so the operator knows which one is missing", async () => {
  const sealed = await sealEnvelope(keys, Buffer.from("4242"), purpose);
  await expect(open(openKeys().keys, sealed, purpose)).rejects.toThrow(own_wrapper.key_id);
});

test("cards that are saved within an hour share a data key, and charging them asks the master key once", async () => {
  const { wrapper, asked, clock, keys: sealing } = openKeys();
  const cards = await Promise.all(
    ["4242", "5555", "3782"].map((card) => sealEnvelope(sealing, Buffer.from(card), purpose)),
  );
  expect(asked.wrapped).toBe(1);
  const opening = createDataKeys(wrapper, clock);
  for (const card of [...cards, ...cards]) await open(opening, card, purpose);
  expect(asked.unwrapped).toBe(1);
});

test("the next hour has a data key of its own, and what was sealed before still opens", async () => {
  const { asked, time, keys: hourly } = openKeys();
  const before = await sealEnvelope(hourly, Buffer.from("4242"), purpose);
  time.now_ms += 60 * 60 * 1000;
  const after = await sealEnvelope(hourly, Buffer.from("5555"), purpose);
  expect(asked.wrapped).toBe(2);
  const opened = [await open(hourly, before, purpose), await open(hourly, after, purpose)];
  expect(opened.map(String)).toEqual(["4242", "5555"]);
});

test("a key service that was out of reach once is asked again for the next card", async () => {
  const { wrapper, clock } = openKeys();
  let is_down = true;
  const shaky = createDataKeys(
    { ...wrapper, wrap: (key) => (is_down ? Promise.reject(new Error("down")) : wrapper.wrap(key)) },
    clock,
  );
  await expect(sealEnvelope(shaky, Buffer.from("4242"), purpose)).rejects.toThrow("down");
  is_down = false;
  const sealed = await sealEnvelope(shaky, Buffer.from("4242"), purpose);
  expect((await open(shaky, sealed, purpose)).toString()).toBe("4242");
});
