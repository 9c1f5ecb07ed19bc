import type { IncomingMessage, ServerResponse } from "node:http";
import { doorOf, type RefusingDoor } from "../plugins/unreadable-requests.ts";
import { wordOverloaded } from "./overloaded-answer.ts";

/** So much of a body that nobody will read is waited for, for the sake of the connection. */
const PASSED_OVER_BYTES = 1024 * 1024;

/** Answers without the framework, before the body is read and before anything is asked of the database. */
export function refuseOverloaded(
  doors: readonly [RefusingDoor, ...RefusingDoor[]],
  request: IncomingMessage,
  response: ServerResponse,
  request_id: string,
  turn: number,
): void {
  const door = doorOf(doors, request.url ?? "");
  const { status, headers, text } = wordOverloaded(
    door,
    request_id,
    turn,
    request.headers.origin !== undefined,
  );
  response.writeHead(status, headers);
  response.end(text);
  passOver(request);
}

/** Whoever goes on sending after the answer is cut off. */
function passOver(request: IncomingMessage): void {
  let bytes = 0;
  request.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > PASSED_OVER_BYTES) request.socket.destroy();
  });
}
