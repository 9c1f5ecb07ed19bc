import type { Queryable } from "../../db/types.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { type ApiKeyKind, apiKeyHint, hashApiKey } from "./api-key.ts";
import { insertApiKey } from "./store.ts";

const PURPOSE = "publishable_key";

/**
 * Lets a key in. Of a secret key only its hash is kept. A publishable key is no secret, and is kept sealed besides,
 * because answers for browsers have to name it.
 */
export async function addApiKey(
  core: Core,
  db: Queryable,
  scope: Scope,
  kind: ApiKeyKind,
  key: string,
): Promise<void> {
  const sealed = kind === "publishable" ? await core.vault.sealSecret(scope, PURPOSE, key) : undefined;
  const stored = { ...scope, kind, key_hash: hashApiKey(key), hint: apiKeyHint(key), sealed };
  await insertApiKey(db, stored, core.clock.now());
}

export function openPublishableKey(core: Core, scope: Scope, sealed: Buffer): Promise<string> {
  return core.vault.openSecret(scope, PURPOSE, sealed);
}
