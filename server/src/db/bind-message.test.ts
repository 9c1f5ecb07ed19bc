import { expect, test } from "vitest";
import { bindMessage } from "./bind-message.ts";

test("Bind, Execute and Sync are one piece, each with its own length", () => {
  const message = bindMessage("read_it", ["é", null, Buffer.from([7]), ""]);
  expect(message.toString("latin1", 0, 1)).toBe("B");
  const bind_length = message.readInt32BE(1);
  const execute = message.subarray(1 + bind_length);
  expect(execute.toString("latin1")).toBe("E\0\0\0\x09\0\0\0\0\0S\0\0\0\x04");
  const expected = [
    Buffer.from("\0read_it\0"),
    // The formats: the third value is bytes.
    Buffer.from([0, 4, 0, 0, 0, 0, 0, 1, 0, 0]),
    Buffer.from([0, 4]),
    Buffer.concat([Buffer.from([0, 0, 0, 2]), Buffer.from("é")]),
    Buffer.from([255, 255, 255, 255]),
    Buffer.from([0, 0, 0, 1, 7]),
    Buffer.from([0, 0, 0, 0]),
    // No format is asked for, so all columns come as text.
    Buffer.from([0, 0]),
  ];
  expect(message.subarray(5, 1 + bind_length)).toEqual(Buffer.concat(expected));
});
