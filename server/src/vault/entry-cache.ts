import { RecentMap } from "../kit/recent-map.ts";

const REMEMBERED_ENTRIES = 4096;

/**
 * Remembers what is sealed, never what is open, so that charging a saved card does not read the vault's table each
 * time. What is sealed never changes, so an entry is never stale; one that was forgotten is not asked for.
 */
export function createEntryCache(): RecentMap<string, Buffer> {
  return new RecentMap(REMEMBERED_ENTRIES);
}
