import type { CheckoutView, FailureBody, LocationRequest, PayRequest } from "../view.ts";

/** What came back: the new view, a refusal, or nothing that Starway has said. */
export type Answer =
  | { kind: "view"; view: CheckoutView }
  | { kind: "refused"; status: number; code: string; field: string | null; view: CheckoutView | null }
  | { kind: "unreachable" };

/** The server's side of one checkout session. */
export interface CheckoutApi {
  state(): Promise<Answer>;
  location(body: LocationRequest): Promise<Answer>;
  pay(body: PayRequest): Promise<Answer>;
  authenticated(body: { closed?: true }): Promise<Answer>;
}

const TIMEOUT_MS = 45_000;

/** Speaks to the session's endpoints with its token. */
export function createApi(session_id: string, token: string, send: typeof fetch): CheckoutApi {
  async function call(verb: string, body?: object): Promise<Answer> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
    try {
      const response = await send(`/checkout/${encodeURIComponent(session_id)}/${verb}`, {
        method: body ? "POST" : "GET",
        headers: { "X-Session-Token": token, ...(body && { "Content-Type": "application/json" }) },
        body: body ? JSON.stringify(body) : null,
        cache: "no-store",
        signal: abort.signal,
      });
      return readAnswer(response.status, await response.json());
    } catch {
      return { kind: "unreachable" };
    } finally {
      clearTimeout(timer);
    }
  }
  return {
    state: () => call("state"),
    location: (body) => call("location", body),
    pay: (body) => call("pay", body),
    authenticated: (body) => call("authenticated", body),
  };
}

/** An answer without a view or an error code was not written by Starway, but by a proxy on the way. */
function readAnswer(status: number, body: Partial<CheckoutView & FailureBody> | null): Answer {
  if (body?.error?.code) {
    const { code, field = null } = body.error;
    return { kind: "refused", status, code, field, view: body.view ?? null };
  }
  return body?.session_id ? { kind: "view", view: body as CheckoutView } : { kind: "unreachable" };
}
