import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { afterAll, beforeAll } from "vitest";

/** One webhook as it arrived, byte for byte. */
export interface Delivery {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly raw_body: Buffer;
}

export interface ReceiverAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Instead of a body: whatever this writes, and whether it ever ends. */
  readonly stream?: (response: ServerResponse) => void;
}

/** A merchant's server that waits for webhooks. It acknowledges each, unless a test says otherwise. */
export interface Receiver {
  /** An address of its own for each endpoint. */
  url(path: string): string;
  readonly deliveries: readonly Delivery[];
  at(path: string): Delivery[];
  answer: (delivery: Delivery) => ReceiverAnswer;
}

/** The receiver of a test file. */
export function useReceiver(): Receiver {
  const deliveries: Delivery[] = [];
  let port = 0;
  const receiver: Receiver = {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    deliveries,
    at: (path) => deliveries.filter((delivery) => delivery.path === path),
    answer: () => ({ status: 200 }),
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const delivery = { path: request.url ?? "", headers: request.headers, raw_body: Buffer.concat(chunks) };
    deliveries.push(delivery);
    const { status, headers, body, stream } = receiver.answer(delivery);
    response.writeHead(status, headers);
    if (stream === undefined) response.end(body);
    else stream(response);
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    port = typeof address === "object" && address !== null ? address.port : 0;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return receiver;
}

/** What is in a webhook of either API. */
export interface WebhookBody {
  readonly id: string;
  readonly type: string;
  readonly created: number;
  readonly livemode: boolean;
  readonly sequence: number;
  readonly data: Readonly<Record<string, unknown>> & { readonly object?: Readonly<Record<string, unknown>> };
}

export function bodyOf({ raw_body }: Delivery): WebhookBody {
  return JSON.parse(raw_body.toString());
}

/**
 * Both APIs' own scheme, as their documentation describes it: `t=<unix seconds>,v1=<hex>`, where v1 is the HMAC-SHA256
 * of `<t>.<raw body>` under the endpoint's secret. While a secret is being replaced there are two v1. Answers t, or
 * undefined when none of them is right.
 */
export function verifiedTime(
  { headers, raw_body }: Delivery,
  header: string,
  secret: string,
): number | undefined {
  const [, time, signatures = ""] = /^t=(\d+)((?:,v1=[0-9a-f]{64})+)$/.exec(String(headers[header])) ?? [];
  const expected = createHmac("sha256", secret).update(`${time}.`).update(raw_body).digest("hex");
  return signatures.split(",v1=").includes(expected) ? Number(time) : undefined;
}

/** https://www.standardwebhooks.com: base64 of the HMAC of `id.timestamp.body` under the decoded secret. */
export function isStandardWebhook({ headers, raw_body }: Delivery, secret: string): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.`;
  const expected = createHmac("sha256", key).update(signed).update(raw_body).digest("base64");
  return String(headers["webhook-signature"]).split(" ").includes(`v1,${expected}`);
}
