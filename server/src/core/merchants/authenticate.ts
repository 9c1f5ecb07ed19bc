import type { Core } from "../core.ts";
import { hashApiKey } from "./api-key.ts";
import { findKeyOwner, type KeyOwner } from "./store.ts";

/** For so long after a key is revoked it may still be let in. */
const REMEMBERED_MS = 5_000;
const REMEMBERED_KEYS = 10_000;

/** A key that is remembered is answered at once. */
export type Authenticator = (api_key: string) => KeyOwner | Promise<KeyOwner | undefined>;

/** Finds out whose key it is. Good keys are remembered for some seconds, by their hash; unknown ones never. */
export function createAuthenticator(core: Core): Authenticator {
  const remembered = new Map<string, { owner: KeyOwner; until_ms: number }>();

  async function lookUp(key_hash: Buffer, cache_key: string): Promise<KeyOwner | undefined> {
    const owner = await findKeyOwner(core.db, key_hash);
    if (owner === undefined) {
      remembered.delete(cache_key);
      return undefined;
    }
    if (remembered.size >= REMEMBERED_KEYS) remembered.clear();
    remembered.set(cache_key, { owner, until_ms: core.clock.monotonic_ms() + REMEMBERED_MS });
    return owner;
  }

  return (api_key) => {
    const key_hash = hashApiKey(api_key);
    const cache_key = key_hash.toString("latin1");
    const known = remembered.get(cache_key);
    if (known !== undefined && known.until_ms > core.clock.monotonic_ms()) return known.owner;
    return lookUp(key_hash, cache_key);
  };
}
