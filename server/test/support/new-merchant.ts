import { addApiKey } from "../../src/core/merchants/add-key.ts";
import { generateApiKey } from "../../src/core/merchants/api-key.ts";
import type { Merchant } from "../../src/core/merchants/merchant.ts";
import { upsertMerchant } from "../../src/core/merchants/store.ts";
import type { TestServer } from "./server.ts";

/** A direct merchant to whom nothing has happened yet, and who may ask as often as it likes. Answers its secret key. */
export async function newMerchant(
  { core }: TestServer,
  fields: Partial<Pick<Merchant, "plan" | "requests_per_minute">> = {},
): Promise<string> {
  const merchant_id = core.new_id();
  const merchant = {
    merchant_id,
    name: "Star Shop",
    mode: "direct",
    plan: "standard",
    requests_per_minute: 0,
    ...fields,
  } as const;
  await upsertMerchant(core.db, merchant, core.clock.now());
  const scope = { merchant_id, livemode: false };
  await addApiKey(core, core.db, scope, "publishable", generateApiKey(core.random, "publishable", false));
  const secret_key = generateApiKey(core.random, "secret", false);
  await addApiKey(core, core.db, scope, "secret", secret_key);
  return secret_key;
}
