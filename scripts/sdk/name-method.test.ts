import { expect, test } from "vitest";
import { groupOf, nameMethod, resourceOf, withoutGroup } from "./name-method.ts";

const NOT_A_LIST = { answers_list: false, is_collection: false };

test.each([
  ["POST", "/customers", "create"],
  ["GET", "/customers/{id}", "retrieve"],
  ["POST", "/customers/{id}", "update"],
  ["DELETE", "/customers/{id}", "del"],
  ["POST", "/payment_intents/{id}/capture", "capture"],
  ["POST", "/webhook_endpoints/{id}/rotate_secret", "rotate_secret"],
  ["POST", "/disputes/{id}/close", "close"],
  ["GET", "/balance", "retrieve"],
  ["GET", "/charges/search", "search"],
  ["POST", "/test_helpers/advance_clock", "advance_clock"],
  ["GET", "/customers/{id}/payment_methods/{payment_method}", "retrieve_payment_method"],
  ["DELETE", "/customers/{id}/discount", "del_discount"],
  ["POST", "/webhook_endpoints/{id}/deliveries/{delivery_id}/retry", "retry_delivery"],
] as const)("%s %s is %s", (http_method, path, name) => {
  expect(nameMethod({ ...NOT_A_LIST, http_method, path })).toBe(name);
});

test("what answers a list is listed, with the name of what belongs to a thing", () => {
  const list = { http_method: "GET", answers_list: true, is_collection: true } as const;
  expect(nameMethod({ ...list, path: "/customers" })).toBe("list");
  expect(nameMethod({ ...list, path: "/customers/{id}/payment_methods" })).toBe("list_payment_methods");
  expect(nameMethod({ ...list, path: "/events/{id}/deliveries/{delivery}/attempts" })).toBe(
    "list_delivery_attempts",
  );
});

test("a POST where a list is listed adds one to it", () => {
  const add = { http_method: "POST", answers_list: false, is_collection: true } as const;
  expect(nameMethod({ ...add, path: "/refunds" })).toBe("create");
  expect(nameMethod({ ...add, path: "/customers/{id}/tax_ids" })).toBe("create_tax_id");
});

test("a resource is called as in its addresses", () => {
  expect(resourceOf("/payment_intents/{id}/capture")).toBe("payment_intents");
  expect(resourceOf("/webhook-endpoints")).toBe("webhook_endpoints");
});

test("a first part that is no resource groups those behind it", () => {
  const warnings = ["/radar/early_fraud_warnings", "/radar/early_fraud_warnings/{id}"];
  const others = [
    "/balance",
    "/charges/search",
    "/customers/{id}/tax_ids/{tax_id}",
    "/test_helpers/advance_clock",
  ];
  const groups = [...warnings, ...others].map((path) => groupOf(path, [...warnings, ...others]));
  expect(groups).toEqual(["radar", "radar", undefined, undefined, undefined, undefined]);
  expect(groupOf("/radar/early_fraud_warnings", [...warnings, "/radar/{id}"])).toBeUndefined();
  expect(withoutGroup("/radar/early_fraud_warnings/{id}")).toBe("/early_fraud_warnings/{id}");
});
