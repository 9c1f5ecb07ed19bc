import { expect, test } from "vitest";
import { exampleView } from "../test-support.ts";
import { createApi } from "./api.ts";

function apiThatGets(response: () => Response) {
  const calls: [string, RequestInit][] = [];
  const send = async (url: unknown, init: unknown) => {
    calls.push([String(url), init as RequestInit]);
    return response();
  };
  return { api: createApi("cs_1", "tok", send as typeof fetch), calls };
}

test("every call carries the session's token in a header and never in the address", async () => {
  const view = exampleView();
  const { api, calls } = apiThatGets(() => Response.json(view));
  expect(await api.location({ country: "DE" })).toEqual({ kind: "view", view });
  const [url, init] = calls[0] ?? ["", {}];
  expect(url).toBe("/checkout/cs_1/location");
  expect(init).toMatchObject({
    method: "POST",
    headers: { "X-Session-Token": "tok" },
    body: '{"country":"DE"}',
  });
});

test("a refusal keeps its code and field", async () => {
  const body = { error: { code: "invalid_field", field: "email" } };
  const { api } = apiThatGets(() => Response.json(body, { status: 400 }));
  const answer = { kind: "refused", status: 400, code: "invalid_field", field: "email", view: null };
  expect(await api.state()).toEqual(answer);
});

test("the error page of a proxy is no answer", async () => {
  const { api } = apiThatGets(() => new Response("<h1>Bad gateway</h1>", { status: 502 }));
  expect(await api.authenticated({})).toEqual({ kind: "unreachable" });
});

test("a broken connection is no answer", async () => {
  const { api } = apiThatGets(() => {
    throw new TypeError("Failed to fetch");
  });
  expect(await api.state()).toEqual({ kind: "unreachable" });
});
