import { stringify } from "qs";
import { checkDocumented } from "./documented.ts";

/** An answer as it came, and its body read as JSON. */
export interface HttpAnswer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Body;
}

export type HeaderFields = Readonly<Record<string, string>>;

export interface HttpRequest {
  readonly method?: string;
  readonly headers?: HeaderFields;
  readonly body?: string | Uint8Array;
}

/** Sends one request, follows nothing, and reads the answer to its end. What our APIs answer has to be documented. */
export async function send<Body = unknown>(
  url: string,
  request: HttpRequest = {},
): Promise<HttpAnswer<Body>> {
  const response = await fetch(url, { redirect: "manual", ...(request as RequestInit) });
  const text = await response.text();
  const { status, headers } = response;
  const body = readJson(text);
  checkDocumented({ method: request.method ?? "GET", url, status, body });
  return { status, headers, text, body: body as Body };
}

export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const JSON_CONTENT: HeaderFields = { "content-type": "application/json" };
export const FORM_CONTENT: HeaderFields = { "content-type": "application/x-www-form-urlencoded" };

/** One API with one key: what a merchant's own server would hold. */
export interface ApiClient<Body> {
  get(path: string, headers?: HeaderFields): Promise<HttpAnswer<Body>>;
  post(path: string, body?: object, headers?: HeaderFields): Promise<HttpAnswer<Body>>;
  put(path: string, body?: object, headers?: HeaderFields): Promise<HttpAnswer<Body>>;
  patch(path: string, body?: object, headers?: HeaderFields): Promise<HttpAnswer<Body>>;
  delete(path: string, headers?: HeaderFields): Promise<HttpAnswer<Body>>;
  /** Sends the body as it is, with the headers as they are and the key. */
  raw(
    method: string,
    path: string,
    body: string | Uint8Array | undefined,
    headers: HeaderFields,
  ): Promise<HttpAnswer<Body>>;
}

function apiClient<Body>(base_url: string, authentication: HeaderFields): ApiClient<Body> {
  const raw: ApiClient<Body>["raw"] = (method, path, body, headers) =>
    send<Body>(`${base_url}${path}`, { method, body, headers: { ...authentication, ...headers } });
  const withBody =
    (method: string) =>
    (path: string, body?: object, headers: HeaderFields = {}) =>
      body === undefined
        ? raw(method, path, undefined, headers)
        : raw(method, path, JSON.stringify(body), { ...JSON_CONTENT, ...headers });
  return {
    raw,
    get: (path, headers = {}) => raw("GET", path, undefined, headers),
    delete: (path, headers = {}) => raw("DELETE", path, undefined, headers),
    post: withBody("POST"),
    put: withBody("PUT"),
    patch: withBody("PATCH"),
  };
}

export interface Session {
  readonly id: string;
  readonly status: string;
  readonly payment_status: string;
  readonly payment_intent_id: string | null;
  readonly amount_subtotal: number;
  readonly amount_tax: number;
  readonly amount_total: number;
  readonly line_items: readonly object[];
  readonly session_token: string;
  readonly expires_at: string;
}

/** FastStar's envelope, with what is in `data` of one answer or another. */
export interface FaststarBody {
  readonly success: boolean;
  readonly message: string;
  readonly data: {
    readonly id: string;
    readonly secret: string;
    readonly url: string;
    readonly session_token: string;
    readonly session: Session;
    readonly client_secret: string;
    readonly publishable_key: string;
    readonly setup_intent_id: string;
    readonly payment_intent_id: string;
    readonly payment_method_id: string;
    readonly authentication_url: string;
    readonly status: string;
    readonly default_payment_method_id: string | null;
    readonly metadata: Readonly<Record<string, string>>;
    readonly items: readonly { readonly id: string; readonly is_default?: boolean }[];
    readonly has_more: boolean;
    readonly next_cursor: string | null;
  };
  readonly error?: {
    readonly code: string;
    readonly param: string | null;
    readonly request_id: string;
    readonly decline_code?: string | null;
    readonly payment_intent_id?: string;
  };
}

export type FaststarClient = ApiClient<FaststarBody>;

export function faststarClient(url: string, key: string): FaststarClient {
  return apiClient(`${url}/api/v1`, { "x-api-key": key });
}

export interface OnerwayObject {
  readonly id: string;
  readonly object: string;
  readonly status: string;
  readonly amount: number;
  readonly amount_received: number;
  readonly capture_method: string;
  readonly payment_method: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly customer: string | null;
  readonly latest_charge?: string | null;
  readonly next_action: { readonly redirect_to_url: { readonly url: string } } | null;
  readonly last_payment_error: { readonly code: string } | null;
}

/** One of Onerway's objects, or its error. */
export interface OnerwayBody extends OnerwayObject {
  readonly client_secret: string;
  readonly card?: { readonly fingerprint: string };
  readonly payment_method_types: readonly string[];
  readonly secret: string;
  readonly data: readonly OnerwayObject[];
  readonly has_more: boolean;
  readonly error?: {
    readonly type: string;
    readonly code?: string;
    readonly message: string;
    readonly param: string | null;
    readonly decline_code?: string;
    readonly payment_intent?: OnerwayObject;
    readonly setup_intent?: OnerwayObject;
    readonly request_id: string;
  };
}

export interface OnerwayClient extends ApiClient<OnerwayBody> {
  /** The way the Stripe libraries send: a form with brackets. */
  form(path: string, body: object, headers?: HeaderFields): Promise<HttpAnswer<OnerwayBody>>;
}

export function onerwayClient(url: string, key: string): OnerwayClient {
  const client = apiClient<OnerwayBody>(`${url}/v1`, { authorization: `Bearer ${key}` });
  return {
    ...client,
    form: (path, body, headers = {}) =>
      client.raw("POST", path, stringify(body), { ...FORM_CONTENT, ...headers }),
  };
}
