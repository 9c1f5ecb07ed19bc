/** What is different every time: whose value does not have to be that of the example. */
const ID = /^([a-z]+)_[0-9A-Za-z]{22}$/;
const IDS = /\b[a-z]+_[0-9A-Za-z]{22}\b/g;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const FIRST_UNIX_SECONDS = 1e9;
const DERIVED = [
  "client_secret",
  "fingerprint",
  "publishable_key",
  "secret",
  "session_token",
  "request_body",
  "date",
];
/** What depends on what has happened, or how fast. */
const MEASURED = /\.(duration_ms|(event|queued|pending|succeeded|failed)_count|number)$|\.request_headers\./;
/** The addresses of the cashier's pages have an id and a token in them. */
const CASHIER_PAGE = /\/checkout\/cs_\w+\?token=|\/(cards\/seti|authenticate\/pi)_\w+\?client_secret=/;

/**
 * Where an answer differs from an example in more than its ids, times and secrets. Of a list, the first thing is
 * compared: others may have been made meanwhile.
 */
export function differences(actual: unknown, example: unknown, path = ""): string[] {
  if (Array.isArray(example) && Array.isArray(actual)) {
    if (example.length === 0) return actual.length === 0 ? [] : [`${path} is not empty`];
    return differences(actual[0], example[0], `${path}[0]`);
  }
  if (isRecord(example) && isRecord(actual)) {
    const names = new Set([...Object.keys(example), ...Object.keys(actual)]);
    return [...names].flatMap((name) => differences(actual[name], example[name], `${path}.${name}`));
  }
  return isAlike(actual, example, path)
    ? []
    : [`${path} is ${JSON.stringify(actual)}, not ${JSON.stringify(example)}`];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isAlike(actual: unknown, example: unknown, path: string): boolean {
  if (actual === example || MEASURED.test(path)) return true;
  if (typeof actual === "number" && typeof example === "number") {
    return actual > FIRST_UNIX_SECONDS && example > FIRST_UNIX_SECONDS;
  }
  if (typeof actual !== "string" || typeof example !== "string") return false;
  const kind = ID.exec(example)?.[1];
  if (kind !== undefined) return ID.exec(actual)?.[1] === kind;
  if (INSTANT.test(example)) return INSTANT.test(actual);
  if (actual.startsWith("/") && actual.replace(IDS, "") === example.replace(IDS, "")) return true;
  // A test listens on this machine, but at the same path.
  if (path.endsWith(".url") && URL.canParse(actual) && URL.canParse(example)) {
    if (new URL(actual).pathname === new URL(example).pathname) return true;
  }
  return DERIVED.some((name) => path.endsWith(`.${name}`)) || CASHIER_PAGE.test(example);
}
