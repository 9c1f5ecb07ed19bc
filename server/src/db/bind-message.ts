/** A value as it is sent: null, a text, or bytes. */
export type BoundValue = string | Buffer | null;

const BIND = 0x42;
/** The empty portal is executed to its end, and what the server holds back is sent. */
const EXECUTE_AND_SYNC = Buffer.from([0x45, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0x53, 0, 0, 0, 4]);

/** All columns are answered as texts. */
export const TEXTS_ONLY = resultFormats([]);

/** How columns are answered: as texts, or in binary. */
export function resultFormats(are_binary: readonly boolean[]): Buffer {
  const formats = Buffer.alloc(2 + are_binary.length * 2);
  formats.writeInt16BE(are_binary.length);
  for (const [index, is_binary] of are_binary.entries())
    formats.writeInt16BE(is_binary ? 1 : 0, 2 + index * 2);
  return formats;
}

/**
 * What runs a statement that the server has parsed under that name, as one piece: Bind, Execute and Sync of the protocol
 * (https://www.postgresql.org/docs/current/protocol-message-formats.html).
 */
export function bindMessage(
  name: string,
  values: readonly BoundValue[],
  formats: Buffer = TEXTS_ONLY,
): Buffer {
  const lengths = values.map((value) => (value === null ? -1 : Buffer.byteLength(value)));
  let length = 4 + 1 + name.length + 1 + 2 + values.length * 2 + 2 + formats.length;
  for (const value_length of lengths) length += 4 + Math.max(value_length, 0);
  const message = Buffer.allocUnsafe(1 + length + EXECUTE_AND_SYNC.length);
  message[0] = BIND;
  let offset = message.writeInt32BE(length, 1);
  message[offset++] = 0;
  offset += message.write(name, offset, "latin1");
  message[offset++] = 0;
  offset = message.writeInt16BE(values.length, offset);
  for (const value of values) offset = message.writeInt16BE(value instanceof Buffer ? 1 : 0, offset);
  offset = message.writeInt16BE(values.length, offset);
  for (const [index, value] of values.entries()) {
    offset = message.writeInt32BE(lengths[index] as number, offset);
    if (typeof value === "string") offset += message.write(value, offset);
    else if (value !== null) offset += value.copy(message, offset);
  }
  offset += formats.copy(message, offset);
  EXECUTE_AND_SYNC.copy(message, offset);
  return message;
}
