import type { Clock } from "./clock.ts";
import type { Random } from "./random.ts";

/**
 * Ids are uuid v7 (RFC 9562): they sort by the time they were made, which keeps indexes dense. Inside they are
 * plain uuid strings; the prefix and the base62 form exist only at the edge (`formatId`, `parseId`).
 */
const ID_PREFIXES = {
  merchant: "acct",
  customer: "cus",
  payment_method: "pm",
  payment_intent: "pi",
  payment_attempt: "att",
  charge: "ch",
  refund: "re",
  dispute: "dp",
  fraud_warning: "issfr",
  setup_intent: "seti",
  checkout_session: "cs",
  subscription: "sub",
  invoice: "in",
  product: "prod",
  price: "price",
  event: "evt",
  webhook_endpoint: "we",
  webhook_delivery: "whd",
  webhook_attempt: "wha",
  webhook_replay: "whr",
  request: "req",
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

export type NewId = () => string;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const COUNTERS = Array.from({ length: 4096 }, (_, count) => count.toString(16).padStart(3, "0"));

const TAIL_DIGITS = 16;
const TAILS = 128;
const VARIANTS = ["8", "9", "a", "b"];

/**
 * Makes ids of one process: 48 bits of milliseconds, a 12-bit counter that keeps ids of one millisecond in the
 * order they were made, and 62 random bits. A payment needs five, so what ids have in common is made once for many.
 */
export function createIdSource(clock: Clock, random: Random): NewId {
  let last_ms = 0;
  let time = "";
  let counter = 0;
  let tails = "";
  let offset = 0;
  return () => {
    const now_ms = clock.now().getTime();
    if (now_ms > last_ms) {
      last_ms = now_ms;
      time = `${timeOf(last_ms)}-7`;
      counter = random.bytes(2).readUInt16BE(0) & 0x7ff;
    } else if (++counter > 0xfff) {
      // More than a millisecond can number: borrow the next one rather than lose the order.
      last_ms += 1;
      time = `${timeOf(last_ms)}-7`;
      counter = 0;
    }
    if (offset === tails.length) {
      tails = random.bytes((TAIL_DIGITS / 2) * TAILS).toString("hex");
      offset = 0;
    }
    const variant = VARIANTS[digitOf(tails.charCodeAt(offset)) & 3] as string;
    const random_start = tails.slice(offset + 1, offset + 4);
    const random_rest = tails.slice(offset + 4, offset + TAIL_DIGITS);
    offset += TAIL_DIGITS;
    return `${time}${COUNTERS[counter]}-${variant}${random_start}-${random_rest}`;
  };
}

/** The first twelve digits of an id, with their dash. */
function timeOf(instant_ms: number): string {
  const digits = instant_ms.toString(16).padStart(12, "0");
  return `${digits.slice(0, 8)}-${digits.slice(8)}`;
}

/**
 * No id that was made earlier is greater, and none that was made later is smaller: so the ids of a stretch of time lie
 * between two of these, and the primary key finds them.
 */
export function firstIdAt(instant: Date): string {
  return `${timeOf(Math.max(instant.getTime(), 0))}-7000-8000-000000000000`;
}

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const ID_LENGTH = 22;
const PAIRS = [...ALPHABET].flatMap((first) => [...ALPHABET].map((second) => first + second));
const DIGIT_OF = new Map([...ALPHABET].map((character, digit) => [character.charCodeAt(0), digit]));

// An answer formats several ids and a request reads some, so both ways go by 16-bit limbs and six digits at a time: every
// step stays an exact integer below 2^53, and BigInt would cost several times more.
const LIMBS = 8;
const CHUNK_DIGITS = 6;
const CHUNK = 62 ** CHUNK_DIGITS;
/** Where the limbs stand in a uuid's text. */
const LIMB_STARTS = [0, 4, 9, 14, 19, 24, 28, 32];

/** Digits stand at 48, letters of either case at 65 or 97: their low bits tell. */
function digitOf(code: number): number {
  return code < 58 ? code - 48 : (code & 31) + 9;
}

function hexLimb(uuid: string, start: number): number {
  let limb = 0;
  for (let index = start; index < start + 4; index++) {
    const code = uuid.charCodeAt(index);
    limb = limb * 16 + digitOf(code);
  }
  return limb;
}

/** Where ids are converted: what happens in one go can share its place. */
const limbs = new Array<number>(LIMBS).fill(0);

function uuidToBase62(uuid: string): string {
  for (let index = 0; index < LIMBS; index++) limbs[index] = hexLimb(uuid, LIMB_STARTS[index] as number);
  let text = "";
  let first = 0;
  while (text.length < ID_LENGTH) {
    let remainder = 0;
    for (let index = first; index < LIMBS; index++) {
      const value = remainder * 65536 + (limbs[index] as number);
      const quotient = Math.floor(value / CHUNK);
      limbs[index] = quotient;
      // The `%` of numbers beyond 32 bits is several times slower.
      remainder = value - quotient * CHUNK;
    }
    while (limbs[first] === 0) first += 1;
    const rest = Math.floor(remainder / 3844);
    const first_pair = Math.floor(rest / 3844);
    const middle = PAIRS[rest - first_pair * 3844] as string;
    text = PAIRS[first_pair] + middle + PAIRS[remainder - rest * 3844] + text;
  }
  return text.slice(-ID_LENGTH);
}

/** The uuid that the last 22 characters of a text say in base62, or undefined when they do not say one. */
function base62ToUuid(text: string): string | undefined {
  limbs.fill(0);
  let position = text.length - ID_LENGTH;
  // 22 digits are four, and then three times six.
  for (let end = text.length - 3 * CHUNK_DIGITS; end <= text.length; end += CHUNK_DIGITS) {
    let carry = 0;
    let scale = 1;
    for (; position < end; position++) {
      const digit = DIGIT_OF.get(text.charCodeAt(position));
      if (digit === undefined) return undefined;
      carry = carry * 62 + digit;
      scale *= 62;
    }
    for (let index = LIMBS - 1; index >= 0; index--) {
      const value = (limbs[index] as number) * scale + carry;
      carry = Math.floor(value / 65536);
      limbs[index] = value - carry * 65536;
    }
    if (carry > 0) return undefined;
  }
  let uuid = "";
  for (let index = 0; index < LIMBS; index++) {
    const limb = limbs[index] as number;
    if (index > 1 && index < 6) uuid += "-";
    uuid += HEX[limb >> 8] + (HEX[limb & 255] as string);
  }
  return uuid;
}

/** A payment is told with its id and a secret that begins with it, one after the other. */
let last_uuid = "";
let last_text = "";

/** The public form of an id: `formatId("payment_intent", uuid)` is `pi_…` with 22 base62 characters. */
export function formatId(kind: IdKind, uuid: string): string {
  if (last_uuid !== uuid) {
    last_text = uuidToBase62(uuid);
    last_uuid = uuid;
  }
  return `${ID_PREFIXES[kind]}_${last_text}`;
}

/** The uuid of a public id, or undefined when the text is not an id of that kind. */
export function parseId(kind: IdKind, text: unknown): string | undefined {
  const prefix = ID_PREFIXES[kind];
  if (typeof text !== "string" || text.length !== prefix.length + 1 + ID_LENGTH) return undefined;
  if (!text.startsWith(prefix) || text[prefix.length] !== "_") return undefined;
  return base62ToUuid(text);
}
