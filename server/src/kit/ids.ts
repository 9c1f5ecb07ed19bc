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

/**
 * Makes ids of one process: 48 bits of milliseconds, a 12-bit counter that keeps ids of one millisecond in the
 * order they were made, and 62 random bits.
 */
export function createIdSource(clock: Clock, random: Random): NewId {
  let last_ms = 0;
  let counter = 0;
  return () => {
    const now_ms = clock.now().getTime();
    if (now_ms > last_ms) {
      last_ms = now_ms;
      counter = random.bytes(2).readUInt16BE(0) & 0x7ff;
    } else if (++counter > 0xfff) {
      // More than a millisecond can number: borrow the next one rather than lose the order.
      last_ms += 1;
      counter = 0;
    }
    const tail = random.bytes(8);
    tail[0] = ((tail[0] as number) & 0x3f) | 0x80;
    const time = last_ms.toString(16).padStart(12, "0");
    const sequence = counter.toString(16).padStart(3, "0");
    return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence}-${hex(tail, 0, 2)}-${hex(tail, 2, 8)}`;
  };
}

function hex(bytes: Buffer, from: number, to: number): string {
  let text = "";
  for (let index = from; index < to; index++) text += HEX[bytes[index] as number];
  return text;
}

/**
 * No id that was made earlier is greater, and none that was made later is smaller: so the ids of a stretch of time lie
 * between two of these, and the primary key finds them.
 */
export function firstIdAt(instant: Date): string {
  const time = Math.max(instant.getTime(), 0).toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const ID_LENGTH = 22;
const DIGIT_OF = new Map([...ALPHABET].map((character, digit) => [character, BigInt(digit)]));

// Long division on 16-bit limbs by 62^5, so that every step stays an exact integer below 2^53: an answer formats
// several ids, and BigInt would cost several times more.
function uuidToBase62(uuid: string): string {
  const limbs = [
    Number.parseInt(uuid.slice(0, 4), 16),
    Number.parseInt(uuid.slice(4, 8), 16),
    Number.parseInt(uuid.slice(9, 13), 16),
    Number.parseInt(uuid.slice(14, 18), 16),
    Number.parseInt(uuid.slice(19, 23), 16),
    Number.parseInt(uuid.slice(24, 28), 16),
    Number.parseInt(uuid.slice(28, 32), 16),
    Number.parseInt(uuid.slice(32, 36), 16),
  ];
  let text = "";
  while (text.length < ID_LENGTH) {
    let remainder = 0;
    for (let index = 0; index < limbs.length; index++) {
      const value = remainder * 65536 + (limbs[index] as number);
      limbs[index] = Math.floor(value / CHUNK);
      remainder = value % CHUNK;
    }
    for (let digit = 0; digit < CHUNK_DIGITS && text.length < ID_LENGTH; digit++) {
      text = (ALPHABET[remainder % 62] as string) + text;
      remainder = Math.floor(remainder / 62);
    }
  }
  return text;
}

const CHUNK_DIGITS = 5;
const CHUNK = 62 ** CHUNK_DIGITS;

/** The public form of an id: `formatId("payment_intent", uuid)` is `pi_…` with 22 base62 characters. */
export function formatId(kind: IdKind, uuid: string): string {
  return `${ID_PREFIXES[kind]}_${uuidToBase62(uuid)}`;
}

const UUID_LIMIT = 1n << 128n;

/** The uuid of a public id, or undefined when the text is not an id of that kind. */
export function parseId(kind: IdKind, text: unknown): string | undefined {
  const prefix = ID_PREFIXES[kind];
  if (typeof text !== "string" || text.length !== prefix.length + 1 + ID_LENGTH) return undefined;
  if (!text.startsWith(prefix) || text[prefix.length] !== "_") return undefined;
  let value = 0n;
  for (let index = prefix.length + 1; index < text.length; index++) {
    const digit = DIGIT_OF.get(text[index] as string);
    if (digit === undefined) return undefined;
    value = value * 62n + digit;
  }
  if (value >= UUID_LIMIT) return undefined;
  const digits = value.toString(16).padStart(32, "0");
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`;
}
