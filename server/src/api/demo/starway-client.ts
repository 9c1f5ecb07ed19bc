const TIMEOUT_MS = 15_000;

/** Starway did not do what the shop asked for; the message is Starway's own. */
export class StarwayRefusal extends Error {}

/** Sends one POST to Starway's API and returns the `data` of its answer. */
export type StarwayPost = (path: string, body: object, idempotency_key: string) => Promise<unknown>;

/** Talks to Starway as every merchant's server does: over HTTP, with its own secret key. */
export function createStarwayPost(base_url: string, secret_key: string, fetch_: typeof fetch): StarwayPost {
  return async (path, body, idempotency_key) => {
    const response = await fetch_(`${base_url}/api/v1${path}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-api-key": secret_key,
        "idempotency-key": idempotency_key,
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch((error: Error) => {
      throw new StarwayRefusal(`Starway cannot be reached: ${error.message}`);
    });
    const answer = (await response.json().catch(() => null)) as { message?: string; data?: unknown } | null;
    if (response.ok && answer?.data) return answer.data;
    throw new StarwayRefusal(`Starway answered ${response.status}: ${answer?.message ?? "no message"}`);
  };
}
