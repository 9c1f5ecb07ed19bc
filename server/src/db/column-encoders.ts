/**
 * Arrays of column values in PostgreSQL's binary format. A batch carries every column of its rows as one array
 * parameter; in text form each JSON document in it would be escaped here and parsed again by the server.
 */
const OIDS = { bool: 16, bytea: 17, int8: 20, text: 25, json: 114, timestamptz: 1184, uuid: 2950 } as const;

export type ColumnType = keyof typeof OIDS;

/** How to write one value of a type: `size` in bytes, then `write` into the buffer at the offset. */
interface Encoder {
  size(value: unknown): number;
  write(value: unknown, buffer: Buffer, offset: number): void;
}

// PostgreSQL counts microseconds from 2000-01-01 UTC.
const POSTGRES_EPOCH_MS = 946_684_800_000;

const textEncoder: Encoder = {
  size: (value) => Buffer.byteLength(value as string),
  write: (value, buffer, offset) => void buffer.write(value as string, offset),
};

const ENCODERS: Record<ColumnType, Encoder> = {
  bool: { size: () => 1, write: (value, buffer, offset) => void buffer.writeUInt8(value ? 1 : 0, offset) },
  bytea: {
    size: (value) => (value as Buffer).length,
    write: (value, buffer, offset) => void (value as Buffer).copy(buffer, offset),
  },
  int8: { size: () => 8, write: (value, buffer, offset) => writeInt64(value as number, buffer, offset) },
  text: textEncoder,
  json: textEncoder,
  timestamptz: {
    size: () => 8,
    write: (value, buffer, offset) =>
      writeInt64(((value as Date).getTime() - POSTGRES_EPOCH_MS) * 1000, buffer, offset),
  },
  uuid: { size: () => 16, write: writeUuid },
};

function writeInt64(value: number, buffer: Buffer, offset: number): void {
  const high = Math.floor(value / 2 ** 32);
  buffer.writeInt32BE(high, offset);
  buffer.writeUInt32BE(value - high * 2 ** 32, offset + 4);
}

const NIBBLES = new Uint8Array(128);
for (const [value, digit] of [..."0123456789abcdef"].entries()) {
  NIBBLES[digit.charCodeAt(0)] = value;
  NIBBLES[digit.toUpperCase().charCodeAt(0)] = value;
}
const DASH = 45;

function writeUuid(value: unknown, buffer: Buffer, offset: number): void {
  const uuid = value as string;
  let position = offset;
  for (let index = 0; index < uuid.length; index += 2) {
    if (uuid.charCodeAt(index) === DASH) index += 1;
    const high = NIBBLES[uuid.charCodeAt(index)] as number;
    buffer[position++] = (high << 4) | (NIBBLES[uuid.charCodeAt(index + 1)] as number);
  }
}

const HEADER_BYTES = 20;

/**
 * An array without elements. A subscript beyond an array's end reads NULL, so it says of every row that the column is
 * NULL, and neither side has to go through the elements.
 */
const EMPTY_ARRAYS = Object.fromEntries(
  Object.entries(OIDS).map(([type, oid]) => [type, emptyArray(oid)]),
) as Record<ColumnType, Buffer>;

function emptyArray(oid: number): Buffer {
  const buffer = Buffer.alloc(12);
  buffer.writeInt32BE(oid, 8);
  return buffer;
}

/** One column of a batch as a binary array parameter, to be read by subscript. `null` and `undefined` become NULL. */
export function encodeColumn(type: ColumnType, values: readonly unknown[]): Buffer {
  const encoder = ENCODERS[type];
  const sizes = sizesOf(encoder, values);
  if (sizes.every((size) => size < 0)) return EMPTY_ARRAYS[type];
  const buffer = Buffer.allocUnsafe(
    sizes.reduce((total, size) => total + 4 + Math.max(size, 0), HEADER_BYTES),
  );
  buffer.writeInt32BE(1, 0); // dimensions
  buffer.writeInt32BE(1, 4); // may hold NULL
  buffer.writeInt32BE(OIDS[type], 8);
  buffer.writeInt32BE(values.length, 12);
  buffer.writeInt32BE(1, 16); // lower bound
  let offset = HEADER_BYTES;
  for (let index = 0; index < values.length; index++) {
    const size = sizes[index] as number;
    buffer.writeInt32BE(size, offset);
    offset += 4;
    if (size < 0) continue;
    // Neighbours often say the same (a merchant, a status), and copying is cheaper than writing anew.
    if (index > 0 && values[index] === values[index - 1])
      buffer.copyWithin(offset, offset - 4 - size, offset - 4);
    else encoder.write(values[index], buffer, offset);
    offset += size;
  }
  return buffer;
}

function sizesOf(encoder: Encoder, values: readonly unknown[]): number[] {
  const sizes: number[] = new Array(values.length);
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (value == null) sizes[index] = -1;
    else
      sizes[index] =
        index > 0 && value === values[index - 1] ? (sizes[index - 1] as number) : encoder.size(value);
  }
  return sizes;
}
