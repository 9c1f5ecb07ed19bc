import type { IncomingMessage, ServerResponse } from "node:http";
import { doorOf, type RefusingDoor } from "../plugins/unreadable-requests.ts";
import { wordOverloaded } from "./overloaded-answer.ts";

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
}
