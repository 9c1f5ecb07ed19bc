/** How a client reaches the API. */
export interface OnerwayOptions {
  /** Where the API is: the origin of your Starway, with or without `/v1`. The default is `https://api.onerway.com`. */
  baseUrl?: string;
  /** How long one attempt may take, in milliseconds. The default is 80 seconds, as a bank may take its time. */
  timeout?: number;
  /** How often a request is sent again that got no answer, or one that says to try again. The default is 2. */
  maxNetworkRetries?: number;
  /** Used instead of the runtime's own `fetch`. */
  fetch?: Fetch;
}

/** What differs for one call. */
export interface RequestOptions {
  /**
   * What makes the call happen once, however often it is sent. Each POST has a new one unless you give your own, such as
   * the number of the order, to be safe across restarts too.
   */
  idempotencyKey?: string;
  /** In milliseconds, for each attempt. */
  timeout?: number;
  maxNetworkRetries?: number;
  /** Gives the call up. What the API has begun by then is not undone. */
  signal?: AbortSignal;
  /** Another key than the client's, for a platform that acts for several merchants. */
  apiKey?: string;
}

/** As much of `fetch` as is used. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const DEFAULT_BASE_URL = "https://api.onerway.com";

const DEFAULT_TIMEOUT_MS = 80_000;
const DEFAULT_RETRIES = 2;

export interface Settings {
  readonly baseUrl: string;
  readonly timeout: number;
  readonly maxNetworkRetries: number;
  readonly fetch: Fetch;
}

/** The options with what holds where they say nothing. Addresses begin with the API's own path, so that is cut off. */
export function readOptions(options: OnerwayOptions): Settings {
  return {
    baseUrl: readBaseUrl(options.baseUrl ?? DEFAULT_BASE_URL),
    timeout: atLeast("timeout", 1, options.timeout ?? DEFAULT_TIMEOUT_MS),
    maxNetworkRetries: atLeast("maxNetworkRetries", 0, options.maxNetworkRetries ?? DEFAULT_RETRIES),
    // Looked up at each call, and called as a function of the global object, as browsers demand.
    fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
  };
}

/** What holds for one call. */
export function withOptions(settings: Settings, options: RequestOptions): Settings {
  const { timeout = settings.timeout, maxNetworkRetries = settings.maxNetworkRetries } = options;
  return {
    ...settings,
    timeout: atLeast("timeout", 1, timeout),
    maxNetworkRetries: atLeast("maxNetworkRetries", 0, maxNetworkRetries),
  };
}

function readBaseUrl(text: string): string {
  if (!/^https?:\/\/[^/\s]/.test(text))
    throw new TypeError(`baseUrl has to begin with https:// or http://, not ${JSON.stringify(text)}.`);
  return text.replace(/\/+$/, "").replace(/\/v1$/, "");
}

function atLeast(name: string, least: number, value: number): number {
  if (typeof value === "number" && value >= least) return value;
  throw new TypeError(`${name} has to be a number of at least ${least}, not ${String(value)}.`);
}
