import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { openEnvelope, sealEnvelope } from "./envelope.ts";
import { masterKeyWrapper } from "./master-key.ts";

const keys = masterKeyWrapper(randomBytes(32));
const purpose = Buffer.from("merchant|test|card");

test("what is sealed opens again for the same merchant and purpose", async () => {
  const sealed = await sealEnvelope(keys, Buffer.from("4242424242424242"), purpose);
  expect(sealed.includes("4242")).toBe(false);
  expect((await openEnvelope(keys, sealed, purpose)).toString()).toBe("4242424242424242");
});

test("the same card is sealed differently every time", async () => {
  const [first, second] = await Promise.all(
    [1, 2].map(() => sealEnvelope(keys, Buffer.from("4242"), purpose)),
  );
  expect(first?.equals(second as Buffer)).toBe(false);
});

test("a sealed card that was moved to another merchant does not open", async () => {
  const sealed = await sealEnvelope(keys, Buffer.from("4242"), purpose);
  await expect(openEnvelope(keys, sealed, Buffer.from("other|test|card"))).rejects.toThrow();
});

test("a sealed card of which any byte was changed does not open", async () => {
  const sealed = await sealEnvelope(keys, Buffer.from("4242"), purpose);
  for (let index = 0; index < sealed.length; index++) {
    const changed = Buffer.from(sealed);
    changed[index] = (changed[index] as number) ^ 1;
    await expect(openEnvelope(keys, changed, purpose)).rejects.toThrow();
  }
});

test("another master key is refused by name, so the operator knows which one is missing", async () => {
  const sealed = await sealEnvelope(keys, Buffer.from("4242"), purpose);
  const others = masterKeyWrapper(randomBytes(32));
  await expect(openEnvelope(others, sealed, purpose)).rejects.toThrow(keys.key_id);
});
