import { expect, test } from "vitest";
import { errorLines } from "../support/hostile/error-log.ts";
import { inTurns } from "../support/hostile/in-turns.ts";
import { hostileRequests } from "../support/hostile/raw-requests.ts";
import { takesBody } from "../support/hostile/routes.ts";
import { attack, useTarget, wrongIn } from "../support/hostile/target.ts";
import { HOSTILE_HEADERS } from "../support/hostile/texts.ts";
import { JSON_CONTENT } from "../support/http.ts";
import { sendRaw } from "../support/raw-http.ts";
import { fingerprintTables } from "../support/tables.ts";

const target = useTarget();

const AT_ONCE = 8;
/** Nothing that any route takes for its parameters, so that whatever the headers say, nothing is done. */
const NOTHING = "[]";

test("whatever stands in a header, every route answers in its API's words, and nothing is written", async () => {
  const before = await fingerprintTables(target.server.db);
  const wrong: string[] = [];
  await inTurns(target.routes, AT_ONCE, async (route) => {
    if (route.method === "DELETE") return;
    const known = { ...target.credentials(route), ...(takesBody(route) && JSON_CONTENT) };
    for (const [name, values] of Object.entries(HOSTILE_HEADERS)) {
      for (const value of values) {
        const result = await attack(route.door, {
          about: `${route.name}: ${name}: ${JSON.stringify(value.slice(0, 40))}`,
          url: target.addressOf(route),
          method: route.method,
          headers: { ...known, [name]: value },
          ...(takesBody(route) && { body: NOTHING }),
        });
        if (result.wrong !== undefined) wrong.push(result.wrong);
      }
    }
  });
  expect(wrong).toEqual([]);
  expect(await fingerprintTables(target.server.db)).toEqual(before);
  expect(errorLines(target.server.log_lines)).toEqual([]);
}, 300_000);

test("an idempotency key that is empty or too long is refused wherever keys are, and nothing is written", async () => {
  const before = await fingerprintTables(target.server.db);
  const wrong: string[] = [];
  const posts = target.routes.filter(
    ({ method, operation }) => method === "POST" && operation?.bodies !== undefined,
  );
  await inTurns(posts, AT_ONCE, async (route) => {
    const body = JSON.stringify(target.ids.putInto(Object.values(route.operation?.bodies ?? {})[0]?.value));
    for (const key of ["", "k".repeat(256), "k".repeat(5_000)]) {
      const headers = { ...target.credentials(route), ...JSON_CONTENT, "idempotency-key": key };
      const request = { url: target.addressOf(route), method: "POST", headers, body };
      const result = await attack(route.door, {
        about: `${route.name}: ${key.length} characters`,
        ...request,
      });
      if (result.wrong !== undefined) wrong.push(result.wrong);
      else if (result.status < 400) wrong.push(`${route.name} took a key of ${key.length} characters`);
    }
  });
  expect(wrong).toEqual([]);
  expect(await fingerprintTables(target.server.db)).toEqual(before);
}, 300_000);

test("what is hardly HTTP gets one answer in the words of the address that it came to, and no connection hangs", async () => {
  const before = await fingerprintTables(target.server.db);
  const wrong: string[] = [];
  const routes = target.routes.filter(({ method, door }) => method === "POST" && door !== "page");
  const one_of_each = [...new Map(routes.map((route) => [route.door, route])).values()];
  for (const route of one_of_each) {
    const path = target.addressOf(route).slice(target.server.url.length);
    for (const { about, bytes, then_end, is_for_nobody } of hostileRequests(
      path,
      target.credentials(route),
    )) {
      const answer = await Promise.race([
        sendRaw(target.server.url, bytes, { then_end }),
        new Promise<undefined>((resolve) => setTimeout(resolve, 10_000, undefined)),
      ]);
      if (answer === undefined) wrong.push(`${route.name}: ${about}: no answer came`);
      // Whoever hangs up amid a request may be left without an answer.
      else if (then_end && answer.text === "" && Number.isNaN(answer.status)) continue;
      else {
        const found = wrongIn(is_for_nobody ? "cashier" : route.door, answer);
        if (found !== undefined) wrong.push(`${route.name}: ${about}: ${found}`);
        else if (answer.status < 400) wrong.push(`${route.name}: ${about} was accepted`);
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(one_of_each.map(({ door }) => door).sort()).toEqual(["cashier", "faststar", "onerway"]);
  expect(await fingerprintTables(target.server.db)).toEqual(before);
  expect(errorLines(target.server.log_lines)).toEqual([]);
}, 300_000);

test("no route anywhere takes a request without a Host header for its own trouble", async () => {
  const wrong: string[] = [];
  await inTurns(target.routes, AT_ONCE, async (route) => {
    const path = target.addressOf(route).slice(target.server.url.length);
    const fields = Object.entries(target.credentials(route)).map(([name, value]) => `${name}: ${value}\r\n`);
    const request = `${route.method} ${path} HTTP/1.1\r\n${fields.join("")}Content-Length: 0\r\nConnection: close\r\n\r\n`;
    const answer = await sendRaw(target.server.url, request);
    const found = wrongIn(route.door, answer);
    if (found !== undefined) wrong.push(`${route.name}: ${found}`);
    else if (answer.status !== 400) wrong.push(`${route.name}: ${answer.status}`);
  });
  expect(wrong).toEqual([]);
  expect(errorLines(target.server.log_lines)).toEqual([]);
}, 300_000);
