import { RecentMap } from "../kit/recent-map.ts";
import type { Scope } from "../kit/scope.ts";

const REMEMBERED_ENTRIES = 4096;

/**
 * Remembers what is sealed, never what is open, so that charging a saved card does not read the vault's table each
 * time. What is sealed never changes, so an entry is never stale; one that was forgotten is not asked for.
 */
export interface EntryCache {
  get(scope: Scope, id: string): Buffer | undefined;
  set(scope: Scope, id: string, sealed: Buffer): void;
}

export function createEntryCache(): EntryCache {
  const entries = new RecentMap<string, { readonly scope: Scope; readonly sealed: Buffer }>(
    REMEMBERED_ENTRIES,
  );
  return {
    get({ merchant_id, livemode }, id) {
      const entry = entries.get(id);
      const is_theirs = entry?.scope.merchant_id === merchant_id && entry.scope.livemode === livemode;
      return is_theirs ? entry.sealed : undefined;
    },
    set: (scope, id, sealed) => entries.set(id, { scope, sealed }),
  };
}
