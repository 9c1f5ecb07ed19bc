/** SQLSTATE classes that the code acts on. https://www.postgresql.org/docs/current/errcodes-appendix.html */
function sqlState(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : undefined;
}

/** A serialization failure or a deadlock: the same work may be done again. */
export function isRetryable(error: unknown): boolean {
  const state = sqlState(error);
  return state === "40001" || state === "40P01";
}

export function isUniqueViolation(error: unknown): boolean {
  return sqlState(error) === "23505";
}

/** The connection is gone (or never came): nothing is known of the statement that was under way. */
export function isConnectionLost(error: unknown): boolean {
  const state = sqlState(error);
  if (state === undefined) return error instanceof Error && /connection|socket/i.test(error.message);
  return state.startsWith("08") || state.startsWith("57P") || /^E[A-Z]+$/.test(state);
}
