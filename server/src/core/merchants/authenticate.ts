import type { Core } from "../core.ts";
import { digestApiKey } from "./api-key.ts";
import { findKeyOwner, type KeyOwner } from "./store.ts";

/** For so long after a key is revoked it may still be let in. */
const REMEMBERED_MS = 5_000;
const REMEMBERED_KEYS = 10_000;

/** A key that is remembered is answered at once. */
export type Authenticator = (api_key: string) => KeyOwner | Promise<KeyOwner | undefined>;

/** Finds out whose key it is. Good keys are remembered for some seconds, by their hash; unknown ones never. */
export function createAuthenticator(core: Core): Authenticator {
  const remembered = new Map<string, { owner: KeyOwner; until_ms: number }>();

  async function lookUp(digest: string): Promise<KeyOwner | undefined> {
    const owner = await findKeyOwner(core.db, Buffer.from(digest, "latin1"));
    if (owner === undefined) {
      remembered.delete(digest);
      return undefined;
    }
    if (remembered.size >= REMEMBERED_KEYS) remembered.clear();
    remembered.set(digest, { owner, until_ms: core.clock.monotonic_ms() + REMEMBERED_MS });
    return owner;
  }

  return (api_key) => {
    const digest = digestApiKey(api_key);
    const known = remembered.get(digest);
    if (known !== undefined && known.until_ms > core.clock.monotonic_ms()) return known.owner;
    return lookUp(digest);
  };
}
