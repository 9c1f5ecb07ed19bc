/** How a statement is handed to the driver: with a name, it is parsed once for each connection. */
export interface NamedStatement {
  readonly name?: string;
  readonly text: string;
  readonly values: unknown[];
}

/** What comes less often is not worth a place in the memory of every connection. */
const OFTEN = 16;
const MOST_NAMES = 512;

/**
 * Gives statements names once they have come often. Parsing and planning costs PostgreSQL several times as much as what a
 * statement that looks something up by its key then does. One without values may be several at once, and gets none.
 */
export function createNaming(): (text: string, values: readonly unknown[]) => NamedStatement {
  const seen = new Map<string, number>();
  const names = new Map<string, string>();
  return (text, values) => {
    const statement = { text, values: [...values] };
    if (values.length === 0) return statement;
    const name = names.get(text);
    if (name !== undefined) return { name, ...statement };
    const times = (seen.get(text) ?? 0) + 1;
    if (times < OFTEN || names.size === MOST_NAMES) {
      if (seen.size < MOST_NAMES * 4) seen.set(text, times);
      return statement;
    }
    seen.delete(text);
    const chosen = `starway_${names.size}`;
    names.set(text, chosen);
    return { name: chosen, ...statement };
  };
}
