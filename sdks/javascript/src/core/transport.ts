import { SDK_VERSION } from "../generated/versions.ts";
import { type Answer, answerOf } from "./answer.ts";
import { checkApiKey } from "./api-key.ts";
import { type Attempt, attempt } from "./attempt.ts";
import type { Cryptography } from "./cryptography.ts";
import { errorOf, type RawAnswer } from "./error-of.ts";
import { ConnectionError, type OnerwayError } from "./errors.ts";
import {
  type OnerwayOptions,
  type RequestOptions,
  readOptions,
  type Settings,
  withOptions,
} from "./options.ts";
import { encodeQuery } from "./query.ts";
import { isWorthRetrying, pause, retryDelay } from "./retries.ts";

/** One call of a method, which may take several requests. */
export interface Call {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly params: object;
  readonly options: RequestOptions;
}

/** Sends requests until they are answered, or it is no use. */
export class Transport {
  readonly #apiKey: string;
  readonly #settings: Settings;
  readonly #cryptography: Cryptography;

  constructor(apiKey: string, options: OnerwayOptions, cryptography: Cryptography) {
    this.#apiKey = checkApiKey(apiKey);
    this.#settings = readOptions(options);
    this.#cryptography = cryptography;
  }

  async send<T extends object>(call: Call): Promise<Answer<T>> {
    const settings = withOptions(this.#settings, call.options);
    // One key for all attempts: that is what makes it safe to send a payment again.
    const idempotencyKey = call.options.idempotencyKey ?? this.#newKey(call);
    const request = this.#prepare(call, settings, idempotencyKey);
    for (let retries = 0; ; retries++) {
      const outcome = await attempt(settings.fetch, request);
      if (isSuccess(outcome)) return answerOf<T>(outcome, { idempotencyKey, retries });
      const error = refusalOf(outcome);
      const delay = retries < settings.maxNetworkRetries ? delayBefore(outcome, retries) : undefined;
      if (delay === undefined) throw error;
      await pause(delay, call.options.signal);
    }
  }

  #newKey({ method }: Call): string | undefined {
    return method === "POST" ? this.#cryptography.randomUUID() : undefined;
  }

  #prepare({ method, path, params, options }: Call, settings: Settings, idempotencyKey?: string): Attempt {
    const apiKey = options.apiKey === undefined ? this.#apiKey : checkApiKey(options.apiKey);
    const query = method === "POST" ? "" : encodeQuery(params);
    const body = method === "POST" && Object.keys(params).length > 0 ? JSON.stringify(params) : undefined;
    return {
      url: `${settings.baseUrl}${path}${query === "" ? "" : `?${query}`}`,
      method,
      headers: {
        Authorization: `Bearer ${apiKey}`,
        ...(body !== undefined && { "Content-Type": "application/json" }),
        ...(idempotencyKey !== undefined && { "Idempotency-Key": idempotencyKey }),
        ...(isServer() && { "User-Agent": `onerway-javascript/${SDK_VERSION}` }),
      },
      body,
      timeout: settings.timeout,
      signal: options.signal,
    };
  }
}

/** Browsers say themselves what they are, and would have to ask the API whether another header is allowed. */
function isServer(): boolean {
  const { process } = globalThis as { process?: { versions?: { node?: string } } };
  return process?.versions?.node !== undefined;
}

function isSuccess(outcome: RawAnswer | ConnectionError): outcome is RawAnswer {
  if (outcome instanceof ConnectionError || outcome.status < 200 || outcome.status > 299) return false;
  return typeof outcome.body === "object" && outcome.body !== null;
}

function refusalOf(outcome: RawAnswer | ConnectionError): OnerwayError {
  return outcome instanceof ConnectionError ? outcome : errorOf(outcome);
}

function delayBefore(outcome: RawAnswer | ConnectionError, retries: number): number | undefined {
  if (outcome instanceof ConnectionError) return retryDelay(retries, undefined);
  return isWorthRetrying(outcome) ? retryDelay(retries, outcome.headers) : undefined;
}
