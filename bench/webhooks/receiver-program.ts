import { createServer, type Socket } from "node:net";
import type { ReceiverMessage } from "./receiver.ts";

// A merchant's server as cheap as can be: it acknowledges whatever is posted, and counts. A program of its own, so that
// its work can be told from Starway's.

const ACKNOWLEDGEMENT = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
const HEAD_END = "\r\n\r\n";
const CONTENT_LENGTH = /\r\ncontent-length: *(\d+)/i;

let received = 0;

/** How many bytes the first request in the buffer has; undefined while some of it is still on its way. */
function requestLength(pending: Buffer): number | undefined {
  const head_end = pending.indexOf(HEAD_END);
  if (head_end < 0) return undefined;
  const length = CONTENT_LENGTH.exec(pending.toString("latin1", 0, head_end))?.[1] ?? "0";
  const total = head_end + HEAD_END.length + Number(length);
  return total <= pending.length ? total : undefined;
}

function serve(socket: Socket): void {
  let pending: Buffer = Buffer.alloc(0);
  socket.setNoDelay(true);
  socket.on("error", () => {});
  socket.on("data", (chunk) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    for (let length = requestLength(pending); length !== undefined; length = requestLength(pending)) {
      pending = pending.subarray(length);
      received += 1;
      socket.write(ACKNOWLEDGEMENT);
    }
  });
}

function tell(message: ReceiverMessage): void {
  process.send?.(message);
}

const server = createServer(serve).listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address === "object") tell({ kind: "listening", port: address.port });
});
process.on("message", () => tell({ kind: "received", count: received }));
process.on("disconnect", () => process.exit());
