import { RecentMap } from "../kit/recent-map.ts";

const REMEMBERED_CARDS = 4096;

/**
 * Remembers sealed cards, never open ones, so that charging a saved card does not read the vault's table each time.
 * What is sealed of a card never changes, so an entry is never stale; a card that was forgotten is not asked for.
 */
export function createCardCache(): RecentMap<string, Buffer> {
  return new RecentMap(REMEMBERED_CARDS);
}
