import type { RawAnswer } from "./error-of.ts";

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 8_000;
const LONGEST_WAIT_MS = 60_000;

/** Whether the same request may get a better answer. What the server says of that comes first. */
export function isWorthRetrying({ status, headers, body }: RawAnswer): boolean {
  const advice = headers.get("stripe-should-retry");
  if (advice === "true") return true;
  if (advice === "false") return false;
  if (status === 409) return codeOf(body) === "idempotency_key_in_use";
  return status === 408 || status === 429 || status >= 500;
}

/**
 * How long to wait before the next attempt: twice as long each time, a part of it by chance so that many clients do not
 * come back at once, and never shorter than the server asks. Undefined when it asks for more than anybody waits for.
 */
export function retryDelay(
  retries: number,
  headers: Headers | undefined,
  random = Math.random(),
): number | undefined {
  const longest = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** retries);
  const backoff = longest * (0.5 + random / 2);
  const asked = retryAfter(headers?.get("retry-after"));
  if (asked === undefined) return backoff;
  return asked > LONGEST_WAIT_MS ? undefined : Math.max(asked, asked === 0 ? 0 : backoff);
}

/** In milliseconds. The header is in seconds, or names a time. */
function retryAfter(header: string | null | undefined): number | undefined {
  if (header === null || header === undefined || header.trim() === "") return undefined;
  const seconds = Number(header);
  const wait = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(header) - Date.now();
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

function codeOf(body: unknown): unknown {
  return (body as { error?: { code?: unknown } } | undefined)?.error?.code;
}

/** Waits, unless the caller gives up meanwhile. */
export function pause(duration_ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, duration_ms);
    if (signal?.aborted) stop();
    else signal?.addEventListener("abort", stop, { once: true });
  });
}
