import type { Cryptography } from "../core/cryptography.ts";
import { SignatureVerificationError } from "../core/errors.ts";
import type { Event } from "../generated/objects.ts";
import { isAnyEqual, parseSignatureHeader, type SignatureHeader, signedBytes } from "./signature-header.ts";

/** The body of a webhook as it arrived, before anything has parsed it. */
export type WebhookPayload = string | Uint8Array | ArrayBuffer;

/** `Onerway-Signature`, as the frameworks give it. */
export type WebhookHeader = string | readonly string[] | null | undefined;

export interface TestHeaderOptions {
  readonly payload: WebhookPayload;
  readonly secret: string;
  /** In Unix seconds; now when it is not given. */
  readonly timestamp?: number;
}

const DEFAULT_TOLERANCE_S = 300;

/** Tells real webhooks from forged ones. Needs the endpoint's secret, and no API key. */
export class Webhooks {
  readonly #cryptography: Cryptography;

  constructor(cryptography: Cryptography) {
    this.#cryptography = cryptography;
  }

  /**
   * The event of a webhook, once its signature is found to be right. Works where Node's cryptography is; elsewhere use
   * `constructEventAsync`.
   *
   * @param payload The raw body. A body that was parsed and written again is not what was signed.
   * @param header What `Onerway-Signature` says.
   * @param secret The endpoint's secret, `whsec_…`.
   * @param tolerance How many seconds old it may be, so that nobody repeats an old one: 300. `Infinity` allows any age.
   * @throws SignatureVerificationError
   */
  constructEvent(
    payload: WebhookPayload,
    header: WebhookHeader,
    secret: string,
    tolerance = DEFAULT_TOLERANCE_S,
  ): Event {
    const { body, signature } = read(payload, header, secret, tolerance);
    const expected = this.#sign(secret, signedBytes(signature.timestamp, body), "constructEventAsync");
    return eventOf(body, signature, expected);
  }

  /** The same with Web Cryptography, which every runtime has. */
  async constructEventAsync(
    payload: WebhookPayload,
    header: WebhookHeader,
    secret: string,
    tolerance = DEFAULT_TOLERANCE_S,
  ): Promise<Event> {
    const { body, signature } = read(payload, header, secret, tolerance);
    const bytes = signedBytes(signature.timestamp, body);
    return eventOf(body, signature, await this.#cryptography.signAsync(secret, bytes));
  }

  /** A header that `constructEvent` accepts, for your tests. */
  generateTestHeader({ payload, secret, timestamp = now() }: TestHeaderOptions): string {
    const bytes = signedBytes(timestamp, bytesOf(payload));
    return `t=${timestamp},v1=${this.#sign(secret, bytes, "generateTestHeaderAsync")}`;
  }

  /** The same with Web Cryptography. */
  async generateTestHeaderAsync({ payload, secret, timestamp = now() }: TestHeaderOptions): Promise<string> {
    const bytes = signedBytes(timestamp, bytesOf(payload));
    return `t=${timestamp},v1=${await this.#cryptography.signAsync(secret, bytes)}`;
  }

  #sign(secret: string, bytes: Uint8Array, instead: string): string {
    const { sign } = this.#cryptography;
    if (sign === undefined)
      throw new TypeError(`This runtime signs only asynchronously: await ${instead}() instead.`);
    return sign(secret, bytes);
  }
}

interface SignedBody {
  readonly body: Uint8Array;
  readonly signature: SignatureHeader;
}

function read(payload: WebhookPayload, header: WebhookHeader, secret: string, tolerance: number): SignedBody {
  if (typeof secret !== "string" || secret === "")
    throw new TypeError("Give the endpoint's secret, whsec_….");
  const body = bytesOf(payload);
  const text = Array.isArray(header) ? header.join(",") : header;
  if (typeof text !== "string" || text === "")
    throw new SignatureVerificationError("The request has no Onerway-Signature header.");
  const signature = parseSignatureHeader(text);
  if (signature === undefined)
    throw new SignatureVerificationError("The Onerway-Signature header is not of the form t=…,v1=….");
  if (Math.abs(now() - signature.timestamp) > tolerance)
    throw new SignatureVerificationError("The webhook is too old, or this machine's clock is wrong.");
  return { body, signature };
}

function eventOf(body: Uint8Array, { signatures }: SignatureHeader, expected: string): Event {
  if (!isAnyEqual(signatures, expected)) {
    throw new SignatureVerificationError(
      "No signature is of this body with this secret. Give the raw body as it arrived, and the secret of the endpoint that it was sent to.",
    );
  }
  return JSON.parse(new TextDecoder().decode(body)) as Event;
}

function bytesOf(payload: WebhookPayload): Uint8Array {
  if (typeof payload === "string") return new TextEncoder().encode(payload);
  if (payload instanceof Uint8Array) return payload;
  if (Object.prototype.toString.call(payload) === "[object ArrayBuffer]") return new Uint8Array(payload);
  throw new TypeError(
    'The payload has to be the raw body, as a string or bytes, and not what was parsed from it: express.raw({ type: "*/*" }) or await request.text() give it.',
  );
}

function now(): number {
  return Math.floor(Date.now() / 1_000);
}
