import { type Refusal, refuse } from "../../kit/result.ts";
import type { RefusingDoor } from "../plugins/unreadable-requests.ts";

const OVERLOADED: Refusal = refuse("overloaded", "Too many requests are waiting. Try again in a second.");

/** Whoever was refused at the same moment shall not come back at the same moment. */
export const RETRY_AFTER_S = ["1", "2", "3"] as const;

/** Browsers read an answer, and when to come back, only when it says that any page may. */
const FOR_ANY_PAGE = ["Access-Control-Allow-Origin", "*", "Access-Control-Expose-Headers", "Retry-After"];

export interface OverloadedAnswer {
  readonly status: number;
  /** Names and values in turns. */
  readonly headers: string[];
  readonly text: string;
}

/** What an API says to a request that finds no place; `turn` counts those before it. */
export function wordOverloaded(
  { describe }: RefusingDoor,
  request_id: string,
  turn: number,
  for_page: boolean,
): OverloadedAnswer {
  const { status, body } = describe(OVERLOADED, request_id);
  const text = JSON.stringify(body);
  const headers = [
    "Content-Type",
    "application/json; charset=utf-8",
    "Content-Length",
    String(Buffer.byteLength(text)),
    "Retry-After",
    RETRY_AFTER_S[turn % RETRY_AFTER_S.length] ?? "1",
    "Request-Id",
    request_id,
    ...(for_page ? FOR_ANY_PAGE : []),
  ];
  return { status, headers, text };
}
