import type { Queryable } from "../../db/types.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { addApiKey, openPublishableKey } from "./add-key.ts";
import { generateApiKey } from "./api-key.ts";
import { findSealedPublishableKey, lockMerchant } from "./store.ts";

/** A publishable key of the merchant that works: its newest one, or the first one, which is made here. */
export async function getPublishableKey(core: Core, scope: Scope, transaction: Queryable): Promise<string> {
  const known = await findSealedPublishableKey(transaction, scope);
  if (known !== undefined) return openPublishableKey(core, scope, known);
  await lockMerchant(transaction, scope.merchant_id);
  const made_meanwhile = await findSealedPublishableKey(transaction, scope);
  if (made_meanwhile !== undefined) return openPublishableKey(core, scope, made_meanwhile);
  const key = generateApiKey(core.random, "publishable", scope.livemode);
  await addApiKey(core, transaction, scope, "publishable", key);
  return key;
}
