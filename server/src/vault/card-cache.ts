/**
 * Remembers sealed cards, never open ones, so that charging a saved card does not read the vault's table each time.
 * A card's row never changes, so an entry is never stale; the oldest make room for new ones.
 */
export function createCardCache(limit = 4096) {
  const entries = new Map<string, Buffer>();
  return {
    get: (key: string): Buffer | undefined => entries.get(key),
    put(key: string, sealed: Buffer): void {
      if (entries.has(key)) return;
      if (entries.size >= limit) {
        const oldest = entries.keys().next().value;
        if (oldest !== undefined) entries.delete(oldest);
      }
      entries.set(key, sealed);
    },
  };
}
