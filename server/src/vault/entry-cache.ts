import { RecentMap } from "../kit/recent-map.ts";
import type { Scope } from "../kit/scope.ts";
import type { Envelope } from "./envelope.ts";

const REMEMBERED_ENTRIES = 4096;

/** Sealed with the number, so that one kind never opens as another. */
export type EntryKind = "card" | "us_bank_account";

/**
 * Remembers what is sealed, never what is open, so that charging a saved card does not read the vault's table each
 * time. What is sealed never changes, so an entry is never stale; one that was forgotten is not asked for.
 */
export interface EntryCache {
  get(scope: Scope, kind: EntryKind, id: string): Envelope | undefined;
  set(scope: Scope, kind: EntryKind, id: string, envelope: Envelope): void;
}

interface Entry {
  readonly scope: Scope;
  readonly kind: EntryKind;
  readonly envelope: Envelope;
}

export function createEntryCache(): EntryCache {
  const entries = new RecentMap<string, Entry>(REMEMBERED_ENTRIES);
  return {
    get({ merchant_id, livemode }, kind, id) {
      const entry = entries.get(id);
      const is_theirs = entry?.scope.merchant_id === merchant_id && entry.scope.livemode === livemode;
      return is_theirs && entry.kind === kind ? entry.envelope : undefined;
    },
    set: (scope, kind, id, envelope) => entries.set(id, { scope, kind, envelope }),
  };
}
