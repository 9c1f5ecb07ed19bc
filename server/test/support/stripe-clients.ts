import { createRequire } from "node:module";
import Stripe from "stripe";
import { afterEach } from "vitest";
import { checkDocumented } from "./documented.ts";
import type { TestServer } from "./server.ts";

// Its types would declare today's library once more.
const EarlierStripe: typeof Stripe = createRequire(import.meta.url)("stripe-14");

export interface ClientVersion {
  readonly version: string;
  readonly Library: typeof Stripe;
}

/** The official client libraries that merchants' code is written against, each with its own classes. */
export const CLIENT_VERSIONS: readonly ClientVersion[] = [
  { version: "23", Library: Stripe },
  { version: "14", Library: EarlierStripe },
];

/** A request as a library sent it. */
export interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

export interface ClientOptions {
  /** The direct merchant's secret key, unless another is named. */
  readonly key?: string;
  readonly retries?: number;
  /** Is told of each request. */
  readonly sent?: SentRequest[];
}

/** What answers said that our document does not. A library would report that as something else. */
const undocumented: unknown[] = [];
afterEach(() => {
  const [first] = undocumented.splice(0);
  if (first !== undefined) throw first;
});

/** A library that talks to us instead of to Stripe, over its own HTTP client. */
export function connectStripe(
  { Library }: ClientVersion,
  server: TestServer,
  { key = server.direct.secret_key, retries = 0, sent = [] }: ClientOptions = {},
): Stripe {
  const { hostname, port } = new URL(server.url);
  return new Library(key, {
    host: hostname,
    port: Number(port),
    protocol: "http",
    maxNetworkRetries: retries,
    telemetry: false,
    httpClient: watchedHttpClient(Library, server.url, sent),
  });
}

function watchedHttpClient(Library: typeof Stripe, url: string, sent: SentRequest[]) {
  const client = Library.createNodeHttpClient();
  const makeRequest = client.makeRequest.bind(client);
  client.makeRequest = async (...request) => {
    const [, , path, method, headers] = request;
    sent.push({ method, path, headers: headers as SentRequest["headers"] });
    const response = await makeRequest(...request);
    const readBody = response.toJSON.bind(response);
    response.toJSON = async () => {
      const body = await readBody();
      try {
        checkDocumented({ method, url: `${url}${path}`, status: response.getStatusCode(), body });
      } catch (difference) {
        undocumented.push(difference);
      }
      return body;
    };
    return response;
  };
  return client;
}

/** What a call was refused with. */
export async function refusalOf(
  call: PromiseLike<unknown>,
): Promise<InstanceType<typeof Stripe.errors.StripeError>> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error && "rawType" in error) return error as never;
    throw error;
  }
  throw new Error("The call succeeded.");
}

/** The ids of a whole list, of which the library fetches one page after another. */
export async function idsOfAll(list: AsyncIterable<{ readonly id: string }>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of list) ids.push(id);
  return ids;
}
