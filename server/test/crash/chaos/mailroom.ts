import type { Reception } from "../../support/audit/records.ts";
import { type PostServer, servePosts } from "./http-post.ts";

/** The merchant's server for webhooks. It writes each down before it says anything. */
export interface Mailroom extends PostServer {
  readonly receptions: readonly Reception[];
  /** Says whose endpoint is at a path; what comes to another one is not kept. */
  expect(path: string, endpoint_id: string): void;
}

const FAILURE_RATE = 0.03;

export async function openMailroom(chance: () => number): Promise<Mailroom> {
  const receptions: Reception[] = [];
  const endpoints = new Map<string, string>();
  const refused = new Set<string>();

  /** Refuses none twice: the third attempt of a webhook comes minutes after the second. */
  function isRefused(webhook: string): boolean {
    if (refused.has(webhook) || chance() >= FAILURE_RATE) return false;
    refused.add(webhook);
    return true;
  }

  const server = await servePosts(({ url = "", headers }, response, body) => {
    const endpoint_id = endpoints.get(url);
    const is_acknowledged = !isRefused(`${url} ${headers["webhook-id"]}`);
    if (endpoint_id !== undefined) receptions.push({ endpoint_id, headers, body, is_acknowledged });
    response.writeHead(is_acknowledged ? 200 : 500).end();
  });
  return { ...server, receptions, expect: (path, endpoint_id) => void endpoints.set(path, endpoint_id) };
}
