import type { OperationContext } from "./operation.ts";

/** The headers by which each API knows the merchant. */
const AUTHORIZATION = { onerway: "Authorization: Bearer ", faststar: "X-API-Key: " } as const;

export type Api = keyof typeof AUTHORIZATION;

/** What comes before a POST's idempotency key. */
export function postHead(
  { port, secret_key }: OperationContext,
  api: Api,
  path: string,
  body: string,
): string {
  return [
    `POST ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    AUTHORIZATION[api] + secret_key,
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Idempotency-Key: ",
  ].join("\r\n");
}

export function postRequest(head: string, idempotency_key: string, body: string): string {
  return `${head}${idempotency_key}\r\n\r\n${body}`;
}

/** What comes after a GET's path. */
export function getTail({ port, secret_key }: OperationContext, api: Api): string {
  return ` HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${AUTHORIZATION[api]}${secret_key}\r\n\r\n`;
}
