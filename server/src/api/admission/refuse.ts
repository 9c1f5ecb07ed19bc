import type { IncomingMessage, ServerResponse } from "node:http";
import { type Refusal, refuse } from "../../kit/result.ts";
import { doorOf, type RefusingDoor } from "../plugins/unreadable-requests.ts";

const OVERLOADED: Refusal = refuse("overloaded", "Too many requests are waiting. Try again in a second.");

/** Whoever was refused at the same moment shall not come back at the same moment. */
const RETRY_AFTER_S = ["1", "2", "3"] as const;

/** Browsers read an answer, and when to come back, only when it says that any page may. */
const FOR_ANY_PAGE = ["Access-Control-Allow-Origin", "*", "Access-Control-Expose-Headers", "Retry-After"];

/** Answers without the framework, before the body is read and before anything is asked of the database. */
export function refuseOverloaded(
  doors: readonly [RefusingDoor, ...RefusingDoor[]],
  request: IncomingMessage,
  response: ServerResponse,
  request_id: string,
  turn: number,
): void {
  const { status, body } = doorOf(doors, request.url ?? "").describe(OVERLOADED, request_id);
  const text = JSON.stringify(body);
  response.writeHead(status, [
    "Content-Type",
    "application/json; charset=utf-8",
    "Content-Length",
    String(Buffer.byteLength(text)),
    "Retry-After",
    RETRY_AFTER_S[turn % RETRY_AFTER_S.length] ?? "1",
    "Request-Id",
    request_id,
    ...(request.headers.origin === undefined ? [] : FOR_ANY_PAGE),
  ]);
  response.end(text);
}
