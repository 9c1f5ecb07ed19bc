/** Whether a statement ends the transaction in which it stands, so that others may go on. */
export function endsTransaction(text: string): boolean {
  return text === "COMMIT" || text === "ROLLBACK";
}

const told = new Map<string, string>();

/** A statement in a few words: what it does, and to which tables. */
export function tellStatement(text: string): string {
  const known = told.get(text);
  if (known !== undefined) return known;
  const words = shorten(text);
  told.set(text, words);
  return words;
}

function shorten(text: string): string {
  const parts = [
    ...text.matchAll(/\b(INSERT INTO|UPDATE|DELETE FROM|FROM|LOCK TABLE|TRUNCATE)\s+([a-z_]+)/g),
  ];
  if (parts.length === 0) return text.trim().slice(0, 60);
  const deeds = parts.map(([, verb, table]) =>
    verb === "FROM" ? `read ${table}` : `${verb?.toLowerCase()} ${table}`,
  );
  const lock = /FOR UPDATE/.test(text) ? " for update" : "";
  return [...new Set(deeds)].join(", ") + lock;
}

/** Of several rows that are due, the order says nothing, and PostgreSQL promises none. */
export function claimsRows(text: string): boolean {
  return text.includes("SKIP LOCKED");
}

/** Kept from PostgreSQL, which would measure real time: the scheduler does it. */
export function lockTimeoutOf(text: string): number | undefined {
  const found = /^SET LOCAL lock_timeout = (\d+)$/.exec(text);
  return found === null ? undefined : Number(found[1]);
}

const added = new Map<string, readonly string[]>();

/** The tables that a statement adds rows to. */
export function tablesAddedTo(text: string): readonly string[] {
  const known = added.get(text);
  if (known !== undefined) return known;
  const tables = [...text.matchAll(/INSERT INTO ([a-z_]+)/g)].map(([, table]) => table ?? "");
  added.set(text, tables);
  return tables;
}
