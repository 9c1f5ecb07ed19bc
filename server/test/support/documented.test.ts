import { expect, test } from "vitest";
import { checkDocumented } from "./documented.ts";

const refusal = {
  success: false,
  message: "No.",
  error: { code: "internal", param: null, request_id: "req_1" },
};
const deleted = (data: object) => ({ success: true, message: "Customer deleted", data });

const about = (method: string, path: string, status: number, body: unknown) => () =>
  checkDocumented({ method, url: `http://127.0.0.1:8080${path}`, status, body });

test("what is documented passes, and so does what is none of the APIs' business", () => {
  const done = deleted({ id: "cus_0000000000000000000000", deleted: true });
  expect(about("DELETE", "/api/v1/public/customers/cus_1", 200, done)).not.toThrow();
  expect(about("GET", "/api/v1/public/customers/", 500, refusal)).not.toThrow();
  expect(about("GET", "/api/v1/nowhere", 404, refusal)).not.toThrow();
  expect(about("GET", "/checkout/cs_1", 418, "anything")).not.toThrow();
});

test("a difference names the operation, the path and the field", () => {
  const wrong = deleted({ id: "cus_0000000000000000000000", deleted: "yes", extra: 1 });
  const check = about("DELETE", "/api/v1/public/customers/cus_1", 200, wrong);
  expect(check).toThrow(/^deleteCustomer \(DELETE \/api\/v1\/public\/customers\/\{id\}\) answered 200/);
  expect(check).toThrow(/\/data\/deleted/);
  expect(check).toThrow(/extra/);
});

test("a status, an address or a refusal that is not documented is found", () => {
  expect(about("GET", "/api/v1/public/customers", 418, refusal)).toThrow(/listCustomers .* answered 418/);
  expect(about("GET", "/v1/nowhere", 200, {})).toThrow("no operation (GET /v1/nowhere) answered 200");
  expect(about("GET", "/api/v1/public/customers", 500, { message: "oops" })).toThrow(/'success'|'error'/);
});
