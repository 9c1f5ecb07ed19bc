import { Agent, request as httpRequest } from "node:http";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, expect, test } from "vitest";
import { hostileJson, otherHostileBodies } from "../support/hostile/bodies.ts";
import { errorLines } from "../support/hostile/error-log.ts";
import { inTurns } from "../support/hostile/in-turns.ts";
import { type Route, takesBody } from "../support/hostile/routes.ts";
import { useTarget } from "../support/hostile/target.ts";
import { HOSTILE_QUERIES, HOSTILE_WORDS } from "../support/hostile/texts.ts";

const target = useTarget();

const REQUESTS = 20_000;
const AT_ONCE = 16;
/** What the second half of the requests may leave behind: of a thing of 200 bytes for each of them it would be more. */
const GROWTH_BYTES = 2_000_000;
/** Large bodies say no more about memory than small ones do, and take their time. */
const LARGE_BYTES = 50_000;

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
afterAll(() => agent.destroy());

/** Sends a request and answers only its status, so that nothing of it stays with the sender. */
function statusOf(url: string, method: string, headers: object, body?: string | Uint8Array): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(url, { agent, method, headers: { ...headers } }, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode ?? 0));
      response.on("error", reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** The memory that is still needed by something. */
async function keptBytes(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    collectGarbage();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const BODIES = [...hostileJson(), ...otherHostileBodies()].filter(({ body }) => body.length < LARGE_BYTES);

/** The n-th hostile request: each route in turn, with a key or an address that has not been there before. */
function attackOn(route: Route, number: number): Promise<number> {
  const headers = { ...target.credentials(route), "x-forwarded-for": `10.0.0.${number}` };
  const url = target.addressOf(route);
  if (!takesBody(route)) {
    const query = HOSTILE_QUERIES[number % HOSTILE_QUERIES.length] ?? "";
    const id = number % 2 === 0 ? url : target.addressOf(route, `no_${number}${HOSTILE_WORDS[number % 30]}`);
    return statusOf(encodeURI(`${id}?n=${number}&${query}`), route.method, headers);
  }
  const { body, headers: content } = BODIES[number % BODIES.length] ?? { body: "[]", headers: {} };
  const key = { "idempotency-key": `hostile-${number}` };
  return statusOf(url, route.method, { ...headers, ...content, ...key }, body);
}

test("twenty thousand hostile requests leave no more memory behind than ten thousand did", async () => {
  const routes = target.routes.filter(({ door, method }) => door !== "page" && method !== "DELETE");
  const statuses = new Map<number, number>();
  const send = async (number: number) => {
    const status = await attackOn(routes[number % routes.length] as Route, number);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  };
  const half = REQUESTS / 2;
  const numbers = Array.from({ length: REQUESTS }, (_, number) => number);
  await inTurns(numbers.slice(0, half), AT_ONCE, send);
  const after_half = await keptBytes();
  await inTurns(numbers.slice(half), AT_ONCE, send);
  const growth_bytes = (await keptBytes()) - after_half;
  expect(growth_bytes).toBeLessThan(GROWTH_BYTES);
  expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([]);
  // Most are refused; what is accepted is kept in the database, and not here.
  expect(statuses.get(400)).toBeGreaterThan(REQUESTS / 2);
  expect(errorLines(target.server.log_lines)).toEqual([]);
}, 300_000);
