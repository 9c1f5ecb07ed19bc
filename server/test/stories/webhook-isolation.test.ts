import { createServer, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { useReceiver } from "../support/receiver.ts";
import { type TestMerchant, useTestServer } from "../support/server.ts";
import { makeIntent } from "../support/shop.ts";

const server = useTestServer();
const receiver = useReceiver();
const MEGABYTE = Buffer.alloc(1_000_000, "x");
const EVENTS = 10;
/** Less than any of the bad endpoints is waited for. */
const PATIENCE = { timeout: 10_000, interval: 20 };

/** Takes connections and never says a word, in whatever protocol. */
const silence = createServer();
const silent_sockets = new Set<Socket>();
const trickles = new Set<NodeJS.Timeout>();
beforeAll(async () => {
  silence.on("connection", (socket) => silent_sockets.add(socket.on("error", () => {})));
  await new Promise<void>((resolve) => silence.listen(0, "127.0.0.1", resolve));
  receiver.answer = ({ path }) => {
    if (path.startsWith("/megabytes")) {
      return {
        status: 200,
        stream(response) {
          for (let count = 0; count < 5; count++) response.write(MEGABYTE);
          response.end();
        },
      };
    }
    if (path.startsWith("/trickle")) {
      return {
        status: 200,
        stream: (response) => void trickles.add(setInterval(() => response.write("x"), 1_000)),
      };
    }
    if (path.startsWith("/redirect")) {
      return { status: 307, headers: { location: receiver.url("/elsewhere") } };
    }
    return { status: 200 };
  };
});
afterAll(() => {
  for (const trickle of trickles) clearInterval(trickle);
  for (const socket of silent_sockets) socket.destroy();
  silence.close();
});

function silentUrl(scheme: "http" | "https", path: string): string {
  const address = silence.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return `${scheme}://127.0.0.1:${port}${path}`;
}

async function addEndpoint({ faststar }: TestMerchant, url: string): Promise<string> {
  const answer = await faststar.post("/merchant/webhook-endpoints", {
    url,
    event_types: ["payment.succeeded"],
  });
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data.id;
}

async function happen(merchant: TestMerchant): Promise<void> {
  const paid = { confirm: true, payment_method: "pm_card_visa" };
  await Promise.all(Array.from({ length: EVENTS }, () => makeIntent(merchant, paid)));
}

test("endpoints that hang, trickle, flood or redirect do not hold up those that work", async () => {
  await addEndpoint(server.direct, silentUrl("http", "/never"));
  await addEndpoint(server.direct, silentUrl("https", "/tls"));
  await addEndpoint(server.direct, receiver.url("/trickle"));
  const megabytes = await addEndpoint(server.direct, receiver.url("/megabytes"));
  const redirecting = await addEndpoint(server.direct, receiver.url("/redirect"));
  await addEndpoint(server.direct, "http://127.0.0.1:1/refused");
  await addEndpoint(server.direct, receiver.url("/own"));
  await addEndpoint(server.mor, receiver.url("/others"));
  await happen(server.direct);
  await happen(server.direct);
  await expect.poll(() => silent_sockets.size, PATIENCE).toBeGreaterThan(0);
  await happen(server.mor);
  await expect.poll(() => receiver.at("/others").length, PATIENCE).toBe(EVENTS);
  await expect.poll(() => receiver.at("/own").length, PATIENCE).toBe(2 * EVENTS);
  expect(receiver.at("/elsewhere")).toEqual([]);

  const logOf = async (endpoint: string) => {
    const path = `/merchant/webhook-endpoints/${endpoint}/deliveries?limit=100`;
    return (await server.direct.faststar.get(path)).text;
  };
  // Five megabytes are not read: the receipt is in the status.
  await expect.poll(() => logOf(megabytes), PATIENCE).toContain('"status":"succeeded"');
  await expect.poll(() => logOf(redirecting), PATIENCE).toContain("307");
});
