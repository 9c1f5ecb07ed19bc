/** A value as it is sent: null, a text, or bytes. */
export type BoundValue = string | Buffer | null;

const BIND = 0x42;
/** No column is answered in binary. The empty portal is executed to its end, and what the server holds back is sent. */
const RESULT_FORMATS_BYTES = 2;
const EXECUTE_AND_SYNC = Buffer.from([0x45, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0x53, 0, 0, 0, 4]);

/**
 * What runs a statement that the server has parsed under that name, as one piece: Bind, Execute and Sync of the protocol
 * (https://www.postgresql.org/docs/current/protocol-message-formats.html).
 */
export function bindMessage(name: string, values: readonly BoundValue[]): Buffer {
  const lengths = values.map((value) => (value === null ? -1 : Buffer.byteLength(value)));
  let length = 4 + 1 + name.length + 1 + 2 + values.length * 2 + 2 + RESULT_FORMATS_BYTES;
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
  offset = message.writeInt16BE(0, offset);
  EXECUTE_AND_SYNC.copy(message, offset);
  return message;
}
