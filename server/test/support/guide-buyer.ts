import { createServer } from "node:http";
import { afterAll, beforeAll } from "vitest";
import { type HttpAnswer, send } from "./http.ts";
import { typeCard } from "./saved-cards.ts";
import type { TestServer } from "./server.ts";
import { answerChallenge, CARDS, cashierState, type OpenSession, payAtCashier } from "./shop.ts";
import { untilTold } from "./tables.ts";

/** What a guide asks of its buyer: to open an address and to type a card there. */
interface Errand {
  readonly address: URL;
  readonly card: string;
  readonly country: string;
}

const ERRANDS: Readonly<Record<string, typeof pay>> = {
  "/pays": pay,
  "/saves_card": saveCard,
  "/authenticates": authenticate,
  "/approves": approve,
};

/** What the merchant of the guides waits for: until nobody is still to be told of what happened so far. */
const UNTIL_TOLD = "/until_told";

/** The buyer of the guides: does in a browser's place what their asides ask for. */
export function useGuideBuyer(server: TestServer): { url: string } {
  const buyer = { url: "" };
  const listener = createServer(async (request, response) => {
    if (request.url === UNTIL_TOLD) {
      await untilTold(server.db);
      return response.end();
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const errand = {
      address: new URL(form.get("address") ?? ""),
      card: form.get("card") || CARDS.good,
      country: form.get("country") || "US",
    };
    const { status, text } = await (ERRANDS[request.url ?? ""] ?? pay)(server, errand);
    response.writeHead(status).end(text);
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
    const address = listener.address();
    buyer.url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  });
  afterAll(() => {
    listener.closeAllConnections();
    listener.close();
  });
  return buyer;
}

const lastPart = ({ pathname }: URL) => pathname.split("/").at(-1) ?? "";

async function pay(server: TestServer, { address, card, country }: Errand): Promise<HttpAnswer<unknown>> {
  const open = { id: lastPart(address), token: address.searchParams.get("token") ?? "" };
  const { amount_total } = (await cashierState(server, open)).body;
  const session = { amount_total } as OpenSession["session"];
  return payAtCashier(server, { ...open, url: address.href, session }, card, { country });
}

async function authenticate(server: TestServer, { address }: Errand) {
  const headers = { "x-client-secret": address.searchParams.get("client_secret") ?? "" };
  const url = `${server.url}${address.pathname}/state`;
  const { body } = await send<{ challenge_url: string }>(url, { headers });
  await answerChallenge(body.challenge_url, "approve");
  return send(url, { headers });
}

function approve(_server: TestServer, { address }: Errand) {
  return answerChallenge(address.href, "approve");
}

async function saveCard(server: TestServer, { address, card }: Errand) {
  const client_secret = address.searchParams.get("client_secret") ?? "";
  const answer = await typeCard(server, { id: lastPart(address), client_secret }, card);
  if (answer.body.challenge_url) await answerChallenge(answer.body.challenge_url, "approve");
  return answer;
}
