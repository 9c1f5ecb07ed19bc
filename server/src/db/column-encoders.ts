/**
 * Arrays of column values in PostgreSQL's binary format. A batch carries every column of its rows as one array
 * parameter; in text form each JSON document in it would be escaped here and parsed again by the server.
 */
const OIDS = { bool: 16, bytea: 17, int8: 20, text: 25, json: 114, timestamptz: 1184, uuid: 2950 } as const;

export type ColumnType = keyof typeof OIDS;

// PostgreSQL counts microseconds from 2000-01-01 UTC.
const POSTGRES_EPOCH_MS = 946_684_800_000;

/** Writes one value at the offset, where there is room for it, and says how many bytes it took. */
type Writer = (value: never, buffer: Buffer, offset: number) => number;

const writeText = (value: string, buffer: Buffer, offset: number) => buffer.write(value, offset);

const WRITERS: Record<ColumnType, Writer> = {
  bool: (value: boolean, buffer, offset) => {
    buffer[offset] = value ? 1 : 0;
    return 1;
  },
  bytea: (value: Buffer, buffer, offset) => value.copy(buffer, offset),
  int8: writeInt64,
  text: writeText,
  json: writeText,
  timestamptz: (value: Date, buffer, offset) =>
    writeInt64((value.getTime() - POSTGRES_EPOCH_MS) * 1000, buffer, offset),
  uuid: writeUuid,
};

/** At most so many bytes does a value take. */
function roomFor(value: unknown): number {
  if (typeof value === "string") return value.length * MOST_BYTES_A_CHARACTER;
  return Buffer.isBuffer(value) ? value.length : 8;
}

const MOST_BYTES_A_CHARACTER = 3;

function writeInt64(value: number, buffer: Buffer, offset: number): number {
  const high = Math.floor(value / 2 ** 32);
  buffer.writeInt32BE(high, offset);
  buffer.writeUInt32BE(value - high * 2 ** 32, offset + 4);
  return 8;
}

const NIBBLES = new Uint8Array(128);
for (const [value, digit] of [..."0123456789abcdef"].entries()) {
  NIBBLES[digit.charCodeAt(0)] = value;
  NIBBLES[digit.toUpperCase().charCodeAt(0)] = value;
}
const DASH = 45;

function writeUuid(uuid: string, buffer: Buffer, offset: number): number {
  let position = offset;
  for (let index = 0; index < uuid.length; index += 2) {
    if (uuid.charCodeAt(index) === DASH) index += 1;
    const high = NIBBLES[uuid.charCodeAt(index)] as number;
    buffer[position++] = (high << 4) | (NIBBLES[uuid.charCodeAt(index + 1)] as number);
  }
  return position - offset;
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

/** Where columns are put together: they are copied out of it, so that it serves all of them, one after the other. */
let workspace = Buffer.allocUnsafeSlow(256 * 1024);

function makeRoom(used_bytes: number, more_bytes: number): void {
  if (used_bytes + more_bytes <= workspace.length) return;
  const larger = Buffer.allocUnsafeSlow(2 * (used_bytes + more_bytes));
  workspace.copy(larger, 0, 0, used_bytes);
  workspace = larger;
}

const COMPARED_CHARACTERS = 40;

/**
 * Whether a short text is the one before it once more, as a merchant's id, a status or a currency often is: then copying
 * is cheaper than writing anew. Of long texts not even comparing is.
 */
function isRepeated(value: unknown, previous: unknown): boolean {
  if (typeof value !== "string" || typeof previous !== "string") return false;
  const { length } = value;
  if (length > COMPARED_CHARACTERS || length !== previous.length) return false;
  // Ids that differ do so at their end.
  return value.charCodeAt(length - 1) === previous.charCodeAt(length - 1) && value === previous;
}

/** One column of a batch as a binary array parameter, to be read by subscript. `null` and `undefined` become NULL. */
export function encodeColumn(type: ColumnType, values: readonly unknown[]): Buffer {
  const write = WRITERS[type];
  let offset = HEADER_BYTES;
  let size = -1;
  let is_empty = true;
  let previous: unknown;
  for (const value of values) {
    if (value == null) {
      makeRoom(offset, 4);
      offset = workspace.writeInt32BE(-1, offset);
    } else {
      makeRoom(offset, 4 + roomFor(value));
      const start = offset + 4;
      if (isRepeated(value, previous)) workspace.copyWithin(start, offset - size, offset);
      else size = write(value as never, workspace, start);
      workspace.writeInt32BE(size, offset);
      offset = start + size;
      is_empty = false;
    }
    previous = value;
  }
  if (is_empty) return EMPTY_ARRAYS[type];
  workspace.writeInt32BE(1, 0); // dimensions
  workspace.writeInt32BE(1, 4); // may hold NULL
  workspace.writeInt32BE(OIDS[type], 8);
  workspace.writeInt32BE(values.length, 12);
  workspace.writeInt32BE(1, 16); // lower bound
  return Buffer.from(workspace.subarray(0, offset));
}

/** Encodes columns of the same rows, each by its type and by how a row's value is read. */
export function columnsOf<Row>(
  rows: readonly Row[],
): (type: ColumnType, read: (row: Row) => unknown) => Buffer {
  return (type, read) => encodeColumn(type, rows.map(read));
}
