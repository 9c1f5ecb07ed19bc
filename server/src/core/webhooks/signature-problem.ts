import { timingSafeEqual } from "node:crypto";
import { unixSeconds } from "../../kit/clock.ts";
import { timestampedSignature } from "./standard-webhooks.ts";

/** What is wrong with a signature, in the order in which it is found out. */
export type SignatureProblem =
  /** It is not of the form `t=<unix>,v1=<hex>`. */
  | "malformed"
  /** There is no secret that could have signed it. */
  | "no_secret"
  /** Right but for white space around the payload. */
  | "payload_has_other_white_space"
  /** No secret signed this payload. */
  | "no_match"
  /** A secret signed it, too long ago (or in the future), so that somebody may be repeating it. */
  | "outside_tolerance";

export interface SignedPayload {
  /** The body as it arrived, before any parsing. */
  readonly payload: string;
  readonly signature: string;
}

const TOLERANCE_S = 300;

/** What is wrong with a signature of the form `t=<unix>,v1=<hex>`, with one or more v1; undefined when it is ours. */
export function signatureProblem(
  { payload, signature }: SignedPayload,
  secrets: readonly string[],
  now: Date,
): SignatureProblem | undefined {
  const parsed = parseSignature(signature);
  if (parsed === undefined) return "malformed";
  if (secrets.length === 0) return "no_secret";
  const isSigned = (text: string) => isSignedByAny(parsed, secrets, text);
  if (!isSigned(payload)) {
    const is_cosmetic = [payload.trim(), `${payload}\n`].some((text) => text !== payload && isSigned(text));
    return is_cosmetic ? "payload_has_other_white_space" : "no_match";
  }
  return Math.abs(unixSeconds(now) - parsed.time) > TOLERANCE_S ? "outside_tolerance" : undefined;
}

interface ParsedSignature {
  readonly time: number;
  readonly signatures: readonly Buffer[];
}

const MAX_SIGNATURES = 16;

/** Schemes other than v1 are left alone: there may be newer ones beside it one day. */
function parseSignature(text: string): ParsedSignature | undefined {
  const fields = text.split(",").map((field) => /^\s*(\w+)=([^\s=]*)\s*$/.exec(field));
  if (fields.length > MAX_SIGNATURES || fields.some((field) => field === null)) return undefined;
  const values = (name: string) =>
    fields.filter((field) => field?.[1] === name).map((field) => field?.[2] ?? "");
  const [time, ...more_times] = values("t");
  const signatures = values("v1");
  if (time === undefined || more_times.length > 0 || !/^\d{1,12}$/.test(time)) return undefined;
  if (signatures.length === 0 || !signatures.every((hex) => /^[0-9a-f]{64}$/i.test(hex))) return undefined;
  return { time: Number(time), signatures: signatures.map((hex) => Buffer.from(hex, "hex")) };
}

/** Looks at every secret and every signature, so that the time it takes does not tell which one matched. */
function isSignedByAny(
  { time, signatures }: ParsedSignature,
  secrets: readonly string[],
  payload: string,
): boolean {
  let matches = 0;
  for (const secret of secrets) {
    const expected = Buffer.from(timestampedSignature(secret, time, payload), "hex");
    for (const signature of signatures) if (timingSafeEqual(signature, expected)) matches += 1;
  }
  return matches > 0;
}
