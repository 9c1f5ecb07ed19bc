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

// Every id is written into a form, digit by digit, and becomes a text in one go: one that is put together of pieces takes
// several times the memory, and is copied once more when it is used.

const HEX_DIGITS = Buffer.from("0123456789abcdef");
const VARIANTS = Buffer.from("89ab");
const EMPTY_UUID = "00000000-0000-7000-8000-000000000000";

const COUNTER_START = 15;
const VARIANT_START = 19;
const RANDOM_START = 24;
/** Of a tail, the first says the variant, and three stand behind it. */
const TAIL_DIGITS = 16;
const TAILS = 1024;

/**
 * Makes ids of one process: 48 bits of milliseconds, a 12-bit counter that keeps ids of one millisecond in the
 * order they were made, and 62 random bits. A payment needs five, so what ids have in common is made once for many.
 */
export function createIdSource(clock: Clock, random: Random): NewId {
  let last_ms = 0;
  const form = Buffer.from(EMPTY_UUID);
  let counter = 0;
  let tails = Buffer.alloc(0);
  let offset = 0;
  return () => {
    const now_ms = clock.now().getTime();
    if (now_ms > last_ms) {
      last_ms = now_ms;
      form.write(timeOf(last_ms), "latin1");
      counter = random.bytes(2).readUInt16BE(0) & 0x7ff;
    } else if (++counter > 0xfff) {
      // More than a millisecond can number: borrow the next one rather than lose the order.
      last_ms += 1;
      form.write(timeOf(last_ms), "latin1");
      counter = 0;
    }
    if (offset === tails.length) {
      tails = Buffer.from(random.bytes((TAIL_DIGITS / 2) * TAILS).toString("hex"));
      offset = 0;
    }
    writeHex(counter, 3, form, COUNTER_START);
    form[VARIANT_START] = VARIANTS[digitOf(tails[offset] as number) & 3] as number;
    copyBytes(tails, offset + 1, 3, form, VARIANT_START + 1);
    copyBytes(tails, offset + 4, TAIL_DIGITS - 4, form, RANDOM_START);
    offset += TAIL_DIGITS;
    return form.toString("latin1");
  };
}

/** The lowest digits of a number. */
function writeHex(value: number, digits: number, form: Buffer, offset: number): void {
  for (let index = digits - 1, rest = value; index >= 0; index--, rest >>= 4) {
    form[offset + index] = HEX_DIGITS[rest & 15] as number;
  }
}

/** For a few bytes, quicker than Node's own. */
function copyBytes(source: Buffer, start: number, count: number, form: Buffer, offset: number): void {
  for (let index = 0; index < count; index++) form[offset + index] = source[start + index] as number;
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

// An answer formats several ids and a request reads some, so both ways go by numbers that stay exact integers below 2^53:
// BigInt would cost several times more.

/** What a hexadecimal digit of either case stands for. Without a branch: every third would be guessed wrong. */
function digitOf(code: number): number {
  return (code & 15) + 9 * (code >> 6);
}

function hexByte(uuid: string, start: number): number {
  return digitOf(uuid.charCodeAt(start)) * 16 + digitOf(uuid.charCodeAt(start + 1));
}

/** The number that four digits say and four digits elsewhere, which a dash may part from them. */
function hexWord(uuid: string, high: number, low: number): number {
  const upper = hexByte(uuid, high) * 256 + hexByte(uuid, high + 2);
  return upper * 65536 + hexByte(uuid, low) * 256 + hexByte(uuid, low + 2);
}

/** Three digits of base62 at a time: the sum of four words times such numbers is exact. */
const CHUNK = 62 ** 3;
const CHUNKS = 7;

/** A power of two in such chunks, the lowest first. */
function chunksOf(power: bigint): Float64Array {
  const chunk = (index: number) => Number((2n ** power / BigInt(CHUNK) ** BigInt(index)) % BigInt(CHUNK));
  return Float64Array.from({ length: CHUNKS }, (_, index) => chunk(index));
}

/** What the words of an id count, but for the last, which counts once. */
const FIRST = chunksOf(96n);
const SECOND = chunksOf(64n);
const THIRD = chunksOf(32n);

const DIGITS = Buffer.from(ALPHABET, "latin1");

/** The public form of each kind, whose last characters are written anew for each id: so that a text is made in one go. */
const FORMS = Object.fromEntries(
  Object.entries(ID_PREFIXES).map(([kind, prefix]) => [
    kind,
    Buffer.from(`${prefix}_${"0".repeat(ID_LENGTH)}`),
  ]),
) as Readonly<Record<IdKind, Buffer>>;

/** Writes a uuid in base62 at the end of what there is. */
function writeBase62(uuid: string, form: Buffer): void {
  const first = hexWord(uuid, 0, 4);
  const second = hexWord(uuid, 9, 14);
  const third = hexWord(uuid, 19, 24);
  let carry = hexWord(uuid, 28, 32);
  let position = form.length;
  for (let index = 0; index < CHUNKS; index++) {
    const weighed = first * (FIRST[index] as number) + second * (SECOND[index] as number);
    const value = weighed + third * (THIRD[index] as number) + carry;
    carry = Math.floor(value / CHUNK);
    const digits = (value - carry * CHUNK) | 0;
    const upper = (digits / 62) | 0;
    const highest = (upper / 62) | 0;
    form[--position] = DIGITS[digits - upper * 62] as number;
    form[--position] = DIGITS[upper - highest * 62] as number;
    form[--position] = DIGITS[highest] as number;
  }
  form[--position] = DIGITS[carry] as number;
}

const LIMBS = 8;
const CHUNK_DIGITS = 6;
const DIGIT_OF = new Map([...ALPHABET].map((character, digit) => [character.charCodeAt(0), digit]));

/** Where ids are read: what happens in one go can share its place. */
const limbs = new Array<number>(LIMBS).fill(0);
const uuid_form = Buffer.from(EMPTY_UUID);
/** Where the digits of each limb stand in a uuid. */
const LIMB_STARTS = [0, 4, 9, 14, 19, 24, 28, 32];

/** The uuid that the last 22 characters of a text say in base62, or undefined when they do not say one. */
function base62ToUuid(text: string): string | undefined {
  for (let index = 0; index < LIMBS; index++) limbs[index] = 0;
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
  for (let index = 0; index < LIMBS; index++) {
    writeHex(limbs[index] as number, 4, uuid_form, LIMB_STARTS[index] as number);
  }
  return uuid_form.toString("latin1");
}

/** A payment is told with its id and a secret that begins with it, one after the other. */
let last_kind: IdKind | undefined;
let last_uuid = "";
let last_text = "";

/** The public form of an id: `formatId("payment_intent", uuid)` is `pi_…` with 22 base62 characters. */
export function formatId(kind: IdKind, uuid: string): string {
  if (last_uuid === uuid && last_kind === kind) return last_text;
  const form = FORMS[kind];
  writeBase62(uuid, form);
  last_kind = kind;
  last_uuid = uuid;
  last_text = form.toString("latin1");
  return last_text;
}

/** The uuid of a public id, or undefined when the text is not an id of that kind. */
export function parseId(kind: IdKind, text: unknown): string | undefined {
  const prefix = ID_PREFIXES[kind];
  if (typeof text !== "string" || text.length !== prefix.length + 1 + ID_LENGTH) return undefined;
  if (!text.startsWith(prefix) || text[prefix.length] !== "_") return undefined;
  return base62ToUuid(text);
}
