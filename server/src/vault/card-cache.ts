import { RecentMap } from "../kit/recent-map.ts";

const REMEMBERED_CARDS = 4096;

/**
 * Remembers sealed cards, never open ones, so that charging a saved card does not read the vault's table each time.
 * A card's row never changes, so an entry is never stale.
 */
export function createCardCache(): RecentMap<string, Buffer> {
  return new RecentMap(REMEMBERED_CARDS);
}
