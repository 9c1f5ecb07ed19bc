import { expect, test } from "vitest";
import type { Database } from "../../db/types.ts";
import { systemClock } from "../../kit/clock.ts";
import { createIdSource, formatId } from "../../kit/ids.ts";
import { systemRandom } from "../../kit/random.ts";
import { MASTER_KEY_BYTES, masterKeyWrapper } from "../../vault/master-key.ts";
import { createVault } from "../../vault/vault.ts";
import { clientSecret, openClientSecret } from "./client-secret.ts";

const master_key = Buffer.alloc(MASTER_KEY_BYTES, 7);
const vault = createVault({
  // Tokens are derived: nothing is read or written.
  db: {} as Database,
  clock: systemClock,
  new_id: createIdSource(systemClock, systemRandom),
  keys: masterKeyWrapper(master_key),
  master_key,
});

const SHOP = { merchant_id: "01890000-0000-7000-8000-00000000000a", livemode: false };
const ID = "01890000-0000-7000-8000-000000000001";

test("a client secret begins with its intent's id, and says whose intent it is", () => {
  for (const scope of [SHOP, { ...SHOP, livemode: true }]) {
    const secret = clientSecret(vault, "payment_intent", scope, ID);
    expect(secret).toMatch(new RegExp(`^${formatId("payment_intent", ID)}_secret_[0-9a-f]{82}$`));
    expect(openClientSecret(vault, "payment_intent", ID, secret)).toEqual(scope);
  }
});

test("a client secret opens its own intent and nothing else", () => {
  const secret = clientSecret(vault, "payment_intent", SHOP, ID);
  const of_live_mode = clientSecret(vault, "payment_intent", { ...SHOP, livemode: true }, ID);
  const other_id = "01890000-0000-7000-8000-000000000002";
  // The owner of one and the proof of another.
  const mixed = of_live_mode.slice(0, -48) + secret.slice(-48);
  const in_capitals = secret.replace(/[0-9a-f]+$/, (digits) => digits.toUpperCase());
  for (const wrong of [undefined, 5, "", secret.slice(0, -1), `${secret}a`, mixed, in_capitals]) {
    expect(openClientSecret(vault, "payment_intent", ID, wrong)).toBeUndefined();
  }
  expect(openClientSecret(vault, "payment_intent", other_id, secret)).toBeUndefined();
  expect(openClientSecret(vault, "setup_intent", ID, secret)).toBeUndefined();
  const as_setup = secret.replace(/^pi_/, "seti_");
  expect(openClientSecret(vault, "setup_intent", ID, as_setup)).toBeUndefined();
});
