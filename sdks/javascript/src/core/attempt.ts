import type { RawAnswer } from "./error-of.ts";
import { ConnectionError } from "./errors.ts";
import type { Fetch } from "./options.ts";

/** The longest that a timer can run; a longer one would end at once. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

export interface Attempt {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Sends a request once and reads the answer to its end. A network that fails, and a server that takes too long, are a
 * ConnectionError as a value; what is thrown is the caller's own reason to give up.
 */
export async function attempt(
  fetch: Fetch,
  { url, timeout, signal, ...request }: Attempt,
): Promise<RawAnswer | ConnectionError> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const giveUp = () => controller.abort(signal?.reason);
  signal?.addEventListener("abort", giveUp, { once: true });
  let is_late = false;
  const timer = setTimeout(
    () => {
      is_late = true;
      controller.abort();
    },
    Math.min(timeout, LONGEST_TIMEOUT_MS),
  );
  try {
    // A redirection would turn a POST into a GET, so it is an error instead.
    const response = await fetch(url, { ...request, redirect: "manual", signal: controller.signal });
    const { status, headers } = response;
    return { status, headers, body: readJson(await response.text()) };
  } catch (cause) {
    signal?.throwIfAborted();
    return connectionError(url, is_late ? timeout : undefined, cause);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", giveUp);
  }
}

function connectionError(url: string, timeout: number | undefined, cause: unknown): ConnectionError {
  const { origin } = new URL(url);
  if (timeout !== undefined) {
    return new ConnectionError(`${origin} did not answer within ${timeout} ms.`, { code: "timeout", cause });
  }
  const reason = cause instanceof Error ? reasonOf(cause) : String(cause);
  return new ConnectionError(`No connection to ${origin}: ${reason}`, { code: "connection_failed", cause });
}

/** Node says what has happened in the cause, and only that something has in the message. */
function reasonOf(error: Error): string {
  return error.cause instanceof Error && error.cause.message !== "" ? error.cause.message : error.message;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
