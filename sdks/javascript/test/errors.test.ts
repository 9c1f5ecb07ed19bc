import { inspect } from "node:util";
import { expect, test } from "vitest";
import * as onerway from "../src/node.ts";
import { refusal, useScriptedApi } from "./support/api.ts";

const api = useScriptedApi();
const client = () => new onerway.Onerway("sk_test_1", { baseUrl: api.url, maxNetworkRetries: 0 });

test.each([
  [402, "card_error", onerway.CardError],
  [400, "invalid_request_error", onerway.InvalidRequestError],
  [404, "invalid_request_error", onerway.InvalidRequestError],
  [401, "invalid_request_error", onerway.AuthenticationError],
  [403, "invalid_request_error", onerway.PermissionError],
  [429, "rate_limit_error", onerway.RateLimitError],
  [400, "idempotency_error", onerway.IdempotencyError],
  [409, "idempotency_error", onerway.IdempotencyError],
  [500, "api_error", onerway.ApiError],
  [503, "something_new", onerway.ApiError],
])("a %i with %s is its own class of error", async (status, type, expected) => {
  api.answer(refusal(status, { type }));
  const error = await client()
    .paymentIntents.retrieve("pi_1")
    .catch((caught) => caught);
  expect(error).toBeInstanceOf(expected);
  expect(error).toBeInstanceOf(onerway.OnerwayError);
  expect(error).toMatchObject({ name: expected.prototype.name, type, status, message: "No." });
});

test("a decline tells the issuer's reason and the payment that it was about", async () => {
  const payment_intent = { id: "pi_1", object: "payment_intent", status: "requires_payment_method" };
  const decline = {
    type: "card_error",
    code: "card_declined",
    decline_code: "lost_card",
    param: "payment_method",
  };
  api.answer(refusal(402, { ...decline, payment_intent, setup_intent: { id: "seti_1" } }));
  const error: unknown = await client()
    .paymentIntents.confirm("pi_1")
    .catch((caught) => caught);
  expect(error).toMatchObject({ ...decline, payment_intent, request_id: "req_1", status: 402 });
  expect((error as onerway.CardError).raw).toHaveProperty("setup_intent.id", "seti_1");
});

test("a refusal without a field has none, and the key stands in no error", async () => {
  api.answer(refusal(401, { type: "invalid_request_error" }));
  const error = await client()
    .paymentIntents.retrieve("pi_1")
    .catch((caught) => caught);
  expect(error.param).toBeUndefined();
  expect(JSON.stringify(error) + error.stack).not.toContain("sk_test_1");
});

test("the key of a client does not show when it is printed", () => {
  expect(inspect(client(), { depth: 9, showHidden: true })).not.toContain("sk_test_1");
});
