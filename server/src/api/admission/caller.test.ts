import { expect, test } from "vitest";
import { callerOf, readDoorHeaders } from "./caller.ts";

const KEY = "Bearer sk_test_1";

test.each([
  [{ authorization: KEY }, "POST"],
  [{ authorization: KEY }, "GET"],
  [{ "x-api-key": "sk_test_2" }, "PATCH"],
  [{ "x-api-key": "sk_test_2", authorization: KEY }, "DELETE"],
  [{}, "GET"],
])("%j with %s is the same caller, whether its headers were made an object or not", (headers, method) => {
  const sent = Object.entries(headers).flatMap(([name, value]) => [name.toUpperCase(), value]);
  expect(readDoorHeaders(sent, method === "GET").caller).toBe(callerOf({ method, headers }));
});

test("a merchant's reads are told apart from its payments, and merchants from one another", () => {
  const callers = [KEY, "Bearer sk_test_3"].flatMap((authorization) =>
    ["GET", "POST"].map((method) => callerOf({ method, headers: { authorization } })),
  );
  expect(new Set(callers).size).toBe(4);
});

test.each([
  [["Content-Length", "65536"], true],
  [["Content-Length", "65537"], false],
  [["Transfer-Encoding", "chunked"], false],
  [["Expect", "100-continue"], false],
  [["Host", "starway", "Accept", "*/*"], true],
])("with the headers %j it is %s that a body can be passed over", (headers, is_simple) => {
  expect(readDoorHeaders(headers, false).is_simple).toBe(is_simple);
});
