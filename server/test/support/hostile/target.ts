import { beforeAll } from "vitest";
import { type HeaderFields, type HttpAnswer, type HttpRequest, send } from "../http.ts";
import { type TestServer, useTestServer } from "../server.ts";
import { untilQuiet } from "../tables.ts";
import { makeThings } from "../things.ts";
import { type KnownIds, knownIds } from "./known-ids.ts";
import { type HostileDoor, type Route, recordRoutes } from "./routes.ts";

/** A server under attack: its routes, and what its merchant has. */
export interface Target {
  readonly server: TestServer;
  readonly routes: readonly Route[];
  readonly ids: KnownIds;
  /** Things of another merchant. */
  readonly foreign_ids: KnownIds;
  credentials(route: Route): HeaderFields;
  /** The address of a route with things that exist in its path, or with the given text in place of each. */
  addressOf(route: Route, chosen?: string | number): string;
}

/** The target of a test file: its fields are there from the first test on. The worker rests, so the tables do too. */
export function useTarget(): Target {
  const target = {} as { -readonly [Name in keyof Target]: Target[Name] };
  const listRoutes = recordRoutes();
  const server = useTestServer();
  target.server = server;
  beforeAll(async () => {
    const things = await makeThings(server, server.direct);
    const { secret_key } = server.direct;
    const theirs = await makeThings(server, server.mor);
    const paying = await server.direct.onerway.get(`/payment_intents/${things.intent}`);
    await untilQuiet(server.db);
    await server.stopWorker();
    target.routes = listRoutes();
    target.ids = await knownIds(server.direct, target.routes, Object.values(things));
    target.foreign_ids = await knownIds(server.mor, target.routes, Object.values(theirs));
    target.credentials = ({ door, url }) => {
      const client_secret = url.startsWith("/authenticate/")
        ? paying.body.client_secret
        : things.setup_secret;
      const by_door: Record<HostileDoor, HeaderFields> = {
        faststar: { "x-api-key": secret_key },
        onerway: { authorization: `Bearer ${secret_key}` },
        cashier: { "x-session-token": things.token, "x-client-secret": client_secret },
        page: {},
      };
      return by_door[door];
    };
    target.addressOf = (route, chosen = 0) =>
      server.url +
      route.url.replace(/:(\w+)|\*/g, (_, name) => {
        if (typeof chosen === "string") return chosen;
        const known = target.ids.of(prefixAt(route, name));
        return known[chosen % known.length] ?? "x";
      });
  });
  return target;
}

const BUYERS_PAGES: Readonly<Record<string, string>> = { checkout: "cs", cards: "seti", authenticate: "pi" };

/** Which things a route's parameter names: its example says so, and on the buyers' pages the first word does. */
export function prefixAt({ url, operation }: Route, parameter: string): string {
  const example = operation?.parameters?.[parameter];
  if (typeof example === "string") return example.split("_")[0] ?? "";
  return BUYERS_PAGES[url.split("/")[1] ?? ""] ?? "";
}

/** One request of an attack. */
export interface Attack {
  readonly about: string;
  readonly url: string;
  readonly method: string;
  readonly headers: HeaderFields;
  readonly body?: string | Uint8Array;
}

const PATIENCE_MS = 60_000;

/** Sends one request. Answers the status, and what is wrong with the answer when something is. */
export async function attack(
  door: HostileDoor,
  { about, ...request }: Attack,
): Promise<{ readonly status: number; readonly answer?: HttpAnswer<unknown>; readonly wrong?: string }> {
  const patient: HttpRequest & { signal: AbortSignal } = {
    ...request,
    signal: AbortSignal.timeout(PATIENCE_MS),
  };
  try {
    const answer = await (door === "page" ? lookAt(request.url, patient) : send(request.url, patient));
    const wrong = wrongIn(door, answer);
    return { status: answer.status, answer, ...(wrong && { wrong: `${about}: ${wrong}` }) };
  } catch (error) {
    const { message, cause } = error as Error;
    return { status: 0, wrong: `${about}: ${message.slice(0, 400)} ${String(cause ?? "")}` };
  }
}

/** Some pages never end, because they tell what happens; the beginning says enough. */
async function lookAt(url: string, request: RequestInit | HttpRequest): Promise<HttpAnswer<unknown>> {
  const { status, headers, body } = await fetch(url, { redirect: "manual", ...(request as RequestInit) });
  await body?.cancel();
  return { status, headers, text: "", body: undefined };
}

/** What is wrong with an answer to whatever was asked: trouble of the server's own, or words of somebody else. */
export function wrongIn(
  door: HostileDoor,
  { status, headers, text, body }: HttpAnswer<unknown>,
): string | undefined {
  const shown = `${status} ${text.slice(0, 200)}`;
  if (status >= 500 || status < 200) return shown;
  if (door === "page") return undefined;
  if (status >= 300 && status < 400) return shown;
  if (!/^application\/json/.test(headers.get("content-type") ?? "")) return `${shown} is no JSON`;
  if (status < 300 || isRefusal(door, body, headers.get("request-id"))) return undefined;
  return `${shown} is no refusal of ${door}`;
}

const isText = (value: unknown) => typeof value === "string" && /\S/.test(value);

function isRefusal(door: HostileDoor, body: unknown, request_id: string | null): boolean {
  const { success, message, error } = body as {
    success?: unknown;
    message?: unknown;
    error?: { type?: unknown; message?: unknown; code?: unknown; request_id?: unknown };
  };
  if (error === undefined || request_id === null) return false;
  if (door === "cashier") return isText(error.code);
  if (error.request_id !== request_id) return false;
  if (door === "faststar") return success === false && isText(message) && isText(error.code);
  return isText(error.type) && error.type !== "api_error" && isText(error.message);
}
