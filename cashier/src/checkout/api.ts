import type { CheckoutView, FailureBody, LocationRequest, PayRequest } from "../view.ts";

/** What came back: the new view, a refusal, or nothing that Starway has said. */
export type Answer<View = CheckoutView> =
  | { kind: "view"; view: View }
  | { kind: "refused"; status: number; code: string; field: string | null; view: View | null }
  | { kind: "unreachable" };

/** Calls one verb of a page's endpoints: with a body it is a POST. */
export type Call<View> = (verb: string, body?: object) => Promise<Answer<View>>;

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
  const path = `/checkout/${encodeURIComponent(session_id)}`;
  const call = createCall<CheckoutView>(path, { "X-Session-Token": token }, send);
  return {
    state: () => call("state"),
    location: (body) => call("location", body),
    pay: (body) => call("pay", body),
    authenticated: (body) => call("authenticated", body),
  };
}

/** Speaks to the endpoints below a path; `proof` is the header that opens them. */
export function createCall<View>(
  path: string,
  proof: Record<string, string>,
  send: typeof fetch,
): Call<View> {
  return async (verb, body) => {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
    try {
      const response = await send(`${path}/${verb}`, {
        method: body ? "POST" : "GET",
        headers: { ...proof, ...(body && { "Content-Type": "application/json" }) },
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
  };
}

/** An answer without a view or an error code was not written by Starway, but by a proxy on the way. */
function readAnswer<View>(
  status: number,
  body: (Partial<FailureBody<View>> & { merchant_name?: string }) | null,
): Answer<View> {
  if (body?.error?.code) {
    const { code, field = null } = body.error;
    return { kind: "refused", status, code, field, view: body.view ?? null };
  }
  return body?.merchant_name === undefined ? { kind: "unreachable" } : { kind: "view", view: body as View };
}
